//! How many lines of a paragraph a page keeps.

use crate::layout::engine::{Engine, TOLERANCE};
use crate::layout::fragment::{LineFragment, Room};
use crate::style::ComputedStyle;

impl Engine<'_> {
    /// How many lines stay here; `None` pushes them all
    /// ([CSS Fragmentation 3, 3.3](https://www.w3.org/TR/css-break-3/#widows-orphans)).
    pub(super) fn lines_that_fit(
        &self,
        lines: &[LineFragment],
        total: usize,
        style: &ComputedStyle,
        room: Option<Room>,
        is_resumed: bool,
    ) -> Option<usize> {
        let Some(room) = room else { return Some(total) };
        let fit =
            lines.iter().take_while(|line| line.top + line.height <= room.available + TOLERANCE).count();
        if fit == total {
            return Some(total);
        }
        let orphans = if is_resumed { 1 } else { (style.orphans as usize).clamp(1, total) };
        let kept = fit.min(total.saturating_sub(style.widows as usize));
        match () {
            _ if kept >= orphans => Some(kept),
            _ if !room.at_top => None,
            // Nowhere is more room: as many as there is room for, and at least one.
            _ if fit >= orphans => Some(fit),
            _ => Some(fit.max(1)),
        }
    }
}
