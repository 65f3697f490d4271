//! Inline formatting: text and atoms in line boxes
//! ([CSS Inline 3](https://www.w3.org/TR/css-inline-3/)).

mod align;
mod beside;
mod faces;
mod inlines;

use std::rc::Rc;
use std::sync::Arc;

use inlines::{InlineEdge, clones_edges};

use super::boxes::{AtomKind, BoxContent, BoxId, InlineContent};
use super::edges::Edges;
use super::engine::{Engine, TOLERANCE};
use super::float::CarriedFloat;
use super::floats::{Band, Floats};
use super::fragment::{
    Constraint, Fragment, FragmentContent, LineFragment, Outcome, Pending, Placed, Room, Token,
};
use super::sizes::{Used, bubble};
use crate::diagnostics::Diagnostic;
use crate::style::{ComputedStyle, Direction, Display, Overflow, TextAlign, TextWrap, UnicodeBidi};
use crate::text::{
    self, BaseDirection, InlineObject, Line, LineOptions, LineRequest, Paragraph, Shaped, Spread, Wrap,
};
use crate::units::{Point, Pt, Sides, Size};
use beside::{Beside, Stack};

/// A paragraph's lines in one width.
#[derive(Debug)]
pub(super) struct BrokenLines {
    pub lines: Vec<Line>,
}

/// What the lines of a box are made of.
#[derive(Clone, Copy)]
struct Setting<'a> {
    content: &'a InlineContent,
    shaped: &'a Arc<Shaped>,
    style: &'a ComputedStyle,
    used: &'a Used,
}

impl Setting<'_> {
    /// What the line from a byte of the text is shorter by.
    fn indent(&self, start: usize) -> Pt {
        if start == 0 { self.style.text_indent.resolve(self.used.width) } else { 0.0 }
    }
}

/// How wide the atoms of a line are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Atoms {
    /// In a containing block of that width.
    In(Pt),
    /// As narrow as they may be, as wide as they like
    /// ([CSS Sizing 3, 5.2](https://www.w3.org/TR/css-sizing-3/#intrinsic-contribution)).
    Narrowest,
    Widest,
}

impl Atoms {
    fn key(self) -> u32 {
        match self {
            Atoms::In(width) => width.to_bits(),
            Atoms::Narrowest => Pt::NEG_INFINITY.to_bits(),
            Atoms::Widest => Pt::INFINITY.to_bits(),
        }
    }
}

/// An atom with its margin box.
pub(super) struct AtomBox {
    pub fragment: Rc<Fragment>,
    pub margin: Sides<Pt>,
    /// From the top of the margin box.
    pub baseline: Pt,
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
        let setting = Setting { content: &content, shaped: &shaped, style: &style, used: &used };
        let has_floats = !beside.floats.is_empty() || content.floats.len() > done;
        let stack = match !has_floats && !clones_edges(&content, &style) {
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
        let mut height = if goes_on { text_height } else { used.clamp_height(text_height) };
        let excess = if is_broken { 0.0 } else { (text_height - height).max(0.0) };
        if let (true, Some(room)) = (is_broken, room) {
            height = height.max(room.available - edges.top - edges.foot(true));
        }
        let size = Size::new(used.border_width(), edges.top + height + edges.foot(is_broken));
        let indent = style.text_indent.resolve(used.width);
        let indent_of = |line: &Line| if line.range.start == 0 { indent } else { 0.0 };
        let shown = rest[..fits].iter();
        let too_wide = shown.map(|line| indent_of(line) + line.width - used.width).fold(0.0, Pt::max);
        let corner = Point::new(used.inset().left, edges.top);
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
        self.wait_out_of_flow(&setting, &lines, &rest[..fits], bytes, edges.top, &mut fragment);
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
        let broken = self.break_lines(id, setting.shaped, setting.style, width);
        let lines: Vec<Line> = match broken.lines.iter().position(|line| line.range.start == start) {
            Some(from) => broken.lines[from..].to_vec(),
            None if start == 0 => Vec::new(),
            // The page before was of another width.
            None => break_from(setting.shaped, start, width),
        };
        let mut fragments: Vec<LineFragment> = Vec::with_capacity(lines.len());
        let mut y = 0.0;
        for line in &lines {
            let mut fragment = self.line(setting, line, Band::of_width(width));
            fragment.shift(0.0, y);
            y += fragment.height;
            fragments.push(fragment);
            if room.is_some_and(|room| y > room.available + TOLERANCE) {
                break;
            }
        }
        Stack { lines, fragments, marks: Vec::new(), begun: None }
    }

    /// How many lines stay here; `None` pushes them all
    /// ([CSS Fragmentation 3, 3.3](https://www.w3.org/TR/css-break-3/#widows-orphans)).
    fn lines_that_fit(
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

    /// Where boxes out of the flow would stand in it
    /// ([CSS Positioned Layout 3, 3.5](https://www.w3.org/TR/css-position-3/#staticpos-rect)).
    fn wait_out_of_flow(
        &self,
        setting: &Setting,
        fragments: &[LineFragment],
        lines: &[Line],
        bytes: std::ops::Range<usize>,
        top: Pt,
        fragment: &mut Fragment,
    ) {
        let Setting { content, shaped, used, .. } = *setting;
        for (at, id) in content.out_of_flow.iter().filter(|(at, _)| bytes.contains(at)) {
            let line =
                lines.iter().position(|line| line.range.contains(at) || (line.last && *at == line.range.end));
            let y = match line.or(fragments.len().checked_sub(1)) {
                Some(line) => fragments[line].top,
                None => top,
            };
            let on_line = line.filter(|_| self.boxes.get(*id).style.would_be_inline);
            let x = on_line.and_then(|line| fragments[line].left().map(|left| (line, left)));
            let x = x.map(|(line, left)| left + shaped.extent(lines[line].range.start, *at));
            fragment.pending.push(Pending { id: *id, at: Point::new(x.unwrap_or(used.inset().left), y) });
        }
    }

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

    /// The shaped text of a box around its atoms.
    pub fn shape(&mut self, id: BoxId, content: &InlineContent, atoms: Atoms) -> Arc<Shaped> {
        let key = (id, if content.atoms.is_empty() { 0 } else { atoms.key() });
        if let Some(known) = self.shaped.get(&key) {
            return known.clone();
        }
        let style = self.boxes.get(id).style.clone();
        let objects: Vec<InlineObject> = content
            .atoms
            .iter()
            .map(|atom| InlineObject { at: atom.at, width: self.atom_width(content, atom.kind, atoms) })
            .collect();
        let spans: Vec<text::Span> = content
            .spans
            .iter()
            .map(|span| text::Span {
                range: span.range.clone(),
                style: span.style.text.clone(),
                nowrap: !span.style.white_space.wraps,
                keeps_spaces: span.style.white_space.keeps_spaces_at_line_ends(),
            })
            .collect();
        let direction = match (style.unicode_bidi, style.direction) {
            (UnicodeBidi::Plaintext, _) => BaseDirection::Auto,
            (_, Direction::Rtl) => BaseDirection::Rtl,
            (_, Direction::Ltr) => BaseDirection::Ltr,
        };
        // [CSS Text 3, 4.2](https://www.w3.org/TR/css-text-3/#tab-size-property)
        let space =
            self.font_metrics(&style.text).space + style.text.letter_spacing + style.text.word_spacing;
        let tab_width = style.tab_size * space;
        let paragraph =
            Paragraph { text: &content.text, spans: &spans, objects: &objects, direction, tab_width };
        let shaped = text::shape(self.source.fonts, &paragraph);
        if self.glyphs_told.insert(id) {
            self.tell_missing(id, &shaped);
            self.tell_substitutes(id, &shaped);
        }
        self.shaped.insert(key, shaped.clone());
        shaped
    }

    fn tell_missing(&mut self, id: BoxId, shaped: &Shaped) {
        for missing in &shaped.missing {
            let letter = missing.character;
            let note = self.note(id);
            self.diagnostics.push(
                Diagnostic::error(
                    "missing-glyph",
                    format!("no font has the character `{letter}` (U+{:04X})", u32::from(letter)),
                )
                .note(note)
                .help("replace the character, or add a font that has it with `@font-face`"),
            );
        }
    }

    fn atom_width(&mut self, content: &InlineContent, kind: AtomKind, atoms: Atoms) -> Pt {
        // There is no containing block yet: percentages count as zero.
        let width = if let Atoms::In(width) = atoms { width } else { 0.0 };
        match kind {
            AtomKind::Box(id) => match atoms {
                Atoms::Narrowest => self.outer_intrinsic(id).min,
                Atoms::Widest => self.outer_intrinsic(id).max,
                Atoms::In(width) => {
                    let atom = self.atom_box(id, width);
                    atom.fragment.size.width + atom.margin.horizontal()
                }
            },
            AtomKind::Start(inline) => {
                let edge = InlineEdge::of(&content.inlines[inline].style, width);
                if content.inlines[inline].style.direction == Direction::Rtl {
                    edge.right()
                } else {
                    edge.left()
                }
            }
            AtomKind::End(inline) => {
                let edge = InlineEdge::of(&content.inlines[inline].style, width);
                if content.inlines[inline].style.direction == Direction::Rtl {
                    edge.left()
                } else {
                    edge.right()
                }
            }
        }
    }

    pub fn atom_box(&mut self, id: BoxId, width: Pt) -> AtomBox {
        let constraint = Constraint::of_width(width);
        let used = self.used(id, constraint);
        let fragment = self.lay_whole(id, constraint);
        let style = &self.boxes.get(id).style;
        let is_replaced = matches!(self.boxes.get(id).content, BoxContent::Replaced(_));
        let is_block = style.display == Display::InlineBlock;
        let hides = is_block && style.overflow_x == Overflow::Hidden;
        let bottom = used.margin.top + fragment.size.height + used.margin.bottom;
        // The last line of an inline block (CSS 2, 10.8.1), the first one of flex, grid and tables
        // ([CSS Box Alignment 3, 9.1](https://www.w3.org/TR/css-align-3/#baseline-export)).
        let baseline = match fragment.baselines {
            Some((first, last)) if !is_replaced && !hides => {
                used.margin.top + if is_block { last } else { first }
            }
            _ => bottom,
        };
        AtomBox { fragment, margin: used.margin, baseline }
    }

    /// One line box, from the left of the content and y = 0.
    fn line(&mut self, setting: &Setting, line: &Line, band: Band) -> LineFragment {
        let Setting { content, shaped, style, used } = *setting;
        let indent = setting.indent(line.range.start);
        let band = if clones_edges(content, style) {
            let (before, after) = (setting.cloned(line.range.start), setting.cloned(line.range.end));
            Band { left: band.left + before.start, right: band.right - after.end }
        } else {
            band
        };
        let available = band.width() - indent;
        let align = self.alignment(style, line);
        let justify = align == TextAlign::Justify && style.justifies && line.width < available;
        let spread = Spread { justify_to: justify.then_some(available) };
        let placed = shaped.place(line, &spread);
        let rtl = line.rtl;
        let rest = available - placed.width;
        let x = match align {
            TextAlign::Center => rest / 2.0,
            TextAlign::Right => rest,
            TextAlign::End if !rtl => rest,
            TextAlign::Start | TextAlign::Justify if rtl => rest,
            _ => 0.0,
        };
        // The indent is on the side where the line starts.
        let x = band.left + if rtl { x } else { x + indent };
        self.align_line(content, style, line, placed, used.width, x)
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

/// The rest of a paragraph in a width that its beginning was not broken in.
fn break_from(shaped: &Shaped, start: usize, width: Pt) -> Vec<Line> {
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

impl LineFragment {
    /// Where text that runs from left to right begins.
    fn left(&self) -> Option<Pt> {
        self.runs.first().filter(|first| !first.run.rtl).map(|first| first.at.x - first.run.x)
    }

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
