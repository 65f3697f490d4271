use super::{Scheme, SheetSize};
use crate::page::Page;
use crate::units::{Length, Pt, Size};

/// What the printer wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    pub sheet: SheetSize,
    pub scheme: Scheme,
    /// At each edge of the sheet the press holds it, or cannot print: no bleed reaches in here. Marks may.
    pub edge: Pt,
    /// Between the trim boxes of neighbours. `None`: room for the bleed of both, and for marks between them where
    /// the sheet has it to spare. Where it is less than both bleeds, bleed ends in the middle; 0 is one cut for two
    /// pieces.
    pub gutter: Option<Pt>,
    /// Whether there are marks to cut and to fold by.
    pub marks: bool,
}

impl Setup {
    /// SRA3 as most digital presses take it: 5 mm at the edges, bleed of both between neighbours, marks.
    pub fn new(scheme: Scheme) -> Setup {
        Setup {
            sheet: SheetSize::SRA3,
            scheme,
            edge: const { Length::mm(5.0).to_pt() },
            gutter: None,
            marks: true,
        }
    }
}

/// What is imposed: the size that all pages share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    pub trim: Size,
    pub bleed: Pt,
}

impl Piece {
    pub fn of(page: &Page) -> Piece {
        Piece { trim: page.trim, bleed: page.bleed }
    }

    /// Equal to a hundredth of a millimetre.
    pub(super) fn is_like(&self, other: &Piece) -> bool {
        let is_near = |a: Pt, b: Pt| (a - b).abs() < Length::mm(0.01).to_pt();
        is_near(self.trim.width, other.trim.width)
            && is_near(self.trim.height, other.trim.height)
            && is_near(self.bleed, other.bleed)
    }
}
