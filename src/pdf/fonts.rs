//! Faces cut down to the glyphs in use, handed to printpdf for embedding.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use skrifa::instance::LocationRef;
use skrifa::raw::{ReadError, TableProvider};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use subsetter::GlyphRemapper;

use super::content::Resource;
use crate::diagnostics::Diagnostic;
use crate::page::Face;

/// What a reader gets for a glyph that has no text of its own: nothing that can be seen.
const SILENT: &str = "\u{200b}";

/// A face as content streams call it. Glyphs get their codes as they come.
pub(super) struct Font {
    face: Arc<Face>,
    pub resource: Resource,
    remapper: GlyphRemapper,
    /// By glyph id of the whole face.
    codes: FxHashMap<u16, Vec<Code>>,
    /// Which glyph of the subset each code shows.
    glyph_of_code: Vec<u16>,
    /// Advance widths by code, in font units.
    advances: BTreeMap<u16, u16>,
    glyph_count: usize,
    is_cff: bool,
}

/// How a glyph is called with one text, and how wide readers take it to be.
struct Code {
    /// In the content stream.
    code: u16,
    /// As it stands in `/W`: whole thousandths of an em, cut off, not rounded.
    width: i64,
    /// What readers get for it by `ToUnicode`.
    text: String,
}

/// A code to write.
#[derive(Clone, Copy)]
pub(super) struct Called {
    pub code: u16,
    /// Thousandths of an em.
    pub width: i64,
    /// Whether readers get the text that was asked for.
    pub is_read: bool,
}

/// A face cut down to its glyphs.
pub(super) struct Subset {
    pub resource: Resource,
    pub embedded: PdfFont,
    /// Each code with its text, in order.
    pub texts: Vec<(u16, String)>,
    /// Which glyph of the subset each code shows, if there are more codes than glyphs.
    pub glyph_of_code: Option<Vec<u16>>,
    /// Capital height in thousandths of an em; printpdf knows none.
    pub cap_height: f32,
    pub is_italic: bool,
}

impl Font {
    pub fn open(face: Arc<Face>, resource: Resource) -> Result<Font, Diagnostic> {
        let parts = whole(&face).and_then(|whole| {
            metrics(&whole, face.units_per_em)?;
            whole.hmtx()?;
            let is_cff = whole.cff().is_ok() || whole.cff2().is_ok();
            Ok((usize::from(whole.maxp()?.num_glyphs()), is_cff))
        });
        let (glyph_count, is_cff) = parts.map_err(|error| broken(&face, error))?;
        Ok(Font {
            face,
            resource,
            remapper: GlyphRemapper::new(),
            codes: FxHashMap::default(),
            // A face's first glyph stands for what it has none for.
            glyph_of_code: vec![0],
            advances: BTreeMap::new(),
            glyph_count,
            is_cff,
        })
    }

    /// The code that shows a glyph and reads as `text`, else one that shows it.
    pub fn code(&mut self, glyph: u16, text: &str) -> Option<Called> {
        if let Some(codes) = self.codes.get_mut(&glyph) {
            let known = codes.iter().position(|code| code.text == text);
            // One that nobody was to read may read as anything.
            let silent = || codes.iter().position(|code| code.text == SILENT && !text.is_empty());
            if let Some(index) = known.or_else(silent) {
                let code = &mut codes[index];
                if code.text != text {
                    code.text = text.to_owned();
                }
                return Some(code.called(true));
            }
            if text.is_empty() || !self.has_room() {
                return Some(self.codes[&glyph].first()?.called(false));
            }
        }
        let in_subset = self.remapper.remap(glyph);
        // A face's first glyph has a code from the start.
        let is_first = glyph == 0 && !self.codes.contains_key(&glyph);
        let code = if self.is_cff || is_first {
            in_subset
        } else {
            self.glyph_of_code.push(in_subset);
            u16::try_from(self.glyph_of_code.len() - 1).ok()?
        };
        let (advance, width) = self.width(glyph);
        self.advances.insert(code, advance);
        let text_of_code = if text.is_empty() { SILENT } else { text };
        let new = Code { code, width, text: text_of_code.to_owned() };
        let called = new.called(!text.is_empty());
        self.codes.entry(glyph).or_default().push(new);
        Some(called)
    }

    /// Whether a glyph may have one more code: each that comes later needs one too. A map from codes to glyphs
    /// exists for TrueType only (ISO 32000-2, 9.7.4.2).
    fn has_room(&self) -> bool {
        let to_come = self.glyph_count.saturating_sub(self.codes.len());
        !self.is_cff && self.glyph_of_code.len() + to_come < usize::from(u16::MAX)
    }

    /// In font units, and in thousandths of an em.
    fn width(&self, glyph: u16) -> (u16, i64) {
        let advance = whole(&self.face).and_then(|whole| Ok(whole.hmtx()?.advance(GlyphId::from(glyph))));
        let advance = advance.ok().flatten().unwrap_or(0);
        // As printpdf computes `/W`.
        let width = f32::from(advance) * 1000.0 / f32::from(self.face.units_per_em.max(1));
        (advance, width as i64)
    }

    /// Cuts the face down to the glyphs that were called.
    pub fn finish(self) -> Result<Subset, Diagnostic> {
        let face = &self.face;
        let subset = subsetter::subset(face.data.bytes(), face.index, &self.remapper)
            .map_err(|error| broken(face, error))?;
        let whole = whole(face).map_err(|error| broken(face, error))?;
        let units_per_em = face.units_per_em.max(1);
        let metrics = metrics(&whole, units_per_em).map_err(|error| broken(face, error))?;
        let size = whole.metrics(skrifa::instance::Size::unscaled(), LocationRef::default());
        let is_italic = metrics.caret_slope_run != 0;
        let parsed = ParsedFont {
            font_type: if subset.starts_with(b"OTTO") {
                FontType::OpenTypeCFF(())
            } else {
                FontType::TrueType
            },
            original_bytes: subset,
            font_index: 0,
            font_name: Some(format!("{}+{}", self.tag(), face.name)),
            codepoint_to_glyph: BTreeMap::new(),
            glyph_widths: self.advances,
            units_per_em,
            font_metrics: FontMetrics { ascent: size.ascent as i16, descent: size.descent as i16 },
            pdf_font_metrics: metrics,
        };
        let mut texts: Vec<(u16, String)> =
            self.codes.into_values().flatten().map(|code| (code.code, code.text)).collect();
        texts.sort();
        let is_mapped = !self.is_cff
            && self.glyph_of_code.iter().enumerate().any(|(code, glyph)| code != usize::from(*glyph));
        Ok(Subset {
            resource: self.resource,
            embedded: PdfFont::new(parsed),
            texts,
            glyph_of_code: is_mapped.then_some(self.glyph_of_code),
            cap_height: size.cap_height.unwrap_or(size.ascent) * 1000.0 / f32::from(units_per_em),
            is_italic,
        })
    }

    /// The six capitals before a subset's name (ISO 32000-2, 9.9.2), from the face and its glyphs.
    fn tag(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.face.hash);
        for glyph in self.remapper.remapped_gids() {
            hash.update(glyph.to_be_bytes());
        }
        hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
    }
}

impl Code {
    fn called(&self, is_read: bool) -> Called {
        Called { code: self.code, width: self.width, is_read }
    }
}

impl Subset {
    pub fn id(&self) -> FontId {
        FontId(self.resource.name.clone())
    }
}

fn whole(face: &Face) -> Result<FontRef<'_>, ReadError> {
    FontRef::from_index(face.data.bytes(), face.index)
}

fn broken(face: &Face, reason: impl fmt::Display) -> Diagnostic {
    Diagnostic::error("broken-font", format!("the font `{}` cannot be embedded: {reason}", face.name))
        .help("use a static TrueType or OpenType font with outlines")
}

fn metrics(font: &FontRef<'_>, units_per_em: u16) -> Result<PdfFontMetricsStub, ReadError> {
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
