//! Boxes across all columns ([CSS Multi-column Layout 1, 6](https://www.w3.org/TR/css-multicol-1/#spanning-columns)).

use std::rc::Rc;

use crate::layout::boxes::BoxId;
use crate::layout::engine::Engine;
use crate::layout::fragment::{Constraint, Placed, Room, Token};
use crate::layout::margins::Margin;
use crate::layout::sizes::Used;
use crate::style::Break;
use crate::units::{Point, Pt};

/// A box across all columns.
pub(super) struct Spanner {
    pub placed: Placed,
    pub bottom: Pt,
    pub below: Margin,
    pub token: Option<Token>,
    pub forced: Option<Break>,
}

impl Engine<'_> {
    /// The children that span all columns, found once: a page must not look at all that follows it.
    pub(super) fn spanners(&mut self, id: BoxId, children: &[BoxId]) -> Rc<[usize]> {
        if let Some(known) = self.spanners.get(id, &()) {
            return known.clone();
        }
        let found: Rc<[usize]> =
            (0..children.len()).filter(|child| self.boxes.get(children[*child]).spans_columns()).collect();
        self.spanners.insert(id, (), found.clone());
        found
    }

    /// A box across all columns: where it stands and where it ends, or `None` if it does not fit.
    /// `above` is the margin of one just above, or `None` where a break truncates margins.
    pub(super) fn spanner(
        &mut self,
        child: BoxId,
        used: &Used,
        resume: Option<&Token>,
        room: Option<Room>,
        y: Pt,
        above: Option<Margin>,
    ) -> Option<Spanner> {
        let constraint =
            Constraint { width: used.width, height: used.definite_height(), ..Constraint::default() };
        let margins = self.block_margins(child, used.width);
        let top = above.filter(|_| resume.is_none()).map_or(0.0, |above| above.join(margins.top).sum());
        let room = room.map(|room| room.below(top, true));
        let outcome = self.lay(child, constraint, room, resume);
        let fragment = outcome.fragment?;
        let x = self.used(child, constraint).margin.left;
        let bottom = y + top + fragment.size.height;
        let below = if outcome.token.is_none() { margins.bottom } else { Margin::default() };
        let placed = Placed { at: Point::new(x, y + top), fragment };
        Some(Spanner { placed, bottom, below, token: outcome.token, forced: outcome.forced })
    }
}
