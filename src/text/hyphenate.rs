//! Hyphenation by the patterns of a language.

use std::ops::Range;

use hypher::Lang;

use super::breaks::is_nowrap;
use super::shaped::Shaped;
use super::{Hyphens, TextStyle, WordBreak};

/// Bytes of the longest word that is looked at, and how far around it.
pub(super) const MAX_WORD: usize = 200;

/// Places inside a range where a hyphen may end the line, ascending.
pub(super) fn points(shaped: &Shaped, range: Range<usize>) -> Vec<usize> {
    let mut points = Vec::new();
    let text = &shaped.text;
    let mut at = range.start;
    let end = (range.end..).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
    while at < end {
        let Some(offset) = text[at..end].find(is_letter) else { break };
        let word = word_around(text, at + offset);
        at = word.end;
        let span = &shaped.spans[shaped.span_at(word.start)];
        if span.style.hyphens == Hyphens::Auto
            && span.style.word_break != WordBreak::BreakAll
            && is_plain_word(text, &word)
        {
            let inside =
                breaks_of(&text[word.clone()], &span.style).into_iter().map(|point| word.start + point);
            points.extend(
                inside.filter(|at| range.start < *at && *at < range.end && may_part(shaped, word.start, *at)),
            );
        }
    }
    points
}

/// Whether the spans around a place in a word want a hyphen there.
fn may_part(shaped: &Shaped, start: usize, at: usize) -> bool {
    let before =
        shaped.text[start..at].char_indices().next_back().map_or(start, |(offset, _)| start + offset);
    let is_auto = |at: usize| shaped.style_at(at).hyphens == Hyphens::Auto;
    is_auto(before) && is_auto(at) && !is_nowrap(&shaped.spans, before, at)
}

/// Letters, their marks, and soft hyphens among them.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// The whole word, also where a line broke inside it before. Cut off where it is too long to be one.
fn word_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = around(text, at);
    at - before.chars().rev().take_while(|character| is_letter(*character)).map(char::len_utf8).sum::<usize>()
        ..at + after.find(|character| !is_letter(character)).unwrap_or(after.len())
}

fn around(text: &str, at: usize) -> (&str, &str) {
    let mut from = at.saturating_sub(MAX_WORD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (at + MAX_WORD).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    (&text[from..at], &text[at..to])
}

/// No abbreviation, address, number or name of a file, and without soft hyphens of its own.
fn is_plain_word(text: &str, word: &Range<usize>) -> bool {
    let letters = &text[word.clone()];
    if letters.len() > MAX_WORD || letters.contains('\u{ad}') || !letters.contains(char::is_lowercase) {
        return false;
    }
    let (before, after) = around(text, word.start);
    let before = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let after = after.split(char::is_whitespace).next().unwrap_or("");
    let has_dot_inside =
        after.trim_end_matches(|end: char| !end.is_alphanumeric()).contains('.') || before.contains('.');
    let is_technical =
        |character: char| character.is_numeric() || matches!(character, '@' | '/' | '\\' | '_');
    !has_dot_inside && !before.contains(is_technical) && !after.contains(is_technical)
}

fn breaks_of(word: &str, style: &TextStyle) -> Vec<usize> {
    let Some(language) = patterns(&style.language) else { return Vec::new() };
    let [shortest, before, after] = style.hyphenate_limits.map(usize::from);
    if word.chars().count() < shortest {
        return Vec::new();
    }
    let (least_before, least_after) = language.bounds();
    let syllables =
        hypher::hyphenate_bounded(word, language, before.max(least_before), after.max(least_after));
    let mut at = 0;
    let ends = syllables.map(|syllable| {
        at += syllable.len();
        at
    });
    ends.filter(|end| *end < word.len() && !loses_trema(language, &word[*end..])).collect()
}

/// Languages that part no words with hyphens, with names in Latin letters or without.
const WITHOUT_HYPHENS: &[&str] = &[
    "am", "ar", "bo", "ckb", "dv", "dz", "fa", "he", "ja", "km", "ko", "lo", "my", "ps", "sd", "th", "ti",
    "ug", "ur", "yi", "yue", "zh",
];

/// Whether a text asks for hyphens that its language has no patterns for. Only scripts with small letters part
/// words with hyphens; a word that is too short needs none.
pub fn lacks_patterns(text: &str, style: &TextStyle) -> bool {
    let shortest = usize::from(style.hyphenate_limits[0]);
    let is_word = |word: &str| word.contains(char::is_lowercase) && word.chars().count() >= shortest;
    style.hyphens == Hyphens::Auto
        && !WITHOUT_HYPHENS.contains(&primary(&style.language).as_str())
        && patterns(&style.language).is_none()
        && text.split(|letter| !is_letter(letter)).any(is_word)
}

fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

/// By the primary subtag of a BCP 47 tag; without patterns there are no hyphens.
fn patterns(language: &str) -> Option<Lang> {
    match primary(language).as_bytes() {
        b"kmr" => Some(Lang::Kurmanji),
        [first, second] => Lang::from_iso([*first, *second]),
        _ => None,
    }
}

/// `reëel` becomes `re-eel`: a hyphen would take the place of the trema, so there is none.
fn loses_trema(language: Lang, rest: &str) -> bool {
    language == Lang::Dutch && rest.starts_with(['ë', 'ï', 'ö', 'ü', 'ä'])
}
