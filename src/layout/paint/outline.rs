//! Outlines: around the border, over all else, and without room of their own
//! ([CSS UI 4, 3](https://www.w3.org/TR/css-ui-4/#outline-props)).

use super::super::boxes::BoxId;
use super::border::Frame;
use super::corner::{Radii, fitted, grow, outset};
use super::painter::Painter;
use crate::style::ComputedStyle;
use crate::units::{Rect, Sides};

impl Painter<'_, '_> {
    /// `rect` and `radii` are of the border box.
    pub fn outline(&mut self, id: BoxId, style: &ComputedStyle, rect: Rect, radii: Radii) {
        let outline = &style.outline;
        if outline.width <= 0.0 || !style.visible {
            return;
        }
        let by = style.outline_offset + outline.width;
        let rect = outset(rect, by);
        let frame = Frame {
            sides: [outline; 4],
            widths: Sides::all(outline.width),
            rect,
            radii: fitted(grow(radii, by), rect),
        };
        self.artifact(|painter| painter.frame(id, &frame));
    }
}
