//! What is cut out as one: a leaf, or the two leaves of a sheet in a booklet.

use super::{Binding, Booklet, Piece, Scheme, Sides};
use crate::units::{Affine, Pt, Rect, Size};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Front,
    Back,
}

/// A page in its block.
pub(super) struct Part {
    pub page: usize,
    /// From the page's coordinates to the block's, whose origin is its trim box's top left corner.
    pub at: Affine,
    /// What may be seen of it, in the block's coordinates: up to the fold, else up to its bleed.
    pub area: Rect,
}

/// Trimmed, as it is read.
pub(super) fn size(scheme: &Scheme, piece: &Piece) -> Size {
    let Size { width, height } = piece.trim;
    match scheme {
        Scheme::Booklet(_) => Size::new(2.0 * width, height),
        _ => piece.trim,
    }
}

/// How many there are, all pages taken once.
pub(super) fn count(scheme: &Scheme, pages: usize) -> usize {
    pages.div_ceil(pages_each(scheme))
}

pub(super) fn pages_each(scheme: &Scheme) -> usize {
    match scheme {
        Scheme::CutAndStack(Sides::Single) | Scheme::Repeat { sides: Sides::Single, .. } => 1,
        Scheme::CutAndStack(Sides::Duplex(_)) | Scheme::Repeat { .. } | Scheme::OneForm { .. } => 2,
        Scheme::Booklet(_) => 4,
    }
}

/// The pages on one side of a block; one that is not among `pages` is blank.
pub(super) fn parts(
    scheme: &Scheme,
    piece: &Piece,
    pages: usize,
    (block, side): (usize, Side),
) -> impl Iterator<Item = Part> {
    let [left, right] = match scheme {
        Scheme::Booklet(booklet) => spread(booklet, piece, (block, count(scheme, pages)), side).map(Some),
        _ => {
            let page = block * pages_each(scheme) + usize::from(side == Side::Back);
            let area = reach(piece, piece.trim.width);
            [Some(Part { page, at: Affine::IDENTITY, area }), None]
        }
    };
    [left, right].into_iter().flatten().filter(move |part| part.page < pages)
}

/// The outermost sheet holds the first page and the last one; each further sheet is folded into the one before.
fn spread(booklet: &Booklet, piece: &Piece, (sheet, sheets): (usize, usize), side: Side) -> [Part; 2] {
    let last = 4 * sheets - 1;
    let (mut left, mut right) = match side {
        Side::Front => (last - 2 * sheet, 2 * sheet),
        Side::Back => (2 * sheet + 1, last - 2 * sheet - 1),
    };
    if booklet.binding == Binding::Right {
        std::mem::swap(&mut left, &mut right);
    }
    let width = piece.trim.width;
    let depth = sheet as f32 / sheets.saturating_sub(1).max(1) as f32;
    let creep: Pt = booklet.creep * depth;
    let area = reach(piece, width);
    let up_to_fold = Rect { width: area.width - piece.bleed, ..area };
    [
        Part { page: left, at: Affine::translate(creep, 0.0), area: up_to_fold },
        Part {
            page: right,
            at: Affine::translate(width - creep, 0.0),
            area: Rect { x: width, ..up_to_fold },
        },
    ]
}

/// Trim and bleed of something so wide.
fn reach(piece: &Piece, width: Pt) -> Rect {
    let bleed = piece.bleed;
    Rect::new(-bleed, -bleed, width + 2.0 * bleed, piece.trim.height + 2.0 * bleed)
}
