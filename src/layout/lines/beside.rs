//! Lines beside floats, and floats in lines
//! ([CSS 2, 9.5](https://www.w3.org/TR/CSS2/visuren.html#floats)).

use super::breaking::wrap;
use super::inlines::{ClonedEdges, clones_edges};
use super::{Setting, indent};
use crate::layout::boxes::BoxId;
use crate::layout::engine::{Engine, TOLERANCE};
use crate::layout::float::{CarriedFloat, FloatRequest};
use crate::layout::floats::{Band, Floats};
use crate::layout::fragment::{LineFragment, Placed, Room};
use crate::layout::sizes::is_rtl;
use crate::text::{Line, LineOptions, Wrap};
use crate::units::Pt;

/// What stands beside the lines of a box.
#[derive(Default)]
pub(super) struct Beside {
    pub floats: Floats,
    pub placed: Vec<Placed>,
    pub carried: Vec<CarriedFloat>,
    /// How many floats of the text are done.
    pub done: usize,
}

/// How far it was at some place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mark {
    floats: usize,
    placed: usize,
    carried: usize,
    pub done: usize,
}

/// Lines from some place of the text on.
pub(super) struct Stack {
    pub lines: Vec<Line>,
    /// From the top left of the content.
    pub fragments: Vec<LineFragment>,
    /// Before each line; empty where nothing stands beside any.
    pub marks: Vec<Mark>,
    /// After the floats at the very beginning, if any stand here.
    pub begun: Option<Mark>,
}

impl Beside {
    fn mark(&self) -> Mark {
        Mark {
            floats: self.floats.count(),
            placed: self.placed.len(),
            carried: self.carried.len(),
            done: self.done,
        }
    }

    /// Forgets what came after a line that stays.
    pub fn go_back(&mut self, mark: Mark) {
        self.floats.truncate(mark.floats);
        self.placed.truncate(mark.placed);
        self.carried.truncate(mark.carried);
        self.done = mark.done;
    }
}

impl Engine<'_> {
    /// Lays out lines until there is no room, and as many more as `widows` must know of.
    pub(super) fn lines_beside(
        &mut self,
        setting: &Setting,
        start: usize,
        beside: &mut Beside,
        room: Option<Room>,
    ) -> Stack {
        let stack = self.greedy_beside(setting, start, beside, room);
        let is_plain =
            setting.first.is_none() && setting.content.floats.is_empty() && !clones_edges(setting.content);
        let is_whole = start == 0 && stack.lines.last().is_some_and(|line| line.last);
        let wrap = wrap(setting.style);
        if !is_plain || !is_whole || !matches!(wrap, Wrap::Balance | Wrap::Pretty) {
            return stack;
        }
        self.arranged(setting, &stack, &beside.floats, wrap).unwrap_or(stack)
    }

    /// The same lines in a nicer arrangement, where all of them have the same room.
    fn arranged(&mut self, setting: &Setting, greedy: &Stack, floats: &Floats, wrap: Wrap) -> Option<Stack> {
        let limits = Band::of_width(setting.used.width);
        let band_of = |line: &LineFragment| floats.band(line.top, line.height, limits);
        let first = greedy.fragments.first()?;
        let band = band_of(first);
        if greedy.fragments.iter().any(|line| band_of(line) != band) {
            return None;
        }
        let options = LineOptions { wrap, indent: indent(setting.style, setting.used.width) };
        let lines = setting.shaped.break_lines(band.width() + TOLERANCE / 2.0, &options);
        let mut fragments = Vec::with_capacity(lines.len());
        let mut y = first.top;
        for line in lines.iter() {
            let mut fragment = self.line(setting, line, band);
            fragment.shift(0.0, y);
            y += fragment.height;
            if band_of(&fragment) != band {
                return None;
            }
            fragments.push(fragment);
        }
        let marks = vec![*greedy.marks.first()?; lines.len()];
        Some(Stack { lines: lines.to_vec(), fragments, marks, begun: greedy.begun })
    }

    fn greedy_beside(
        &mut self,
        setting: &Setting,
        start: usize,
        beside: &mut Beside,
        room: Option<Room>,
    ) -> Stack {
        let mut stack = Stack { lines: Vec::new(), fragments: Vec::new(), marks: Vec::new(), begun: None };
        let (mut at, mut y, mut hyphens) = (start, 0.0, 0);
        let mut surplus = 0;
        loop {
            stack.marks.push(beside.mark());
            self.floats_until(setting, at, y, beside, room);
            if stack.lines.is_empty() && !beside.floats.own().is_empty() {
                stack.begun = Some(beside.mark());
            }
            let Some((line, fragment)) = self.line_beside(setting, at, y, hyphens, beside, room) else {
                return stack;
            };
            hyphens = if line.hyphenated { hyphens + 1 } else { 0 };
            at = line.range.end;
            y = fragment.top + fragment.height;
            let is_last = line.last;
            stack.lines.push(line);
            stack.fragments.push(fragment);
            if is_last {
                self.floats_until(setting, at, y, beside, room);
                return stack;
            }
            // Those that did not fit on the line; one at its end is the next line's.
            self.floats_until(setting, at - 1, y, beside, room);
            if room.is_some_and(|room| y > room.available + TOLERANCE) {
                surplus += 1;
                if surplus > setting.style.widows as usize {
                    return stack;
                }
            }
        }
    }

    /// Places floats up to a byte of the text at this height.
    fn floats_until(
        &mut self,
        setting: &Setting,
        byte: usize,
        y: Pt,
        beside: &mut Beside,
        room: Option<Room>,
    ) {
        while let Some((_, id)) = setting.content.floats.get(beside.done).filter(|(at, _)| *at <= byte) {
            self.float_in_line(setting, *id, y, beside, room);
        }
    }

    fn float_in_line(
        &mut self,
        setting: &Setting,
        id: BoxId,
        y: Pt,
        beside: &mut Beside,
        room: Option<Room>,
    ) {
        let request = FloatRequest {
            id,
            side: self.float_side(id, is_rtl(setting.style)),
            token: None,
            limits: Band::of_width(setting.used.width),
            height: setting.used.definite_height(),
            top: y,
            room,
            is_first: y <= 0.0,
        };
        let placed = self.place_float(&request, &mut beside.floats, &mut beside.carried);
        beside.placed.extend(placed);
        beside.done += 1;
    }

    /// The next line at this height, or below floats that leave it too little room.
    fn line_beside(
        &mut self,
        setting: &Setting,
        at: usize,
        y: Pt,
        hyphens: usize,
        beside: &mut Beside,
        room: Option<Room>,
    ) -> Option<(Line, LineFragment)> {
        let usual = setting;
        let setting = &usual.at(at);
        let limits = Band::of_width(setting.used.width);
        let least = self.strut_height(setting.style);
        let indent = setting.indent(at);
        let (mut y, mut height) = (y, least);
        // A float that does not fit on a line waits for its end.
        let mut is_full = false;
        loop {
            let band = beside.floats.band(y, height, limits);
            let width = (band.width() - indent).max(0.0);
            let line = setting.next_line(at, width, hyphens)?;
            let next = setting.content.floats.get(beside.done).copied().filter(|_| !is_full);
            if let Some((place, id)) = next.filter(|(place, _)| *place < line.range.end || line.last) {
                let before = setting.shaped.width_between(at, place);
                let outer = self.float_width(id, setting.used.width, setting.used.definite_height());
                if before + outer <= width + TOLERANCE {
                    self.float_in_line(setting, id, y, beside, room);
                } else {
                    is_full = true;
                }
                continue;
            }
            if line.width > width + TOLERANCE
                && band != limits
                && let Some(edge) = beside.floats.next_edge(y)
            {
                (y, height, is_full) = (edge, least, false);
                continue;
            }
            let mut fragment = self.line(setting, &line, band);
            if fragment.height > height + TOLERANCE && beside.floats.band(y, fragment.height, limits) != band
            {
                height = fragment.height;
                continue;
            }
            fragment.shift(0.0, y);
            return Some((usual.usual(line), fragment));
        }
    }
}

impl Setting<'_> {
    fn next_line(&self, at: usize, width: Pt, hyphens: usize) -> Option<Line> {
        let wrap = if self.style.white_space.wraps { Wrap::Greedy } else { Wrap::Nowrap };
        let next = |room: Pt| self.shaped.next_line(at, room.max(0.0) + TOLERANCE / 2.0, hyphens, wrap);
        if !clones_edges(self.content) {
            return next(width);
        }
        let width = width - self.cloned(at).start;
        let line = next(width)?;
        let end = self.cloned(line.range.end).end;
        if end > 0.0 && line.width + end > width { next(width - end) } else { Some(line) }
    }

    pub(super) fn cloned(&self, at: usize) -> ClonedEdges {
        ClonedEdges::at(self.content, at, self.used.width, None)
    }
}
