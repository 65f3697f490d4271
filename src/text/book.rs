//! All fonts that a text may use.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};

use super::cache::Cache;
use super::embedded::{self, DEFAULT_FAMILY, FALLBACK_FAMILIES};
use super::face::{FontFace, OpenFace};
use super::matching;
use super::{Family, Slant, TextStyle};
use crate::page::FontData;
use crate::units::Pt;

/// Families with their faces, and the paragraphs shaped with them.
pub struct FontBook {
    /// By name in lower case.
    families: BTreeMap<String, FamilyFaces>,
    pub(super) cache: Cache,
}

struct FamilyFaces {
    name: String,
    faces: Vec<Arc<FontFace>>,
    is_embedded: bool,
}

/// Measures of a face in points at the size of a style.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FontMetrics {
    pub ascent: Pt,
    /// Positive.
    pub descent: Pt,
    pub line_gap: Pt,
    pub x_height: Pt,
    pub cap_height: Pt,
    /// From the baseline down to the middle of the line.
    pub underline_position: Pt,
    pub underline_thickness: Pt,
    /// From the baseline up to the middle of the line.
    pub strikeout_position: Pt,
    pub strikeout_thickness: Pt,
}

/// Why bytes are no font to print with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontError {
    NotAFont,
    Woff,
    Variable,
    Incomplete,
    NoOutlines,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FontError::NotAFont => "this is not a TrueType or OpenType font",
            FontError::Woff => {
                "this is a WOFF font for web pages: use the TrueType or OpenType file (.ttf, .otf)"
            }
            FontError::Variable => "this is a variable font: use a static file for each weight",
            FontError::Incomplete => "the font file is damaged or incomplete",
            FontError::NoOutlines => "the font has no outlines to print: bitmap and colour fonts do not work",
        })
    }
}

impl std::error::Error for FontError {}

impl FontBook {
    /// The fonts of the binary.
    pub fn embedded() -> FontBook {
        let mut book = FontBook { families: BTreeMap::new(), cache: Cache::default() };
        for (family, face) in embedded::faces() {
            book.family(family, true).faces.push(Arc::clone(face));
        }
        book
    }

    /// Names as written, sorted without case.
    pub fn families(&self) -> Vec<String> {
        self.families.values().map(|family| family.name.clone()).collect()
    }

    /// Adds a file of an `@font-face` rule. Its family hides an embedded one of the same name. What is
    /// `None` comes from the file.
    pub fn add(
        &mut self,
        family: &str,
        weight: Option<(u16, u16)>,
        slant: Option<Slant>,
        data: FontData,
    ) -> Result<(), FontError> {
        check(data.bytes())?;
        let font = FontRef::from_index(data.bytes(), 0).map_err(|_| FontError::NotAFont)?;
        let own = font.attributes();
        let own_slant =
            if own.style == skrifa::attribute::Style::Normal { Slant::Upright } else { Slant::Italic };
        let own_weight = own.weight.value().clamp(1.0, 1000.0) as u16;
        let (from, to) = weight.unwrap_or((own_weight, own_weight));
        let face = FontFace::new(data, (from.min(to), from.max(to)), slant.unwrap_or(own_slant), None);
        self.family(family, false).faces.push(Arc::new(face));
        self.cache = Cache::default();
        Ok(())
    }

    /// Of the first available face.
    pub fn metrics(&self, style: &TextStyle) -> FontMetrics {
        let face = self.candidates(style).into_iter().next();
        face.map(|face| FontMetrics::of(&face, style.size)).unwrap_or_default()
    }

    fn family(&mut self, name: &str, is_embedded: bool) -> &mut FamilyFaces {
        let name = name.trim();
        let new = || FamilyFaces { name: name.to_owned(), faces: Vec::new(), is_embedded };
        let family = self.families.entry(name.to_lowercase()).or_insert_with(new);
        if family.is_embedded != is_embedded {
            *family = new();
        }
        family
    }

    /// The faces to ask for a glyph, in order, each once: of the style's families, then the default,
    /// then the fallbacks. Not empty.
    pub(super) fn candidates(&self, style: &TextStyle) -> Vec<Arc<OpenFace>> {
        let named = style.families.iter().map(|family| match family {
            Family::Named(name) => name,
            Family::SansSerif | Family::Serif | Family::Monospace => DEFAULT_FAMILY,
        });
        let mut faces: Vec<Arc<OpenFace>> = Vec::new();
        for name in named.chain([DEFAULT_FAMILY]).chain(FALLBACK_FAMILIES) {
            let Some(family) = self.families.get(&name.to_lowercase()) else { continue };
            let face = matching::nearest(&family.faces, style.weight, style.slant);
            let Some(face) = face.and_then(|face| face.open()) else { continue };
            if !faces.iter().any(|known| Arc::ptr_eq(known, face)) {
                faces.push(Arc::clone(face));
            }
        }
        faces
    }
}

impl FontMetrics {
    pub(super) fn of(face: &OpenFace, size: Pt) -> FontMetrics {
        let metrics = &face.metrics;
        let scale = size / face.units_per_em;
        let line = |line: Option<skrifa::metrics::Decoration>, offset: f32| match line {
            Some(line) if line.thickness > 0.0 => (line.offset - line.thickness / 2.0, line.thickness),
            _ => (offset * face.units_per_em, 0.05 * face.units_per_em),
        };
        // Both tables give the top of the line.
        let (underline, underline_thickness) = line(metrics.underline, -0.1);
        let (strikeout, strikeout_thickness) = line(metrics.strikeout, 0.25);
        let x_height = metrics.x_height.filter(|height| *height > 0.0).unwrap_or(0.5 * face.units_per_em);
        let cap_height = metrics.cap_height.filter(|height| *height > 0.0).unwrap_or(0.7 * face.units_per_em);
        FontMetrics {
            ascent: metrics.ascent * scale,
            descent: -metrics.descent * scale,
            line_gap: metrics.leading * scale,
            x_height: x_height * scale,
            cap_height: cap_height * scale,
            underline_position: -underline * scale,
            underline_thickness: underline_thickness * scale,
            strikeout_position: strikeout * scale,
            strikeout_thickness: strikeout_thickness * scale,
        }
    }
}

fn check(bytes: &[u8]) -> Result<(), FontError> {
    if bytes.starts_with(b"wOFF") || bytes.starts_with(b"wOF2") {
        return Err(FontError::Woff);
    }
    let font = FontRef::from_index(bytes, 0).map_err(|_| FontError::NotAFont)?;
    if font.fvar().is_ok_and(|fvar| fvar.axis_count() > 0) {
        return Err(FontError::Variable);
    }
    if font.glyf().is_err() && font.cff().is_err() {
        return Err(FontError::NoOutlines);
    }
    let has_units = font.head().is_ok_and(|head| (16..=16384).contains(&head.units_per_em()));
    let has_tables = font.maxp().is_ok() && font.hhea().is_ok() && font.hmtx().is_ok();
    if has_units && has_tables && font.charmap().has_map() { Ok(()) } else { Err(FontError::Incomplete) }
}
