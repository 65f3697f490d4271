//! Faces cut down to the glyphs in use, handed to printpdf for embedding.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use subsetter::GlyphRemapper;

use super::collect::{FaceKey, Used, UsedFace};
use crate::diagnostics::Diagnostic;

/// A face as content streams call it.
pub(super) struct Font {
    /// Resource name: `F1`, `F2`, …
    pub name: String,
    /// By glyph id of the whole face.
    pub glyphs: BTreeMap<u16, Code>,
    pub embedded: PdfFont,
    /// Capital height in thousandths of an em; printpdf knows none.
    pub cap_height: f32,
    pub is_italic: bool,
}

/// How a glyph is called, how wide readers take it to be, what they read.
pub(super) struct Code {
    /// Glyph id in the subset, which is the code in the content stream.
    pub code: u16,
    /// As it stands in `/W`: whole thousandths of an em, cut off, not rounded.
    pub width: i64,
    pub text: String,
}

pub(super) fn prepare(used: &Used<'_>) -> Result<BTreeMap<FaceKey, Font>, Diagnostic> {
    let fonts = used.faces.iter().enumerate().map(|(index, (key, face))| Ok((*key, font(face, index + 1)?)));
    fonts.collect()
}

fn font(used: &UsedFace<'_>, number: usize) -> Result<Font, Diagnostic> {
    let face = used.face;
    let broken = |reason: String| {
        Diagnostic::error("broken-font", format!("the font `{}` cannot be embedded: {reason}", face.name))
            .help("use a static TrueType or OpenType font with outlines")
    };
    let bytes = face.data.bytes();
    let whole = FontRef::from_index(bytes, face.index).map_err(|error| broken(error.to_string()))?;
    let glyphs: Vec<u16> = used.glyphs.iter().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let subset =
        subsetter::subset(bytes, face.index, &remapper).map_err(|error| broken(error.to_string()))?;

    let advances = whole.hmtx().map_err(|error| broken(error.to_string()))?;
    let units_per_em = face.units_per_em.max(1);
    let mut codes = BTreeMap::new();
    let mut raw_widths = BTreeMap::new();
    for glyph in glyphs {
        let code = remapper.get(glyph).expect("the remapper was made from these glyphs");
        let advance = advances.advance(GlyphId::from(glyph)).unwrap_or(0);
        // As printpdf computes `/W`.
        let width = (f32::from(advance) * 1000.0 / f32::from(units_per_em)) as i64;
        raw_widths.insert(code, advance);
        codes.insert(glyph, Code { code, width, text: used.text_of(glyph).to_owned() });
    }
    let metrics = metrics(&whole, units_per_em).map_err(|error| broken(error.to_string()))?;
    let size = whole.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    let em = 1000.0 / f32::from(units_per_em);
    let is_italic = metrics.caret_slope_run != 0;
    let parsed = ParsedFont {
        font_type: if subset.starts_with(b"OTTO") { FontType::OpenTypeCFF(()) } else { FontType::TrueType },
        original_bytes: subset,
        font_index: 0,
        font_name: Some(format!("{}+{}", tag(used), face.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: raw_widths,
        units_per_em,
        font_metrics: FontMetrics { ascent: size.ascent as i16, descent: size.descent as i16 },
        pdf_font_metrics: metrics,
    };
    Ok(Font {
        name: format!("F{number}"),
        glyphs: codes,
        embedded: PdfFont::new(parsed),
        cap_height: size.cap_height.unwrap_or(size.ascent) * em,
        is_italic,
    })
}

fn metrics(font: &FontRef<'_>, units_per_em: u16) -> Result<PdfFontMetricsStub, skrifa::raw::ReadError> {
    let (head, hhea) = (font.head()?, font.hhea()?);
    Ok(PdfFontMetricsStub {
        units_per_em,
        x_min: head.x_min(),
        y_min: head.y_min(),
        x_max: head.x_max(),
        y_max: head.y_max(),
        caret_slope_rise: hhea.caret_slope_rise(),
        caret_slope_run: hhea.caret_slope_run(),
        us_weight_class: font.os2().map_or(0, |os2| os2.us_weight_class()),
    })
}

/// The six capitals before a subset's name (ISO 32000-2, 9.9.2), from the face and its glyphs.
fn tag(used: &UsedFace<'_>) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update(used.face.hash);
    for glyph in &used.glyphs {
        hash.update(glyph.to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

impl Font {
    pub fn id(&self) -> FontId {
        FontId(self.name.clone())
    }
}
