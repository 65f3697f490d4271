//! Where a broken box ends: what stands below its content, and a height that no page holds
//! ([CSS Fragmentation 3, 4.1 and 5.4](https://www.w3.org/TR/css-break-3/#possible-breaks)).

use std::rc::Rc;

use super::boxes::{BoxContent, BoxId};
use super::engine::{Engine, TOLERANCE};
use super::fragment::{Constraint, Fragment, FragmentContent, Outcome, Pending, Placed, Room, Token};
use super::margins::Margin;
use super::sizes::Used;
use crate::units::{Point, Pt, Size};

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
    pub fn cut_height(&mut self, id: BoxId, room: Room, outcome: Outcome) -> Outcome {
        let Some(fragment) = &outcome.fragment else { return outcome };
        let layout_box = self.boxes.get(id);
        let is_plain = !matches!(layout_box.content, BoxContent::Table(_) | BoxContent::Replaced(_));
        let height = fragment.size.height;
        let no_page_holds = height > room.extent.max(room.available) + TOLERANCE;
        let fits = self.content_bottom(fragment) <= room.available && room.available > LEAST;
        let is_open = is_plain && !layout_box.is_anonymous && !room.is_column;
        if !is_open || !no_page_holds || !fits || outcome.token.is_some() {
            return outcome;
        }
        let mut cut = (**fragment).clone();
        cut.size.height = room.available;
        cut.is_last = false;
        self.defer_lower(&mut cut);
        let token = Some(Token::Rest(height - room.available));
        Outcome { fragment: Some(Rc::new(cut)), token, ..outcome }
    }

    /// What is positioned below a cut belongs to another part of the box.
    fn defer_lower(&mut self, cut: &mut Fragment) {
        let (children, lower): (Vec<Placed>, Vec<Placed>) =
            std::mem::take(&mut cut.children).into_iter().partition(|child| {
                let is_lower = child.at.y + child.fragment.size.height > cut.size.height + TOLERANCE;
                !is_lower || !self.boxes.get(child.fragment.id).is_out_of_flow()
            });
        cut.children = children;
        self.has_deferred |= !lower.is_empty();
        cut.deferred.extend(lower.into_iter().map(|child| {
            let style = &self.boxes.get(child.fragment.id).style;
            let margin = self.margins(style, child.fragment.id, cut.size.width);
            let at = Point::new(child.at.x - margin.left, child.at.y - margin.top);
            Pending { id: child.fragment.id, at }
        }));
    }

    /// Content that breaks in a box with a height of its own: what this page does not hold of the height goes
    /// on on the next one ([5.1](https://www.w3.org/TR/css-break-3/#varying-size-boxes)).
    pub fn keep_height(&mut self, id: BoxId, constraint: Constraint, outcome: Outcome) -> Outcome {
        let layout_box = self.boxes.get(id);
        let is_plain = !matches!(layout_box.content, BoxContent::Table(_) | BoxContent::Replaced(_));
        if !is_plain || layout_box.is_multicol() || matches!(outcome.token, None | Some(Token::Rest(_))) {
            return outcome;
        }
        let used = self.used(id, constraint);
        let least = used.definite_height().unwrap_or(used.min_height);
        if least <= 0.0 {
            return outcome;
        }
        Engine::less_height(outcome, &used, least + used.inset().vertical())
    }

    /// The same on the next page, where `rest` is left of the height.
    pub fn fill_height(
        &mut self,
        id: BoxId,
        constraint: Constraint,
        room: Room,
        outcome: Outcome,
        rest: Pt,
    ) -> Outcome {
        let used = self.used(id, constraint);
        let Some(fragment) = &outcome.fragment else { return outcome };
        if outcome.token.is_some() {
            return Engine::less_height(outcome, &used, rest);
        }
        if rest <= fragment.size.height {
            return outcome;
        }
        let mut filled = (**fragment).clone();
        filled.margin_below = filled.margin_below.map(|_| Margin::default());
        let is_whole = rest <= room.available + TOLERANCE;
        filled.size.height = if is_whole { rest } else { room.available.max(fragment.size.height) };
        filled.is_last = is_whole;
        let left = rest - filled.size.height;
        let token = (!is_whole).then_some(Token::Rest(left));
        Outcome { fragment: Some(Rc::new(filled)), token, ..outcome }
    }

    fn less_height(outcome: Outcome, used: &Used, height: Pt) -> Outcome {
        let again = if used.clones { used.inset().vertical() } else { 0.0 };
        let here = outcome.fragment.as_ref().map_or(0.0, |fragment| fragment.size.height);
        let left = height - here + again;
        let token = outcome.token.map(|token| match token {
            token if left <= again + TOLERANCE => token,
            Token::Tall(known, inside) => Token::Tall(left.max(known), inside),
            Token::Rest(known) => Token::Rest(left.max(known)),
            token => Token::Tall(left, Box::new(token)),
        });
        Outcome { token, ..outcome }
    }

    /// Where what a box holds in the flow ends.
    pub fn content_bottom(&self, fragment: &Fragment) -> Pt {
        let lines = match &fragment.content {
            FragmentContent::Lines(lines) => lines.last().map_or(0.0, |line| line.top + line.height),
            _ => 0.0,
        };
        let in_flow =
            fragment.children.iter().filter(|child| !self.boxes.get(child.fragment.id).is_out_of_flow());
        in_flow.map(|child| child.at.y + child.fragment.reach()).fold(lines, Pt::max)
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
