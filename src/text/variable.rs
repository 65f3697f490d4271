//! Variable fonts: which place on their axes a style means, and the static font at that place
//! ([CSS Fonts 4, 7](https://www.w3.org/TR/css-fonts-4/#font-variation-props)).

use skrifa::instance::{Location, LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::DrawSettings;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

use super::face::Traits;
use super::glyf_table::{QuadraticPen, write_glyph};
use super::{Slant, TextStyle};
use crate::units::PT_PER_PX;

/// How far an oblique face leans, in degrees to the left.
const LEAN: f32 = -14.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    pub tag: [u8; 4],
    least: f32,
    default: f32,
    most: f32,
}

/// Where on its axes a variable font is, in thousandths; axes at their default are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(Vec<([u8; 4], i32)>);

impl Place {
    pub fn is_default(&self) -> bool {
        self.0.is_empty()
    }

    pub fn settings(&self) -> Vec<(Tag, f32)> {
        self.0.iter().map(|(tag, value)| (Tag::new(tag), *value as f32 / 1000.0)).collect()
    }

    /// For the font's name: `-wght650`.
    pub fn suffix(&self) -> String {
        let part = |(tag, value): &([u8; 4], i32)| {
            format!("-{}{}", String::from_utf8_lossy(tag).trim(), *value as f32 / 1000.0)
        };
        self.0.iter().map(part).collect()
    }
}

/// None for a static font.
pub(super) fn axes(bytes: &[u8], index: u32) -> Vec<Axis> {
    let Ok(font) = FontRef::from_index(bytes, index) else { return Vec::new() };
    let axes = font.axes();
    axes.iter()
        .map(|axis| Axis {
            tag: axis.tag().to_be_bytes(),
            least: axis.min_value(),
            default: axis.default_value(),
            most: axis.max_value(),
        })
        .collect()
}

/// The style's own properties first, then `font-variation-settings` over them.
pub(super) fn place(axes: &[Axis], traits: &Traits, style: &TextStyle) -> Place {
    let mut place = Vec::new();
    for axis in axes {
        let from_style = match &axis.tag {
            b"wght" => Some(f32::from(style.weight.clamp(traits.weight.0, traits.weight.1))),
            b"wdth" => Some(style.stretch.clamp(traits.stretch.0, traits.stretch.1)),
            b"ital" => Some(f32::from(style.slant == Slant::Italic)),
            b"slnt" if style.slant != Slant::Upright => Some(LEAN),
            b"opsz" if style.sizes_optically => Some((style.size / PT_PER_PX * 10.0).round() / 10.0),
            _ => None,
        };
        let own = style.variations.iter().rfind(|setting| setting.axis == axis.tag);
        let value = own.map(|setting| setting.value).or(from_style).unwrap_or(axis.default);
        // An axis whose ends are the wrong way round has none.
        let value = if axis.least <= axis.most { value.clamp(axis.least, axis.most) } else { axis.default };
        if value != axis.default {
            place.push((axis.tag, (value * 1000.0).round() as i32));
        }
    }
    Place(place)
}

/// The static TrueType font at a location: its outlines and widths, without the tables that vary.
/// `None` for outlines that cannot vary.
pub(super) fn fix(font: &FontRef, location: &Location) -> Option<Vec<u8>> {
    if font.glyf().is_err() && !is_cff2(font) {
        return None;
    }
    let count = font.maxp().ok()?.num_glyphs();
    let outlines = font.outline_glyphs();
    let widths = GlyphMetrics::new(font, Size::unscaled(), LocationRef::from(location));
    let (mut glyf, mut loca, mut hmtx) = (Vec::new(), Vec::new(), Vec::new());
    for id in 0..count {
        let id = GlyphId::from(id);
        loca.extend((glyf.len() as u32).to_be_bytes());
        let mut pen = QuadraticPen::default();
        if let Some(outline) = outlines.get(id) {
            let drawn = outline.draw(DrawSettings::unhinted(Size::unscaled(), location), &mut pen);
            // A faulty glyph of a font that cannot be written as it is stays as far as it was drawn.
            if drawn.is_err() && !is_cff2(font) {
                return None;
            }
        }
        let left = write_glyph(&pen.finish(), &mut glyf);
        let width = widths.advance_width(id).unwrap_or(0.0).round().clamp(0.0, 65_535.0) as u16;
        hmtx.extend(width.to_be_bytes());
        hmtx.extend(left.to_be_bytes());
    }
    loca.extend((glyf.len() as u32).to_be_bytes());
    let mut tables = vec![(*b"glyf", glyf), (*b"hmtx", hmtx), (*b"loca", loca)];
    for tag in [*b"OS/2", *b"cmap", *b"name", *b"post"] {
        tables.extend(copy(font, tag).map(|bytes| (tag, bytes)));
    }
    // indexToLocFormat: long.
    tables.push((*b"head", patched(copy(font, *b"head")?, 50, 1)?));
    tables.push((*b"hhea", patched(copy(font, *b"hhea")?, 34, count)?));
    let maxp = copy(font, *b"maxp")?;
    tables.push((*b"maxp", if is_cff2(font) { limits(count) } else { maxp }));
    tables.sort_by_key(|(tag, _)| *tag);
    Some(file(&tables))
}

/// Outlines that PDF does not know: they are written as TrueType's, wherever on its axes the font is.
pub(super) fn is_cff2(font: &FontRef) -> bool {
    font.glyf().is_err() && font.cff2().is_ok()
}

/// A `maxp` table for glyphs without instructions
/// ([OpenType, maxp](https://learn.microsoft.com/typography/opentype/spec/maxp)).
fn limits(glyphs: u16) -> Vec<u8> {
    let (most, none, zones) = (u16::MAX, 0, 2);
    let mut table = vec![0, 1, 0, 0];
    let points = [glyphs, most, most, none, none, zones];
    points.into_iter().chain([none; 8]).for_each(|number| table.extend(number.to_be_bytes()));
    table
}

fn copy(font: &FontRef, tag: [u8; 4]) -> Option<Vec<u8>> {
    font.table_data(Tag::new(&tag)).map(|data| data.as_bytes().to_vec())
}

fn patched(mut table: Vec<u8>, at: usize, value: u16) -> Option<Vec<u8>> {
    table.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(table)
}

/// A font file of these tables ([OpenType, table directory](https://learn.microsoft.com/typography/opentype/spec/otff#table-directory)).
fn file(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2() as u16;
    let mut out = vec![0, 1, 0, 0];
    for number in [count, 16 << power, power, 16 * count - (16 << power)] {
        out.extend(number.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        out.extend(tag);
        for number in [checksum(bytes), offset as u32, bytes.len() as u32] {
            out.extend(number.to_be_bytes());
        }
        offset += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tables {
        out.extend(bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}
