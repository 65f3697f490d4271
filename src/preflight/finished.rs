use crate::color::Palette;
use crate::diagnostics::Span;
use crate::page::{Document, Link};
use crate::prepress::{Die, Press};
use crate::units::Rect;

/// A document as it goes to the press, with everything it must keep to.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'a> {
    /// In the press's inks.
    pub document: &'a Document,
    /// Those that each page had before it became paper.
    pub links: &'a [Vec<Link>],
    pub press: &'a Press,
    pub palette: &'a Palette,
    pub die: Option<&'a Die>,
    /// What the envelope's window shows of the first page, in points from its top left corner.
    pub window: Option<Rect>,
    /// The parts that the piece cannot be without.
    pub needs: &'a [Need],
    /// Layout has told already which text leaves the page.
    pub off_page_is_told: bool,
    /// The row of the address data that it was made of, as the spreadsheet counts.
    pub record: Option<usize>,
}

/// A part that a piece cannot be without, named as the template's `data-block`.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    pub block: String,
    /// Where the campaign asks for it.
    pub span: Span,
}
