//! `::first-letter` ([CSS Pseudo 4, 2.2](https://www.w3.org/TR/css-pseudo-4/#first-letter-pseudo)).

use std::ops::Range;
use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::super::property::Style;
use super::super::{Display, Position};
use super::matching::Matched;

/// Rules for a first letter that has not been met yet.
pub(super) type Awaited<'a> = Option<Rc<Matched<'a>>>;

/// What an element does to a first letter that is awaited around it.
pub(super) enum Passage {
    /// The letter may be inside.
    Open,
    /// It stands outside the lines: the letter is behind it.
    Beside,
    /// It stands where the letter would be.
    Closed,
}

impl Passage {
    pub fn of(style: &Style, is_replaced: bool) -> Passage {
        let is_out = matches!(style.position, Position::Absolute | Position::Fixed);
        match style.display {
            _ if is_out || style.float != super::super::Float::None => Passage::Beside,
            _ if is_replaced => Passage::Closed,
            Display::Inline | Display::Contents | Display::Block | Display::ListItem | Display::FlowRoot => {
                Passage::Open
            }
            _ => Passage::Closed,
        }
    }
}

/// Whether an element of this style has a first letter of its own.
pub(super) fn has_first_letter(style: &Style) -> bool {
    matches!(
        style.display,
        Display::Block
            | Display::ListItem
            | Display::FlowRoot
            | Display::InlineBlock
            | Display::TableCell
            | Display::TableCaption
    )
}

/// The first letter in a text, with the punctuation around it; `None` in white space alone.
pub(super) fn find(text: &str, language: &str) -> Option<Range<usize>> {
    let start = text.find(|letter: char| !letter.is_whitespace())?;
    let mut clusters =
        text[start..].grapheme_indices(true).map(|(at, cluster)| (start + at, cluster)).peekable();
    while clusters.next_if(|(_, cluster)| is_punctuation(cluster)).is_some() {}
    let Some((at, letter)) = clusters.next().filter(|(_, letter)| !letter.starts_with(char::is_whitespace))
    else {
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |end| start + end);
        return Some(start..end);
    };
    let mut end = at + letter.len();
    // The Dutch ij is one letter.
    let is_dutch = language == "nl" || language.starts_with("nl-");
    let is_ij = |next: &str| matches!((letter, next), ("i", "j") | ("I", "J"));
    if let Some((_, next)) = clusters.next_if(|(_, next)| is_dutch && is_ij(next)) {
        end += next.len();
    }
    while let Some((_, mark)) =
        clusters.next_if(|(_, cluster)| is_punctuation(cluster) && !is_opening(cluster))
    {
        end += mark.len();
    }
    Some(start..end)
}

/// Letters, numbers and symbols are none.
fn is_punctuation(cluster: &str) -> bool {
    cluster.starts_with(|letter: char| {
        matches!(letter,
            '!'..='#' | '%'..='*' | ','..='/' | ':' | ';' | '?' | '@' | '['..=']' | '_' | '{' | '}' | '¡' | '§'
            | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '،' | '؛' | '؟'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
    })
}

fn is_opening(cluster: &str) -> bool {
    cluster.starts_with(['(', '[', '{', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_punctuation_around_a_letter_along() {
        let letter = |text: &'static str, language| find(text, language).map(|range| &text[range]);
        assert_eq!(letter(" Word", ""), Some("W"));
        assert_eq!(letter("“‘Aha’, he", ""), Some("“‘A"));
        assert_eq!(letter("A. Person", ""), Some("A."));
        assert_eq!(letter("E\u{301}t", ""), Some("E\u{301}"));
        assert_eq!(letter("IJs", "nl"), Some("IJ"));
        assert_eq!(letter("IJs", "de"), Some("I"));
        assert_eq!(letter(" \n ", ""), None);
        assert_eq!(letter("… then", ""), Some("…"));
    }
}
