//! JPEG: the markers are read, the picture is passed through (ITU-T T.81, annex B).

use super::ImageError;
use super::decode::hash;
use super::error::check_size;
use super::exif::Orientation;
use super::profile::Parts;
use crate::page::{Picture, PictureKind};

/// What a frame header says (T.81, B.2.2).
#[derive(Clone, Copy)]
struct Frame {
    width: u32,
    height: u32,
    components: u8,
}

pub(super) fn read(bytes: &[u8]) -> Result<(Picture, Orientation), ImageError> {
    let mut markers = Markers { bytes, at: 2 };
    let mut frame = None;
    let mut has_scan = false;
    let mut is_adobe = false;
    let mut orientation = Orientation::UPRIGHT;
    let mut profile = Parts::default();
    loop {
        let (marker, segment) = markers.next()?;
        match marker {
            0xd9 => break,
            0xda => {
                if frame.is_none() {
                    return Err(broken("the picture comes before its size"));
                }
                has_scan = true;
                markers.skip_scan()?;
            }
            0xe1 => orientation = Orientation::from_exif(segment).unwrap_or(orientation),
            0xe2 => profile.add(segment),
            0xee if segment.starts_with(b"Adobe") => is_adobe = true,
            // Frame headers, without the tables (C4), extensions (C8) and arithmetic conditioning (CC).
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let earlier = frame.replace(frame_of(marker, segment)?);
                if earlier.is_some() {
                    return Err(broken("it has more than one size"));
                }
            }
            _ => {}
        }
    }
    let (Some(Frame { width, height, components }), true) = (frame, has_scan) else {
        return Err(broken("it holds no picture"));
    };
    // Photoshop and its kin write ink as 255 minus ink, and say so by their marker only.
    let inverted = components == 4 && is_adobe;
    let kind = PictureKind::Jpeg { bytes: bytes.into(), components, inverted };
    let profile = profile.joined(components);
    Ok((Picture { kind, width, height, profile, hash: hash(bytes) }, orientation))
}

fn frame_of(marker: u8, segment: &[u8]) -> Result<Frame, ImageError> {
    // PDF readers decode baseline, extended and progressive Huffman coding (ISO 32000-2, 7.4.8).
    if !matches!(marker, 0xc0..=0xc2) {
        return Err(not_printable("it uses a rare coding: save it as a baseline JPEG"));
    }
    let &[precision, h1, h2, w1, w2, components, ..] = segment else {
        return Err(broken("its size is cut off"));
    };
    if precision != 8 {
        return Err(not_printable(format!("it has {precision} bits a channel: save it with 8")));
    }
    if !matches!(components, 1 | 3 | 4) {
        return Err(not_printable(format!("it has {components} channels: save it as grey, RGB or CMYK")));
    }
    if segment.len() != 6 + 3 * usize::from(components) {
        return Err(broken("its channels are cut off"));
    }
    let (width, height) = (u32::from(u16::from_be_bytes([w1, w2])), u32::from(u16::from_be_bytes([h1, h2])));
    check_size("JPEG", width, height)?;
    Ok(Frame { width, height, components })
}

struct Markers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Markers<'a> {
    /// The next marker with its segment, which is empty for markers that stand alone.
    fn next(&mut self) -> Result<(u8, &'a [u8]), ImageError> {
        if self.byte()? != 0xff {
            return Err(broken("there is something between its parts"));
        }
        // Any number of FF may come before a marker (B.1.1.2).
        let marker = loop {
            match self.byte()? {
                0xff => {}
                marker => break marker,
            }
        };
        if matches!(marker, 0x01 | 0xd0..=0xd9) {
            return Ok((marker, &[]));
        }
        let length = usize::from(u16::from_be_bytes([self.byte()?, self.byte()?]));
        let end = self.at + length.checked_sub(2).ok_or_else(|| broken("a part has no length"))?;
        let segment = self.bytes.get(self.at..end).ok_or_else(cut_off)?;
        self.at = end;
        Ok((marker, segment))
    }

    /// Goes to the marker after coded data. In it FF is followed by 0 or by a restart marker.
    fn skip_scan(&mut self) -> Result<(), ImageError> {
        while let Some(offset) = self.bytes[self.at..].iter().position(|byte| *byte == 0xff) {
            self.at += offset;
            match self.bytes.get(self.at + 1) {
                Some(0x00 | 0xd0..=0xd7) => self.at += 2,
                Some(0xff) => self.at += 1,
                Some(_) => return Ok(()),
                None => break,
            }
        }
        Err(cut_off())
    }

    fn byte(&mut self) -> Result<u8, ImageError> {
        let byte = *self.bytes.get(self.at).ok_or_else(cut_off)?;
        self.at += 1;
        Ok(byte)
    }
}

fn broken(reason: &str) -> ImageError {
    ImageError::broken("JPEG", reason)
}

fn cut_off() -> ImageError {
    broken("it ends in the middle")
}

fn not_printable(reason: impl Into<String>) -> ImageError {
    ImageError::NotPrintable { format: "JPEG", reason: reason.into() }
}
