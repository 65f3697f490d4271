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
    /// Advance of U+0020; 0 in a font without one.
    pub space: Pt,
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
            space: face.glyph(' ').map_or(0.0, |(_, advance)| advance * scale),
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
    let has_units = font.head().is_ok_and(|head| (16..=16384).contains(&head.units_per_em()));
    let has_tables = font.maxp().is_ok() && font.hhea().is_ok() && font.hmtx().is_ok();
    if !has_units || !has_tables || !font.charmap().has_map() {
        return Err(FontError::Incomplete);
    }
    if font.glyf().is_err() && font.cff().is_err() { Err(FontError::NoOutlines) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK: &[u8] = include_bytes!("../../assets/fonts/noto-sans/NotoSans-Black.ttf");

    fn style(family: &str) -> TextStyle {
        TextStyle { families: vec![Family::Named(Arc::from(family))], size: 10.0, ..TextStyle::initial() }
    }

    fn names(book: &FontBook, family: &str) -> Vec<String> {
        book.candidates(&style(family)).iter().map(|face| face.page_face().name.clone()).collect()
    }

    #[test]
    fn the_binary_brings_three_families() {
        assert_eq!(FontBook::embedded().families(), ["Noto Sans", "Noto Sans Arabic", "Source Sans 3"]);
    }

    #[test]
    fn families_are_asked_in_order_and_the_fallbacks_after_them() {
        let mut book = FontBook::embedded();
        let fallbacks = ["SourceSans3-Regular", "NotoSans-Regular", "NotoSansArabic-Regular"];
        assert_eq!(names(&book, "Stadsletter"), fallbacks);
        assert_eq!(
            names(&book, "noto sans"),
            ["NotoSans-Regular", "SourceSans3-Regular", "NotoSansArabic-Regular"]
        );
        book.add("Stadsletter", Some((400, 400)), None, FontData::Embedded(BLACK)).expect("a sound font");
        assert_eq!(names(&book, "STADSLETTER")[0], "NotoSans-Black");
    }

    #[test]
    fn a_font_of_the_project_hides_the_embedded_family() {
        let mut book = FontBook::embedded();
        book.add("Source Sans 3", None, None, FontData::Embedded(BLACK)).expect("a sound font");
        assert_eq!(names(&book, "Source Sans 3")[0], "NotoSans-Black");
    }

    #[test]
    fn bytes_that_are_no_font_are_refused_with_a_reason() {
        let refuse = |bytes: &'static [u8]| {
            let error = FontBook::embedded().add("x", None, None, FontData::Embedded(bytes));
            error.expect_err("no font").to_string()
        };
        assert_eq!(refuse(b"<html>"), "this is not a TrueType or OpenType font");
        assert!(refuse(b"wOF2\0\x01\0\0").starts_with("this is a WOFF font for web pages"));
        assert_eq!(refuse(&BLACK[..300]), "the font file is damaged or incomplete");
    }

    #[test]
    fn damaged_fonts_never_panic() {
        for cut in (0..BLACK.len()).step_by(BLACK.len() / 24) {
            let mut bytes = BLACK[..cut.max(1_000)].to_vec();
            bytes.extend_from_slice(&BLACK[(BLACK.len() + cut) / 2..]);
            let mut book = FontBook::embedded();
            if book.add("x", Some((400, 400)), None, FontData::Loaded(Arc::from(bytes))).is_ok() {
                let spans = [crate::text::Span {
                    range: 0..9,
                    style: Arc::new(style("x")),
                    nowrap: false,
                    keeps_spaces: false,
                }];
                let direction = crate::text::BaseDirection::Ltr;
                let (text, objects) = ("fi Ábc\u{301}", &[][..]);
                let paragraph =
                    crate::text::Paragraph { text, spans: &spans, objects, direction, tab_width: 9.0 };
                assert!(crate::text::shape(&book, &paragraph).max_content() >= 0.0);
            }
        }
    }

    #[test]
    fn measures_are_in_points_from_the_baseline() {
        let metrics = FontBook::embedded().metrics(&style("Source Sans 3"));
        let rounded = |value: Pt| (value * 100.0).round() / 100.0;
        assert_eq!([metrics.ascent, metrics.descent, metrics.line_gap].map(rounded), [10.24, 4.0, 0.0]);
        assert_eq!([metrics.x_height, metrics.cap_height].map(rounded), [4.86, 6.6]);
        assert_eq!([metrics.underline_position, metrics.underline_thickness].map(rounded), [0.75, 0.5]);
        assert_eq!([metrics.strikeout_position, metrics.strikeout_thickness].map(rounded), [2.66, 0.5]);
    }
}
