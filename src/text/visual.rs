//! A line's clusters as segments of one face, span and direction, before they get their places.

use std::ops::Range;

use super::character::is_word_space;
use super::item::Content;
use super::line::Line;
use super::measure::{Clusters, Piece};
use super::shape::{Cluster, GlyphRow, RawGlyph};
use super::shaped::Shaped;
use crate::units::Pt;

/// Consecutive characters of a line that become one run, one object or one gap.
pub(super) struct Segment<'a> {
    pub item: usize,
    pub span: usize,
    pub level: u8,
    pub kind: SegmentKind,
    /// In logical order.
    pub clusters: Vec<LineCluster<'a>>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum SegmentKind {
    Text,
    Object(usize),
    /// A tab of this width.
    Gap(Pt),
}

pub(super) struct LineCluster<'a> {
    pub text: ClusterText,
    glyphs: Glyphs<'a>,
    pub advance: Pt,
}

enum Glyphs<'a> {
    Shaped(&'a [RawGlyph]),
    Added(Vec<RawGlyph>),
}

pub(super) enum ClusterText {
    /// Bytes of the paragraph.
    Bytes(Range<usize>),
    /// What the line adds: a hyphen, the space that parts it from the next line.
    Added(&'static str),
}

impl Shaped {
    /// The segments of a line in logical order, from its pieces.
    pub(super) fn segments<'a>(&'a self, line: &Line, pieces: &'a [Piece]) -> Vec<Segment<'a>> {
        let mut segments: Vec<Segment> = Vec::new();
        let mut pen = 0.0;
        for piece in pieces {
            match &piece.clusters {
                Clusters::Kept(range) => {
                    let clusters = &self.row.clusters[range.clone()];
                    self.add(&mut segments, piece, (&self.row, clusters), &mut pen);
                }
                Clusters::Fresh(row) => self.add(&mut segments, piece, (row, &row.clusters), &mut pen),
            }
        }
        if let Some(last) = segments.last_mut().filter(|last| last.kind == SegmentKind::Text) {
            if line.hyphenated {
                let hyphen = self.hyphen(line.range.end);
                last.clusters.push(LineCluster::added("\u{ad}", hyphen));
            } else if !line.last && line.visible_end < line.range.end {
                last.clusters.extend(self.space(last.item));
            }
        }
        segments
    }

    /// The space at a line's end is text without width: it parts the words of two lines for readers.
    fn space(&self, item: usize) -> Option<LineCluster<'static>> {
        let Content::Text(text) = &self.items[item].content else { return None };
        let (glyph, _) = text.face.space()?;
        let glyph = RawGlyph { id: glyph.to_u32() as u16, x: 0.0, y: 0.0, advance: 0.0 };
        Some(LineCluster::added(" ", vec![glyph]))
    }

    fn add<'a>(
        &self,
        segments: &mut Vec<Segment<'a>>,
        piece: &Piece,
        (row, clusters): (&'a GlyphRow, &[Cluster]),
        pen: &mut f64,
    ) {
        let item = &self.items[piece.item];
        let mut span = self.span_at(piece.bytes.start);
        for (index, cluster) in clusters.iter().enumerate() {
            let at = cluster.at as usize;
            let end = clusters.get(index + 1).map_or(piece.bytes.end, |next| next.at as usize);
            while self.spans[span].range.end <= at && span + 1 < self.spans.len() {
                span += 1;
            }
            let kind = match &item.content {
                Content::Text(_) => SegmentKind::Text,
                Content::Object(index) => SegmentKind::Object(*index),
                Content::Tab => SegmentKind::Gap((self.tab_stop(*pen) - *pen) as Pt),
                Content::Control => continue,
            };
            let advance = if let SegmentKind::Gap(gap) = kind { gap } else { cluster.advance };
            *pen += f64::from(advance);
            let new = LineCluster {
                text: ClusterText::Bytes(at..end),
                glyphs: Glyphs::Shaped(row.glyphs(cluster)),
                advance,
            };
            match segments.last_mut() {
                Some(last) if last.item == piece.item && last.span == span => last.clusters.push(new),
                _ => segments.push(Segment {
                    item: piece.item,
                    span,
                    level: item.level,
                    kind,
                    clusters: {
                        let mut list = Vec::with_capacity(clusters.len() - index + 1);
                        list.push(new);
                        list
                    },
                }),
            }
        }
    }

    pub(super) fn is_space(&self, cluster: &LineCluster) -> bool {
        match &cluster.text {
            ClusterText::Bytes(range) => is_word_space(&self.text[range.clone()]),
            ClusterText::Added(_) => false,
        }
    }
}

impl LineCluster<'_> {
    fn added(text: &'static str, glyphs: Vec<RawGlyph>) -> LineCluster<'static> {
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        LineCluster { text: ClusterText::Added(text), glyphs: Glyphs::Added(glyphs), advance }
    }

    /// In visual order. The advance of a space does not know of justification.
    pub fn glyphs(&self) -> &[RawGlyph] {
        match &self.glyphs {
            Glyphs::Shaped(glyphs) => glyphs,
            Glyphs::Added(glyphs) => glyphs,
        }
    }
}
