//! Which way up a camera held a photo (CIPA DC-008, 4.6.5.1.6).

use crate::units::{Affine, Size};

/// The eight ways a picture can be stored: turned, and mirrored or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    pub const UPRIGHT: Orientation = Orientation(1);

    /// From the segment of an APP1 marker; None if it says nothing of it.
    pub fn from_exif(segment: &[u8]) -> Option<Orientation> {
        Orientation::from_tiff(segment.strip_prefix(b"Exif\0\0")?)
    }

    /// From the block itself, as a PNG has it.
    pub fn from_tiff(tiff: &[u8]) -> Option<Orientation> {
        let is_big_endian = match tiff.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        let short = |at: usize| -> Option<u16> {
            let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
            Some(if is_big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
        };
        let (high, low) = if is_big_endian { (short(4)?, short(6)?) } else { (short(6)?, short(4)?) };
        let directory = (usize::from(high) << 16) | usize::from(low);
        let count = usize::from(short(directory)?);
        // Entries of 12 bytes: tag, type, count, value; a short stands first in the value.
        let entry =
            (0..count).map(|index| directory + 2 + 12 * index).find(|at| short(*at) == Some(0x0112))?;
        let value = u8::try_from(short(entry + 8)?).ok()?;
        (1..=8).contains(&value).then_some(Orientation(value))
    }

    /// From the stored picture of this size to the upright one.
    pub fn transform(self, stored: Size) -> Affine {
        let Size { width, height } = stored;
        let map = |a, b, c, d, e, f| Affine { a, b, c, d, e, f };
        match self.0 {
            2 => map(-1.0, 0.0, 0.0, 1.0, width, 0.0),
            3 => map(-1.0, 0.0, 0.0, -1.0, width, height),
            4 => map(1.0, 0.0, 0.0, -1.0, 0.0, height),
            5 => map(0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
            6 => map(0.0, 1.0, -1.0, 0.0, height, 0.0),
            7 => map(0.0, -1.0, -1.0, 0.0, height, width),
            8 => map(0.0, -1.0, 1.0, 0.0, 0.0, width),
            _ => Affine::IDENTITY,
        }
    }

    /// The upright picture's size.
    pub fn turned(self, stored: Size) -> Size {
        if self.0 >= 5 { Size::new(stored.height, stored.width) } else { stored }
    }
}
