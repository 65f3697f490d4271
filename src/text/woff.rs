//! WOFF and WOFF 2: fonts packed for web pages.

use std::sync::Arc;

use super::FontError;
use crate::page::FontData;

/// Larger than any font in use.
const MAX_BYTES: u32 = 64 << 20;
/// Where both formats say how large the font is.
const TOTAL_SIZE: std::ops::Range<usize> = 16..20;

/// The font itself; bytes that are not packed stay as they are.
pub(super) fn unpacked(data: FontData) -> Result<FontData, FontError> {
    let bytes = data.bytes();
    let unpack = match bytes.get(..4) {
        Some(b"wOFF") => wuff::decompress_woff1,
        Some(b"wOF2") => wuff::decompress_woff2,
        _ => return Ok(data),
    };
    let size = bytes.get(TOTAL_SIZE).and_then(|size| <[u8; 4]>::try_from(size).ok());
    if size.is_none_or(|size| u32::from_be_bytes(size) > MAX_BYTES) {
        return Err(FontError::Woff);
    }
    let font = unpack(bytes).map_err(|_| FontError::Woff)?;
    Ok(FontData::Loaded(Arc::from(font)))
}
