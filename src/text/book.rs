//! All fonts that a text may use.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use skrifa::raw::TableProvider;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

use super::by_style::ByStyle;
use super::cache::{Cache, Recurring};
use super::embedded::{self, DEFAULT_FAMILY, FALLBACK_FAMILIES};
use super::face::{FontFace, OpenFace, Traits};
use super::matching;
use super::woff;
use super::{Family, Slant, TextStyle};
use crate::page::FontData;
use crate::units::Pt;

/// Families with their faces, and the paragraphs shaped with them.
pub struct FontBook {
    /// By name in lower case.
    families: BTreeMap<String, FamilyFaces>,
    pub(super) cache: Cache,
    pub(super) recurring: Recurring,
    metrics: ByStyle<FontMetrics>,
    candidates: ByStyle<Arc<[Arc<OpenFace>]>>,
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

/// What an `@font-face` rule says of a file. What is `None` comes from the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FaceDescription {
    pub family: String,
    /// First and last weight.
    pub weight: Option<(u16, u16)>,
    pub slant: Option<Slant>,
    /// Narrowest and widest width, 100 being normal.
    pub stretch: Option<(f32, f32)>,
    /// `unicode-range`; empty: all characters.
    pub ranges: Vec<RangeInclusive<u32>>,
    /// PostScript name of the face in a collection.
    pub name: Option<String>,
}

/// Why bytes are no font to print with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontError {
    NotAFont,
    Woff,
    Incomplete,
    NoOutlines,
    NotInCollection,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FontError::NotAFont => "this is not a TrueType or OpenType font",
            FontError::Woff => "the WOFF file is damaged or too large",
            FontError::Incomplete => "the font file is damaged or incomplete",
            FontError::NoOutlines => "the font has no outlines to print: bitmap and colour fonts do not work",
            FontError::NotInCollection => "the collection has no font of the name behind `#`",
        })
    }
}

impl std::error::Error for FontError {}

impl FontBook {
    /// The fonts of the binary.
    pub fn embedded() -> FontBook {
        let mut book = FontBook {
            families: BTreeMap::new(),
            cache: Cache::default(),
            recurring: Recurring::default(),
            metrics: ByStyle::default(),
            candidates: ByStyle::default(),
        };
        for (family, face) in embedded::faces() {
            book.family(family, true).faces.push(Arc::clone(face));
        }
        book
    }

    /// Forgets the paragraphs that were not asked for since this was called the last time.
    pub fn age(&self) {
        self.cache.age();
        self.recurring.age();
    }

    /// Names as written, sorted without case.
    pub fn families(&self) -> Vec<String> {
        self.families.values().map(|family| family.name.clone()).collect()
    }

    /// Adds a file of an `@font-face` rule. Its family hides an embedded one of the same name.
    pub fn add(&mut self, description: &FaceDescription, data: FontData) -> Result<(), FontError> {
        let data = woff::unpacked(data)?;
        let index = match &description.name {
            Some(name) => collection_index(data.bytes(), name).ok_or(FontError::NotInCollection)?,
            None => 0,
        };
        check(data.bytes(), index)?;
        let font = FontRef::from_index(data.bytes(), index).map_err(|_| FontError::NotAFont)?;
        let own = font.attributes();
        let own_slant = match own.style {
            skrifa::attribute::Style::Normal => Slant::Upright,
            skrifa::attribute::Style::Italic => Slant::Italic,
            skrifa::attribute::Style::Oblique(_) => Slant::Oblique,
        };
        let axis = |tag| font.axes().get_by_tag(tag).map(|axis| (axis.min_value(), axis.max_value()));
        let whole = |value: f32| value.clamp(1.0, 1000.0) as u16;
        let own_weight = own.weight.value();
        let (lightest, heaviest) = axis(Tag::new(b"wght")).unwrap_or((own_weight, own_weight));
        let own_stretch = own.stretch.percentage();
        let own_stretch = axis(Tag::new(b"wdth")).unwrap_or((own_stretch, own_stretch));
        let traits = Traits {
            weight: ordered(description.weight.unwrap_or((whole(lightest), whole(heaviest)))),
            slant: description.slant.unwrap_or(own_slant),
            stretch: ordered(description.stretch.unwrap_or(own_stretch)),
            ranges: description.ranges.clone(),
            index,
        };
        let face = FontFace::new(&description.family, data, traits, None);
        self.family(&description.family, false).faces.push(Arc::new(face));
        (self.cache, self.recurring) = (Cache::default(), Recurring::default());
        (self.metrics, self.candidates) = (ByStyle::default(), ByStyle::default());
        Ok(())
    }

    /// Of the first available face, which is the first that may show a space
    /// ([CSS Fonts 4, 5.2](https://www.w3.org/TR/css-fonts-4/#first-available-font)).
    pub fn metrics(&self, style: &Arc<TextStyle>) -> FontMetrics {
        self.metrics.of(style, || self.measure(style))
    }

    fn measure(&self, style: &TextStyle) -> FontMetrics {
        let face = self.all_candidates(style).into_iter().find(|face| face.may_show(' '));
        face.map(|face| FontMetrics::of(&face, face.size(style))).unwrap_or_default()
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
    pub(super) fn candidates(&self, style: &Arc<TextStyle>) -> Arc<[Arc<OpenFace>]> {
        self.candidates.of(style, || self.all_candidates(style).into())
    }

    pub(super) fn all_candidates(&self, style: &TextStyle) -> Vec<Arc<OpenFace>> {
        let named = style.families.iter().map(|family| match family {
            Family::Named(name) => name,
            Family::SansSerif | Family::Serif | Family::Monospace => DEFAULT_FAMILY,
        });
        let mut faces: Vec<Arc<OpenFace>> = Vec::new();
        for name in named.chain([DEFAULT_FAMILY]).chain(FALLBACK_FAMILIES) {
            let Some(family) = self.families.get(&name.to_lowercase()) else { continue };
            for face in matching::nearest(&family.faces, style) {
                let Some(face) = face.open(style) else { continue };
                if !faces.iter().any(|known| Arc::ptr_eq(known, &face)) {
                    faces.push(face);
                }
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
            space: face.space().map_or(0.0, |(_, advance)| advance * scale),
            underline_position: -underline * scale,
            underline_thickness: underline_thickness * scale,
            strikeout_position: strikeout * scale,
            strikeout_thickness: strikeout_thickness * scale,
        }
    }
}

fn ordered<T: PartialOrd>((one, other): (T, T)) -> (T, T) {
    if one <= other { (one, other) } else { (other, one) }
}

/// The face of that PostScript name.
fn collection_index(bytes: &[u8], name: &str) -> Option<u32> {
    let fonts = skrifa::raw::FileRef::new(bytes).ok()?.fonts().enumerate();
    let is_it = |font: &FontRef| {
        let own = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
        own.is_some_and(|own| own.chars().eq(name.chars()))
    };
    fonts
        .filter_map(|(index, font)| Some((index, font.ok()?)))
        .find(|(_, font)| is_it(font))
        .map(|(index, _)| index as u32)
}

/// Whether a glyph has points that belong to no contour: nobody can draw it.
fn has_points_without_contours(font: &FontRef) -> bool {
    let (Ok(glyf), Ok(loca), Ok(maxp)) = (font.glyf(), font.loca(None), font.maxp()) else { return false };
    (0..maxp.num_glyphs()).any(|id| match loca.get_glyf(GlyphId::from(id), &glyf) {
        Ok(Some(Glyph::Simple(glyph))) => glyph.num_points() == 0 && !glyph.glyph_data().is_empty(),
        _ => false,
    })
}

fn check(bytes: &[u8], index: u32) -> Result<(), FontError> {
    let font = FontRef::from_index(bytes, index).map_err(|_| FontError::NotAFont)?;
    let has_units = font.head().is_ok_and(|head| (16..=16384).contains(&head.units_per_em()));
    let has_tables = font.maxp().is_ok() && font.hhea().is_ok() && font.hmtx().is_ok();
    if !has_units || !has_tables || !font.charmap().has_map() {
        return Err(FontError::Incomplete);
    }
    match () {
        _ if has_points_without_contours(&font) => Err(FontError::Incomplete),
        _ if font.glyf().is_ok() || font.cff().is_ok() || font.cff2().is_ok() => Ok(()),
        _ => Err(FontError::NoOutlines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK: &[u8] = include_bytes!("../../assets/fonts/noto-sans/NotoSans-Black.ttf");

    fn style(family: &str) -> TextStyle {
        TextStyle { families: vec![Family::Named(Arc::from(family))], size: 10.0, ..TextStyle::initial() }
    }

    fn named(family: &str) -> FaceDescription {
        FaceDescription { family: family.to_owned(), ..FaceDescription::default() }
    }

    fn names(book: &FontBook, family: &str) -> Vec<String> {
        book.all_candidates(&style(family)).iter().map(|face| face.page_face().name.clone()).collect()
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
        book.add(&named("Stadsletter"), FontData::Embedded(BLACK)).expect("a sound font");
        assert_eq!(names(&book, "STADSLETTER")[0], "NotoSans-Black");
    }

    #[test]
    fn a_font_of_the_project_hides_the_embedded_family() {
        let mut book = FontBook::embedded();
        book.add(&named("Source Sans 3"), FontData::Embedded(BLACK)).expect("a sound font");
        assert_eq!(names(&book, "Source Sans 3")[0], "NotoSans-Black");
    }

    #[test]
    fn bytes_that_are_no_font_are_refused_with_a_reason() {
        let refuse = |bytes: &'static [u8]| {
            let error = FontBook::embedded().add(&named("x"), FontData::Embedded(bytes));
            error.expect_err("no font").to_string()
        };
        assert_eq!(refuse(b"<html>"), "this is not a TrueType or OpenType font");
        assert_eq!(refuse(b"wOF2\0\x01\0\0"), "the WOFF file is damaged or too large");
        assert_eq!(refuse(&BLACK[..300]), "the font file is damaged or incomplete");
    }

    /// Opens, shapes, places; whether the font was let in does not matter.
    fn try_out(bytes: &[u8]) {
        let mut book = FontBook::embedded();
        if book.add(&named("x"), FontData::Loaded(Arc::from(bytes))).is_err() {
            return;
        }
        let style = TextStyle { weight: 650, ..style("x") };
        let spans = [crate::text::Span {
            range: 0..13,
            style: Arc::new(style),
            nowrap: false,
            keeps_spaces: false,
            breaks_spaces: false,
        }];
        let (text, objects) = ("fi Ábc\u{301}abno", &[][..]);
        let direction = crate::text::BaseDirection::Ltr;
        let paragraph = crate::text::Paragraph { text, spans: &spans, objects, direction, tab_width: 9.0 };
        let shaped = crate::text::shape(&book, &paragraph);
        let request = crate::text::LineRequest { width: 99.0, hyphenate: true, is_first_of_paragraph: true };
        let line = shaped.break_line(0, &request).expect("there is text");
        for run in &shaped.place(&line, &crate::text::Spread::default()).runs {
            crate::text::ink_between(&run.face, &run.glyphs, run.size, (-1.0, 1.0));
        }
    }

    #[test]
    fn damaged_fonts_never_panic() {
        for cut in (0..BLACK.len()).step_by(BLACK.len() / 24) {
            let mut bytes = BLACK[..cut.max(1_000)].to_vec();
            bytes.extend_from_slice(&BLACK[(BLACK.len() + cut) / 2..]);
            try_out(&bytes);
        }
    }

    #[test]
    fn fonts_with_a_wrong_byte_never_panic() {
        let fonts: [&[u8]; 4] = [
            include_bytes!("../../tests/layout/cases/fonts/files/TrialVariable.ttf"),
            include_bytes!("../../tests/layout/cases/fonts/files/Trial-Bold.woff"),
            include_bytes!("../../tests/layout/cases/fonts/files/Trial-Bold.woff2"),
            include_bytes!("../../tests/layout/cases/fonts/files/Trial.ttc"),
        ];
        for font in fonts {
            for at in (0..font.len()).step_by(61) {
                for wrong in [0, 0x7F, 0xFF] {
                    let mut bytes = font.to_vec();
                    bytes[at] = wrong;
                    try_out(&bytes);
                }
                try_out(&font[..at]);
            }
        }
    }

    #[test]
    fn measures_are_in_points_from_the_baseline() {
        let metrics = FontBook::embedded().metrics(&Arc::new(style("Source Sans 3")));
        let rounded = |value: Pt| (value * 100.0).round() / 100.0;
        assert_eq!([metrics.ascent, metrics.descent, metrics.line_gap].map(rounded), [10.24, 4.0, 0.0]);
        assert_eq!([metrics.x_height, metrics.cap_height].map(rounded), [4.86, 6.6]);
        assert_eq!([metrics.underline_position, metrics.underline_thickness].map(rounded), [0.75, 0.5]);
        assert_eq!([metrics.strikeout_position, metrics.strikeout_thickness].map(rounded), [2.66, 0.5]);
    }
}
