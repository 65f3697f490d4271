//! What colours the numbers of a picture stand for
//! ([ICC.1:2022, 7.2](https://www.color.org/specification/ICC.1-2022-05.pdf)).

use std::sync::Arc;

/// Profiles of presses with large tables have two.
const MAX_BYTES: usize = 8_000_000;

/// A profile that fits pictures with so many channels, and says something: numbers without one are sRGB.
pub(super) fn usable(profile: &[u8], channels: u8) -> Option<Arc<[u8]>> {
    let space: &[u8] = match channels {
        1 => b"GRAY",
        3 => b"RGB ",
        _ => b"CMYK",
    };
    let header = profile.get(..128)?;
    let length = u32::from_be_bytes([header[0], header[1], header[2], header[3]]) as usize;
    let is_sound = length == profile.len() && length <= MAX_BYTES;
    let fits = &header[16..20] == space && &header[36..40] == b"acsp";
    (is_sound && fits && !is_srgb(profile)).then(|| profile.into())
}

/// By its name, in either of the ways that names are written.
fn is_srgb(profile: &[u8]) -> bool {
    let has = |name: &[u8]| profile.windows(name.len()).any(|part| part == name);
    has(b"sRGB") || has(b"s\0R\0G\0B")
}

/// A profile in parts, as JPEG has it in its APP2 markers (ICC.1, B.4).
#[derive(Default)]
pub(super) struct Parts<'a> {
    parts: Vec<(u8, &'a [u8])>,
}

impl<'a> Parts<'a> {
    pub fn add(&mut self, segment: &'a [u8]) {
        if let Some([number, _, part @ ..]) = segment.strip_prefix(b"ICC_PROFILE\0") {
            self.parts.push((*number, part));
        }
    }

    pub fn joined(mut self, channels: u8) -> Option<Arc<[u8]>> {
        self.parts.sort_by_key(|(number, _)| *number);
        let whole: Vec<u8> = self.parts.iter().flat_map(|(_, part)| part.iter().copied()).collect();
        usable(&whole, channels)
    }
}
