//! What layout asks to be shaped.

use std::ops::Range;
use std::sync::Arc;

use super::TextStyle;
use crate::units::Pt;

/// A stretch of a paragraph in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Bytes of the paragraph's text; spans ascend without gaps.
    pub range: Range<usize>,
    pub style: Arc<TextStyle>,
    /// `white-space: nowrap` or `pre`: no break between two characters of it.
    pub nowrap: bool,
    /// `white-space: pre`: spaces at a line's end take room.
    pub keeps_spaces: bool,
    /// `white-space: break-spaces`: a line may end after each space.
    pub breaks_spaces: bool,
}

/// A box that stands in the text like a letter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InlineObject {
    /// Byte offset of its U+FFFC.
    pub at: usize,
    pub width: Pt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseDirection {
    Ltr,
    Rtl,
    /// By the first strong character after each line feed; left to right without one.
    Auto,
}

/// Text with collapsed white space: `\n` breaks the line, `\t` goes to the next tab stop, U+FFFC is an
/// inline object, U+00AD a soft hyphen, U+200B a place to break.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    pub text: &'a str,
    pub spans: &'a [Span],
    /// In the order of the text.
    pub objects: &'a [InlineObject],
    pub direction: BaseDirection,
    /// Distance of the tab stops.
    pub tab_width: Pt,
}

/// A character that no font has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    pub character: char,
    /// Byte offset of the first one.
    pub at: usize,
}
