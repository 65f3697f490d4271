//! Where a flow breaks between its children
//! ([CSS Fragmentation 3, 3 and 4](https://www.w3.org/TR/css-break-3/#breaking-rules)).

use super::{Flow, FlowRequest};
use crate::layout::boxes::BoxId;
use crate::layout::engine::Engine;
use crate::layout::fragment::Token;
use crate::layout::margins;
use crate::style::Break;
use crate::units::Pt;

/// How far a flow was before one of its children, in case a break moves up.
pub(super) struct Step {
    pub index: usize,
    pub y: Pt,
    pub placed: usize,
    pub pending: usize,
    pub floats: usize,
    pub carried: usize,
}

impl Engine<'_> {
    /// Breaks before a child that does not fit, or further up where a break is not avoided.
    pub(super) fn break_before_child(
        &mut self,
        request: &FlowRequest,
        flow: &mut Flow,
        trail: &[Step],
        index: usize,
        y: &mut Pt,
    ) {
        let room = request.room.expect("only a page or column pushes");
        let mut keep = trail.len();
        let mut next = index;
        while keep > 0
            && self.avoids_between(
                request.children[trail[keep - 1].index],
                request.children[next],
                room.is_column,
            )
        {
            keep -= 1;
            next = trail[keep].index;
        }
        if keep == 0 && trail.is_empty() && !room.at_top {
            flow.is_pushed = true;
            return;
        }
        if keep == 0 && !trail.is_empty() {
            if !room.at_top && !request.is_resumed && next == request.start {
                flow.is_pushed = true;
                return;
            }
            // Nothing above is better: break here after all.
            if room.at_top || next == request.start {
                keep = trail.len();
                next = index;
            }
        }
        if let Some(step) = trail.get(keep) {
            *y = step.y;
            flow.pending.truncate(step.pending);
            flow.placed.truncate(step.placed);
            flow.floats.truncate(step.floats);
            flow.carried.truncate(step.carried);
        }
        flow.token = Some(Token::Child(next, None));
    }

    pub fn forced_between(&self, before: BoxId, after: BoxId, is_column: bool) -> Option<Break> {
        let value = margins::stronger(self.break_after(before), self.break_before(after));
        let forced = margins::forced(value, is_column);
        let changes_page = !is_column && self.page_name(before, true) != self.page_name(after, false);
        forced.or(changes_page.then_some(Break::Page))
    }

    fn avoids_between(&self, before: BoxId, after: BoxId, is_column: bool) -> bool {
        margins::avoided(self.break_after(before), is_column)
            || margins::avoided(self.break_before(after), is_column)
    }
}
