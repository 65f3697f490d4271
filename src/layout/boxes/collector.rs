//! Gathers the text of a block from its inline content.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::BoxId;
use super::broken::{Cut, Part};
use super::build::Builder;
use super::first_line::{SourceText, Sources};
use super::inline::{Atom, AtomKind, InlineBox, InlineContent, InlineSpan};
use crate::style::{
    Collapse, ComputedStyle, Content, Direction, Display, LengthPercentage, LengthPercentageAuto,
    PseudoElement, Replaced, StyledId, UnicodeBidi, WhiteSpace,
};
use crate::text;

/// What stands in the text for an atom.
const OBJECT: char = '\u{fffc}';
/// Glues the edge of an inline box to its text.
const WORD_JOINER: char = '\u{2060}';

pub(super) struct Collector<'a, 'b> {
    builder: &'a mut Builder<'b>,
    style: Arc<ComputedStyle>,
    node: StyledId,
    content: InlineContent,
    /// The last character is a space that a following one collapses into, or nothing stands there yet.
    after_space: bool,
    last: Option<char>,
    sources: Sources,
    /// The text is set as the first line shows it.
    is_first_line: bool,
}

impl<'a, 'b> Collector<'a, 'b> {
    pub fn new(builder: &'a mut Builder<'b>, style: Arc<ComputedStyle>, node: StyledId) -> Collector<'a, 'b> {
        let content = InlineContent {
            text: String::new(),
            spans: Vec::new(),
            atoms: Vec::new(),
            inlines: Vec::new(),
            out_of_flow: Vec::new(),
            floats: Vec::new(),
            targets: Vec::new(),
            first_line: None,
            parts: None,
        };
        let sources = Sources::default();
        Collector {
            builder,
            style,
            node,
            content,
            after_space: true,
            last: None,
            sources,
            is_first_line: false,
        }
    }

    /// Sets the same text again, as the first line shows it, around the same boxes.
    pub fn again(mut self, line: Arc<ComputedStyle>, boxes: BTreeMap<StyledId, BoxId>) -> Collector<'a, 'b> {
        self.content.inlines.push(InlineBox {
            node: None,
            style: line,
            parent: None,
            range: 0..0,
            begins: true,
            ends: true,
        });
        self.sources.boxes = boxes;
        self.is_first_line = true;
        self
    }

    fn style_of(&self, node: StyledId) -> Arc<ComputedStyle> {
        let styled = self.builder.tree.node(node);
        // A block inside has a first line of its own; what that looks like is no matter of this one.
        let is_inline = matches!(styled.content, Content::Text(_)) || styled.style.display == Display::Inline;
        let of_line = styled.first_line.as_ref().filter(|_| self.is_first_line && is_inline);
        of_line.unwrap_or(&styled.style).clone()
    }

    fn block(&mut self, node: StyledId) -> BoxId {
        if let Some(known) = self.sources.boxes.get(&node) {
            return *known;
        }
        let id = self.builder.block(node);
        self.sources.boxes.insert(node, id);
        id
    }

    fn collect(&mut self, node: StyledId, parent: Option<usize>) {
        let styled = self.builder.tree.node(node);
        let style = self.style_of(node);
        match &styled.content {
            Content::Text(text) => {
                let text = self.builder.variables.text(node).unwrap_or(text).clone();
                self.text(&text, &style, node, parent);
            }
            _ if self.builder.is_out_of_flow(node) => {
                let id = self.block(node);
                self.content.out_of_flow.push((self.content.text.len(), id));
            }
            _ if self.builder.is_floating(node) => {
                let id = self.block(node);
                self.content.floats.push((self.content.text.len(), id));
                self.last = self.dropped_letter(node).or(self.last);
            }
            Content::Element(element) if element.replaced == Some(Replaced::LineBreak) => {
                self.drop_trailing_space();
                self.line_feed(&style, node, parent);
                self.after_space = true;
            }
            _ if self.builder.replacement(node).is_some() || style.display != Display::Inline => {
                let id = self.block(node);
                self.atom(AtomKind::Box(id), &style, node, parent);
            }
            _ => {
                let parts: Vec<Part> = self.builder.children(node).into_iter().map(Part::Whole).collect();
                self.inline(&Cut { node, parts, begins: true, ends: true }, parent);
            }
        }
    }

    /// A drop cap begins a word that goes on behind it.
    fn dropped_letter(&self, node: StyledId) -> Option<char> {
        let tree = self.builder.tree;
        let text = match tree.node(node).content {
            Content::Pseudo(PseudoElement::FirstLetter) => tree.children(node).next()?,
            _ => return None,
        };
        match &tree.node(text).content {
            Content::Text(text) => text.chars().next_back(),
            _ => None,
        }
    }

    fn part(&mut self, part: &Part, parent: Option<usize>) {
        match part {
            Part::Whole(node) => self.collect(*node, parent),
            Part::Cut(cut) => self.inline(cut, parent),
        }
    }

    fn inline(&mut self, cut: &Cut, parent: Option<usize>) {
        let Cut { node, begins, ends, .. } = *cut;
        let style = self.style_of(node);
        let index = self.content.inlines.len();
        let start = self.content.text.len();
        let inline =
            InlineBox { node: Some(node), style: style.clone(), parent, range: start..start, begins, ends };
        self.content.inlines.push(inline);
        if begins && self.builder.is_target(node) {
            self.content.targets.push((start, node));
        }
        let (open, close) = isolation(&style);
        self.push(open, &style, node, Some(index));
        let edges = has_edges(&style);
        if edges.0 && begins {
            if self.last.is_some_and(|last| !last.is_whitespace()) {
                self.push_char(WORD_JOINER, &style, node, Some(index));
            }
            self.atom(AtomKind::Start(index), &style, node, Some(index));
            self.push_char(WORD_JOINER, &style, node, Some(index));
        }
        for part in &cut.parts {
            self.part(part, Some(index));
        }
        if edges.1 && ends {
            self.push_char(WORD_JOINER, &style, node, Some(index));
            self.atom(AtomKind::End(index), &style, node, Some(index));
        }
        self.push(close, &style, node, Some(index));
        self.content.inlines[index].range.end = self.content.text.len();
    }

    fn text(&mut self, text: &str, style: &Arc<ComputedStyle>, node: StyledId, parent: Option<usize>) {
        let collapsed = self.collapse(text, style.white_space);
        if collapsed.is_empty() {
            return;
        }
        let shown = text::transform(&collapsed, style.text.transform, &style.text.language, self.last);
        let (at, style_of_text, previous) = (self.content.text.len(), style.text.clone(), self.last);
        self.sources.texts.push(SourceText { at, text: collapsed, style: style_of_text, previous });
        for (index, line) in shown.split('\n').enumerate() {
            if index > 0 {
                self.line_feed(style, node, parent);
            }
            self.push(line, style, node, parent);
        }
    }

    /// A line feed ends a bidi paragraph: what inline boxes embed ends before it and begins anew after it
    /// ([CSS Writing Modes 4, 2.4.2](https://www.w3.org/TR/css-writing-modes-4/#bidi-embedding-breaks)).
    fn line_feed(&mut self, style: &Arc<ComputedStyle>, node: StyledId, parent: Option<usize>) {
        let inlines = &self.content.inlines;
        let around = std::iter::successors(parent, |index| inlines[*index].parent);
        let embeddings: Vec<(&str, &str)> = around.map(|index| isolation(&inlines[index].style)).collect();
        for (_, close) in &embeddings {
            self.push(close, style, node, parent);
        }
        self.push("\n", style, node, parent);
        for (open, _) in embeddings.iter().rev() {
            self.push(open, style, node, parent);
        }
    }

    /// What a block embeds all of its text in.
    pub fn collect_all(&mut self, parts: &[Part]) {
        let (style, node) = (self.style.clone(), self.node);
        let is_override = matches!(style.unicode_bidi, UnicodeBidi::Override | UnicodeBidi::IsolateOverride);
        let (open, close) = if is_override { isolation(&style) } else { ("", "") };
        let around = self.is_first_line.then_some(0);
        self.push(open, &style, node, around);
        for part in parts {
            self.part(part, around);
        }
        self.push(close, &style, node, around);
    }

    /// White space processing, phase 1.
    fn collapse(&mut self, text: &str, white_space: WhiteSpace) -> String {
        if white_space.collapse.keeps_spaces() {
            self.after_space = false;
            return text.replace("\r\n", "\n").replace(OBJECT, "\u{fffd}");
        }
        let keeps_lines = white_space.collapse == Collapse::PreserveBreaks;
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '\n' if keeps_lines => {
                    if out.ends_with(' ') {
                        out.pop();
                    } else if out.is_empty() {
                        self.drop_trailing_space();
                    }
                    out.push('\n');
                    self.after_space = true;
                }
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.after_space {
                        out.push(' ');
                        self.after_space = true;
                    }
                }
                OBJECT => out.push('\u{fffd}'),
                letter => {
                    out.push(letter);
                    self.after_space = false;
                }
            }
        }
        out
    }

    fn atom(&mut self, kind: AtomKind, style: &Arc<ComputedStyle>, node: StyledId, inline: Option<usize>) {
        self.content.atoms.push(Atom { at: self.content.text.len(), inline, kind });
        self.push_char(OBJECT, style, node, inline);
        if matches!(kind, AtomKind::Box(_)) {
            self.after_space = false;
        }
    }

    fn push_char(&mut self, letter: char, style: &Arc<ComputedStyle>, node: StyledId, inline: Option<usize>) {
        self.push(letter.encode_utf8(&mut [0; 4]), style, node, inline);
    }

    fn push(&mut self, text: &str, style: &Arc<ComputedStyle>, node: StyledId, inline: Option<usize>) {
        if text.is_empty() {
            return;
        }
        let start = self.content.text.len();
        self.content.text.push_str(text);
        let end = self.content.text.len();
        if let Some(letter) = text.chars().rfind(|letter| !matches!(*letter, OBJECT | WORD_JOINER | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
            self.last = Some(letter);
        }
        match self.content.spans.last_mut() {
            Some(span) if span.node == node && span.inline == inline => span.range.end = end,
            _ => {
                self.content.spans.push(InlineSpan { range: start..end, style: style.clone(), node, inline })
            }
        }
    }

    /// Spaces at the end of a line hang or vanish; before a forced break they would widen the line.
    fn drop_trailing_space(&mut self) {
        let is_collapsible =
            self.content.spans.last().is_some_and(|span| !span.style.white_space.collapse.keeps_spaces());
        if is_collapsible && self.content.text.ends_with(' ') {
            self.content.text.pop();
            let end = self.content.text.len();
            let span = self.content.spans.last_mut().expect("the space belongs to one");
            span.range.end = end;
            if span.range.is_empty() {
                self.content.spans.pop();
            }
            for inline in &mut self.content.inlines {
                inline.range.end = inline.range.end.min(end);
            }
            for (at, _) in &mut self.content.floats {
                *at = (*at).min(end);
            }
            for (at, _) in &mut self.content.targets {
                *at = (*at).min(end);
            }
        }
    }

    pub fn finish(mut self) -> (InlineContent, Sources) {
        self.drop_trailing_space();
        let end = self.content.text.len();
        let content = &mut self.content;
        for (at, _) in content.out_of_flow.iter_mut().chain(&mut content.floats) {
            *at = (*at).min(end);
        }
        if end > 0 && self.content.spans.is_empty() {
            let (style, node) = (self.style, self.node);
            self.content.spans.push(InlineSpan { range: 0..end, style, node, inline: None });
        }
        if let Some(around) = self.content.inlines.first_mut().filter(|inline| inline.node.is_none()) {
            around.range.end = end;
        }
        (self.content, self.sources)
    }
}

/// Characters that embed a change of direction ([CSS Writing Modes 4, 2.4.2](https://www.w3.org/TR/css-writing-modes-4/#unicode-bidi)).
fn isolation(style: &ComputedStyle) -> (&'static str, &'static str) {
    let rtl = style.direction == Direction::Rtl;
    match style.unicode_bidi {
        UnicodeBidi::Normal => ("", ""),
        UnicodeBidi::Embed if rtl => ("\u{202b}", "\u{202c}"),
        UnicodeBidi::Embed => ("\u{202a}", "\u{202c}"),
        UnicodeBidi::Isolate if rtl => ("\u{2067}", "\u{2069}"),
        UnicodeBidi::Isolate => ("\u{2066}", "\u{2069}"),
        UnicodeBidi::Override if rtl => ("\u{202e}", "\u{202c}"),
        UnicodeBidi::Override => ("\u{202d}", "\u{202c}"),
        UnicodeBidi::IsolateOverride if rtl => ("\u{2067}\u{202e}", "\u{202c}\u{2069}"),
        UnicodeBidi::IsolateOverride => ("\u{2066}\u{202d}", "\u{202c}\u{2069}"),
        UnicodeBidi::Plaintext => ("\u{2068}", "\u{2069}"),
    }
}

/// Whether the inline box takes room before and after its text.
pub(super) fn has_edges(style: &ComputedStyle) -> (bool, bool) {
    let edge = |margin: &LengthPercentageAuto, border: &crate::style::Border, padding: &LengthPercentage| {
        !matches!(margin, LengthPercentageAuto::Auto)
            && *margin != LengthPercentageAuto::Value(LengthPercentage::ZERO)
            || super::has_border(border)
            || *padding != LengthPercentage::ZERO
    };
    let left = edge(&style.margin.left, &style.border.left, &style.padding.left);
    let right = edge(&style.margin.right, &style.border.right, &style.padding.right);
    if style.direction == Direction::Rtl { (right, left) } else { (left, right) }
}
