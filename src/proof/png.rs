//! Pixels as a PNG file.

use png::{BitDepth, ColorType, Encoder, SrgbRenderingIntent};
use tiny_skia::Pixmap;

use crate::diagnostics::Diagnostic;

/// Nothing shines through paper: red, green and blue are enough.
pub(super) fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, Diagnostic> {
    let pixels: Vec<u8> =
        pixmap.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_source_srgb(SrgbRenderingIntent::RelativeColorimetric);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&pixels)?;
        writer.finish()
    });
    written.map_err(|error| Diagnostic::error("unwritable", format!("cannot make a PNG: {error}")))?;
    Ok(bytes)
}
