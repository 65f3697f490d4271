//! Where a line stands in its box, and what becomes of the room it leaves.

use super::Setting;
use super::inlines::clones_edges;
use crate::layout::engine::Engine;
use crate::layout::floats::Band;
use crate::layout::fragment::LineFragment;
use crate::layout::sizes::is_rtl;
use crate::style::{ComputedStyle, TextAlign};
use crate::text::{Line, Spread};

impl Engine<'_> {
    /// One line box, from the left of the content and y = 0.
    pub(super) fn line(&mut self, setting: &Setting, line: &Line, band: Band) -> LineFragment {
        let setting = &setting.at(line.range.start);
        let Setting { content, shaped, style, used, .. } = *setting;
        let indent = setting.indent(line.range.start);
        let band = if clones_edges(content) {
            let (before, after) = (setting.cloned(line.range.start), setting.cloned(line.range.end));
            let (left, right) = match is_rtl(style) {
                true => (after.end, before.start),
                false => (before.start, after.end),
            };
            Band { left: band.left + left, right: band.right - right }
        } else {
            band
        };
        let available = band.width() - indent;
        let align = self.alignment(style, line);
        let justify = matches!(align, TextAlign::Justify | TextAlign::JustifyAll)
            && style.justifies
            && line.width < available;
        let spread = Spread { justify_to: justify.then_some(available) };
        let placed = shaped.place(line, &spread);
        let rtl = line.rtl;
        let rest = available - placed.width;
        let x = match align {
            TextAlign::Center => rest / 2.0,
            TextAlign::Right => rest,
            TextAlign::End if !rtl => rest,
            TextAlign::Start | TextAlign::Justify | TextAlign::JustifyAll if rtl => rest,
            _ => 0.0,
        };
        // The indent is on the side where the line starts.
        let x = band.left + if rtl { x } else { x + indent };
        let fragment = self.align_line(content, style, line, &placed, used.width, x);
        LineFragment { is_first: content.line_box().is_some(), ..fragment }
    }

    /// How this line is aligned: the last one, and one before a forced break, on its own terms.
    fn alignment(&self, style: &ComputedStyle, line: &Line) -> TextAlign {
        if !(line.last || line.forced) {
            return style.text_align;
        }
        match (style.text_align_last, style.text_align) {
            (Some(last), _) => last,
            (None, TextAlign::Justify) => TextAlign::Start,
            (None, align) => align,
        }
    }
}
