use std::num::NonZeroUsize;

use crate::units::{Affine, Pt, Size};

/// Which page stands in which place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scheme {
    /// Every place another leaf, for personalised pieces: the cut stacks are laid on each other, first place on
    /// top, and the order of the pages is there again.
    CutAndStack(Sides),
    /// The same leaf in every place; each leaf has a form of its own.
    Repeat { sides: Sides, copies: NonZeroUsize },
    /// Work and turn, work and tumble: fronts in one half and backs in the other, so that one form prints
    /// both sides, and every sheet gives each piece twice.
    OneForm { flip: Flip, copies: NonZeroUsize },
    /// Folded in the middle and stapled through the fold.
    Booklet(Booklet),
}

/// Which sides of the sheet are printed, each with a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Every page is a leaf of its own.
    Single,
    /// Pages come in pairs, front and back.
    Duplex(Flip),
}

/// How the sheet goes over between its two sides. Pieces are turned like the pages of a book either way: the
/// head of a back is behind the head of its front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flip {
    /// Left and right change places (work and turn).
    Turn,
    /// Top and bottom change places (work and tumble).
    Tumble,
}

/// Saddle stitch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Booklet {
    pub flip: Flip,
    pub binding: Binding,
    /// How far the pages of the innermost sheet are drawn towards the fold, because paper has a thickness;
    /// those between in proportion. 0: not at all.
    pub creep: Pt,
}

/// The side of a closed booklet that its spine is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Binding {
    /// As Dutch is read.
    #[default]
    Left,
    /// As Arabic is read.
    Right,
}

impl Scheme {
    /// How the sheet goes over; `None`: it does not.
    pub fn flip(&self) -> Option<Flip> {
        match self {
            Scheme::CutAndStack(sides) | Scheme::Repeat { sides, .. } => sides.flip(),
            Scheme::OneForm { flip, .. } => Some(*flip),
            Scheme::Booklet(booklet) => Some(booklet.flip),
        }
    }

    /// Of each leaf.
    pub(super) fn copies(&self) -> usize {
        match self {
            Scheme::Repeat { copies, .. } | Scheme::OneForm { copies, .. } => copies.get(),
            Scheme::CutAndStack(_) | Scheme::Booklet(_) => 1,
        }
    }
}

impl Sides {
    pub fn flip(self) -> Option<Flip> {
        match self {
            Sides::Single => None,
            Sides::Duplex(flip) => Some(flip),
        }
    }
}

impl Flip {
    /// Where a spot of one side is, seen from the other side of the sheet.
    pub(super) fn through(self, sheet: Size) -> Affine {
        match self {
            Flip::Turn => Affine { a: -1.0, e: sheet.width, ..Affine::IDENTITY },
            Flip::Tumble => Affine { d: -1.0, f: sheet.height, ..Affine::IDENTITY },
        }
    }
}
