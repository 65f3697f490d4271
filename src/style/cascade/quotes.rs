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
    const LOW: (&str, &str) = ("„", "“");
    const LOW_HIGH: (&str, &str) = ("„", "”");
    const ANGLES: (&str, &str) = ("«", "»");
    const SINGLE_LOW: (&str, &str) = ("‚", "‘");
    const SINGLE_LOW_HIGH: (&str, &str) = ("‚", "’");
    let lower = language.to_ascii_lowercase();
    match lower.split(['-', '_']).next().unwrap_or_default() {
        _ if lower == "de-ch" || lower == "fr-ch" || lower == "it-ch" => [ANGLES, ("‹", "›")],
        _ if lower == "pt-pt" => [ANGLES, DOUBLE],
        "nl" | "fy" => [SINGLE, DOUBLE],
        "de" | "cs" | "sk" | "sl" | "is" => [LOW, SINGLE_LOW],
        "bg" | "ka" | "mk" => [LOW, LOW],
        "et" | "lt" => [LOW, ANGLES],
        "fr" => [("«\u{a0}", "\u{a0}»"), ("«\u{a0}", "\u{a0}»")],
        "pl" | "ro" => [LOW_HIGH, ANGLES],
        "hu" => [LOW_HIGH, ("»", "«")],
        "hr" | "sr" | "bs" => [LOW_HIGH, SINGLE_LOW_HIGH],
        "es" | "it" | "ca" | "gl" | "el" => [ANGLES, DOUBLE],
        "ru" | "uk" | "be" => [ANGLES, LOW],
        "no" | "nb" | "nn" => [ANGLES, SINGLE],
        "sv" | "fi" => [("”", "”"), ("’", "’")],
        "fa" | "ku" => [ANGLES, ("‹", "›")],
        "ar" => [("”", "“"), ("’", "‘")],
        _ => [DOUBLE, SINGLE],
    }
}
