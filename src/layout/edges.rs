//! Border and padding of the parts of a broken box.

use super::fragment::Room;
use super::sizes::Used;
use crate::units::Pt;

/// Border and padding above and below the content, by what of the box this fragment is
/// ([CSS Fragmentation 3, 5.4](https://www.w3.org/TR/css-break-3/#break-decoration)).
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    pub top: Pt,
    pub bottom: Pt,
    /// Each fragment has all of them.
    clones: bool,
}

impl Edges {
    pub fn of(used: &Used, is_resumed: bool) -> Edges {
        let (inset, clones) = (used.inset(), used.clones);
        Edges { top: if is_resumed && !clones { 0.0 } else { inset.top }, bottom: inset.bottom, clones }
    }

    /// The room for content.
    pub fn inner(self, room: Room) -> Room {
        let bottom = if room.keeps_foot || self.clones { self.bottom } else { 0.0 };
        Room { available: room.available - self.top - bottom, ..room }
    }

    /// Below the content.
    pub fn foot(self, is_broken: bool) -> Pt {
        if is_broken && !self.clones { 0.0 } else { self.bottom }
    }
}
