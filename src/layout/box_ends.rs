//! Where a broken box ends: what stands below its content, and a height that no page holds
//! ([CSS Fragmentation 3, 4.1 and 5.4](https://www.w3.org/TR/css-break-3/#possible-breaks)).

use std::rc::Rc;

use super::boxes::{BoxContent, BoxId};
use super::engine::{Engine, TOLERANCE};
use super::fragment::{Constraint, Fragment, FragmentContent, Outcome, Room, Token};
use crate::style::Overflow;
use crate::units::{Pt, Size};

/// Boxes whose bottom edge alone does not fit are laid out again, and in them others again; deeper ones
/// keep room for it at once.
const MAX_NESTED_FEET: usize = 2;

/// A part of a box that is shorter stands for nothing.
const LEAST: Pt = 1.0;

impl Engine<'_> {
    /// A box that goes on has no bottom edge here, and so more room for its content; one that would end
    /// here but for its edge keeps that free, and its last content with it goes on.
    pub fn lay_with_foot(
        &mut self,
        id: BoxId,
        constraint: Constraint,
        room: Room,
        resume: Option<&Token>,
    ) -> Outcome {
        let keeps_foot = self.feet_around >= MAX_NESTED_FEET;
        let outcome = self.lay_uncached(id, constraint, Some(Room { keeps_foot, ..room }), resume);
        let is_over =
            |fragment: &Rc<Fragment>| fragment.size.height > room.available + TOLERANCE && has_foot(fragment);
        if keeps_foot || outcome.token.is_some() || !outcome.fragment.as_ref().is_some_and(is_over) {
            return outcome;
        }
        self.feet_around += 1;
        let outcome = self.lay_uncached(id, constraint, Some(Room { keeps_foot: true, ..room }), resume);
        self.feet_around -= 1;
        outcome
    }

    /// A height that no page holds goes on on the next one, below content that fits.
    pub fn cut_height(&self, id: BoxId, room: Room, outcome: Outcome) -> Outcome {
        let Some(fragment) = &outcome.fragment else { return outcome };
        let layout_box = self.boxes.get(id);
        let is_plain = matches!(layout_box.content, BoxContent::Blocks(_) | BoxContent::Lines(_));
        let shows_all = layout_box.style.overflow_y != Overflow::Hidden;
        let height = fragment.size.height;
        let no_page_holds = height > room.extent.max(room.available) + TOLERANCE;
        let fits = content_bottom(fragment) <= room.available && room.available > LEAST;
        let is_open = is_plain && shows_all && !layout_box.is_anonymous && !room.is_column;
        if !is_open || !no_page_holds || !fits || outcome.token.is_some() {
            return outcome;
        }
        let mut cut = (**fragment).clone();
        cut.size.height = room.available;
        cut.is_last = false;
        let token = Some(Token::Rest(height - room.available));
        Outcome { fragment: Some(Rc::new(cut)), token, ..outcome }
    }

    /// What is left of such a height.
    pub fn lay_rest(&mut self, id: BoxId, constraint: Constraint, room: Room, rest: Pt) -> Outcome {
        let used = self.used(id, constraint);
        let height = rest.min(room.available.max(LEAST));
        let size = Size::new(used.border_width(), height);
        let mut fragment = self.finish(id, &used, size, FragmentContent::None, Vec::new());
        fragment.is_first = false;
        fragment.is_last = height >= rest;
        let token = (!fragment.is_last).then_some(Token::Rest(rest - height));
        Outcome { token, ..Outcome::whole(Rc::new(fragment)) }
    }
}

/// Whether anything of the box itself stands below its content.
fn has_foot(fragment: &Fragment) -> bool {
    let is_table = matches!(fragment.content, FragmentContent::Table { .. });
    is_table || fragment.border.bottom + fragment.padding.bottom > 0.0
}

fn content_bottom(fragment: &Fragment) -> Pt {
    let lines = match &fragment.content {
        FragmentContent::Lines(lines) => lines.last().map_or(0.0, |line| line.top + line.height),
        _ => 0.0,
    };
    let children = fragment.children.iter().map(|child| child.at.y + child.fragment.reach());
    children.fold(lines, Pt::max)
}
