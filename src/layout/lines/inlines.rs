//! Inline boxes on a line: where their backgrounds, borders and links are.

use crate::layout::boxes::{AtomKind, InlineContent};
use crate::layout::engine::Engine;
use crate::layout::fragment::InlineFragment;
use crate::layout::sizes::is_rtl;
use crate::style::{ComputedStyle, LengthPercentageAuto};
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

    pub fn of(style: &ComputedStyle, width: Pt) -> InlineEdge {
        InlineEdge {
            margin: style.margin.clone().map(|margin| match margin {
                LengthPercentageAuto::Auto => 0.0,
                LengthPercentageAuto::Value(value) => value.resolve(width),
            }),
            border: style.border.clone().map(|border| border.width),
            padding: style.padding.clone().map(|padding| padding.resolve(width)),
        }
    }
}

/// Room that `box-decoration-break: clone` takes where a line ends inside inline boxes: at the end of that
/// line, and at the start of the next
/// ([CSS Fragmentation 3, 5.4](https://www.w3.org/TR/css-break-3/#break-decoration)).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClonedEdges {
    pub end: Pt,
    pub start: Pt,
}

impl ClonedEdges {
    /// At a byte of the text; of one box and those inside of it, or of all.
    pub fn at(content: &InlineContent, at: usize, width: Pt, inside: Option<usize>) -> ClonedEdges {
        let mut edges = ClonedEdges::default();
        for (index, inline) in content.inlines.iter().enumerate() {
            let is_open = inline.range.start < at && at < inline.range.end;
            let counts = inside.is_none_or(|outer| ancestors(content, Some(index)).any(|one| one == outer));
            if is_open && counts && inline.style.box_decoration_clone {
                let edge = InlineEdge::of(&inline.style, width);
                let (start, end) = match is_rtl(&inline.style) {
                    true => (edge.right(), edge.left()),
                    false => (edge.left(), edge.right()),
                };
                edges.start += start;
                edges.end += end;
            }
        }
        edges
    }
}

/// Whether lines of this text may repeat edges.
pub(super) fn clones_edges(content: &InlineContent) -> bool {
    content.inlines.iter().any(|inline| inline.style.box_decoration_clone)
}

impl Engine<'_> {
    #[allow(clippy::too_many_arguments)] // All of one line, of no use together elsewhere.
    pub(super) fn inline_fragments(
        &mut self,
        content: &InlineContent,
        placed: &PlacedLine,
        line: &Line,
        width: Pt,
        x: Pt,
        baselines: &[Pt],
        block: &ComputedStyle,
    ) -> Vec<InlineFragment> {
        let mut found = Vec::new();
        for (index, inline) in content.inlines.iter().enumerate() {
            if inline.range.start >= line.range.end || inline.range.end <= line.range.start {
                continue;
            }
            let edge = InlineEdge::of(&inline.style, width);
            let within = |from: Option<usize>| ancestors(content, from).any(|known| known == index);
            let (mut left, mut right) = (Pt::INFINITY, Pt::NEG_INFINITY);
            let (mut has_start, mut has_end) = (false, false);
            let mut reach = |from: Pt, to: Pt| (left, right) = (left.min(from), right.max(to));
            for run in placed.runs.iter().filter(|run| within(content.spans[run.span].inline)) {
                reach(run.x, run.x + run.width);
            }
            let rtl = is_rtl(&inline.style);
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
                        let other = InlineEdge::of(&content.inlines[of].style, width);
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
            if inline.style.box_decoration_clone {
                let line_rtl = is_rtl(block);
                let (margin_before, margin_after) = match line_rtl {
                    true => (edge.margin.right, edge.margin.left),
                    false => (edge.margin.left, edge.margin.right),
                };
                let mut add = |at_left: bool, length: Pt| {
                    if at_left { left -= length } else { right += length }
                };
                if !has_start {
                    let before = ClonedEdges::at(content, line.range.start, width, Some(index));
                    add(!line_rtl, before.start - margin_before);
                }
                if !has_end {
                    let after = ClonedEdges::at(content, line.range.end, width, Some(index));
                    add(line_rtl, after.end - margin_after);
                }
                (has_start, has_end) = (true, true);
            }
            (has_start, has_end) = (has_start && inline.begins, has_end && inline.ends);
            let metrics = self.font_metrics(&inline.style.text);
            let top = baselines[index] - metrics.ascent - edge.padding.top - edge.border.top;
            let bottom = baselines[index] + metrics.descent + edge.padding.bottom + edge.border.bottom;
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
