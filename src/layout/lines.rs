//! Inline formatting: text and atoms in line boxes
//! ([CSS Inline 3](https://www.w3.org/TR/css-inline-3/)).

mod align;
mod atoms;
mod beside;
mod breaking;
mod fonts;
mod hyphens;
mod inlines;
mod shaping;
mod static_position;
mod text_align;
mod widows;

use std::rc::Rc;
use std::sync::Arc;

pub(super) use atoms::Atoms;
use beside::{Beside, Stack};
use inlines::clones_edges;

use super::boxes::{BoxContent, BoxId, FirstLine, InlineContent};
use super::edges::Edges;
use super::engine::{Engine, TOLERANCE};
use super::float::CarriedFloat;
use super::floats::{Band, Floats};
use super::fragment::{FragmentContent, LineFragment, Outcome, Placed, Room, Token};
use super::sizes::{Used, bubble};
use crate::style::{ComputedStyle, TextIndent};
use crate::text::{Indent, Line, Shaped};
use crate::units::{Point, Pt, Size};

/// What the lines of a box are made of.
#[derive(Clone, Copy)]
struct Setting<'a> {
    content: &'a InlineContent,
    shaped: &'a Arc<Shaped>,
    style: &'a ComputedStyle,
    used: &'a Used,
    /// What the first line is made of, if it has a style of its own.
    first: Option<(&'a FirstLine, &'a Arc<Shaped>)>,
}

impl Setting<'_> {
    /// What the line from a byte of the text is made of.
    fn at(&self, start: usize) -> Setting<'_> {
        match self.first.filter(|_| start == 0) {
            Some((first, shaped)) => {
                Setting { content: &first.content, shaped, style: &first.style, ..*self }
            }
            None => *self,
        }
    }

    /// A line as the usual text counts it.
    fn usual(&self, line: Line) -> Line {
        match self.first.filter(|_| line.range.start == 0) {
            Some((first, _)) => {
                let visible_end = first.usual_place(line.visible_end);
                Line { range: 0..first.usual_place(line.range.end), visible_end, ..line }
            }
            None => line,
        }
    }

    /// What the line from a byte of the text is shorter by.
    fn indent(&self, start: usize) -> Pt {
        self.shaped.indent(start, indent(self.style, self.used.width))
    }
}

impl Engine<'_> {
    pub fn inline_content(&self, id: BoxId) -> Rc<InlineContent> {
        match &self.boxes.get(id).content {
            BoxContent::Lines(content) => content.clone(),
            _ => unreachable!("asked of boxes with lines only"),
        }
    }

    pub fn lay_lines(
        &mut self,
        id: BoxId,
        used: Used,
        floats: Floats,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let content = self.inline_content(id);
        let style = self.boxes.get(id).style.clone();
        let shaped = self.shape(id, &content, Atoms::In(used.width));
        let (start_byte, done, carried) = resume_at(resume);
        let edges = Edges::of(&used, resume.is_some());
        let inner = room.map(|room| edges.inner(room));
        let mut beside = Beside { floats, done, ..Beside::default() };
        for float in carried {
            let request = float.request(used.width, inner);
            let placed = self.place_float(&request, &mut beside.floats, &mut beside.carried);
            beside.placed.extend(placed);
        }
        let first = content.first_line.as_deref();
        let first = first.map(|first| (first, self.shape(id, &first.content, Atoms::In(used.width))));
        let first = first.as_ref().map(|(first, shaped)| (*first, shaped));
        let setting = Setting { content: &content, shaped: &shaped, style: &style, used: &used, first };
        let has_floats = !beside.floats.is_empty() || content.floats.len() > done;
        let stack = match !has_floats && !clones_edges(&content) {
            true => self.lines_alone(id, &setting, start_byte, inner),
            false => self.lines_beside(&setting, start_byte, &mut beside, inner),
        };
        let Stack { lines: rest, fragments: mut lines, marks, begun } = stack;
        let total = rest.len();
        // Beside floats nothing else needs to stand here.
        let is_alone = begun.is_none();
        let fitting = inner.map(|inner| Room { at_top: inner.at_top && is_alone, ..inner });
        let fits = self.lines_that_fit(&lines, total, &style, fitting, resume.is_some());
        let fits = match (fits, begun) {
            (Some(fits), _) => fits,
            (None, Some(begun)) if inner.is_some_and(|inner| inner.at_top) => {
                beside.go_back(begun);
                0
            }
            (None, _) => return Outcome::pushed(),
        };
        if let Some(mark) = marks.get(fits).filter(|_| 0 < fits && fits < total) {
            beside.go_back(*mark);
        }
        lines.truncate(fits);
        let mut token = (fits < total).then(|| Token::Line(rest[fits].range.start, beside.done));
        let mut text_height = lines.last().map_or(0.0, |line| line.top + line.height);
        let contains_floats = self.boxes.get(id).contains_floats();
        if contains_floats {
            text_height = text_height.max(beside.floats.bottom());
            if !beside.carried.is_empty() {
                let rest = token.unwrap_or(Token::Line(content.text.len(), beside.done));
                token = Some(Token::Floats(std::mem::take(&mut beside.carried), Box::new(rest)));
            }
        }

        let is_broken = token.is_some();
        let goes_on = resume.is_some() || is_broken;
        if !goes_on && lines.is_empty() {
            text_height = text_height.max(self.marker_height(id));
        }
        let mut height = if goes_on { text_height } else { used.clamp_height(text_height) };
        let excess = if is_broken { 0.0 } else { (text_height - height).max(0.0) };
        if let (true, Some(room)) = (is_broken, room) {
            height = height.max(room.available - edges.top - edges.foot(true));
        }
        let size = Size::new(used.border_width(), edges.top + height + edges.foot(is_broken));
        let shown = rest[..fits].iter();
        let reach = |line: &Line| setting.indent(line.range.start) + line.width - used.width;
        let too_wide = shown.map(reach).fold(0.0, Pt::max);
        let is_whole = !is_broken && resume.is_none();
        let lower = if is_whole { self.content_shift(id, height - text_height) } else { 0.0 };
        let corner = Point::new(used.inset().left, edges.top + lower);
        for line in &mut lines {
            line.shift(corner.x, corner.y);
        }
        let moved = |mut placed: Placed| {
            placed.at = Point::new(placed.at.x + corner.x, placed.at.y + corner.y);
            placed
        };
        let placed = beside.placed.into_iter().map(moved).collect();
        let mut fragment = self.finish(id, &used, size, FragmentContent::None, placed);
        if !contains_floats {
            fragment.floats = beside.floats.own().iter().map(|float| float.moved(corner)).collect();
        }
        let carried = beside.carried.into_iter().map(|float| float.moved(corner.x)).collect();
        fragment.is_first = resume.is_none();
        fragment.is_last = !is_broken;
        fragment.excess = Size::new(if too_wide > TOLERANCE { too_wide } else { 0.0 }, excess);
        fragment.baselines = match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => Some((first.top + first.baseline, last.top + last.baseline)),
            _ => None,
        };
        // Where only floats go on, all has been met before.
        let is_done = resume.is_some() && start_byte == content.text.len();
        let end = rest.get(fits).map_or(usize::MAX, |line| line.range.start);
        let bytes = start_byte..if is_done { start_byte } else { end };
        self.wait_out_of_flow(&setting, &lines, &rest[..fits], bytes, corner.y, &mut fragment);
        for atom in lines.iter().flat_map(|line| &line.atoms) {
            bubble(&mut fragment.pending, &atom.placed);
        }
        fragment.content = FragmentContent::Lines(lines);
        self.place_marker(&mut fragment);
        self.place_out_of_flow(&mut fragment);
        Outcome { fragment: Some(Rc::new(fragment)), token, forced: None, carried }
    }

    /// Lines that nothing stands beside: where they break is known for every width.
    fn lines_alone(&mut self, id: BoxId, setting: &Setting, start: usize, room: Option<Room>) -> Stack {
        let width = setting.used.width;
        let first = setting.first_line(start);
        let lines = match &first {
            Some(first) => setting.after_first(first),
            None => self.usual_lines(id, setting, start),
        };
        let mut fragments: Vec<LineFragment> = Vec::new();
        let mut y = 0.0;
        for (index, line) in lines.iter().enumerate() {
            let shown = first.as_ref().filter(|_| index == 0).unwrap_or(line);
            let mut fragment = self.line(setting, shown, Band::of_width(width));
            fragment.shift(0.0, y);
            y += fragment.height;
            fragments.push(fragment);
            if room.is_some_and(|room| y > room.available + TOLERANCE) {
                break;
            }
        }
        Stack { lines, fragments, marks: Vec::new(), begun: None }
    }
}

pub(super) fn indent(style: &ComputedStyle, width: Pt) -> Indent {
    let TextIndent { length, hanging, each_line } = &style.text_indent;
    Indent { length: length.resolve(width), hanging: *hanging, each_line: *each_line }
}

/// The byte to go on at, how many floats of the text are placed, and which ones go on.
fn resume_at(token: Option<&Token>) -> (usize, usize, &[CarriedFloat]) {
    match token {
        Some(Token::Floats(carried, rest)) => {
            let (start, done, _) = resume_at(Some(rest));
            (start, done, carried)
        }
        Some(Token::Line(start, done)) => (*start, *done, &[]),
        _ => (0, 0, &[]),
    }
}

impl LineFragment {
    pub fn shift(&mut self, dx: Pt, dy: Pt) {
        self.top += dy;
        for run in &mut self.runs {
            run.at = Point::new(run.at.x + dx, run.at.y + dy);
        }
        for atom in &mut self.atoms {
            atom.placed.at = Point::new(atom.placed.at.x + dx, atom.placed.at.y + dy);
        }
        for inline in &mut self.inlines {
            inline.rect = inline.rect.translate(dx, dy);
        }
    }
}
