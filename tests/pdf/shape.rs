//! Glyph runs to test with: the committed fonts, shaped without line breaking.

use std::path::Path;
use std::sync::Arc;

use drukwerk::color::Rgba;
use drukwerk::page::{Face, FontData, Glyph, GlyphInk, GlyphRun, Origin, Overprint, Paint};
use drukwerk::units::Point;
use harfrust::{FontRef, ShaperData, UnicodeBuffer};
use sha2::{Digest, Sha256};
use skrifa::MetadataProvider;

pub const SANS: &str = "source-sans-3/SourceSans3-Regular.ttf";
pub const BOLD: &str = "source-sans-3/SourceSans3-Bold.ttf";
pub const NOTO: &str = "noto-sans/NotoSans-Regular.ttf";
pub const ARABIC: &str = "noto-sans-arabic/NotoSansArabic-Regular.ttf";

pub fn face(file: &str) -> Arc<Face> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts").join(file);
    let bytes = std::fs::read(&path).expect("the font is committed");
    let font = FontRef::new(&bytes).expect("it is a font");
    let metrics = font.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    Arc::new(Face {
        index: 0,
        hash: hash[..16].try_into().expect("16 bytes"),
        name,
        units_per_em: metrics.units_per_em,
        ink: GlyphInk::default(),
        data: FontData::Loaded(bytes.into()),
    })
}

/// `text` as one run with its baseline at `(x, y)`.
pub fn run(face: &Arc<Face>, text: &str, size: f32, (x, y): (f32, f32)) -> GlyphRun {
    let font = FontRef::from_index(face.data.bytes(), face.index).expect("it is a font");
    let shaper_data = ShaperData::new(&font);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let rtl = buffer.direction() == harfrust::Direction::RightToLeft;
    let shaped = shaper_data.shaper(&font).build().shape(buffer, harfrust::ShapeOptions::default());
    let scale = size / f32::from(face.units_per_em);
    let mut starts: Vec<u32> = shaped.glyph_infos().iter().map(|glyph| glyph.cluster).collect();
    starts.push(text.len() as u32);
    starts.sort_unstable();
    let mut pen = 0.0;
    let mut glyphs = Vec::new();
    for (glyph, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let end = *starts.iter().find(|start| **start > glyph.cluster).unwrap_or(&(text.len() as u32));
        let advance = place.x_advance as f32 * scale;
        glyphs.push(Glyph {
            id: glyph.glyph_id as u16,
            x: pen + place.x_offset as f32 * scale,
            y: place.y_offset as f32 * scale,
            advance,
            text: glyph.cluster..end,
        });
        pen += advance;
    }
    GlyphRun {
        face: face.clone(),
        size,
        at: Point::new(x, y),
        glyphs: glyphs.into(),
        text: text.into(),
        language: "nl".into(),
        rtl,
        paint: Paint::Solid(Rgba::BLACK),
        overprint: Overprint::Knockout,
        origin: Origin::default(),
    }
}
