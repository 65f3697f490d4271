//! The content of a block in a height that it does not fill
//! ([CSS Box Alignment 3, 5.1.1](https://www.w3.org/TR/css-align-3/#distribution-block)).

use super::boxes::{BoxContent, BoxId, LayoutBox};
use super::engine::Engine;
use crate::style::AlignmentKeyword;
use crate::units::Pt;

impl Engine<'_> {
    /// How far down content stands, with so much height to spare; less than none where it sticks out.
    pub fn content_shift(&self, id: BoxId, spare: Pt) -> Pt {
        let layout_box = self.boxes.get(id);
        if !layout_box.aligns_content() {
            return 0.0;
        }
        let alignment = layout_box.style.align_content;
        let safe = spare.max(0.0);
        let spare = if alignment.is_safe { safe } else { spare };
        match alignment.keyword {
            AlignmentKeyword::Center => spare / 2.0,
            AlignmentKeyword::End | AlignmentKeyword::FlexEnd => spare,
            // There is one thing to share out: what distributes falls back to a place.
            AlignmentKeyword::SpaceAround | AlignmentKeyword::SpaceEvenly => safe / 2.0,
            _ => 0.0,
        }
    }
}

impl LayoutBox {
    /// Whether a block has an `align-content` of its own.
    pub fn aligns_content(&self) -> bool {
        let is_block = matches!(self.content, BoxContent::Blocks(_) | BoxContent::Lines(_));
        is_block && !self.is_anonymous && self.style.align_content.keyword != AlignmentKeyword::Normal
    }
}
