//! Street and number that stand in one cell.

/// A word before a year that belongs to the street: `Plein 1944 12`, `Laan van 1813 7`.
const BEFORE_YEARS: [&str; 9] = ["plein", "laan", "van", "mei", "april", "oktober", "anno", "uit", "straat"];

/// The street, and number with addition; `None` if there is no number.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let at = number_at(text)?;
    let street = text[..at].trim_end_matches([' ', ',', '.']);
    (!street.is_empty()).then(|| (street, &text[at..]))
}

/// Where the house number starts: at the first word that starts with a digit and does not belong to the street.
fn number_at(text: &str) -> Option<usize> {
    let mut words = words(text).peekable();
    let mut before = words.next()?.1;
    while let Some((at, word)) = words.next() {
        let is_number = word.starts_with(|first: char| first.is_ascii_digit());
        if is_number {
            let has_another =
                || words.clone().any(|(_, word)| word.starts_with(|first: char| first.is_ascii_digit()));
            let is_of_street = is_ordinal(word) || (is_year(word) && follows_year_word(before));
            if !(is_of_street && has_another()) {
                return Some(at);
            }
        }
        before = word;
    }
    glued(text)
}

/// `Kerkstraat12`
fn glued(text: &str) -> Option<usize> {
    let (at, word) = words(text).last()?;
    let start = word.find(|sign: char| sign.is_ascii_digit())?;
    let is_after_letters = start > 1 && word[..start].chars().all(char::is_alphabetic);
    is_after_letters.then_some(at + start)
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

/// `2e`, `1ste`, `3de`
fn is_ordinal(word: &str) -> bool {
    let end = word.trim_start_matches(|sign: char| sign.is_ascii_digit());
    matches!(end, "e" | "ste" | "de")
}

/// `1944`, `1940-1945`, `40-45`
fn is_year(word: &str) -> bool {
    let is_one = |part: &str| {
        let is_digits = part.bytes().all(|byte| byte.is_ascii_digit());
        is_digits && (part.len() == 2 || (part.len() == 4 && ("1500".."2100").contains(&part)))
    };
    match word.split_once('-') {
        Some((from, to)) => is_one(from) && is_one(to),
        None => word.len() == 4 && is_one(word),
    }
}

fn follows_year_word(before: &str) -> bool {
    BEFORE_YEARS.iter().any(|word| before.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_number_is_found() {
        let cases = [
            ("Kerkstraat 12", "Kerkstraat", "12"),
            ("Kerkstraat 12 A", "Kerkstraat", "12 A"),
            ("Kerkstraat 12 2", "Kerkstraat", "12 2"),
            ("Kerkstraat, 12-3", "Kerkstraat", "12-3"),
            ("Laan van de Vrede 12bis", "Laan van de Vrede", "12bis"),
            ("Plein 1944 12", "Plein 1944", "12"),
            ("Plein 12", "Plein", "12"),
            ("Laan van 1813 7 A", "Laan van 1813", "7 A"),
            ("Plein 1940-1945 3", "Plein 1940-1945", "3"),
            ("Plein '40-'45 3", "Plein '40-'45", "3"),
            ("Hoofdweg 1534 2", "Hoofdweg", "1534 2"),
            ("2e Kostverlorenkade 12-3", "2e Kostverlorenkade", "12-3"),
            ("Jan Steen 2e dwarsstraat 5", "Jan Steen 2e dwarsstraat", "5"),
            ("Kerkstraat 2e", "Kerkstraat", "2e"),
            ("5 Meiplein 8", "5 Meiplein", "8"),
            ("Postbus 90153", "Postbus", "90153"),
            ("Kerkstraat12", "Kerkstraat", "12"),
            ("'t Hof 3", "'t Hof", "3"),
        ];
        for (text, street, number) in cases {
            assert_eq!(split(text), Some((street, number)), "{text}");
        }
        for text in ["", "Kerkstraat", "12", "12 bis", "Plein '40-'45"] {
            assert!(!matches!(split(text), Some((street, _)) if street.is_empty()), "{text}");
        }
        assert_eq!(split("Kerkstraat"), None);
        assert_eq!(split("12"), None);
    }
}
