//! The pixels of a JPEG, where passing it through is not enough.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Red, green and blue, a byte each, row by row; `None` if the picture is of other channels, or cannot be decoded
/// to `width` by `height`.
pub fn jpeg_pixels(bytes: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let (samples, channels) = jpeg_samples(bytes, width, height)?;
    (channels == 3).then_some(samples)
}

/// A byte for each channel, row by row, and how many channels there are: 1 (grey), 3 (red, green, blue) or 4
/// (inks, as the file has them); `None` if the picture cannot be decoded to `width` by `height`.
pub fn jpeg_samples(bytes: &[u8], width: u32, height: u32) -> Option<(Vec<u8>, u8)> {
    let (columns, rows) = (width as usize, height as usize);
    let options = DecoderOptions::new_safe().set_max_width(columns).set_max_height(rows);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let stored = decoder.input_colorspace()?;
    let (wanted, channels) = match stored {
        ColorSpace::Luma => (stored, 1),
        // The decoder would turn inks to light by a rule of its own.
        ColorSpace::CMYK | ColorSpace::YCCK => (stored, 4),
        _ => (ColorSpace::RGB, 3),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().ok()?;
    if samples.len() != columns * rows * usize::from(channels) {
        return None;
    }
    if stored == ColorSpace::YCCK {
        samples.as_chunks_mut().0.iter_mut().for_each(|pixel| *pixel = inks(*pixel));
    }
    Some((samples, channels))
}

/// YCCK is CMYK whose first three are stored like light (ISO 32000-2, 7.4.8: `ColorTransform`).
fn inks([y, blue, red, black]: [u8; 4]) -> [u8; 4] {
    let (y, blue, red) = (i32::from(y), i32::from(blue) - 128, i32::from(red) - 128);
    // BT.601 with 16 bits after the point.
    let rounded = |value: i32| (value + (1 << 15)) >> 16;
    let light =
        [y + rounded(91_881 * red), y + rounded(-22_554 * blue - 46_802 * red), y + rounded(116_130 * blue)];
    let [cyan, magenta, yellow] = light.map(|channel| (255 - channel).clamp(0, 255) as u8);
    [cyan, magenta, yellow, black]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_stored_like_light_are_inks_again() {
        // Light 255, 0, 0 is no cyan, full magenta and full yellow.
        assert_eq!(inks([76, 85, 255, 7]), [1, 255, 255, 7]);
        assert_eq!(inks([255, 128, 128, 0]), [0, 0, 0, 0]);
    }
}
