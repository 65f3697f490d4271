use std::borrow::Cow;

/// Languages by what people call them.
const NAMES: [(&str, &[&str]); 12] = [
    ("nl", &["nederlands", "dutch", "ned", "nld", "hollands"]),
    ("en", &["engels", "english", "eng"]),
    ("de", &["duits", "german", "deutsch", "deu"]),
    ("fr", &["frans", "french", "français", "fra"]),
    ("es", &["spaans", "spanish", "español", "spa"]),
    ("pl", &["pools", "polish", "polski", "pol"]),
    ("tr", &["turks", "turkish", "türkçe", "tur"]),
    ("ar", &["arabisch", "arabic", "ara"]),
    ("uk", &["oekraïens", "oekraiens", "ukrainian", "ukr"]),
    ("ru", &["russisch", "russian", "rus"]),
    ("pt", &["portugees", "portuguese", "português", "por"]),
    ("fy", &["fries", "frysk", "frisian", "fry"]),
];

/// The code of a language; what is not known stays as it is, in small letters: `nl`, `pap`.
pub(super) fn code(written: Cow<'_, str>) -> Cow<'_, str> {
    let is_code = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    if written.is_empty() || (written.len() == 2 && is_code(&written)) {
        return written;
    }
    let small = written.to_lowercase();
    // `nl-NL`, `nl_NL`
    let base = small.split(['-', '_']).next().unwrap_or_default();
    match NAMES.iter().find(|(code, names)| *code == base || names.contains(&small.as_str())) {
        Some((code, _)) => Cow::Borrowed(code),
        None => Cow::Owned(small),
    }
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn names_become_codes() {
        for (written, expected) in [
            ("nl", "nl"),
            ("NL", "nl"),
            ("Nederlands", "nl"),
            ("nl-NL", "nl"),
            ("English", "en"),
            ("PAP", "pap"),
            ("", ""),
        ] {
            assert_eq!(code(written.into()), expected);
        }
    }
}
