/// The candidate that was probably meant, if one is close enough.
pub fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&candidate.to_lowercase(), &word), candidate))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn names_what_was_meant() {
        assert_eq!(closest("bleeed", ["format", "bleed", "die"]), Some("bleed"));
        assert_eq!(closest("Utrect", ["Utrecht", "Urk"]), Some("Utrecht"));
        assert_eq!(closest("xyz", ["format", "bleed"]), None);
    }
}
