//! White, invisible and garbled characters.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::records::RepairKind;

/// A text as it should be; tells what was mended.
pub(super) fn clean<'t>(text: &'t str, mut note: impl FnMut(RepairKind)) -> Cow<'t, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut text = Cow::Borrowed(text);
    if !text.is_ascii() {
        if let Some(mended) = ungarbled(&text) {
            note(RepairKind::Mojibake);
            text = Cow::Owned(mended);
        }
        if is_nfc_quick(text.chars()) != IsNormalized::Yes {
            let composed: String = text.nfc().collect();
            if composed != *text {
                note(RepairKind::Accents);
                text = Cow::Owned(composed);
            }
        }
    }
    let white = white(&text, note);
    white.map_or(text, Cow::Owned)
}

/// Printable ASCII with single spaces between words: nearly every cell.
fn is_plain(text: &str) -> bool {
    // As if a space stood before: one at the start is one too many.
    let mut before = b' ';
    for byte in text.bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

/// Single plain spaces, nothing invisible; `None` if it was so already.
fn white(text: &str, mut note: impl FnMut(RepairKind)) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut kinds = [false; 4];
    const NOTED: [RepairKind; 4] =
        [RepairKind::Spaces, RepairKind::UnusualSpaces, RepairKind::LineBreaks, RepairKind::Invisible];
    for letter in text.chars() {
        let is_space = match letter {
            ' ' => true,
            '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                kinds[1] = true;
                true
            }
            '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                kinds[2] = true;
                true
            }
            // Soft hyphens, marks of direction, byte order marks; joiners stay, scripts need them.
            '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                kinds[3] = true;
                continue;
            }
            letter if letter.is_control() => {
                kinds[3] = true;
                continue;
            }
            letter => {
                out.push(letter);
                continue;
            }
        };
        if is_space && (out.is_empty() || out.ends_with(' ')) {
            // What becomes one space of several is told by its kind.
            kinds[0] |= letter == ' ';
        } else {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
        kinds[0] |= text.ends_with(' ');
    }
    for (kind, _) in NOTED.into_iter().zip(kinds).filter(|(_, is_met)| *is_met) {
        note(kind);
    }
    (out != text).then_some(out)
}

/// UTF-8 that was read as Windows-1252, as it was before; word by word, since a cell may have both.
fn ungarbled(text: &str) -> Option<String> {
    let mut is_mended = false;
    let words: Vec<Cow<str>> = text
        .split(' ')
        .map(|word| match ungarbled_word(word) {
            Some(mended) => {
                is_mended = true;
                // It may have happened twice.
                let again = ungarbled_word(&mended);
                Cow::Owned(again.unwrap_or(mended))
            }
            None => Cow::Borrowed(word),
        })
        .collect();
    is_mended.then(|| words.join(" "))
}

fn ungarbled_word(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(word);
    if is_lossy {
        return None;
    }
    let mended = String::from_utf8(bytes.into_owned()).ok()?;
    // Letters of European names and the signs of print; anything else was no accident.
    let is_likely = |letter: char| {
        matches!(letter, '\0'..='\u{7f}' | '\u{a0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{203a}' | '\u{20ac}')
            || (('\u{80}'..='\u{9f}').contains(&letter))
    };
    mended.chars().all(is_likely).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (String, Vec<RepairKind>) {
        let mut kinds = Vec::new();
        let clean = clean(text, |kind| kinds.push(kind)).into_owned();
        (clean, kinds)
    }

    #[test]
    fn plain_texts_are_borrowed() {
        for text in ["", "Kerkstraat", "J. de Vries", "Ünal", "Łukasz O'Brien-'t Hof", "VAN DIJK"] {
            assert_eq!(cleaned(text), (text.to_owned(), Vec::new()));
        }
        assert!(matches!(clean("Kerkstraat 12", |_| ()), Cow::Borrowed(_)));
    }

    #[test]
    fn white_becomes_single_spaces() {
        assert_eq!(cleaned(" Jan  Smit "), ("Jan Smit".into(), vec![RepairKind::Spaces]));
        assert_eq!(cleaned("Jan\u{a0}Smit"), ("Jan Smit".into(), vec![RepairKind::UnusualSpaces]));
        assert_eq!(cleaned("Jan\r\nSmit"), ("Jan Smit".into(), vec![RepairKind::LineBreaks]));
        assert_eq!(cleaned("Jan\u{200b}\u{7}Smit"), ("JanSmit".into(), vec![RepairKind::Invisible]));
    }

    #[test]
    fn garbled_letters_come_back() {
        let mojibake = vec![RepairKind::Mojibake];
        assert_eq!(cleaned("BelgiÃ«"), ("België".into(), mojibake.clone()));
        assert_eq!(cleaned("AndrÃ© JosÃ©"), ("André José".into(), mojibake.clone()));
        assert_eq!(cleaned("AndrÃ© José"), ("André José".into(), mojibake.clone()));
        assert_eq!(cleaned("BelgiÃƒÂ«"), ("België".into(), mojibake));
        // German quotation marks around a capital would be Hebrew.
        assert_eq!(cleaned("«LÖ»"), ("«LÖ»".into(), Vec::new()));
    }

    #[test]
    fn accents_join_their_letters() {
        assert_eq!(cleaned("Zoe\u{308}"), ("Zoë".into(), vec![RepairKind::Accents]));
    }
}
