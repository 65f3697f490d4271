//! WOFF and WOFF 2: fonts packed for web pages.

use std::sync::Arc;

use super::FontError;
use crate::page::FontData;

/// Larger than any font in use.
const MAX_BYTES: u64 = 64 << 20;
/// Where both formats say how large the font is.
const TOTAL_SIZE: usize = 16;
/// Where a WOFF 1 says how many tables it has, and where they are listed.
const TABLE_COUNT: usize = 12;
const DIRECTORY: usize = 44;
const ENTRY: usize = 20;

/// The font itself; bytes that are not packed stay as they are.
pub(super) fn unpacked(data: FontData) -> Result<FontData, FontError> {
    let bytes = data.bytes();
    let unpack = match bytes.get(..4) {
        Some(b"wOFF") => wuff::decompress_woff1,
        Some(b"wOF2") => wuff::decompress_woff2,
        _ => return Ok(data),
    };
    let total = number(bytes, TOTAL_SIZE).map(u64::from);
    let tables = if bytes.starts_with(b"wOFF") { tables_size(bytes) } else { Some(0) };
    if total.is_none_or(|size| size > MAX_BYTES) || tables.is_none_or(|size| size > MAX_BYTES) {
        return Err(FontError::Woff);
    }
    let font = unpack(bytes).map_err(|_| FontError::Woff)?;
    Ok(FontData::Loaded(Arc::from(font)))
}

/// What the tables of a WOFF 1 unpack to: each says it for itself, several may lie over each other, and `wuff`
/// believes them. Of a WOFF 2 it bounds the size on its own.
fn tables_size(bytes: &[u8]) -> Option<u64> {
    let count = number(bytes, TABLE_COUNT)? >> 16;
    (0..count as usize).try_fold(0, |sum: u64, table| {
        let entry = DIRECTORY + table * ENTRY;
        let (packed, unpacked) = (number(bytes, entry + 8)?, number(bytes, entry + 12)?);
        Some(sum + u64::from(packed.max(unpacked)))
    })
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let number = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(number.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_over_each_other_are_refused() {
        let mut font = b"wOFF\0\x01\0\0\0\0\0\0\xff\xff\0\0\0\0\0\x01".to_vec();
        font.resize(DIRECTORY, 0);
        for _ in 0..0xffff {
            font.extend(b"glyf\0\0\0\0\0\x10\0\0\0\x10\0\0\0\0\0\0");
        }
        font.resize(2 << 20, 0);
        assert!(matches!(unpacked(FontData::Loaded(font.into())), Err(FontError::Woff)));
    }

    #[test]
    fn a_table_that_says_to_be_gigabytes_is_refused() {
        let mut font = b"wOFF\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\x01".to_vec();
        font.resize(DIRECTORY, 0);
        font.extend(b"glyf\0\0\0\x40\0\0\0\x10\xff\xff\xff\xff\0\0\0\0");
        assert!(matches!(unpacked(FontData::Loaded(font.into())), Err(FontError::Woff)));
    }
}
