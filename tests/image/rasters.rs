use std::sync::Arc;

use drukwerk::image::{Image, ImageError, Natural, Placing, decode, place};
use drukwerk::page::{Item, Picture, PictureKind};
use drukwerk::units::{Rect, Size};

use super::sample;

fn picture(name: &str) -> Arc<Picture> {
    match decode(sample(name)) {
        Ok(Image::Raster(picture)) => picture,
        other => panic!("{name} is a raster, not {other:?}"),
    }
}

fn raster(name: &str) -> (Vec<u8>, u8, Option<Vec<u8>>) {
    match &picture(name).kind {
        PictureKind::Raster { samples, channels, alpha } => {
            (samples.to_vec(), *channels, alpha.as_ref().map(|alpha| alpha.to_vec()))
        }
        PictureKind::Jpeg { .. } => panic!("{name} is a PNG"),
    }
}

#[test]
fn png_keeps_its_pixels() {
    let (samples, channels, alpha) = raster("rgb.png");
    assert_eq!((samples.len(), channels, alpha), (12 * 8 * 3, 3, None));
    assert_eq!(samples[3..6], [20, 0, 120]);
}

#[test]
fn png_opacity_stands_apart() {
    let (samples, channels, alpha) = raster("alpha.png");
    assert_eq!((samples.len(), channels), (12 * 8 * 3, 3));
    assert_eq!(alpha.map(|alpha| alpha.len()), Some(12 * 8));
}

#[test]
fn png_of_other_depths_becomes_eight_bits() {
    assert_eq!(raster("grey16.png"), (vec![255; 6], 1, None));
    assert_eq!(raster("bit.png"), (vec![255; 18], 1, None));
    assert_eq!(raster("palette.png").1, 3);
    assert!(raster("trns.png").2.is_some());
}

#[test]
fn jpeg_passes_through_untouched() {
    for (name, want_components, want_inverted) in
        [("rgb.jpg", 3, false), ("grey.jpg", 1, false), ("cmyk.jpg", 4, true), ("progressive.jpg", 3, false)]
    {
        let picture = picture(name);
        let PictureKind::Jpeg { bytes, components, inverted } = &picture.kind else { panic!("{name}") };
        assert_eq!(
            (&bytes[..], *components, *inverted),
            (sample(name), want_components, want_inverted),
            "{name}"
        );
        assert_eq!((picture.width, picture.height), (12, 8), "{name}");
    }
}

#[test]
fn a_photo_stored_on_its_side_stands_up() {
    let image = decode(sample("turned.jpg")).expect("it is a photo");
    assert_eq!(image.natural(), Natural::of(Size::new(8.0 * 0.75, 12.0 * 0.75)));
    let rect = Rect::new(0.0, 0.0, 6.0, 9.0);
    let Item::Group(group) = place(&image, rect, &Placing::default()) else { panic!("it is turned") };
    // The stored picture's top left corner is the upright one's top right.
    let corner = group.transform.expect("it turns").apply(Default::default());
    assert_eq!((corner.x, corner.y), (6.0, 0.0));
    assert_eq!(image.as_stored().natural(), Natural::of(Size::new(12.0 * 0.75, 8.0 * 0.75)));
}

/// A photo with a profile of that space in two parts, the second one first.
fn with_profile(space: &[u8; 4], name: &[u8]) -> Vec<u8> {
    let mut profile = [vec![0; 128], name.to_vec()].concat();
    let length = profile.len() as u32;
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile[16..20].copy_from_slice(space);
    profile[36..40].copy_from_slice(b"acsp");
    let (first, second) = profile.split_at(100);
    let mut bytes = vec![0xff, 0xd8];
    for (number, part) in [(2, second), (1, first)] {
        let segment = [b"ICC_PROFILE\0", &[number, 2][..], part].concat();
        bytes.extend([0xff, 0xe2]);
        bytes.extend((segment.len() as u16 + 2).to_be_bytes());
        bytes.extend(segment);
    }
    bytes.extend(&sample("rgb.jpg")[2..]);
    bytes
}

fn profile_of(bytes: &[u8]) -> Option<usize> {
    let Ok(Image::Raster(picture)) = decode(bytes) else { panic!("a photo") };
    picture.profile.as_ref().map(|profile| profile.len())
}

#[test]
fn a_profile_is_kept_if_it_says_something_of_these_channels() {
    assert_eq!(profile_of(&with_profile(b"RGB ", b"Wide")), Some(132));
    assert_eq!(profile_of(&with_profile(b"CMYK", b"Wide")), None);
    assert_eq!(profile_of(&with_profile(b"RGB ", b"sRGB")), None);
}

#[test]
fn equal_files_have_equal_names() {
    assert_eq!(picture("rgb.png").hash, picture("rgb.png").hash);
    assert_ne!(picture("rgb.png").hash, picture("alpha.png").hash);
}

#[test]
fn a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked() {
    let mut bytes = sample("rgb.png").to_vec();
    bytes[16..24].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    let error = decode(&bytes).expect_err("32768 by 32768 pixels are too many");
    assert_eq!(
        error.to_string(),
        "the picture has 32768 by 32768 pixels and would need 4.3 GB in memory: at most 100 megapixels"
    );
}

#[test]
fn other_formats_are_named() {
    assert_eq!(decode(b"GIF89a..."), Err(ImageError::UnknownFormat(Some("GIF"))));
    assert_eq!(decode(b"RIFF....WEBPVP8 "), Err(ImageError::UnknownFormat(Some("WebP"))));
    assert_eq!(decode(b""), Err(ImageError::UnknownFormat(None)));
    let old = decode(b"<?xml version='1.0' encoding='ISO-8859-1'?><svg><!-- caf\xe9 --></svg>");
    assert_eq!(old.expect_err("not UTF-8").to_string(), "the SVG is broken: its text is not in UTF-8");
    assert_eq!(
        ImageError::UnknownFormat(Some("GIF")).to_string(),
        "GIF pictures are not read: save it as PNG, JPEG or SVG"
    );
}

#[test]
fn a_cut_off_file_is_named() {
    let cut = |name: &str| decode(&sample(name)[..sample(name).len() - 8]).expect_err(name).to_string();
    assert_eq!(cut("rgb.jpg"), "the JPEG is broken: it ends in the middle");
    assert!(cut("rgb.png").starts_with("the PNG is broken: "), "{}", cut("rgb.png"));
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
