//! The pixels of a JPEG, where passing it through is not enough.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Red, green and blue, a byte each, row by row; `None` if the picture cannot be decoded to `width` by `height`.
pub fn jpeg_pixels(bytes: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let (columns, rows) = (width as usize, height as usize);
    let options = DecoderOptions::new_safe()
        .set_max_width(columns)
        .set_max_height(rows)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let samples = JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().ok()?;
    (samples.len() == columns * rows * 3).then_some(samples)
}
