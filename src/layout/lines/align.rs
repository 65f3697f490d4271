//! Heights and baselines of line boxes ([CSS 2, 10.8](https://www.w3.org/TR/CSS2/visudet.html#line-height)).

use super::atoms::AtomBox;
use crate::layout::boxes::{AtomKind, InlineContent};
use crate::layout::engine::Engine;
use crate::layout::fragment::{LineAtom, LineFragment, LineRun, Placed};
use crate::layout::positioned::relative_offset;
use crate::style::{ComputedStyle, LineHeight, VerticalAlign};
use crate::text::{Line, PlacedLine};
use crate::units::{PT_PER_PX, Point, Pt, Rect};

/// How far a part of a line reaches above and below the baseline of its group.
#[derive(Clone, Copy, Debug)]
struct Reach {
    above: Pt,
    below: Pt,
}

/// What a part of a line is aligned with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Edge {
    Baseline,
    Top,
    Bottom,
}

/// Parts of a line that hang together: those on its baseline, or an aligned subtree at its top or bottom.
struct Group {
    /// The inline box that hangs; `None` on the baseline, and for an atom.
    inline: Option<usize>,
    edge: Edge,
    reach: Reach,
}

/// The groups of a line, the one on the baseline first.
struct Groups(Vec<Group>);

impl Groups {
    fn of_inline(&mut self, content: &InlineContent, inline: Option<usize>) -> usize {
        let Some(index) = inline else { return 0 };
        if let Some(known) = self.0.iter().position(|group| group.inline == inline) {
            return known;
        }
        let edge = match content.inlines[index].style.vertical_align {
            VerticalAlign::Bottom => Edge::Bottom,
            _ => Edge::Top,
        };
        self.hang(inline, edge, Reach { above: Pt::NEG_INFINITY, below: Pt::NEG_INFINITY })
    }

    fn hang(&mut self, inline: Option<usize>, edge: Edge, reach: Reach) -> usize {
        self.0.push(Group { inline, edge, reach });
        self.0.len() - 1
    }

    fn widen(&mut self, group: usize, reach: Reach) {
        let known = &mut self.0[group].reach;
        *known = Reach { above: known.above.max(reach.above), below: known.below.max(reach.below) };
    }

    /// The line box around the baseline, made taller for what hangs from its edges.
    fn line_reach(&self) -> Reach {
        let mut line = self.0[0].reach;
        for group in &self.0[1..] {
            let height = group.reach.above + group.reach.below;
            match group.edge {
                Edge::Bottom => line.above = line.above.max(height - line.below),
                _ => line.below = line.below.max(height - line.above),
            }
        }
        line
    }

    /// The baseline of each group, from the top of the line box.
    fn baselines(&self, line: Reach) -> Vec<Pt> {
        let baseline = |group: &Group| match group.edge {
            Edge::Baseline => line.above,
            Edge::Top => group.reach.above,
            Edge::Bottom => line.above + line.below - group.reach.below,
        };
        self.0.iter().map(baseline).collect()
    }
}

impl Engine<'_> {
    /// Puts the runs and atoms of a line on its baseline.
    pub(super) fn align_line(
        &mut self,
        content: &InlineContent,
        style: &ComputedStyle,
        line: &Line,
        placed: &PlacedLine,
        width: Pt,
        x: Pt,
    ) -> LineFragment {
        let strut = self.text_reach(style, 0.0);
        let mut groups = Groups(vec![Group { inline: None, edge: Edge::Baseline, reach: strut }]);
        // Each inline box counts, whether it has text of its own or not.
        let mut shifts = vec![(0.0, 0); content.inlines.len()];
        for (index, inline) in content.inlines.iter().enumerate() {
            if inline.range.start >= line.range.end || inline.range.end <= line.range.start {
                continue;
            }
            let (shift, hanging) = self.shift(content, Some(index), style);
            let group = groups.of_inline(content, hanging);
            let reach = self.text_reach(&inline.style, shift);
            groups.widen(group, reach);
            shifts[index] = (shift, group);
        }
        let shift_of = |inline: Option<usize>| inline.map_or((0.0, 0), |inline| shifts[inline]);
        let mut atoms: Vec<(AtomBox, Pt, Reach, Option<usize>, usize)> = Vec::new();
        for (index, atom_x) in &placed.objects {
            let atom = &content.atoms[*index];
            let AtomKind::Box(id) = atom.kind else { continue };
            let laid = self.atom_box(id, width);
            let (shift, group) = shift_of(atom.inline);
            let (reach, edge) = self.atom_reach(content, atom.inline, &laid, style, shift);
            let group = match edge {
                Edge::Baseline => group,
                edge => groups.hang(None, edge, reach),
            };
            groups.widen(group, reach);
            atoms.push((laid, *atom_x, reach, atom.inline, group));
        }
        let reach = groups.line_reach();
        let height = reach.above + reach.below;
        let baselines = groups.baselines(reach);
        let offsets = relative_offsets(content, width);
        let offset_of = |inline: Option<usize>| inline.map_or((0.0, 0.0), |inline| offsets[inline]);
        let atoms = atoms
            .into_iter()
            .map(|(atom, atom_x, reach, inline, group)| {
                let top = baselines[group] - reach.above + atom.margin.top;
                let (dx, dy) = offset_of(inline);
                let mut at = Point::new(x + atom_x + atom.margin.left + dx, top + dy);
                self.shift_relative(atom.fragment.id, width, None, &mut at);
                LineAtom { placed: Placed { at, fragment: atom.fragment }, inline }
            })
            .collect();
        let inline_baselines: Vec<Pt> =
            shifts.iter().map(|(shift, group)| baselines[*group] - shift).collect();
        let mut inlines = self.inline_fragments(content, placed, line, width, x, &inline_baselines, style);
        for inline in &mut inlines {
            let (dx, dy) = offsets[inline.inline];
            inline.rect =
                Rect::new(inline.rect.x + dx, inline.rect.y + dy, inline.rect.width, inline.rect.height);
        }
        let runs = placed
            .runs
            .iter()
            .map(|run| {
                let inline = content.spans[run.span].inline;
                let (dx, dy) = offset_of(inline);
                let baseline = inline.map_or(baselines[0], |inline| inline_baselines[inline]);
                LineRun { at: Point::new(x + run.x + dx, baseline + dy), run: run.clone() }
            })
            .collect();
        LineFragment { top: 0.0, height, baseline: reach.above, runs, atoms, inlines, is_first: false }
    }

    /// Of a line without anything tall on it.
    pub(super) fn strut_height(&mut self, style: &ComputedStyle) -> Pt {
        let strut = self.text_reach(style, 0.0);
        strut.above + strut.below
    }

    /// Half the leading above, half below.
    fn text_reach(&mut self, style: &ComputedStyle, shift: Pt) -> Reach {
        let metrics = self.font_metrics(&style.text);
        let height = metrics.ascent + metrics.descent;
        let leading = match style.line_height {
            LineHeight::Normal => {
                let parts = [metrics.ascent, metrics.descent, metrics.line_gap];
                parts.into_iter().map(whole_pixels).sum::<Pt>() - height
            }
            LineHeight::Number(factor) => factor * style.text.size - height,
            LineHeight::Length(length) => length - height,
        };
        Reach {
            above: metrics.ascent + leading / 2.0 + shift,
            below: metrics.descent + leading / 2.0 - shift,
        }
    }

    /// How far up the baseline of an inline box is; 0 for the block's own.
    pub fn inline_shift(
        &mut self,
        content: &InlineContent,
        inline: Option<usize>,
        block: &ComputedStyle,
    ) -> Pt {
        self.shift(content, inline, block).0
    }

    /// How far up `vertical-align` of an inline box and those around it lifts text, up to the one that hangs
    /// from an edge of the line box.
    fn shift(
        &mut self,
        content: &InlineContent,
        inline: Option<usize>,
        block: &ComputedStyle,
    ) -> (Pt, Option<usize>) {
        let mut shift = 0.0;
        let mut current = inline;
        while let Some(index) = current {
            let inline = &content.inlines[index];
            let parent = inline.parent.map_or(block, |parent| &content.inlines[parent].style);
            let outer = self.font_metrics(&parent.text);
            let own = self.text_reach(&inline.style, 0.0);
            match inline.style.vertical_align {
                VerticalAlign::Baseline => {}
                VerticalAlign::Sub => shift -= parent.text.size * 0.2,
                VerticalAlign::Super => shift += parent.text.size * 0.34,
                VerticalAlign::Middle => shift += (outer.x_height - own.above + own.below) / 2.0,
                VerticalAlign::TextTop => shift += outer.ascent - own.above,
                VerticalAlign::TextBottom => shift -= outer.descent - own.below,
                VerticalAlign::Length(length) => shift += length,
                VerticalAlign::Top | VerticalAlign::Bottom => return (shift, current),
            }
            current = inline.parent;
        }
        (shift, None)
    }

    fn atom_reach(
        &mut self,
        content: &InlineContent,
        inline: Option<usize>,
        atom: &AtomBox,
        block: &ComputedStyle,
        shift: Pt,
    ) -> (Reach, Edge) {
        let parent = inline.map_or(block, |inline| &content.inlines[inline].style);
        let metrics = self.font_metrics(&parent.text);
        let height = atom.margin.vertical() + atom.fragment.size.height;
        let own = &self.boxes.get(atom.fragment.id).style.vertical_align;
        let above = match own {
            VerticalAlign::Baseline => atom.baseline,
            VerticalAlign::Sub => atom.baseline - parent.text.size * 0.2,
            VerticalAlign::Super => atom.baseline + parent.text.size * 0.34,
            VerticalAlign::Middle => metrics.x_height / 2.0 + height / 2.0,
            VerticalAlign::TextTop => metrics.ascent,
            VerticalAlign::TextBottom => height - metrics.descent,
            VerticalAlign::Length(length) => atom.baseline + length,
            VerticalAlign::Top => return (Reach { above: height, below: 0.0 }, Edge::Top),
            VerticalAlign::Bottom => return (Reach { above: height, below: 0.0 }, Edge::Bottom),
        };
        let above = above + shift;
        (Reach { above, below: height - above }, Edge::Baseline)
    }
}

/// `line-height: normal` is up to us ([CSS Inline 3, 5.1](https://www.w3.org/TR/css-inline-3/#line-height-property)):
/// browsers take whole pixels above and below the baseline, and pages must break as they do there.
fn whole_pixels(length: Pt) -> Pt {
    (length / PT_PER_PX).round() * PT_PER_PX
}

/// How far each inline box is moved with those around it; lines have no height that percentages know.
fn relative_offsets(content: &InlineContent, width: Pt) -> Vec<(Pt, Pt)> {
    let mut offsets: Vec<(Pt, Pt)> = Vec::with_capacity(content.inlines.len());
    for inline in &content.inlines {
        let around = inline.parent.map_or((0.0, 0.0), |parent| offsets[parent]);
        let own = relative_offset(&inline.style, width, None);
        offsets.push((around.0 + own.0, around.1 + own.1));
    }
    offsets
}
