//! What a [KIX code](https://www.postnl.nl) says of an address.

use super::record::Record;

/// Postcode, house number, and after an `X` the addition; abroad country and postcode.
pub(super) fn code(record: &Record) -> Option<String> {
    let postcode = signs(record.postcode());
    if !record.country().is_empty() {
        let is_sayable = (1..=16).contains(&postcode.len());
        return record.country_code().filter(|_| is_sayable).map(|country| format!("{country}{postcode}"));
    }
    let addition = signs(record.addition());
    match addition.len() {
        _ if record.number().is_empty() => None,
        0 => Some(format!("{postcode}{}", record.number())),
        1..=6 => Some(format!("{postcode}{}X{addition}", record.number())),
        // Half of an addition may be the one of a neighbour.
        _ => None,
    }
}

/// Capitals and digits, all that a code can say.
fn signs(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
}
