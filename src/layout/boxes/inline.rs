use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::BoxId;
use super::broken::Part;
use super::first_line::FirstLine;
use crate::layout::fragment::LineFragment;
use crate::style::{ComputedStyle, StyledId};

/// The content of an inline formatting context: one text, white space collapsed and case
/// transformed, with what belongs to its parts ([CSS Text 3, 4](https://www.w3.org/TR/css-text-3/#white-space-processing)).
#[derive(Debug)]
pub(crate) struct InlineContent {
    pub text: String,
    /// Ascending, without gaps.
    pub spans: Vec<InlineSpan>,
    /// Ascending.
    pub atoms: Vec<Atom>,
    /// Parents before children.
    pub inlines: Vec<InlineBox>,
    /// Out-of-flow boxes with the byte they would have stood at.
    pub out_of_flow: Vec<(usize, BoxId)>,
    /// Floats with the byte they stand at, ascending.
    pub floats: Vec<(usize, BoxId)>,
    /// Inline elements that links can lead to, with the byte they begin at, ascending.
    pub targets: Vec<(usize, StyledId)>,
    /// The same, as the first line shows it if it has a style of its own.
    pub first_line: Option<Box<FirstLine>>,
    /// What it was gathered from, where texts among it change from record to record.
    pub parts: Option<Rc<[Part]>>,
}

/// A stretch of text of one style.
#[derive(Debug)]
pub(crate) struct InlineSpan {
    pub range: Range<usize>,
    pub style: Arc<ComputedStyle>,
    /// The text or, for generated characters, its element.
    pub node: StyledId,
    /// Index in [`InlineContent::inlines`] of the innermost one around.
    pub inline: Option<usize>,
}

/// Something that stands in a line like a character.
#[derive(Debug)]
pub(crate) struct Atom {
    pub at: usize,
    pub inline: Option<usize>,
    pub kind: AtomKind,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum AtomKind {
    Box(BoxId),
    /// Margin, border and padding at the start or the end of an inline box.
    Start(usize),
    End(usize),
}

/// An inline element: background, border, link and decoration of its text.
#[derive(Debug)]
pub(crate) struct InlineBox {
    /// `None`: the one that `::first-line` puts around all of the line.
    pub node: Option<StyledId>,
    pub style: Arc<ComputedStyle>,
    pub parent: Option<usize>,
    pub range: Range<usize>,
    /// Whether it begins and ends here, and not where a block breaks it.
    pub begins: bool,
    pub ends: bool,
}

impl InlineContent {
    /// The box that `::first-line` puts around all of the line.
    pub fn line_box(&self) -> Option<&InlineBox> {
        self.inlines.first().filter(|inline| inline.node.is_none())
    }

    /// The text that a line is made of.
    pub fn shown_on(&self, line: &LineFragment) -> &InlineContent {
        self.first_line.as_ref().filter(|_| line.is_first).map_or(self, |first| &first.content)
    }
}
