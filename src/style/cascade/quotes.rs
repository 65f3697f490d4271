use super::super::property::Quotes;

/// Opening and closing marks of a level, 0 being the outermost. `auto` is the language's custom
/// (CLDR's delimiters).
pub(super) fn pair(quotes: &Quotes, language: &str, level: usize) -> (String, String) {
    match quotes {
        Quotes::None => (String::new(), String::new()),
        Quotes::Pairs(pairs) => {
            let at = level.min(pairs.len().saturating_sub(1));
            pairs.get(at).map_or_else(Default::default, |(open, close)| (open.to_string(), close.to_string()))
        }
        Quotes::Auto => {
            let [outer, inner] = customs(language);
            let (open, close) = if level.is_multiple_of(2) { outer } else { inner };
            (open.to_owned(), close.to_owned())
        }
    }
}

fn customs(language: &str) -> [(&'static str, &'static str); 2] {
    const DOUBLE: (&str, &str) = ("“", "”");
    const SINGLE: (&str, &str) = ("‘", "’");
    match language.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "nl" | "fy" => [SINGLE, DOUBLE],
        "de" => [("„", "“"), ("‚", "‘")],
        "fr" => [("«\u{a0}", "\u{a0}»"), ("«\u{a0}", "\u{a0}»")],
        "pl" => [("„", "”"), ("«", "»")],
        "ar" => [("”", "“"), ("’", "‘")],
        _ => [DOUBLE, SINGLE],
    }
}
