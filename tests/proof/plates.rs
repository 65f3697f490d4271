//! Plates: where each ink goes, and what is laid over what.

use std::sync::Arc;

use drukwerk::color::{Color, OutputProfile, Rgba, Spot};
use drukwerk::page::{Item, Origin, Overprint, Paint, Path, PathItem, Picture, PictureKind, PlacedImage};
use drukwerk::proof::{ContactSheet, Overlays, ProofPage, Resolution, contact_sheet};
use drukwerk::text::FontBook;
use drukwerk::units::Rect;

use super::{Pixels, filled, page, square};

/// Grey of one plate at points of a page of 100 by 100 pt: 255 is no ink.
#[track_caller]
fn plate(items: Vec<Item>, ink: &str, expected: &[((u32, u32), u8)]) {
    let fonts = FontBook::embedded();
    let press = OutputProfile::read(include_bytes!("../../assets/icc/FOGRA39L_coated.icc")).expect("our own");
    let drawn = |items: Vec<Item>| {
        let page = page(items);
        let shown = ProofPage {
            page: &page,
            name: "poster",
            number: 1,
            count: 1,
            overlays: Overlays::default(),
            ink: Some(ink),
        };
        let sheet = ContactSheet {
            title: "",
            subtitle: "",
            pages: &[shown],
            resolution: Resolution::LongSide(100),
            press: Some(&press),
            watermark: false,
            language: "en",
            fonts: &fonts,
        };
        Pixels::of(&contact_sheet(&sheet).expect("it is small"))
    };
    // All plates have the registration colour: it shows where the page lies.
    let full = drawn(vec![square(0.0, 0.0, 100.0, solid(Color::registration()))]);
    let all = (0..full.height).flat_map(|y| (0..full.width).map(move |x| (x, y)));
    let (left, top) = all.into_iter().find(|(x, y)| full.at(*x, *y) == [0; 3]).expect("the page is there");
    let pixels = drawn(items);
    for ((x, y), grey) in expected {
        let seen = pixels.at(left + x, top + y);
        assert!(seen.iter().all(|one| one.abs_diff(*grey) <= 2), "{ink} at ({x}, {y}): {seen:?}, not {grey}");
    }
}

fn solid(color: Color) -> Paint {
    Paint::Solid(Rgba { color, alpha: 1.0 })
}

fn cut(tint: f32) -> Color {
    Color::Spot(Arc::new(Spot { name: "CutContour".into(), tint, alternate: [0.0, 1.0, 0.0, 0.0] }))
}

/// Over the lower right of what lies below.
fn over(color: Color, overprint: Overprint) -> Item {
    let path = Path::rect(Rect::new(40.0, 40.0, 60.0, 60.0));
    Item::Path(PathItem { overprint, ..filled(path, solid(color)) })
}

fn below() -> Item {
    square(0.0, 0.0, 60.0, solid(Color::Cmyk([1.0, 0.5, 0.0, 0.0])))
}

const BLACK: Color = Color::Cmyk([0.0, 0.0, 0.0, 1.0]);

#[test]
fn each_plate_has_its_own_ink() {
    plate(vec![below()], "Cyan", &[((10, 10), 0), ((90, 90), 255)]);
    plate(vec![below()], "Magenta", &[((10, 10), 128), ((90, 90), 255)]);
    plate(vec![below()], "Yellow", &[((10, 10), 255)]);
    plate(vec![square(0.0, 0.0, 60.0, solid(cut(0.5)))], "CutContour", &[((10, 10), 128), ((90, 90), 255)]);
}

#[test]
fn overprinting_leaves_other_plates_and_knocking_out_clears_them() {
    let laid_over = || vec![below(), over(BLACK, Overprint::Overprint)];
    plate(laid_over(), "Cyan", &[((50, 50), 0), ((90, 90), 255)]);
    plate(laid_over(), "Black", &[((50, 50), 0), ((10, 10), 255)]);
    let knocked_out = || vec![below(), over(BLACK, Overprint::Knockout)];
    plate(knocked_out(), "Cyan", &[((50, 50), 255), ((10, 10), 0)]);
    // The knife takes nothing out of the picture, nor the picture of the knife.
    plate(vec![below(), over(cut(1.0), Overprint::Overprint)], "Magenta", &[((50, 50), 128)]);
    plate(vec![below(), over(cut(1.0), Overprint::Knockout)], "Magenta", &[((50, 50), 255)]);
}

#[test]
fn an_ink_that_is_there_replaces_what_lies_below_it() {
    let tint = Color::Cmyk([0.2, 0.0, 0.0, 0.0]);
    plate(vec![below(), over(tint.clone(), Overprint::Overprint)], "Cyan", &[((50, 50), 204)]);
    plate(vec![below(), over(tint, Overprint::Overprint)], "Magenta", &[((50, 50), 128)]);
}

fn picture(channels: u8, pixel: &[u8]) -> Item {
    let kind = PictureKind::Raster { samples: pixel.into(), channels, alpha: None };
    let picture = Picture { kind, width: 1, height: 1, profile: None, hash: [channels; 16] };
    Item::Image(PlacedImage {
        picture: Arc::new(picture),
        rect: Rect::new(0.0, 0.0, 60.0, 60.0),
        alt: None,
        smooth: false,
        origin: Origin::default(),
    })
}

#[test]
fn pictures_are_parted_too() {
    plate(vec![picture(4, &[255, 51, 0, 0])], "Cyan", &[((10, 10), 0)]);
    plate(vec![picture(4, &[255, 51, 0, 0])], "Magenta", &[((10, 10), 204)]);
    plate(vec![picture(1, &[100])], "Black", &[((10, 10), 100)]);
    plate(vec![picture(1, &[100])], "Cyan", &[((10, 10), 255)]);
    // Light goes through the press's profile: red is magenta and yellow.
    plate(vec![picture(3, &[255, 0, 0])], "Cyan", &[((10, 10), 255)]);
    plate(vec![picture(3, &[255, 255, 255])], "Yellow", &[((10, 10), 255)]);
    // Under a picture nothing else is printed.
    let knife = square(0.0, 0.0, 60.0, solid(cut(1.0)));
    plate(vec![knife, picture(4, &[255, 51, 0, 0])], "CutContour", &[((10, 10), 255)]);
}
