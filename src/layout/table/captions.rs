//! Captions above or below the rows, as wide as the table
//! ([CSS 2, 17.4](https://www.w3.org/TR/CSS2/tables.html#model)).

use super::super::boxes::BoxId;
use super::super::engine::Engine;
use super::super::fragment::{Constraint, Fragment, Placed, Room, Token};
use super::super::sizes::bubble;
use crate::units::{Point, Pt};

/// Captions laid out, each from the top of its side.
#[derive(Default)]
pub(super) struct Captions {
    above: Side,
    below: Side,
}

#[derive(Default)]
struct Side {
    placed: Vec<Placed>,
    height: Pt,
}

impl Captions {
    pub fn above_height(&self) -> Pt {
        self.above.height
    }

    pub fn below_height(&self) -> Pt {
        self.below.height
    }

    /// The captions that are still to come.
    pub fn low(&self) -> Vec<BoxId> {
        self.below.placed.iter().map(|placed| placed.fragment.id).collect()
    }

    /// Puts captions into a table's fragment whose rows end at `bottom`.
    pub fn place(self, fragment: &mut Fragment, bottom: Pt, is_broken: bool) {
        for placed in &self.above.placed {
            bubble(&mut fragment.pending, placed);
        }
        fragment.children.splice(0..0, self.above.placed);
        if is_broken {
            return;
        }
        for placed in self.below.placed {
            let placed = Placed { at: Point::new(placed.at.x, placed.at.y + bottom), ..placed };
            bubble(&mut fragment.pending, &placed);
            fragment.children.push(placed);
        }
    }
}

impl Engine<'_> {
    /// A flex or grid container decides about the table with its captions, `height` about the rows alone.
    pub(super) fn fills_wrapper(&self, id: BoxId) -> bool {
        self.boxes.get(id).style.height == crate::style::Sizing::Auto
    }

    /// What the captions are on this page: above on the first one, below on the last one.
    pub(super) fn captions(
        &mut self,
        id: BoxId,
        width: Pt,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Captions {
        let mut captions = Captions::default();
        for caption in self.table(id).captions.clone() {
            let constraint = Constraint::of_width(width);
            let used = self.used(caption, constraint);
            let fragment = self.lay_whole(caption, constraint);
            // A caption that leaves rows no room on a page goes before them.
            let is_low = match resume {
                Some(Token::Table(token)) => token.low_captions.contains(&caption),
                _ => room.is_none_or(|room| fragment.size.height * 2.0 <= room.extent),
            };
            let is_below = is_low && self.boxes.get(caption).style.caption_below;
            if !is_below && resume.is_some() {
                continue;
            }
            let side = if is_below { &mut captions.below } else { &mut captions.above };
            let at = Point::new(used.margin.left, side.height + used.margin.top);
            side.height = at.y + fragment.size.height + used.margin.bottom;
            side.placed.push(Placed { at, fragment });
        }
        captions
    }
}
