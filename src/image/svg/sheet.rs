//! Style sheets inside a drawing.

use usvg::roxmltree::Document;

pub(super) fn texts<'a>(xml: &'a Document<'_>) -> impl Iterator<Item = &'a str> {
    xml.descendants().filter(|node| node.has_tag_name("style")).filter_map(|node| node.text())
}

/// How many elements are looked at at most to match all selectors of a sheet with one element that stands so
/// deep: usvg tries each place that an ancestor could have.
pub(super) fn trials(text: &str, depth: usize) -> u64 {
    let trials = selectors(text).into_iter().map(|selector| {
        let ancestors = selector.split_whitespace().count().saturating_sub(1);
        choices(depth as u64, ancestors as u64)
    });
    trials.fold(0, u64::saturating_add)
}

pub(super) fn selectors(text: &str) -> Vec<String> {
    let text = without_comments(text);
    let rules = text.split('}').filter_map(|rule| rule.split_once('{'));
    rules.flat_map(|(selectors, _)| selectors.split(',')).map(str::to_owned).collect()
}

/// Ways to choose some of several in their order; as many as a number can hold where they are more.
fn choices(of: u64, chosen: u64) -> u64 {
    let ways =
        (0..chosen.min(of)).try_fold(1_u64, |ways, step| Some(ways.checked_mul(of - step)? / (step + 1)));
    ways.unwrap_or(u64::MAX)
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::trials;

    #[test]
    fn trials_grow_with_ancestors_in_a_selector() {
        assert_eq!(trials(".a{fill:red} .b,.c{fill:red}", 10), 3);
        assert_eq!(trials("g /* a b c */ path{}", 10), 10);
        assert_eq!(trials("g g path{}", 10), 45);
        assert!(trials(&("g ".repeat(50) + "{}"), 100) > 1 << 60);
    }
}
