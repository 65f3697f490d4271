//! Pictures in the press's inks.

use std::sync::Arc;

use super::inks::within;
use super::press::Press;
use crate::page::{Picture, PictureKind};

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
    let samples = match &picture.kind {
        PictureKind::Raster { samples, .. } => samples.clone(),
        PictureKind::Jpeg { bytes, .. } => {
            Arc::from(crate::image::jpeg_pixels(bytes, picture.width, picture.height)?)
        }
    };
    let profile = &press.printer.profile;
    let convert = profile.pixels(picture.profile.as_deref()).or_else(|_| profile.pixels(None)).ok()?;
    let convert = if convert.channels == 3 { convert } else { profile.pixels(None).ok()? };
    let mut inks = convert.convert(&samples);
    limit(&mut inks, press.printer.ink_limit);
    let alpha = match &picture.kind {
        PictureKind::Raster { alpha, .. } => alpha.clone(),
        PictureKind::Jpeg { .. } => None,
    };
    let kind = PictureKind::Raster { samples: Arc::from(inks), channels: 4, alpha };
    Some(Picture { kind, profile: None, ..picture.clone() })
}

fn limit(inks: &mut [u8], limit: f32) {
    let most = (limit * 255.0) as u32;
    for pixel in inks.as_chunks_mut::<4>().0 {
        if pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() > most {
            *pixel = within(pixel.map(|ink| f32::from(ink) / 255.0), limit).map(|ink| (ink * 255.0) as u8);
        }
    }
}
