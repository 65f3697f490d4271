//! A line's glyphs in visual order, with their places.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::FontMetrics;
use super::character::is_dropped;
use super::item::Content;
use super::line::Line;
use super::shaped::Shaped;
use super::visual::{ClusterText, LineCluster, Segment, SegmentKind};
use crate::page::{Face, Glyph};
use crate::units::Pt;

/// What happens to the room that a line leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Spaces are widened until the line is this wide; a line without spaces stays as it is.
    pub justify_to: Option<Pt>,
}

/// A line with every glyph in its place; 0 is the line's left end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedLine {
    /// From left to right.
    pub runs: Vec<Arc<PlacedRun>>,
    /// Index of each inline object, and where its left edge stands.
    pub objects: Vec<(usize, Pt)>,
    pub width: Pt,
}

/// Glyphs of one face, span and direction.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedRun {
    /// Index of the paragraph's span.
    pub span: usize,
    pub face: Arc<Face>,
    pub size: Pt,
    pub x: Pt,
    pub width: Pt,
    /// From left to right, counted from `x`; text ranges are bytes of `text`.
    pub glyphs: Arc<[Glyph]>,
    /// What the glyphs show, in logical order: the space at the line's end is in it, a hyphen that
    /// parts a word is U+00AD, and characters that only steer the layout are not.
    pub text: Arc<str>,
    pub rtl: bool,
    pub ascent: Pt,
    /// Positive.
    pub descent: Pt,
}

impl Shaped {
    /// The runs and objects of a line in visual order.
    pub fn place(&self, line: &Line, extra: &Spread) -> Arc<PlacedLine> {
        self.memory.placed(line, extra, || self.place_anew(line, extra))
    }

    fn place_anew(&self, line: &Line, extra: &Spread) -> PlacedLine {
        let pieces = self.pieces(line.range.start, line.visible_end);
        let mut segments = self.segments(line, &pieces);
        if let Some(width) = extra.justify_to {
            self.justify(&mut segments, width - line.width);
        }
        let levels: Vec<Level> =
            segments.iter().map(|segment| Level::new(segment.level).unwrap_or(Level::ltr())).collect();
        let trailing = match line.hyphenated {
            true => 0.0,
            false => self.trailing_spacing(line.range.start, line.visible_end) as Pt,
        };
        let ends_left = segments.last().is_some_and(|segment| segment.level % 2 == 1);
        let mut placed = PlacedLine::default();
        let mut x = if ends_left { -trailing } else { 0.0 };
        for index in BidiInfo::reorder_visual(&levels) {
            let segment = &segments[index];
            let width: Pt = segment.clusters.iter().map(|cluster| cluster.advance).sum();
            match segment.kind {
                SegmentKind::Text => placed.runs.extend(self.run(segment, x, width).map(Arc::new)),
                SegmentKind::Object(object) => placed.objects.push((object, x)),
                SegmentKind::Gap(_) => {}
            }
            x += width;
        }
        placed.width = if ends_left { x } else { x - trailing };
        placed
    }

    /// Widens the spaces behind the last tab; never makes them narrower.
    fn justify(&self, segments: &mut [Segment], room: Pt) {
        let tab = segments.iter().rposition(|segment| matches!(segment.kind, SegmentKind::Gap(_)));
        let segments = &mut segments[tab.map_or(0, |tab| tab + 1)..];
        let clusters = || segments.iter().flat_map(|segment| &segment.clusters);
        let count = clusters().filter(|cluster| self.is_space(cluster)).count();
        if count == 0 || room <= 0.0 || !room.is_finite() {
            return;
        }
        let extra = room / count as Pt;
        for cluster in segments.iter_mut().flat_map(|segment| &mut segment.clusters) {
            if self.is_space(cluster) {
                cluster.advance += extra;
            }
        }
    }

    fn run(&self, segment: &Segment, x: Pt, width: Pt) -> Option<PlacedRun> {
        let Content::Text(item) = &self.items[segment.item].content else { return None };
        let rtl = segment.level % 2 == 1;
        let mut text = String::new();
        let mut ranges = Vec::with_capacity(segment.clusters.len());
        for cluster in &segment.clusters {
            let start = text.len() as u32;
            self.push_text(cluster, &mut text);
            ranges.push(start..text.len() as u32);
        }
        let mut glyphs = Vec::with_capacity(segment.clusters.len());
        let mut start = 0.0;
        let mut push = |(cluster, range): (&LineCluster, &Range<u32>)| {
            let end = start + cluster.advance;
            let mut pen = start;
            // Soft hyphens and their like show nothing.
            let shown = if range.is_empty() { &[] } else { cluster.glyphs() };
            for (index, glyph) in shown.iter().enumerate() {
                let advance = if index + 1 == shown.len() { end - pen } else { glyph.advance };
                let (x, y) = (pen + glyph.x, glyph.y);
                glyphs.push(Glyph { id: glyph.id, x, y, advance, text: range.clone() });
                pen += advance;
            }
            start = end;
        };
        let clusters = segment.clusters.iter().zip(&ranges);
        if rtl {
            clusters.rev().for_each(&mut push);
        } else {
            clusters.for_each(&mut push);
        }
        let size = item.face.size(&item.style);
        let metrics = FontMetrics::of(&item.face, size);
        let (ascent, descent) = (metrics.ascent, metrics.descent);
        let face = Arc::clone(item.face.page_face());
        let text = Arc::from(text);
        (!glyphs.is_empty()).then_some(PlacedRun {
            span: segment.span,
            face,
            size,
            x,
            width,
            glyphs: glyphs.into(),
            text,
            rtl,
            ascent,
            descent,
        })
    }

    fn push_text(&self, cluster: &LineCluster, out: &mut String) {
        match &cluster.text {
            ClusterText::Bytes(range) => {
                out.extend(self.text[range.clone()].chars().filter(|character| !is_dropped(*character)));
            }
            ClusterText::Added(text) => out.push_str(text),
        }
    }
}
