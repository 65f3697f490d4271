//! What stands in a line like a character: boxes, and the edges of inline boxes.

use std::rc::Rc;

use super::inlines::InlineEdge;
use crate::layout::boxes::{AtomKind, BoxContent, BoxId, InlineContent};
use crate::layout::engine::Engine;
use crate::layout::fragment::{Constraint, Fragment};
use crate::style::{Direction, Display, Overflow};
use crate::units::{Pt, Sides};

/// How wide the atoms of a line are.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) enum Atoms {
    /// In a containing block of that width.
    In(Pt),
    /// As narrow as they may be, as wide as they like
    /// ([CSS Sizing 3, 5.2](https://www.w3.org/TR/css-sizing-3/#intrinsic-contribution)).
    Narrowest,
    Widest,
}

impl Atoms {
    pub fn key(self) -> u32 {
        match self {
            Atoms::In(width) => width.to_bits(),
            Atoms::Narrowest => Pt::NEG_INFINITY.to_bits(),
            Atoms::Widest => Pt::INFINITY.to_bits(),
        }
    }
}

/// An atom with its margin box.
pub(in crate::layout) struct AtomBox {
    pub fragment: Rc<Fragment>,
    pub margin: Sides<Pt>,
    /// From the top of the margin box.
    pub baseline: Pt,
}

impl Engine<'_> {
    pub fn atom_box(&mut self, id: BoxId, width: Pt) -> AtomBox {
        let constraint = Constraint::of_width(width);
        let used = self.used(id, constraint);
        let fragment = self.lay_whole(id, constraint);
        let style = &self.boxes.get(id).style;
        let is_replaced = matches!(self.boxes.get(id).content, BoxContent::Replaced(_));
        let is_block = style.display == Display::InlineBlock;
        let hides = is_block && style.overflow_x == Overflow::Hidden;
        let bottom = used.margin.top + fragment.size.height + used.margin.bottom;
        // The last line of an inline block (CSS 2, 10.8.1), the first one of flex, grid and tables
        // ([CSS Box Alignment 3, 9.1](https://www.w3.org/TR/css-align-3/#baseline-export)).
        let baseline = match fragment.baselines {
            Some((first, last)) if !is_replaced && !hides => {
                used.margin.top + if is_block { last } else { first }
            }
            _ => bottom,
        };
        AtomBox { fragment, margin: used.margin, baseline }
    }

    pub(super) fn atom_width(&mut self, content: &InlineContent, kind: AtomKind, atoms: Atoms) -> Pt {
        // There is no containing block yet: percentages count as zero.
        let width = if let Atoms::In(width) = atoms { width } else { 0.0 };
        match kind {
            AtomKind::Box(id) => match atoms {
                Atoms::Narrowest => self.outer_intrinsic(id).min,
                Atoms::Widest => self.outer_intrinsic(id).max,
                Atoms::In(width) => {
                    let atom = self.atom_box(id, width);
                    atom.fragment.size.width + atom.margin.horizontal()
                }
            },
            AtomKind::Start(inline) => {
                let edge = InlineEdge::of(&content.inlines[inline].style, width);
                if content.inlines[inline].style.direction == Direction::Rtl {
                    edge.right()
                } else {
                    edge.left()
                }
            }
            AtomKind::End(inline) => {
                let edge = InlineEdge::of(&content.inlines[inline].style, width);
                if content.inlines[inline].style.direction == Direction::Rtl {
                    edge.left()
                } else {
                    edge.right()
                }
            }
        }
    }
}
