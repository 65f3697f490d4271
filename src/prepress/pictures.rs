//! Pictures in the press's inks.

use std::sync::Arc;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::inks::within;
use super::look::Look;
use super::press::Press;
use crate::image::{self, Samples};
use crate::page::{Picture, PictureKind};

/// No eye sees the loss, even enlarged.
const JPEG_QUALITY: u8 = 92;
/// A JPEG gives inks back a little off: so much less is allowed before.
const JPEG_NOISE: f32 = 0.08;

/// The picture as the press takes it. What is grey stays grey: it prints with black ink. What is CMYK already was
/// made for a press. What cannot be read stays as it is, which the check of finished pages tells.
pub(super) fn for_press(picture: &Arc<Picture>, press: &Press) -> Arc<Picture> {
    match channels(&picture.kind) {
        1 if picture.profile.is_none() => picture.clone(),
        1 | 4 => press.picture(picture, || Picture { profile: None, ..Picture::clone(picture) }),
        _ if press.printer.rgb_pictures => press.picture(picture, || with_profile(picture)),
        _ => press.picture(picture, || in_inks(picture, press).unwrap_or_else(|| Picture::clone(picture))),
    }
}

fn channels(kind: &PictureKind) -> u8 {
    match kind {
        PictureKind::Jpeg { components, .. } => *components,
        PictureKind::Raster { channels, .. } => *channels,
    }
}

/// RGB on a press needs to say which.
fn with_profile(picture: &Picture) -> Picture {
    static SRGB: &[u8] = include_bytes!("../../assets/icc/sRGB.icc");
    let profile = picture.profile.clone().unwrap_or_else(|| Arc::from(SRGB));
    Picture { profile: Some(profile), ..picture.clone() }
}

fn in_inks(picture: &Picture, press: &Press) -> Option<Picture> {
    let printer = &press.printer;
    let kind = match &picture.kind {
        PictureKind::Raster { samples, alpha, .. } => {
            let samples = Arc::from(inks(samples, picture, press, printer.ink_limit)?);
            PictureKind::Raster { samples, channels: 4, alpha: alpha.clone() }
        }
        PictureKind::Jpeg { bytes, .. } => {
            let samples = image::jpeg_pixels(bytes, picture.width, picture.height)?;
            let samples = inks(&samples, picture, press, printer.ink_limit - JPEG_NOISE)?;
            let pixels = Samples::of_inks(&samples, picture.width);
            press.keep_look(picture, Look::of_samples(picture, &pixels, &printer.profile));
            photo(samples, picture.width, picture.height)
        }
    };
    Some(Picture { kind, profile: None, ..picture.clone() })
}

fn inks(samples: &[u8], picture: &Picture, press: &Press, most: f32) -> Option<Vec<u8>> {
    let profile = &press.printer.profile;
    let own = profile.pixels(picture.profile.as_deref()).ok().filter(|own| own.channels == 3);
    let mut inks = own.or_else(|| profile.pixels(None).ok())?.convert(samples);
    limit(&mut inks, most);
    Some(inks)
}

/// A photo stays a photo: its pixels would be ten times the bytes. Larger ones than a JPEG can be stay pixels.
fn photo(inks: Vec<u8>, width: u32, height: u32) -> PictureKind {
    let encode = || {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        encoder.encode(&inks, width, height, ColorType::Cmyk).ok()?;
        Some(bytes)
    };
    match encode() {
        // As Photoshop has it: ink is written as its opposite.
        Some(bytes) => PictureKind::Jpeg { bytes: Arc::from(bytes), components: 4, inverted: true },
        None => PictureKind::Raster { samples: Arc::from(inks), channels: 4, alpha: None },
    }
}

fn limit(inks: &mut [u8], limit: f32) {
    let most = (limit * 255.0) as u32;
    for pixel in inks.as_chunks_mut::<4>().0 {
        if pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() > most {
            *pixel = within(pixel.map(|ink| f32::from(ink) / 255.0), limit).map(|ink| (ink * 255.0) as u8);
        }
    }
}
