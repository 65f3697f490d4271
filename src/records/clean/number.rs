//! House numbers: number and addition, and what spreadsheets make of them.

use crate::records::Reason;

/// Letters, digits and signs of an addition: `bis`, `3 hoog`, `A-12`.
const MAX_ADDITION: usize = 12;
const MONTHS: [&str; 19] = [
    "jan", "feb", "mrt", "mar", "maa", "apr", "mei", "may", "jun", "jul", "aug", "sep", "sept", "okt", "oct",
    "nov", "dec", "juni", "juli",
];

/// A house number and what follows it, both as they are printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HouseNumber<'t> {
    pub number: &'t str,
    pub addition: &'t str,
    /// Zeros stood before the number.
    pub had_zeros: bool,
}

/// Takes a number and its addition apart: `12`, `12A`, `12-3`, `12 bis`.
pub(super) fn split(text: &str) -> Result<HouseNumber<'_>, Reason> {
    if text.is_empty() {
        return Err(Reason::NoNumber);
    }
    refuse_artefacts(text)?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (written, rest) = text.split_at(digits);
    let number = written.trim_start_matches('0');
    if number.is_empty() || number.len() > 5 {
        return Err(Reason::NumberUnreadable);
    }
    Ok(HouseNumber { number, addition: addition(rest)?, had_zeros: number.len() < written.len() })
}

/// An addition without the sign that stood between it and the number.
pub(super) fn addition(text: &str) -> Result<&str, Reason> {
    let text = text.trim_start_matches([' ', '-', '/', ',', '.', '–']).trim_end_matches([' ', ',', '.', '-']);
    if text.chars().count() > MAX_ADDITION {
        return Err(Reason::AdditionTooLong);
    }
    let is_sign = |sign: char| sign.is_alphanumeric() || " -/.,+'–".contains(sign);
    if text.chars().all(is_sign) { Ok(text) } else { Err(Reason::NumberUnreadable) }
}

/// Dates and decimals, which a spreadsheet made of `1-2` and `12`.
pub(super) fn refuse_artefacts(text: &str) -> Result<(), Reason> {
    if is_date(text) {
        return Err(Reason::NumberIsDate);
    }
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(['.', ',']) {
        Some((whole, decimals)) if is_number(whole) && is_number(decimals) => Err(Reason::NumberIsDecimal),
        _ => Ok(()),
    }
}

/// `2-jan`, `jan-02`, `2-1-2024`, `2024-01-02`, also with a time.
fn is_date(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let spaced: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let is_month = |part: &str| MONTHS.iter().any(|month| part.eq_ignore_ascii_case(month));
    let is_number = |part: &str, most: usize| part.len() <= most && part.parse::<u16>().is_ok();
    match spaced[..] {
        [one, month] | [one, month, _] if is_number(one, 2) && is_month(month) => true,
        [month, year] if is_month(month) && is_number(year, 4) => true,
        _ => {
            let parts: Vec<&str> = day.split(['-', '/']).collect();
            let within =
                |part: &str, most: u16| part.parse::<u16>().is_ok_and(|number| (1..=most).contains(&number));
            match parts[..] {
                [year, month, day] if year.len() == 4 => within(month, 12) && within(day, 31),
                [day, month, year] if matches!(year.len(), 2 | 4) && is_number(year, 4) => {
                    (within(day, 31) && within(month, 12)) || (within(day, 12) && within(month, 31))
                }
                _ => false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_additions_come_apart() {
        let cases = [
            ("12", "12", ""),
            ("12A", "12", "A"),
            ("12 a", "12", "a"),
            ("12-3", "12", "3"),
            ("1-2", "1", "2"),
            ("12 bis", "12", "bis"),
            ("12, 2 hoog", "12", "2 hoog"),
            ("99999", "99999", ""),
            ("012", "12", ""),
            ("12/3", "12", "3"),
        ];
        for (text, number, addition) in cases {
            let had_zeros = text.starts_with('0');
            assert_eq!(split(text), Ok(HouseNumber { number, addition, had_zeros }), "{text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_made_is_refused() {
        for text in
            ["2-jan", "2-JAN", "jan-02", "1-mrt", "2 mei", "1-2-2024", "01-02-24", "2024-02-01 00:00:00"]
        {
            assert_eq!(split(text), Err(Reason::NumberIsDate), "{text}");
        }
        assert_eq!(split("12.0"), Err(Reason::NumberIsDecimal));
        assert_eq!(split("12,50"), Err(Reason::NumberIsDecimal));
        for text in ["A", "0", "123456", "12?", "#12"] {
            assert_eq!(split(text), Err(Reason::NumberUnreadable), "{text}");
        }
        assert_eq!(split(""), Err(Reason::NoNumber));
        assert_eq!(split("12 achterhuis links boven"), Err(Reason::AdditionTooLong));
    }
}
