//! PNG of every colour type, to eight-bit grey or RGB with its opacity apart.

use std::io::Cursor;
use std::sync::Arc;

use ::png::{ColorType, Decoder, DecodingError, Limits, Transformations};

use super::ImageError;
use super::decode::hash;
use super::error::check_size;
use super::exif::Orientation;
use super::profile;
use crate::page::{Picture, PictureKind};

/// For all of a file that is not pixels.
const MAX_REST: usize = 32 << 20;

pub(super) fn decode(bytes: &[u8]) -> Result<(Picture, Orientation), ImageError> {
    let mut header = Decoder::new(Cursor::new(bytes));
    let (width, height) = header.read_header_info().map_err(broken)?.size();
    check_size("PNG", width, height)?;
    // Twice what the pixels take, and a profile: those and texts may unpack to gigabytes.
    let limits = Limits { bytes: width as usize * height as usize * 8 + MAX_REST };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().ok_or(ImageError::TooManyPixels { width, height })?;
    let mut buffer = vec![0; size];
    let frame = reader.next_frame(&mut buffer).map_err(broken)?;
    buffer.truncate(frame.buffer_size());
    let (channels, has_alpha) = match frame.color_type {
        ColorType::Grayscale => (1, false),
        ColorType::GrayscaleAlpha => (1, true),
        ColorType::Rgba => (3, true),
        ColorType::Rgb | ColorType::Indexed => (3, false),
    };
    let orientation = reader.info().exif_metadata.as_deref().and_then(Orientation::from_tiff);
    let profile =
        reader.info().icc_profile.as_deref().and_then(|profile| profile::usable(profile, channels as u8));
    let (samples, alpha) = if has_alpha { apart(&buffer, channels) } else { (buffer, None) };
    let kind = PictureKind::Raster { samples: samples.into(), channels: channels as u8, alpha };
    let picture = Picture { profile, kind, width, height, hash: hash(bytes) };
    Ok((picture, orientation.unwrap_or(Orientation::UPRIGHT)))
}

/// Colour and opacity, each for itself; no opacity where all of it is full.
fn apart(samples: &[u8], channels: usize) -> (Vec<u8>, Option<Arc<[u8]>>) {
    let mut colors = Vec::with_capacity(samples.len() / (channels + 1) * channels);
    let mut alpha = Vec::with_capacity(samples.len() / (channels + 1));
    for pixel in samples.chunks_exact(channels + 1) {
        colors.extend_from_slice(&pixel[..channels]);
        alpha.push(pixel[channels]);
    }
    let is_opaque = alpha.iter().all(|alpha| *alpha == u8::MAX);
    (colors, (!is_opaque).then(|| alpha.into()))
}

fn broken(error: DecodingError) -> ImageError {
    let reason = match &error {
        DecodingError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "it ends in the middle".to_owned()
        }
        DecodingError::LimitsExceeded => "it unpacks to more than its size says".to_owned(),
        other => other.to_string(),
    };
    ImageError::broken("PNG", reason)
}
