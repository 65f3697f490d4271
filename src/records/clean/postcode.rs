//! Postcodes, Dutch and foreign.

use crate::records::{Reason, RepairKind};

/// The postcode if it differs from what was written, and what was mended.
type Mended = (Option<String>, [Option<RepairKind>; 2]);

/// Four digits, a space and two letters.
pub(super) fn dutch(written: &str) -> Result<Mended, Reason> {
    if written.is_empty() {
        return Err(Reason::NoPostcode);
    }
    let mut signs = [0u8; 8];
    let mut count = 0;
    for byte in written.bytes().filter(|byte| !matches!(byte, b' ' | b'-' | b'.')) {
        *signs.get_mut(count).ok_or(Reason::PostcodeUnreadable)? = byte.to_ascii_uppercase();
        count += 1;
    }
    // `NL-1234 AB`
    let signs = signs[..count].strip_prefix(b"NL").unwrap_or(&signs[..count]);
    let Ok(mut signs) = <[u8; 6]>::try_from(signs) else { return Err(Reason::PostcodeUnreadable) };
    let mut had_wrong_zero = false;
    for digit in signs[1..4].iter_mut().filter(|digit| **digit == b'O') {
        (*digit, had_wrong_zero) = (b'0', true);
    }
    for letter in signs[4..].iter_mut().filter(|letter| **letter == b'0') {
        (*letter, had_wrong_zero) = (b'O', true);
    }
    let is_postcode = matches!(signs[0], b'1'..=b'9')
        && signs[1..4].iter().all(u8::is_ascii_digit)
        && signs[4..].iter().all(u8::is_ascii_uppercase);
    if !is_postcode {
        return Err(Reason::PostcodeUnreadable);
    }
    if matches!(&signs[4..], b"SA" | b"SD" | b"SS") {
        return Err(Reason::PostcodeLetters);
    }
    let mut form = [b' '; 7];
    form[..4].copy_from_slice(&signs[..4]);
    form[5..].copy_from_slice(&signs[4..]);
    if form == *written.as_bytes() {
        return Ok((None, [None, None]));
    }
    let postcode = form.iter().map(|sign| char::from(*sign)).collect();
    let kind = if had_wrong_zero { RepairKind::PostcodeZero } else { RepairKind::PostcodeForm };
    Ok((Some(postcode), [Some(kind), None]))
}

/// A postcode and the city behind it: `1234 AB Utrecht`, `10115 Berlin`.
pub(super) fn before_city(text: &str) -> (&str, &str) {
    if dutch(text).is_ok() {
        return (text, "");
    }
    let spaces = text.match_indices(' ').map(|(at, _)| at);
    // A Dutch one may have a space within.
    let dutch = spaces.clone().take(2).filter(|at| dutch(&text[..*at]).is_ok()).last();
    match dutch.or_else(|| spaces.clone().next()) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

/// As the country writes it; `digits` if it is made of so many.
pub(super) fn abroad(written: &str, digits: Option<u8>) -> Result<Mended, Reason> {
    let mut postcode = written.to_uppercase();
    let mut kinds = [(postcode != written).then_some(RepairKind::PostcodeForm), None];
    if let Some(digits) = digits {
        let wanted = usize::from(digits);
        if written.is_empty() {
            return Err(Reason::NoPostcode);
        }
        // `D-10115`
        let stripped =
            postcode.trim_start_matches(|sign: char| sign.is_ascii_uppercase() || sign == '-' || sign == ' ');
        if stripped.len() < postcode.len() {
            kinds[0] = Some(RepairKind::PostcodeForm);
            postcode = stripped.to_owned();
        }
        let is_digits = postcode.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
        let count = postcode.bytes().filter(u8::is_ascii_digit).count();
        if is_digits && count == 4 && wanted == 5 {
            postcode.insert(0, '0');
            kinds[1] = Some(RepairKind::PostcodeLostZero);
        } else if !is_digits || count != wanted {
            return Err(Reason::PostcodeAbroad { digits });
        }
    }
    Ok(((postcode != written).then_some(postcode), kinds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_postcodes_get_their_form() {
        assert_eq!(dutch("1234 AB"), Ok((None, [None, None])));
        for text in ["1234AB", "1234ab", "1234 ab", "1234-ab", "NL-1234 AB"] {
            assert_eq!(
                dutch(text),
                Ok((Some("1234 AB".into()), [Some(RepairKind::PostcodeForm), None])),
                "{text}"
            );
        }
        for (text, postcode) in [("1O34 AB", "1034 AB"), ("1234 0B", "1234 OB"), ("1o34ab", "1034 AB")] {
            assert_eq!(
                dutch(text),
                Ok((Some(postcode.into()), [Some(RepairKind::PostcodeZero), None])),
                "{text}"
            );
        }
        for text in
            ["0123 AB", "123 AB", "12345", "1234 A1", "ABCD EF", "1234 ABC", "Ø234 AB", "123456789 AB"]
        {
            assert_eq!(dutch(text), Err(Reason::PostcodeUnreadable), "{text}");
        }
        assert_eq!(dutch("1234 SS"), Err(Reason::PostcodeLetters));
        assert_eq!(dutch(""), Err(Reason::NoPostcode));
    }

    #[test]
    fn a_city_may_stand_behind() {
        assert_eq!(before_city("1234 AB Utrecht"), ("1234 AB", "Utrecht"));
        assert_eq!(before_city("1234AB Den Haag"), ("1234AB", "Den Haag"));
        assert_eq!(before_city("10115 Berlin"), ("10115", "Berlin"));
        assert_eq!(before_city("1234 AB"), ("1234 AB", ""));
        assert_eq!(before_city(""), ("", ""));
    }

    #[test]
    fn foreign_postcodes_have_their_digits() {
        assert_eq!(abroad("10115", Some(5)), Ok((None, [None, None])));
        assert_eq!(
            abroad("1067", Some(5)),
            Ok((Some("01067".into()), [None, Some(RepairKind::PostcodeLostZero)]))
        );
        assert_eq!(
            abroad("B-1000", Some(4)),
            Ok((Some("1000".into()), [Some(RepairKind::PostcodeForm), None]))
        );
        assert_eq!(abroad("100", Some(4)), Err(Reason::PostcodeAbroad { digits: 4 }));
        assert_eq!(
            abroad("sw1a 1aa", None),
            Ok((Some("SW1A 1AA".into()), [Some(RepairKind::PostcodeForm), None]))
        );
        assert_eq!(abroad("", None), Ok((None, [None, None])));
    }
}
