//! Inline boxes on a line: where their backgrounds, borders and links are.

use crate::layout::boxes::{AtomKind, InlineContent};
use crate::layout::engine::Engine;
use crate::layout::fragment::InlineFragment;
use crate::style::{ComputedStyle, LengthPercentageAuto, VerticalAlign};
use crate::text::{Line, PlacedLine};
use crate::units::{Pt, Rect, Sides};

/// Horizontal and vertical edges of an inline box.
pub(in crate::layout) struct InlineEdge {
    pub margin: Sides<Pt>,
    pub border: Sides<Pt>,
    pub padding: Sides<Pt>,
}

impl InlineEdge {
    pub fn left(&self) -> Pt {
        self.margin.left + self.border.left + self.padding.left
    }

    pub fn right(&self) -> Pt {
        self.margin.right + self.border.right + self.padding.right
    }
}

impl Engine<'_> {
    pub(in crate::layout) fn inline_edge(&self, style: &ComputedStyle, width: Pt) -> InlineEdge {
        InlineEdge {
            margin: style.margin.clone().map(|margin| match margin {
                LengthPercentageAuto::Auto => 0.0,
                LengthPercentageAuto::Value(value) => value.resolve(width),
            }),
            border: style.border.clone().map(|border| border.width),
            padding: style.padding.clone().map(|padding| padding.resolve(width)),
        }
    }

    #[allow(clippy::too_many_arguments)] // All of one line, of no use together elsewhere.
    pub(super) fn inline_fragments(
        &mut self,
        content: &InlineContent,
        placed: &PlacedLine,
        line: &Line,
        width: Pt,
        x: Pt,
        baseline: Pt,
        block: &ComputedStyle,
    ) -> Vec<InlineFragment> {
        let mut found = Vec::new();
        for (index, inline) in content.inlines.iter().enumerate() {
            if inline.range.start >= line.range.end || inline.range.end <= line.range.start {
                continue;
            }
            let edge = self.inline_edge(&inline.style, width);
            let within = |from: Option<usize>| ancestors(content, from).any(|known| known == index);
            let (mut left, mut right) = (Pt::INFINITY, Pt::NEG_INFINITY);
            let (mut has_start, mut has_end) = (false, false);
            let mut reach = |from: Pt, to: Pt| (left, right) = (left.min(from), right.max(to));
            for run in placed.runs.iter().filter(|run| within(content.spans[run.span].inline)) {
                reach(run.x, run.x + run.width);
            }
            let rtl = crate::layout::sizes::is_rtl(&inline.style);
            for (object, at) in
                placed.objects.iter().filter(|(object, _)| within(content.atoms[*object].inline))
            {
                let is_own_left = match content.atoms[*object].kind {
                    AtomKind::Box(id) => {
                        let atom = self.atom_box(id, width);
                        reach(*at, at + atom.fragment.size.width + atom.margin.horizontal());
                        continue;
                    }
                    AtomKind::Start(of) if of == index => !rtl,
                    AtomKind::End(of) if of == index => rtl,
                    AtomKind::Start(of) | AtomKind::End(of) => {
                        let other = self.inline_edge(&content.inlines[of].style, width);
                        reach(*at, at + other.left().max(other.right()));
                        continue;
                    }
                };
                if is_own_left {
                    reach(at + edge.margin.left, at + edge.left());
                } else {
                    reach(*at, at + edge.right() - edge.margin.right);
                }
                match content.atoms[*object].kind {
                    AtomKind::Start(_) => has_start = true,
                    _ => has_end = true,
                }
            }
            if left > right {
                continue;
            }
            has_start |= inline.range.start >= line.range.start && !has_start;
            has_end |= inline.range.end <= line.range.end && !has_end;
            let metrics = self.font_metrics(&inline.style.text);
            let lift = match inline.style.vertical_align {
                VerticalAlign::Super => block.text.size * 0.34,
                VerticalAlign::Sub => block.text.size * -0.2,
                VerticalAlign::Length(length) => length,
                _ => 0.0,
            };
            let top = baseline - lift - metrics.ascent - edge.padding.top - edge.border.top;
            let bottom = baseline - lift + metrics.descent + edge.padding.bottom + edge.border.bottom;
            let rect = Rect::new(x + left, top, right - left, bottom - top);
            found.push(InlineFragment { inline: index, rect, has_start, has_end });
        }
        found
    }
}

/// An inline box and those around it.
fn ancestors(content: &InlineContent, from: Option<usize>) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(from, |index| content.inlines[*index].parent)
}
