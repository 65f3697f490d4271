//! Faces cut down to the glyphs in use, handed to printpdf for embedding.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use subsetter::GlyphRemapper;

use super::collect::{FaceKey, Used, UsedFace};
use crate::diagnostics::Diagnostic;

/// What a reader gets for a glyph that has no text of its own: nothing that can be seen.
const SILENT: &str = "\u{200b}";

/// A face as content streams call it.
pub(super) struct Font {
    /// Resource name: `F1`, `F2`, …
    pub name: String,
    /// By glyph id of the whole face.
    codes: BTreeMap<u16, Vec<Code>>,
    pub embedded: PdfFont,
    /// Which glyph of the subset each code shows, if there are more codes than glyphs.
    pub glyph_of_code: Option<Vec<u16>>,
    /// Capital height in thousandths of an em; printpdf knows none.
    pub cap_height: f32,
    pub is_italic: bool,
}

/// How a glyph is called with one text, how wide readers take it to be.
pub(super) struct Code {
    /// In the content stream.
    pub code: u16,
    /// As it stands in `/W`: whole thousandths of an em, cut off, not rounded.
    pub width: i64,
    /// What readers get for it by `ToUnicode`.
    pub text: String,
}

impl Font {
    pub fn id(&self) -> FontId {
        FontId(self.name.clone())
    }

    /// The code that shows a glyph and reads as `text`, else one that shows it.
    pub fn code(&self, glyph: u16, text: &str) -> Option<&Code> {
        let codes = self.codes.get(&glyph)?;
        codes.iter().find(|code| code.text == text).or(codes.first())
    }

    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.values().flatten()
    }
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
    let glyphs: Vec<u16> = used.glyphs.keys().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let subset =
        subsetter::subset(bytes, face.index, &remapper).map_err(|error| broken(error.to_string()))?;
    let is_cff = subset.starts_with(b"OTTO");

    let advances = whole.hmtx().map_err(|error| broken(error.to_string()))?;
    let units_per_em = face.units_per_em.max(1);
    let mut glyph_of_code: Vec<u16> = (0..remapper.num_gids()).collect();
    let mut raw_widths = BTreeMap::new();
    let mut codes: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for (glyph, texts) in &used.glyphs {
        let advance = advances.advance(GlyphId::from(*glyph)).unwrap_or(0);
        // As printpdf computes `/W`.
        let width = (f32::from(advance) * 1000.0 / f32::from(units_per_em)) as i64;
        let texts: Vec<&str> = if texts.is_empty() { vec![SILENT] } else { texts.iter().copied().collect() };
        let in_subset = remapper.get(*glyph).expect("the remapper was made from these glyphs");
        for (index, text) in texts.into_iter().enumerate() {
            let code = match (index, u16::try_from(glyph_of_code.len())) {
                (0, _) => in_subset,
                // A map from codes to glyphs exists for TrueType only (ISO 32000-2, 9.7.4.2).
                (_, Ok(extra)) if !is_cff => {
                    glyph_of_code.push(in_subset);
                    extra
                }
                _ => break,
            };
            raw_widths.insert(code, advance);
            codes.entry(*glyph).or_default().push(Code { code, width, text: text.to_owned() });
        }
    }
    let metrics = metrics(&whole, units_per_em).map_err(|error| broken(error.to_string()))?;
    let size = whole.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    let em = 1000.0 / f32::from(units_per_em);
    let is_italic = metrics.caret_slope_run != 0;
    let parsed = ParsedFont {
        font_type: if is_cff { FontType::OpenTypeCFF(()) } else { FontType::TrueType },
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
        codes,
        embedded: PdfFont::new(parsed),
        glyph_of_code: (glyph_of_code.len() > usize::from(remapper.num_gids())).then_some(glyph_of_code),
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
    for glyph in used.glyphs.keys() {
        hash.update(glyph.to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
