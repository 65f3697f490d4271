//! How wide pieces of a shaped paragraph are, also where a break changes the shapes beside it.

use std::ops::Range;

use harfrust::UnicodeBuffer;

use super::breaks::{Break, BreakKind};
use super::character::hangs;
use super::hyphenate;
use super::item::Content;
use super::shape::{GlyphRow, RawGlyph, letter_spacing, shape_item};
use super::shaped::Shaped;
use super::{OverflowWrap, WordBreak};
use crate::units::Pt;

/// Consecutive clusters of one item.
pub(super) struct Piece {
    pub item: usize,
    pub bytes: Range<usize>,
    pub clusters: Clusters,
}

pub(super) enum Clusters {
    /// Indices into the paragraph's own.
    Kept(Range<usize>),
    /// Shaped anew beside a break.
    Fresh(GlyphRow),
}

impl Shaped {
    /// Width of the widest piece that no line can break.
    pub fn min_content(&self) -> Pt {
        *self.min_content.get_or_init(|| {
            let mut widest: f64 = 0.0;
            let mut start = 0;
            for one in &self.breaks {
                widest = widest.max(self.widest_inside(start, one));
                start = one.at;
            }
            widest as Pt
        })
    }

    /// Width of the widest line if only line feeds break.
    pub fn max_content(&self) -> Pt {
        *self.max_content.get_or_init(|| {
            let mut widest: f64 = 0.0;
            let mut start = 0;
            for one in &self.breaks {
                if one.kind == BreakKind::Forced || one.at == self.text.len() {
                    widest = widest.max(self.width(start, one.visible));
                    start = one.at;
                }
            }
            widest as Pt
        })
    }

    /// Of a stretch on one line, without the white space at its end.
    pub fn width_between(&self, start: usize, end: usize) -> Pt {
        let visible = self.text[start..end].trim_end_matches(hangs).len();
        self.width(start, start + visible) as Pt
    }

    /// How far a line from one byte reaches at another, with all white space between.
    pub fn extent(&self, start: usize, end: usize) -> Pt {
        self.width(start, end) as Pt
    }

    fn widest_inside(&self, start: usize, end: &Break) -> f64 {
        let mut widest: f64 = 0.0;
        let mut from = start;
        let hyphens = hyphenate::points(self, start..end.at).into_iter().map(|at| (at, true));
        for (at, hyphenated) in hyphens.chain([(end.visible.max(start), end.kind == BreakKind::Soft)]) {
            let hyphen = if hyphenated { self.hyphen_width(at) } else { 0.0 };
            let style = self.style_at(from);
            let is_narrow =
                style.overflow_wrap == OverflowWrap::Anywhere || style.word_break == WordBreak::BreakWord;
            let can_cut = is_narrow && !self.spans[self.span_at(from)].nowrap;
            let width = if can_cut { self.widest_cluster(from, at) } else { self.width(from, at) + hyphen };
            widest = widest.max(width);
            from = at;
        }
        widest
    }

    fn widest_cluster(&self, start: usize, end: usize) -> f64 {
        let clusters = &self.row.clusters;
        let from = clusters.partition_point(|cluster| (cluster.at as usize) < start);
        let to = clusters.partition_point(|cluster| (cluster.at as usize) < end);
        clusters[from.min(to)..to].iter().map(|cluster| f64::from(cluster.advance)).fold(0.0, f64::max)
    }

    /// Of bytes without hanging white space, as they look on a line of their own.
    pub(super) fn width(&self, start: usize, end: usize) -> f64 {
        let first = self.tabs.partition_point(|tab| *tab < start);
        let (mut pen, mut from) = (0.0, start);
        for tab in self.tabs[first..].iter().take_while(|tab| **tab < end) {
            pen = self.tab_stop(pen + self.advance(from, *tab));
            from = tab + 1;
        }
        pen + self.advance(from, end) - self.trailing_spacing(start, end)
    }

    /// The first tab stop behind a place on the line.
    pub(super) fn tab_stop(&self, x: f64) -> f64 {
        let width = f64::from(self.tab_width);
        if width > 0.0 && width.is_finite() { ((x / width + 1e-4).floor() + 1.0) * width } else { x }
    }

    fn advance(&self, start: usize, end: usize) -> f64 {
        if start >= end {
            return 0.0;
        }
        match (self.edge(start), self.edge(end)) {
            (Some(from), Some(to)) => self.offsets[to] - self.offsets[from],
            _ => self.pieces(start, end).iter().map(|piece| self.piece_width(piece)).sum(),
        }
    }

    fn piece_width(&self, piece: &Piece) -> f64 {
        match &piece.clusters {
            Clusters::Kept(range) => self.offsets[range.end] - self.offsets[range.start],
            Clusters::Fresh(row) => row.clusters.iter().map(|cluster| f64::from(cluster.advance)).sum(),
        }
    }

    /// Index of the cluster that starts here, if a line may break before it without new shapes.
    fn edge(&self, at: usize) -> Option<usize> {
        let clusters = &self.row.clusters;
        let index = clusters.partition_point(|cluster| (cluster.at as usize) < at);
        let Some(cluster) = clusters.get(index) else {
            return (at >= self.text.len()).then_some(index);
        };
        // What a space does to its neighbours' shapes is too little to shape them anew.
        let is_at_space = || self.text[at..].starts_with(hangs) || self.text[..at].ends_with(hangs);
        (cluster.at as usize == at && (cluster.is_safe || is_at_space())).then_some(index)
    }

    /// Sum of the advances before a byte, without new shapes there.
    pub(super) fn offset(&self, at: usize) -> f64 {
        let clusters = &self.row.clusters;
        let index = clusters.partition_point(|cluster| (cluster.at as usize) < at);
        match clusters.get(index) {
            Some(cluster) if cluster.at as usize == at => self.offsets[index],
            None if at >= self.text.len() => self.offsets[index],
            // Inside a ligature: its letters are about equally wide.
            _ => {
                let before = index.saturating_sub(1);
                let from = clusters.get(before).map_or(0, |cluster| cluster.at as usize);
                let to = clusters.get(index).map_or(self.text.len(), |cluster| cluster.at as usize);
                let share = (at - from) as f64 / (to - from).max(1) as f64;
                self.offsets[before] + (self.offsets[index] - self.offsets[before]) * share
            }
        }
    }

    /// Spacing behind the last letter of a line is not part of the line (CSS Text 3, 8.2).
    pub(super) fn trailing_spacing(&self, start: usize, end: usize) -> f64 {
        if start >= end {
            return 0.0;
        }
        match &self.items[self.item_at(end - 1)].content {
            Content::Text(item) => f64::from(letter_spacing(item)),
            _ => 0.0,
        }
    }

    /// The glyphs of the hyphen that ends a line before this byte.
    pub(super) fn hyphen(&self, at: usize) -> Vec<RawGlyph> {
        let Content::Text(item) = &self.items[self.item_at(at.saturating_sub(1))].content else {
            return Vec::new();
        };
        let glyph = |character: char| {
            let (glyph, advance) = item.face.glyph(character)?;
            let advance = advance * item.face.size(&item.style) / item.face.units_per_em;
            Some(RawGlyph { id: glyph.to_u32() as u16, x: 0.0, y: 0.0, advance })
        };
        let chosen = item.style.hyphenate_character.as_ref();
        chosen
            .and_then(|text| text.chars().map(glyph).collect())
            .unwrap_or_else(|| glyph('\u{2010}').or_else(|| glyph('-')).into_iter().collect())
    }

    /// What a hyphen adds to a line: with it, the spacing of the letter before it is seen.
    pub(super) fn hyphen_width(&self, at: usize) -> f64 {
        self.hyphen(at).iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>()
            + self.trailing_spacing(0, at)
    }

    /// The bytes of a line in logical order, shaped anew where a break runs through joined shapes.
    pub(super) fn pieces(&self, start: usize, end: usize) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if start >= end {
            return pieces;
        }
        for item in self.item_at(start)..self.items.len() {
            let range = &self.items[item].range;
            if range.start >= end {
                break;
            }
            self.item_pieces(item, range.start.max(start)..range.end.min(end), &mut pieces);
        }
        pieces
    }

    fn item_pieces(&self, item: usize, bytes: Range<usize>, out: &mut Vec<Piece>) {
        let range = &self.items[item].range;
        let item_clusters =
            item.checked_sub(1).map_or(0, |before| self.item_ends[before])..self.item_ends[item];
        let edge = |at: usize| match at {
            at if at == range.start => Some(item_clusters.start),
            at if at == range.end => Some(item_clusters.end),
            at => self.edge(at),
        };
        let byte = |index: usize| match index {
            index if index == item_clusters.end => range.end,
            index => self.row.clusters[index].at as usize,
        };
        let clusters_until = |at: usize| {
            let clusters = &self.row.clusters[item_clusters.clone()];
            item_clusters.start + clusters.partition_point(|cluster| (cluster.at as usize) < at)
        };
        let is_edge = |index: &usize| edge(byte(*index)).is_some();
        let from = edge(bytes.start).or_else(|| {
            let inside = clusters_until(bytes.start + 1)..clusters_until(bytes.end);
            inside.into_iter().find(is_edge)
        });
        let to = edge(bytes.end).or_else(|| {
            let inside = clusters_until(bytes.start + 1)..clusters_until(bytes.end);
            inside.into_iter().rev().find(is_edge)
        });
        let (Some(from), Some(to)) = (from, to) else { return out.extend(self.fresh(item, bytes)) };
        if from > to {
            return out.extend(self.fresh(item, bytes));
        }
        out.extend(self.fresh(item, bytes.start..byte(from)));
        if from < to {
            out.push(Piece { item, bytes: byte(from)..byte(to), clusters: Clusters::Kept(from..to) });
        }
        out.extend(self.fresh(item, byte(to)..bytes.end));
    }

    fn fresh(&self, item: usize, bytes: Range<usize>) -> Option<Piece> {
        let Content::Text(text) = &self.items[item].content else { return None };
        if bytes.is_empty() {
            return None;
        }
        let mut row = GlyphRow::default();
        let rtl = self.items[item].level % 2 == 1;
        shape_item(UnicodeBuffer::new(), text, rtl, &self.text, bytes.clone(), &mut row);
        Some(Piece { item, bytes, clusters: Clusters::Fresh(row) })
    }
}
