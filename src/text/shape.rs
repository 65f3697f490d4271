//! Shaping: from characters to glyphs with places.

use std::ops::Range;
use std::sync::Arc;

use harfrust::{Direction, Feature, Language, ShapeOptions, Tag, UnicodeBuffer};

use super::bidi::Levels;
use super::cache;
use super::character::{is_ignorable, is_word_space};
use super::face::PlanKey;
use super::item::{Content, TextItem, itemize};
use super::shaped::Shaped;
use super::{FontBook, Paragraph, TextStyle};
use crate::units::Pt;

/// The longest paragraph in bytes, some hundred pages; what goes beyond it is cut off.
const MAX_TEXT: usize = 1 << 20;

/// Shapes a paragraph, or finds it among those that were shaped before.
pub fn shape(fonts: &FontBook, paragraph: &Paragraph) -> Arc<Shaped> {
    let key = cache::key(paragraph);
    if let Some(known) = fonts.cache.find(key, paragraph) {
        return known;
    }
    let shaped = Arc::new(shape_anew(fonts, &bounded(paragraph)));
    fonts.cache.keep(key, &shaped);
    shaped
}

/// The same of a paragraph whose text changes from document to document, such as the name of a resident: nothing of
/// it is kept unless it comes again.
pub fn shape_changing(fonts: &FontBook, paragraph: &Paragraph) -> Arc<Shaped> {
    fonts.recurring.shaped(paragraph, || shape_anew(fonts, &bounded(paragraph)))
}

fn bounded<'a>(paragraph: &Paragraph<'a>) -> Paragraph<'a> {
    let mut end = paragraph.text.len().min(MAX_TEXT);
    if paragraph.spans.is_empty() {
        end = 0;
    }
    while !paragraph.text.is_char_boundary(end) {
        end -= 1;
    }
    Paragraph { text: &paragraph.text[..end], ..*paragraph }
}

fn shape_anew(fonts: &FontBook, paragraph: &Paragraph) -> Shaped {
    let levels = Levels::of(paragraph.text, paragraph.direction);
    let (items, missing) = itemize(fonts, paragraph, &levels);
    let mut run = GlyphRow::default();
    let mut ends = Vec::with_capacity(items.len());
    let mut buffer = UnicodeBuffer::new();
    for item in &items {
        match &item.content {
            Content::Text(text) => {
                let rtl = item.level % 2 == 1;
                buffer = shape_item(buffer, text, rtl, paragraph.text, item.range.clone(), &mut run);
            }
            Content::Object(index) => run.push_blank(item.range.start, paragraph.objects[*index].width),
            Content::Tab | Content::Control => run.push_blank(item.range.start, 0.0),
        }
        ends.push(run.clusters.len());
    }
    Shaped::new(paragraph, &levels, items, ends, run, missing)
}

/// A glyph in points, in visual order within its cluster.
#[derive(Clone, Copy)]
pub(super) struct RawGlyph {
    pub id: u16,
    /// Shift from the pen.
    pub x: Pt,
    /// Upwards.
    pub y: Pt,
    pub advance: Pt,
}

/// Characters that became glyphs together: a grapheme cluster, or several in a ligature.
#[derive(Clone, Copy)]
pub(super) struct Cluster {
    /// First byte in the paragraph.
    pub at: u32,
    pub glyphs: (u32, u32),
    pub advance: Pt,
    /// Whether a line may end before it without new shapes.
    pub is_safe: bool,
}

/// Clusters in logical order with their glyphs.
#[derive(Default)]
pub(super) struct GlyphRow {
    pub clusters: Vec<Cluster>,
    pub glyphs: Vec<RawGlyph>,
}

impl GlyphRow {
    fn push_blank(&mut self, at: usize, advance: Pt) {
        let end = self.glyphs.len() as u32;
        self.clusters.push(Cluster { at: at as u32, glyphs: (end, end), advance, is_safe: true });
    }

    pub fn glyphs(&self, cluster: &Cluster) -> &[RawGlyph] {
        &self.glyphs[cluster.glyphs.0 as usize..cluster.glyphs.1 as usize]
    }
}

/// Shapes bytes of a paragraph. Letters outside the range still decide how those at its edges join.
pub(super) fn shape_item(
    mut buffer: UnicodeBuffer,
    item: &TextItem,
    rtl: bool,
    text: &str,
    range: Range<usize>,
    row: &mut GlyphRow,
) -> UnicodeBuffer {
    let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
    let language = Language::new(item.style.language.as_bytes());
    let features = features(&item.style);
    buffer.set_pre_context(&text[..range.start]);
    for (offset, character) in text[range.clone()].char_indices() {
        buffer.add(character, (range.start + offset) as u32);
    }
    buffer.set_post_context(&text[range.end..]);
    buffer.set_direction(direction);
    buffer.set_script(item.script);
    if let Some(language) = &language {
        buffer.set_language(language.clone());
    }
    let key = PlanKey { direction, script: item.script, language: language.as_ref(), features: &features };
    let shaped = item.face.with_shaper(&key, |shaper, plan| {
        shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)).features(&features))
    });

    let scale = item.face.size(&item.style) / item.face.units_per_em;
    let first = row.clusters.len();
    let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
    let mut from = 0;
    for group in infos.chunk_by(|one, next| one.cluster == next.cluster) {
        let to = from + group.len();
        let start = row.glyphs.len() as u32;
        let mut advance = 0.0;
        for (info, position) in group.iter().zip(&positions[from..to]) {
            let glyph = RawGlyph {
                id: info.glyph_id as u16,
                x: position.x_offset as f32 * scale,
                y: position.y_offset as f32 * scale,
                advance: position.x_advance as f32 * scale,
            };
            advance += glyph.advance;
            row.glyphs.push(glyph);
        }
        let glyphs = (start, row.glyphs.len() as u32);
        let is_safe = !group.iter().any(harfrust::GlyphInfo::unsafe_to_break);
        row.clusters.push(Cluster { at: group[0].cluster, glyphs, advance, is_safe });
        from = to;
    }
    if rtl {
        row.clusters[first..].reverse();
    }
    if let Some(cluster) = row.clusters.get_mut(first) {
        // Whatever shaping did with the first character, the clusters cover the range.
        cluster.at = range.start as u32;
        cluster.is_safe = true;
    } else {
        row.push_blank(range.start, 0.0);
    }
    add_spacing(item, rtl, text, range.end, first, row);
    shaped.clear()
}

fn features(style: &TextStyle) -> Vec<Feature> {
    let chosen = style.features.iter().map(|feature| Feature::new(Tag::new(&feature.tag), feature.value, ..));
    let mut features: Vec<Feature> = chosen.collect();
    if style.letter_spacing != 0.0 {
        // Spaced letters are no ligature (CSS Text 3, 8.2); a style that asks for one still gets it.
        for tag in [*b"liga", *b"clig"] {
            if !style.features.iter().any(|feature| feature.tag == tag) {
                features.push(Feature::new(Tag::new(&tag), 0, ..));
            }
        }
    }
    features
}

/// Letter spacing behind a cluster: letters that join take none (CSS Text 3, 8.2.1).
pub(super) fn letter_spacing(item: &TextItem) -> Pt {
    use harfrust::script::{ARABIC, MONGOLIAN, NKO, SYRIAC};
    if [ARABIC, SYRIAC, NKO, MONGOLIAN].contains(&item.script) { 0.0 } else { item.style.letter_spacing }
}

fn add_spacing(item: &TextItem, rtl: bool, text: &str, end: usize, first: usize, row: &mut GlyphRow) {
    let letter_spacing = letter_spacing(item);
    let word_spacing = item.style.word_spacing;
    if letter_spacing == 0.0 && word_spacing == 0.0 {
        return;
    }
    for index in first..row.clusters.len() {
        let cluster_end = row.clusters.get(index + 1).map_or(end, |next| next.at as usize);
        let cluster = &mut row.clusters[index];
        let characters = &text[cluster.at as usize..cluster_end];
        if characters.chars().all(is_ignorable) {
            continue;
        }
        let extra = letter_spacing + if is_word_space(characters) { word_spacing } else { 0.0 };
        cluster.advance += extra;
        let glyphs = &mut row.glyphs[cluster.glyphs.0 as usize..cluster.glyphs.1 as usize];
        if rtl {
            glyphs.iter_mut().for_each(|glyph| glyph.x += extra);
        }
        if let Some(last) = glyphs.last_mut() {
            last.advance += extra;
        }
    }
}
