//! Text, atoms and links of line boxes.

use std::sync::Arc;

use super::super::boxes::{BoxId, InlineContent};
use super::super::fragment::{LineAtom, LineFragment, LineRun};
use super::super::sizes::is_rtl;
use super::super::slices::Slice;
use super::box_part::BoxPart;
use super::corner;
use super::decoration::Layer;
use super::painter::Painter;
use super::stroke::filled;
use crate::page::{GlyphRun, Item, Link, LinkTarget, Overprint, Paint};
use crate::style::{Content, Replaced, StyledId};
use crate::text;
use crate::units::{Point, Pt, Rect, Sides};

impl Painter<'_, '_> {
    pub fn lines(&mut self, id: BoxId, lines: &[LineFragment], at: Point) {
        let content = self.engine.inline_content(id);
        for line in lines {
            let content = content.shown_on(line);
            self.inline_backgrounds(id, content, line, at);
            // From left to right: text and atoms of one link stay together.
            let mut parts: Vec<(Pt, Part)> = Vec::with_capacity(line.runs.len() + line.atoms.len());
            parts.extend(line.runs.iter().map(|run| (run.at.x, Part::Run(run))));
            parts.extend(line.atoms.iter().map(|atom| (atom.placed.at.x, Part::Atom(atom))));
            parts.sort_by(|one, other| one.0.total_cmp(&other.0));
            let decorations = self.decorations(id, content, line, at);
            self.decorate(id, &decorations, Layer::Below);
            let mut open: Option<StyledId> = None;
            for (_, part) in parts {
                let inline = match part {
                    Part::Run(run) => content.spans[run.run.span].inline,
                    Part::Atom(atom) => atom.inline,
                };
                let link = self.link_around(content, inline);
                self.change_link(content, line, at, &mut open, link);
                match part {
                    Part::Run(run) => self.run(id, content, run, at),
                    Part::Atom(atom) => self.atom(&atom.placed, at),
                }
            }
            self.change_link(content, line, at, &mut open, None);
            self.decorate(id, &decorations, Layer::Above);
        }
    }

    fn inline_backgrounds(&mut self, id: BoxId, content: &InlineContent, line: &LineFragment, at: Point) {
        let is_line_rtl = is_rtl(&self.style(id));
        for inline in &line.inlines {
            let style = content.inlines[inline.inline].style.clone();
            let has_paint = style.background_color.is_visible() || !style.backgrounds.is_empty();
            let has_border =
                [&style.border.top, &style.border.right, &style.border.bottom, &style.border.left]
                    .iter()
                    .any(|side| side.width > 0.0);
            let has_more = style.outline.width > 0.0 || !style.box_shadows.is_empty();
            if !style.visible || !(has_paint || has_border || has_more) {
                continue;
            }
            let rect = inline.rect.translate(at.x, at.y);
            let (has_left, has_right) = match is_rtl(&style) {
                true => (inline.has_end, inline.has_start),
                false => (inline.has_start, inline.has_end),
            };
            let is_cut = Sides { left: !has_left, right: !has_right, ..Sides::default() };
            // As if all its lines were one ([CSS Fragmentation 3, 5.4.1](https://www.w3.org/TR/css-break-3/#joining-boxes)).
            let whole = match self.slices.of_inline(line, inline.inline) {
                Some(Slice { before, total }) => {
                    let before = if is_line_rtl { total - before - rect.width } else { before };
                    Rect { x: rect.x - before, width: total, ..rect }
                }
                None => rect,
            };
            let part = BoxPart {
                rect,
                border: style.border.clone().map(|side| side.width),
                padding: style.padding.clone().map(|padding| padding.resolve(0.0)),
                is_cut,
                whole,
            };
            self.artifact(|painter| painter.box_part(id, &style, &part, true));
            self.outline(id, &style, rect, corner::cut(corner::radii(&style, rect), is_cut));
        }
    }

    /// The innermost link among the inline boxes around a run.
    pub fn link_around(&self, content: &InlineContent, inline: Option<usize>) -> Option<StyledId> {
        let mut current = inline;
        while let Some(index) = current {
            let inline = &content.inlines[index];
            if let Some(node) = inline.node.filter(|node| self.link(*node).is_some()) {
                return Some(node);
            }
            current = inline.parent;
        }
        None
    }

    /// Ends the link that was open, and begins the next.
    fn change_link(
        &mut self,
        content: &InlineContent,
        line: &LineFragment,
        at: Point,
        open: &mut Option<StyledId>,
        next: Option<StyledId>,
    ) {
        if *open == next {
            return;
        }
        if let Some(node) = open.take() {
            let place = line.inlines.iter().find(|inline| content.inlines[inline.inline].node == Some(node));
            if let (Some(inline), Some((_, target))) = (place, self.link(node)) {
                let description = self.text_of(node);
                let rect = inline.rect.translate(at.x, at.y);
                self.push_link(rect, &target, description);
            }
            self.end();
        }
        if let Some(logical) = next.and_then(|node| self.link_in(content, node)) {
            self.begin(logical);
        }
        *open = next;
    }

    /// All text of an element, for who does not see where it stands.
    pub fn text_of(&self, node: StyledId) -> String {
        let tree = self.engine.source.tree;
        let mut text = String::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match &tree.node(node).content {
                Content::Text(part) => text.push_str(part),
                Content::Element(element) => {
                    if let Some(
                        Replaced::Image { alt: Some(alt), .. } | Replaced::Svg { alt: Some(alt), .. },
                    ) = &element.replaced
                    {
                        text.push_str(alt);
                    }
                }
                Content::Pseudo(_) | Content::Image(_) => {}
            }
            let children: Vec<StyledId> = tree.children(node).collect();
            open.extend(children.into_iter().rev());
        }
        text.split_whitespace().collect::<Vec<&str>>().join(" ")
    }

    pub fn push_link(&mut self, rect: Rect, target: &str, description: String) {
        let target = match target.strip_prefix('#') {
            Some(name) => LinkTarget::Anchor(Arc::from(name)),
            None => LinkTarget::Uri(target.to_owned()),
        };
        self.items.push(Item::Link(Link { rect, target, description }));
    }

    fn run(&mut self, id: BoxId, content: &InlineContent, line_run: &LineRun, at: Point) {
        let run = &line_run.run;
        let span = &content.spans[run.span];
        if !span.style.visible {
            return;
        }
        let at = Point::new(at.x + line_run.at.x, at.y + line_run.at.y);
        let rect = Rect::new(at.x, at.y - run.ascent, run.width, run.ascent + run.descent);
        let has_ink = run.text.chars().any(|letter| !letter.is_whitespace());
        if has_ink {
            let inked = Rect::new(rect.x, at.y - run.size * 0.7, rect.width, run.size * 0.7);
            let (to_page, trim, number) = (self.to_page, self.trim, self.number);
            self.engine.tell_off_page(id, inked, to_page, trim, number, &mut self.told);
        }
        let origin = self.engine.origin_of_text(span.node);
        // As shapes: the text itself must stand there once only.
        self.artifact(|painter| {
            for shadow in span.style.text_shadows.iter().rev() {
                let path = text::outline(run, Point::new(at.x + shadow.x, at.y + shadow.y));
                let color = shadow.color.as_ref().unwrap_or(&span.style.color);
                let paint = Paint::Solid(color.clone());
                if color.is_visible() && !path.segments.is_empty() {
                    painter.items.push(Item::Path(filled(path, paint, origin)));
                }
            }
        });
        self.items.push(Item::Glyphs(GlyphRun {
            face: run.face.clone(),
            size: run.size,
            at,
            glyphs: run.glyphs.clone(),
            text: run.text.clone(),
            language: span.style.text.language.clone(),
            rtl: run.rtl,
            paint: Paint::Solid(span.style.color.clone()),
            overprint: Overprint::Knockout,
            origin,
        }));
    }
}

/// What stands in a line.
enum Part<'f> {
    Run(&'f LineRun),
    Atom(&'f LineAtom),
}
