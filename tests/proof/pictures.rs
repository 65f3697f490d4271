//! Photos and other rasters.

use std::sync::Arc;

use drukwerk::image::{Image, Placing, decode, place};
use drukwerk::page::{Group, Item, Origin, Picture, PictureKind, PlacedImage};
use drukwerk::proof;
use drukwerk::units::{Affine, Rect};

use super::{BLACK, PLAIN, RED, WHITE, assert_pixels, draw, page, red, square};

fn placed(picture: Picture, rect: Rect, smooth: bool) -> Item {
    Item::Image(PlacedImage {
        picture: Arc::new(picture),
        rect,
        alt: None,
        smooth,
        origin: Origin::default(),
    })
}

fn raster(width: u32, channels: u8, samples: &[u8], alpha: Option<&[u8]>) -> Picture {
    let height = samples.len() as u32 / u32::from(channels) / width;
    let kind = PictureKind::Raster { samples: samples.into(), channels, alpha: alpha.map(Arc::from) };
    Picture { kind, width, height, profile: None, hash: [0; 16] }
}

const WHOLE: Rect = Rect::new(0.0, 0.0, 100.0, 100.0);

#[test]
fn enlarged_pixels_are_squares_or_run_into_each_other() {
    let picture = || raster(2, 1, &[0, 255], None);
    let sharp = draw(vec![placed(picture(), WHOLE, false)]);
    assert_pixels(&sharp, &[((49, 50), BLACK), ((50, 50), WHITE), ((10, 99), BLACK), ((99, 0), WHITE)]);
    let smooth = draw(vec![placed(picture(), WHOLE, true)]);
    assert_pixels(&smooth, &[((0, 50), BLACK), ((50, 50), [130; 3]), ((99, 50), WHITE)]);
}

#[test]
fn a_picture_made_smaller_is_the_mean_of_its_pixels() {
    let chequered: Vec<u8> =
        (0..400 * 400).map(|at| if (at % 400 + at / 400) % 2 == 0 { 0 } else { 255 }).collect();
    let pixels = draw(vec![placed(raster(400, 1, &chequered, None), WHOLE, false)]);
    assert_pixels(&pixels, &[((0, 0), [128; 3]), ((50, 50), [128; 3]), ((99, 99), [128; 3])]);
}

#[test]
fn transparent_pixels_show_what_lies_below() {
    let picture = raster(2, 3, &[0, 0, 0, 0, 0, 0], Some(&[255, 0]));
    let pixels = draw(vec![square(0.0, 0.0, 100.0, red()), placed(picture, WHOLE, false)]);
    assert_pixels(&pixels, &[((20, 50), BLACK), ((80, 50), RED)]);
}

#[test]
fn transparent_pixels_lend_no_colour_to_the_mean() {
    let samples: Vec<u8> =
        (0..400).flat_map(|at| if at % 2 == 0 { [255, 0, 0] } else { [0, 255, 0] }).collect();
    let alpha: Vec<u8> = (0..400).map(|at| if at % 2 == 0 { 255 } else { 0 }).collect();
    let picture = raster(400, 3, &samples, Some(&alpha));
    assert_pixels(&draw(vec![placed(picture, WHOLE, false)]), &[((50, 50), [255, 127, 127])]);
}

#[test]
fn inks_of_a_picture_are_inks() {
    let picture = raster(2, 4, &[255, 0, 0, 0, 0, 0, 0, 255], None);
    assert_pixels(
        &draw(vec![placed(picture, WHOLE, false)]),
        &[((20, 50), [0, 255, 255]), ((80, 50), BLACK)],
    );
}

#[test]
fn every_pixel_stands_in_its_place() {
    let samples: Vec<u8> = (0..16).map(|at| at * 16).collect();
    let pixels = draw(vec![placed(raster(4, 1, &samples, None), WHOLE, false)]);
    for at in 0..16 {
        assert_pixels(&pixels, &[((at % 4 * 25 + 12, at / 4 * 25 + 12), [at as u8 * 16; 3])]);
    }
}

#[test]
fn a_picture_is_shown_by_its_own_profile() {
    let profile: Arc<[u8]> = Arc::from(&include_bytes!("../../assets/icc/FOGRA39L_coated.icc")[..]);
    let cyan = || raster(1, 4, &[255, 0, 0, 0], None);
    let own = draw(vec![placed(Picture { profile: Some(profile), ..cyan() }, WHOLE, false)]);
    assert!(own.at(50, 50)[1] < 180, "{:?}", own.at(50, 50));
    let broken = Picture { profile: Some(Arc::from(&b"no"[..])), ..cyan() };
    assert_pixels(&draw(vec![placed(broken, WHOLE, false)]), &[((50, 50), [0, 255, 255])]);
}

#[test]
fn a_mirrored_picture_is_mirrored() {
    let item = placed(raster(2, 1, &[0, 255], None), WHOLE, false);
    let transform = Some(Affine { a: -1.0, e: 100.0, ..Affine::IDENTITY });
    let group = Group { transform, items: Arc::new(vec![item]), ..Group::default() };
    assert_pixels(&draw(vec![Item::Group(group)]), &[((20, 50), WHITE), ((80, 50), BLACK)]);
}

#[test]
fn pictures_side_by_side_leave_no_seam() {
    let tile = |x: f32| placed(raster(1, 1, &[0], None), Rect::new(x, 0.0, 33.4, 100.0), false);
    let pixels = draw(vec![tile(0.0), tile(33.4), tile(66.8)]);
    assert_pixels(&pixels, &[((33, 50), BLACK), ((66, 50), BLACK)]);
}

fn file(name: &str) -> Image {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/image").join(name);
    decode(&std::fs::read(path).expect("it is committed")).expect("it is a picture")
}

/// One picture in several kinds of files.
#[test]
fn jpeg_pictures_of_all_kinds_are_decoded() {
    let near = |name: &str, places: [[u8; 3]; 3], tolerance: u8| {
        let pixels = draw(vec![place(&file(name), WHOLE, &Placing::default())]);
        for (at, color) in [10, 50, 90].into_iter().zip(places) {
            let pixel = pixels.at(at, at);
            let is_near = pixel.iter().zip(color).all(|(one, other)| one.abs_diff(other) <= tolerance);
            assert!(is_near, "{name} at {at} is {pixel:?}, not {color:?}");
        }
    };
    let colors = [[9, 8, 112], [118, 125, 117], [216, 201, 134]];
    near("rgb.jpg", colors, 3);
    near("progressive.jpg", colors, 3);
    // Its inks are stored as their opposite.
    near("cmyk.jpg", colors, 20);
    near("grey.jpg", [[20; 3], [122; 3], [198; 3]], 3);
}

#[test]
fn a_broken_jpeg_is_told() {
    let kind =
        PictureKind::Jpeg { bytes: Arc::from(&b"\xff\xd8\xff\xd9"[..]), components: 3, inverted: false };
    let picture = Picture { kind, width: 4, height: 4, profile: None, hash: [1; 16] };
    let finding =
        proof::page(&page(vec![placed(picture, WHOLE, false)]), PLAIN, None).expect_err("it is empty");
    assert_eq!(finding.code, "broken-picture");
}
