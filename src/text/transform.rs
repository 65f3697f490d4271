//! `text-transform` ([CSS Text 3, 2.1](https://www.w3.org/TR/css-text-3/#text-transform)).

use super::TextTransform;

/// The text in other letters. `previous` is the character before it: in the middle of a word
/// `capitalize` starts no new one.
pub fn transform(text: &str, transform: TextTransform, language: &str, previous: Option<char>) -> String {
    match transform {
        TextTransform::None => text.to_owned(),
        TextTransform::Uppercase => uppercase(text, language),
        TextTransform::Lowercase if is_turkic(language) => {
            text.replace('I', "ı").replace('İ', "i").to_lowercase()
        }
        TextTransform::Lowercase => text.to_lowercase(),
        TextTransform::Capitalize => capitalize(text, language, previous),
    }
}

fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or("")
}

fn is_language(language: &str, wanted: &str) -> bool {
    primary(language).eq_ignore_ascii_case(wanted)
}

/// Turkish and Azeri write I without and İ with a dot.
fn is_turkic(language: &str) -> bool {
    is_language(language, "tr") || is_language(language, "az")
}

fn uppercase(text: &str, language: &str) -> String {
    if is_turkic(language) {
        return text.replace('i', "İ").to_uppercase();
    }
    if is_language(language, "el") {
        return text.chars().map(without_tonos).collect::<String>().to_uppercase();
    }
    text.to_uppercase()
}

/// Greek capitals carry no accents; a diaeresis stays.
fn without_tonos(letter: char) -> char {
    match letter {
        'ά' | 'Ά' => 'α',
        'έ' | 'Έ' => 'ε',
        'ή' | 'Ή' => 'η',
        'ί' | 'Ί' => 'ι',
        'ΐ' => 'ϊ',
        'ό' | 'Ό' => 'ο',
        'ύ' | 'Ύ' => 'υ',
        'ΰ' => 'ϋ',
        'ώ' | 'Ώ' => 'ω',
        other => other,
    }
}

fn capitalize(text: &str, language: &str, previous: Option<char>) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut previous = previous;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_alphabetic() || previous.is_some_and(continues_word) {
            out.push(letter);
        } else if letter == 'i' && is_turkic(language) {
            out.push('İ');
        } else {
            titlecase(letter, &mut out);
            // The Dutch ij is one letter.
            if letter == 'i' && is_language(language, "nl") && letters.next_if_eq(&'j').is_some() {
                out.push('J');
            }
        }
        previous = Some(letter);
    }
    out
}

fn continues_word(previous: char) -> bool {
    previous.is_alphanumeric() || matches!(previous, '\'' | '’' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// `ß` gives `Ss`, not `SS`.
fn titlecase(letter: char, out: &mut String) {
    let mut upper = letter.to_uppercase();
    out.extend(upper.next());
    for rest in upper {
        out.extend(rest.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_the_language() {
        let case = |text, kind, language| transform(text, kind, language, None);
        assert_eq!(case("ijs in de ijssalon", TextTransform::Capitalize, "nl"), "IJs In De IJssalon");
        assert_eq!(case("ijs", TextTransform::Capitalize, "en"), "Ijs");
        assert_eq!(case("foto's van 4e-klassers", TextTransform::Capitalize, "nl"), "Foto's Van 4e-Klassers");
        assert_eq!(case("ßx", TextTransform::Capitalize, "de"), "Ssx");
        assert_eq!(case("izmir", TextTransform::Uppercase, "tr-TR"), "İZMİR");
        assert_eq!(case("IŞIK", TextTransform::Lowercase, "tr"), "ışık");
        assert_eq!(case("Ελλάδα, Μαΐου", TextTransform::Uppercase, "el"), "ΕΛΛΑΔΑ, ΜΑΪΟΥ");
        assert_eq!(case("straße", TextTransform::Uppercase, "de"), "STRASSE");
    }

    #[test]
    fn the_rest_of_a_word_stays_small() {
        assert_eq!(transform("braak", TextTransform::Capitalize, "nl", Some('n')), "braak");
        assert_eq!(transform("braak", TextTransform::Capitalize, "nl", Some(' ')), "Braak");
    }
}
