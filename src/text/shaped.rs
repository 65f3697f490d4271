//! A paragraph that became glyphs.

use std::sync::{Arc, OnceLock};

use super::bidi::Levels;
use super::breaks::{self, Break};
use super::fallback::is_same;
use super::item::Item;
use super::memory::Memory;
use super::shape::GlyphRow;
use super::substitute::{Substitute, substitutes};
use super::{BaseDirection, InlineObject, Missing, Paragraph, Span, TextStyle};
use crate::units::Pt;

/// A shaped paragraph: every glyph chosen, nothing left but where its lines end.
pub struct Shaped {
    /// Each character that no font has, once, in order of appearance.
    pub missing: Vec<Missing>,
    /// Faces that stand in for others.
    pub substitutes: Vec<Substitute>,
    pub(super) text: Arc<str>,
    pub(super) spans: Vec<Span>,
    pub(super) objects: Vec<InlineObject>,
    direction: BaseDirection,
    /// Where a bidi paragraph starts that runs the other way than the one before; the first is left to
    /// right.
    turns: Vec<usize>,
    pub(super) tab_width: Pt,
    pub(super) items: Vec<Item>,
    pub(super) row: GlyphRow,
    /// Index of the cluster after each item.
    pub(super) item_ends: Vec<usize>,
    /// Sum of the advances before each cluster, and of all; tabs count nothing.
    pub(super) offsets: Vec<f64>,
    /// Byte offsets of the tabs.
    pub(super) tabs: Vec<usize>,
    /// Where lines may or must end, ascending; the last is the end of the text.
    pub(super) breaks: Vec<Break>,
    pub(super) min_content: OnceLock<Pt>,
    pub(super) max_content: OnceLock<Pt>,
    pub(super) memory: Memory,
}

impl Shaped {
    pub(super) fn new(
        paragraph: &Paragraph,
        levels: &Levels,
        items: Vec<Item>,
        item_ends: Vec<usize>,
        row: GlyphRow,
        missing: Vec<Missing>,
    ) -> Shaped {
        let mut offsets = Vec::with_capacity(row.clusters.len() + 1);
        let mut sum = 0.0;
        offsets.push(sum);
        for cluster in &row.clusters {
            sum += f64::from(cluster.advance);
            offsets.push(sum);
        }
        Shaped {
            missing,
            substitutes: substitutes(paragraph.text, &items),
            text: Arc::from(paragraph.text),
            spans: paragraph.spans.to_vec(),
            objects: paragraph.objects.to_vec(),
            direction: paragraph.direction,
            turns: levels.turns(),
            tab_width: paragraph.tab_width,
            tabs: paragraph.text.match_indices('\t').map(|(at, _)| at).collect(),
            breaks: breaks::opportunities(paragraph.text, paragraph.spans),
            items,
            row,
            item_ends,
            offsets,
            min_content: OnceLock::new(),
            max_content: OnceLock::new(),
            memory: Memory::default(),
        }
    }

    /// Whether this came from an equal paragraph.
    pub(super) fn is_of(&self, paragraph: &Paragraph) -> bool {
        let is_equal = |(one, other): (&Span, &Span)| {
            one.range == other.range
                && one.nowrap == other.nowrap
                && one.keeps_spaces == other.keeps_spaces
                && one.breaks_spaces == other.breaks_spaces
                && is_same(&one.style, &other.style)
        };
        *self.text == *paragraph.text
            && self.direction == paragraph.direction
            && self.tab_width == paragraph.tab_width
            && self.objects == paragraph.objects
            && self.spans.len() == paragraph.spans.len()
            && self.spans.iter().zip(paragraph.spans).all(is_equal)
    }

    /// Whether the bidi paragraph around a byte runs from right to left.
    pub(super) fn is_rtl(&self, at: usize) -> bool {
        self.turns.partition_point(|turn| *turn <= at) % 2 == 1
    }

    /// Index of the span around a byte.
    pub(super) fn span_at(&self, at: usize) -> usize {
        breaks::span_at(&self.spans, at)
    }

    pub(super) fn style_at(&self, at: usize) -> &TextStyle {
        &self.spans[self.span_at(at)].style
    }

    /// The item around a byte.
    pub(super) fn item_at(&self, at: usize) -> usize {
        self.items.partition_point(|item| item.range.end <= at).min(self.items.len().saturating_sub(1))
    }
}
