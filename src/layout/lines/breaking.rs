//! Where the lines of a box break.

use std::sync::Arc;

use super::{Setting, indent};
use crate::layout::boxes::BoxId;
use crate::layout::engine::{Engine, TOLERANCE};
use crate::style::{ComputedStyle, TextWrap};
use crate::text::{Line, LineOptions, Shaped, Wrap};
use crate::units::Pt;

impl Engine<'_> {
    /// Lines from a byte of the text on, in the style that all of them share.
    pub(super) fn usual_lines(&mut self, id: BoxId, setting: &Setting, start: usize) -> Vec<Line> {
        let width = setting.used.width;
        let broken = self.break_lines(id, setting.shaped, setting.style, width);
        match broken.iter().position(|line| line.range.start == start) {
            Some(from) => broken[from..].to_vec(),
            None if start == 0 => Vec::new(),
            // The page before was of another width.
            None => setting.lines_from(start),
        }
    }

    fn break_lines(
        &mut self,
        id: BoxId,
        shaped: &Arc<Shaped>,
        style: &ComputedStyle,
        width: Pt,
    ) -> Arc<[Line]> {
        if let Some(known) = self.broken.get(id, &width.to_bits()) {
            return known.clone();
        }
        let wrap = wrap(style);
        // Measured widths are sums of rounded numbers: a box as wide as its text must hold it.
        let lines =
            shaped.break_lines(width + TOLERANCE / 2.0, &LineOptions { wrap, indent: indent(style, width) });
        self.broken.insert(id, width.to_bits(), lines.clone());
        lines
    }
}

pub(super) fn wrap(style: &ComputedStyle) -> Wrap {
    match style.text_wrap {
        _ if !style.white_space.wraps => Wrap::Nowrap,
        TextWrap::Balance => Wrap::Balance,
        TextWrap::Pretty => Wrap::Pretty,
        TextWrap::Wrap => Wrap::Greedy,
    }
}

impl Setting<'_> {
    /// The rest of a paragraph in a width that its beginning was not broken in.
    fn lines_from(&self, start: usize) -> Vec<Line> {
        let next = |start: usize, hyphens| {
            let width = self.used.width - self.indent(start) + TOLERANCE / 2.0;
            self.shaped.next_line(start, width.max(0.0), hyphens, wrap(self.style))
        };
        let mut lines: Vec<Line> = Vec::new();
        let (mut start, mut hyphens) = (start, 0);
        while let Some(line) = next(start, hyphens) {
            hyphens = if line.hyphenated { hyphens + 1 } else { 0 };
            start = line.range.end;
            lines.push(line);
        }
        lines
    }

    /// The first line as it is shown, if it has a style of its own.
    pub(super) fn first_line(&self, start: usize) -> Option<Line> {
        self.first.filter(|_| start == 0)?;
        let own = self.at(0);
        let width = self.used.width - self.indent(0) + TOLERANCE / 2.0;
        own.shaped.next_line(0, width.max(0.0), 0, wrap(self.style))
    }

    /// All lines of the usual text, the first one ending where it is shown to.
    pub(super) fn after_first(&self, first: &Line) -> Vec<Line> {
        let first = self.usual(first.clone());
        let rest = self.lines_from(first.range.end);
        std::iter::once(first).chain(rest).collect()
    }
}
