//! Where the lines of a box break.

use std::rc::Rc;
use std::sync::Arc;

use super::BrokenLines;
use crate::layout::boxes::BoxId;
use crate::layout::engine::{Engine, TOLERANCE};
use crate::style::{ComputedStyle, TextWrap};
use crate::text::{Line, LineOptions, LineRequest, Shaped, Wrap};
use crate::units::Pt;

impl Engine<'_> {
    pub fn break_lines(
        &mut self,
        id: BoxId,
        shaped: &Arc<Shaped>,
        style: &ComputedStyle,
        width: Pt,
    ) -> Rc<BrokenLines> {
        let key = (id, width.to_bits());
        if let Some(known) = self.broken.get(&key) {
            return known.clone();
        }
        let wrap = match style.text_wrap {
            _ if !style.white_space.wraps => Wrap::Nowrap,
            TextWrap::Balance => Wrap::Balance,
            TextWrap::Pretty => Wrap::Pretty,
            TextWrap::Wrap => Wrap::Greedy,
        };
        let indent = style.text_indent.resolve(width);
        // Measured widths are sums of rounded numbers: a box as wide as its text must hold it.
        let lines = shaped.break_lines(width + TOLERANCE / 2.0, indent, &LineOptions { wrap });
        let broken = Rc::new(BrokenLines { lines });
        self.broken.insert(key, broken.clone());
        broken
    }
}

/// The rest of a paragraph in a width that its beginning was not broken in.
pub(super) fn break_from(shaped: &Shaped, start: usize, width: Pt) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = start;
    let mut hyphens = 0;
    loop {
        let request = LineRequest {
            width: width + TOLERANCE / 2.0,
            hyphenate: shaped.may_hyphenate(start, hyphens),
            is_first_of_paragraph: false,
        };
        let Some(line) = shaped.break_line(start, &request) else { return lines };
        hyphens = if line.hyphenated { hyphens + 1 } else { 0 };
        start = line.range.end;
        lines.push(line);
    }
}
