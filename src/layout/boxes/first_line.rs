//! The text of a block as its first line shows it
//! ([CSS Pseudo 4, 2.1](https://www.w3.org/TR/css-pseudo-4/#first-line-pseudo)).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::BoxId;
use super::inline::InlineContent;
use crate::style::{ComputedStyle, StyledId};
use crate::text::{self, TextStyle};

/// Where a line ends decides how much of a text is the first line's: a block that gives it a style has its
/// text twice, once all in that style.
#[derive(Debug)]
pub(crate) struct FirstLine {
    pub content: InlineContent,
    pub style: Arc<ComputedStyle>,
    /// Bytes of this text and of the usual one that are the same place, where the distance between them
    /// changes: capitals may be longer.
    places: Vec<(usize, usize)>,
}

/// What the usual text was made of, for the first line's to be made of the same.
#[derive(Default)]
pub(super) struct Sources {
    pub texts: Vec<SourceText>,
    pub boxes: BTreeMap<StyledId, BoxId>,
}

/// A text before its letters are transformed.
pub(super) struct SourceText {
    pub at: usize,
    pub text: String,
    pub style: Arc<TextStyle>,
    /// The character before it.
    pub previous: Option<char>,
}

impl FirstLine {
    pub(super) fn new(
        content: InlineContent,
        style: Arc<ComputedStyle>,
        own: &[SourceText],
        usual: &[SourceText],
    ) -> FirstLine {
        let mut places = vec![(0, 0)];
        for (own, usual) in own.iter().zip(usual) {
            same_places(own, usual, &mut places);
        }
        FirstLine { content, style, places }
    }

    /// The byte of the usual text that a byte of this one is.
    pub fn usual_place(&self, at: usize) -> usize {
        let after = self.places.partition_point(|(own, _)| *own <= at);
        let (own, usual) = self.places[after - 1];
        usual + (at - own)
    }
}

fn same_places(own: &SourceText, usual: &SourceText, places: &mut Vec<(usize, usize)>) {
    let (mut at, mut before) = ((own.at, usual.at), (own.previous, usual.previous));
    let mut note = |at: (usize, usize)| {
        let (own, usual) = places[places.len() - 1];
        if usual + (at.0 - own) != at.1 {
            places.push(at);
        }
    };
    note(at);
    if own.style.transform == usual.style.transform {
        return;
    }
    let mut letter = [0; 4];
    for character in own.text.chars() {
        let letter = &*character.encode_utf8(&mut letter);
        let length = |style: &TextStyle, before| {
            text::transform(letter, style.transform, &style.language, before).len()
        };
        at = (at.0 + length(&own.style, before.0), at.1 + length(&usual.style, before.1));
        before = (Some(character), Some(character));
        note(at);
    }
}
