//! Heights and baselines of line boxes ([CSS 2, 10.8](https://www.w3.org/TR/CSS2/visudet.html#line-height)).

use super::AtomBox;
use crate::layout::boxes::{AtomKind, InlineContent};
use crate::layout::engine::Engine;
use crate::layout::fragment::{LineAtom, LineFragment, LineRun, Placed};
use crate::layout::positioned::relative_offset;
use crate::style::{ComputedStyle, LineHeight, VerticalAlign};
use crate::text::{Line, PlacedLine};
use crate::units::{Point, Pt, Rect};

/// How far a part of a line reaches above and below the line's baseline.
#[derive(Clone, Copy, Debug)]
struct Reach {
    above: Pt,
    below: Pt,
    edge: Edge,
}

/// What a part of a line is aligned with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Edge {
    Baseline,
    Top,
    Bottom,
}

impl Engine<'_> {
    /// Puts the runs and atoms of a line on its baseline.
    pub(super) fn align_line(
        &mut self,
        content: &InlineContent,
        style: &ComputedStyle,
        line: &Line,
        placed: PlacedLine,
        width: Pt,
        x: Pt,
    ) -> LineFragment {
        let strut = self.text_reach(style, 0.0);
        let mut reaches = vec![strut];
        let mut shifts = Vec::with_capacity(placed.runs.len());
        for run in &placed.runs {
            let span = &content.spans[run.span];
            let (shift, edge) = self.shift(content, span.inline, style);
            let reach = self.text_reach(&span.style, shift);
            reaches.push(Reach { edge, ..reach });
            shifts.push((shift, edge, reach));
        }
        let mut atoms: Vec<(AtomBox, Pt, Reach, Option<usize>)> = Vec::new();
        for (index, atom_x) in &placed.objects {
            let atom = &content.atoms[*index];
            let AtomKind::Box(id) = atom.kind else { continue };
            let laid = self.atom_box(id, width);
            let reach = self.atom_reach(content, atom.inline, &laid, style);
            reaches.push(reach);
            atoms.push((laid, *atom_x, reach, atom.inline));
        }
        let (above, below) = line_reach(&reaches);
        let baseline = above;

        // Parts at the top or bottom of the line box hang there, whatever their own baseline.
        let lift = |reach: &Reach| match reach.edge {
            Edge::Baseline => 0.0,
            Edge::Top => reach.above - above,
            Edge::Bottom => below - reach.below,
        };
        let offsets = relative_offsets(content, width);
        let offset_of = |inline: Option<usize>| inline.map_or((0.0, 0.0), |inline| offsets[inline]);
        let atoms = atoms
            .into_iter()
            .map(|(atom, atom_x, reach, inline)| {
                let top = baseline - reach.above + lift(&reach) + atom.margin.top;
                let (dx, dy) = offset_of(inline);
                let mut at = Point::new(x + atom_x + atom.margin.left + dx, top + dy);
                self.shift_relative(atom.fragment.id, width, None, &mut at);
                LineAtom { placed: Placed { at, fragment: atom.fragment }, inline }
            })
            .collect();
        let mut inlines = self.inline_fragments(content, &placed, line, width, x, baseline, style);
        for inline in &mut inlines {
            let (dx, dy) = offsets[inline.inline];
            inline.rect =
                Rect::new(inline.rect.x + dx, inline.rect.y + dy, inline.rect.width, inline.rect.height);
        }
        let runs = placed
            .runs
            .into_iter()
            .zip(shifts)
            .map(|(run, (shift, edge, reach))| {
                let lift = lift(&Reach { edge, ..reach });
                let (dx, dy) = offset_of(content.spans[run.span].inline);
                LineRun { at: Point::new(x + run.x + dx, baseline - shift + lift + dy), run }
            })
            .collect();
        LineFragment { top: 0.0, height: above + below, baseline, runs, atoms, inlines }
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
            LineHeight::Normal => metrics.line_gap,
            LineHeight::Number(factor) => factor * style.text.size - height,
            LineHeight::Length(length) => length - height,
        };
        Reach {
            above: metrics.ascent + leading / 2.0 + shift,
            below: metrics.descent + leading / 2.0 - shift,
            edge: Edge::Baseline,
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

    /// How far up `vertical-align` of an inline box and those around it lifts text.
    fn shift(&mut self, content: &InlineContent, inline: Option<usize>, block: &ComputedStyle) -> (Pt, Edge) {
        let mut shift = 0.0;
        let mut edge = Edge::Baseline;
        let mut current = inline;
        while let Some(index) = current {
            let inline = &content.inlines[index];
            let parent = inline.parent.map_or(block, |parent| &content.inlines[parent].style);
            let outer = self.font_metrics(&parent.text);
            let own = self.font_metrics(&inline.style.text);
            match inline.style.vertical_align {
                VerticalAlign::Baseline => {}
                VerticalAlign::Sub => shift -= parent.text.size * 0.2,
                VerticalAlign::Super => shift += parent.text.size * 0.34,
                VerticalAlign::Middle => {
                    shift += outer.x_height / 2.0 - (own.ascent - own.descent) / 2.0;
                }
                VerticalAlign::TextTop => shift += outer.ascent - own.ascent,
                VerticalAlign::TextBottom => shift -= outer.descent - own.descent,
                VerticalAlign::Length(length) => shift += length,
                VerticalAlign::Top => edge = Edge::Top,
                VerticalAlign::Bottom => edge = Edge::Bottom,
            }
            current = inline.parent;
        }
        (shift, edge)
    }

    fn atom_reach(
        &mut self,
        content: &InlineContent,
        inline: Option<usize>,
        atom: &AtomBox,
        block: &ComputedStyle,
    ) -> Reach {
        let (outer_shift, outer_edge) = self.shift(content, inline, block);
        let parent = inline.map_or(block, |inline| &content.inlines[inline].style);
        let metrics = self.font_metrics(&parent.text);
        let height = atom.margin.vertical() + atom.fragment.size.height;
        let own = &self.boxes.get(atom.fragment.id).style.vertical_align;
        let (above, edge) = match own {
            VerticalAlign::Baseline => (atom.baseline, outer_edge),
            VerticalAlign::Sub => (atom.baseline - parent.text.size * 0.2, outer_edge),
            VerticalAlign::Super => (atom.baseline + parent.text.size * 0.34, outer_edge),
            VerticalAlign::Middle => (metrics.x_height / 2.0 + height / 2.0, outer_edge),
            VerticalAlign::TextTop => (metrics.ascent, outer_edge),
            VerticalAlign::TextBottom => (height - metrics.descent, outer_edge),
            VerticalAlign::Length(length) => (atom.baseline + length, outer_edge),
            VerticalAlign::Top => (atom.baseline, Edge::Top),
            VerticalAlign::Bottom => (atom.baseline, Edge::Bottom),
        };
        let above = above + outer_shift;
        Reach { above, below: height - above, edge }
    }
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

/// The line box around everything on the baseline, made taller for what hangs from its edges.
fn line_reach(reaches: &[Reach]) -> (Pt, Pt) {
    let on_baseline = || reaches.iter().filter(|reach| reach.edge == Edge::Baseline);
    let mut above = on_baseline().map(|reach| reach.above).fold(Pt::NEG_INFINITY, Pt::max);
    let mut below = on_baseline().map(|reach| reach.below).fold(Pt::NEG_INFINITY, Pt::max);
    for reach in reaches {
        let height = reach.above + reach.below;
        match reach.edge {
            Edge::Baseline => {}
            Edge::Top => below = below.max(height - above),
            Edge::Bottom => above = above.max(height - below),
        }
    }
    (above, below)
}
