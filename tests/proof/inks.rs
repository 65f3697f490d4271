//! Ink on a screen: process and named inks, and what lies over what.

use std::sync::Arc;

use drukwerk::color::{Color, OutputProfile, Rgba, Spot};
use drukwerk::page::{Item, Overprint, Paint, Path, PathItem};
use drukwerk::proof;
use drukwerk::units::Rect;

use super::{BLACK, PLAIN, Pixels, WHITE, assert_pixels, draw, filled, page, square};

fn ink(color: Color) -> Paint {
    Paint::Solid(Rgba { color, alpha: 1.0 })
}

fn cyan() -> Item {
    square(0.0, 0.0, 60.0, ink(Color::Cmyk([1.0, 0.0, 0.0, 0.0])))
}

fn over(color: Color, overprint: Overprint) -> Item {
    let path = Path::rect(Rect::new(40.0, 40.0, 60.0, 60.0));
    Item::Path(PathItem { overprint, ..filled(path, ink(color)) })
}

#[test]
fn inks_and_tints_are_shown() {
    let spot = Spot { name: "Night".into(), tint: 0.5, alternate: [1.0, 0.5, 0.0, 0.0] };
    let pixels = draw(vec![cyan(), over(Color::Spot(Arc::new(spot)), Overprint::Knockout)]);
    assert_pixels(
        &pixels,
        &[((10, 10), [0, 255, 255]), ((90, 90), [128, 191, 255]), ((50, 50), [128, 191, 255])],
    );
}

#[test]
fn an_overprinting_ink_keeps_what_lies_below() {
    let black = Color::Cmyk([0.0, 0.0, 0.0, 0.5]);
    let pixels = draw(vec![cyan(), over(black.clone(), Overprint::Overprint)]);
    assert_pixels(&pixels, &[((50, 50), [0, 128, 128]), ((90, 90), [128, 128, 128])]);
    assert_pixels(&draw(vec![cyan(), over(black, Overprint::Knockout)]), &[((50, 50), [128, 128, 128])]);
}

#[test]
fn overprinting_white_vanishes_as_it_would_on_the_press() {
    let pixels = draw(vec![cyan(), over(Color::Cmyk([0.0; 4]), Overprint::Overprint)]);
    assert_pixels(&pixels, &[((50, 50), [0, 255, 255])]);
}

#[test]
fn light_is_no_ink_and_lies_over_nothing() {
    let pixels = draw(vec![cyan(), over(Color::WHITE, Overprint::Overprint)]);
    assert_pixels(&pixels, &[((50, 50), WHITE)]);
}

#[test]
fn a_press_shows_its_own_inks() {
    let bytes = include_bytes!("../../assets/icc/FOGRA39L_coated.icc");
    let press = OutputProfile::read(bytes).expect("it is our own");
    let items = vec![cyan(), over(Color::Rgb([0, 255, 255]), Overprint::Knockout)];
    let pixels = Pixels::of(&proof::page(&page(items), PLAIN, Some(&press)).expect("it is small"));
    // Cyan on paper is far from cyan on a screen; what is light already stays as it is.
    assert_pixels(&pixels, &[((10, 10), press.screen([1.0, 0.0, 0.0, 0.0])), ((90, 90), [0, 255, 255])]);
    assert!(pixels.at(10, 10)[1] < 180);
    assert_eq!(BLACK, [0; 3]);
}
