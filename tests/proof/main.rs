//! Tiny pages as pictures, judged by the colour of single pixels.

mod groups;
mod inks;
mod paths;
mod pictures;
mod plates;
#[allow(dead_code, reason = "the tests of the PDF use more of its faces")]
#[path = "../pdf/shape.rs"]
mod shape;
mod sheets;
mod text;

use std::sync::Arc;

use drukwerk::color::Rgba;
use drukwerk::page::{FillRule, Item, Origin, Overprint, Page, Paint, Path, PathItem};
use drukwerk::proof::{self, Resolution};
use drukwerk::units::{Rect, Size};

/// A point is a pixel.
const PLAIN: Resolution = Resolution::Dpi(72.0);

/// 100 by 100 pt.
fn page(items: Vec<Item>) -> Page {
    Page { trim: Size::new(100.0, 100.0), items: Arc::new(items), ..Page::default() }
}

fn draw(items: Vec<Item>) -> Pixels {
    Pixels::of(&proof::page(&page(items), PLAIN, None).expect("a small page is drawn"))
}

/// A decoded PNG.
struct Pixels {
    width: u32,
    height: u32,
    samples: Vec<u8>,
}

impl Pixels {
    fn of(png: &[u8]) -> Pixels {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("it is a PNG");
        let mut samples = vec![0; reader.output_buffer_size().expect("it is small")];
        let frame = reader.next_frame(&mut samples).expect("it is whole");
        assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
        Pixels { width: frame.width, height: frame.height, samples }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let start = (y * self.width + x) as usize * 3;
        self.samples[start..start + 3].try_into().expect("three channels")
    }

    /// Whether a pixel has a colour, give or take two.
    fn is(&self, (x, y): (u32, u32), color: [u8; 3]) -> bool {
        self.at(x, y).iter().zip(color).all(|(one, other)| one.abs_diff(other) <= 2)
    }
}

#[track_caller]
fn assert_pixels(pixels: &Pixels, expected: &[((u32, u32), [u8; 3])]) {
    for ((x, y), color) in expected {
        assert!(pixels.is((*x, *y), *color), "({x}, {y}) is {:?}, not {color:?}", pixels.at(*x, *y));
    }
}

const WHITE: [u8; 3] = [255, 255, 255];
const BLACK: [u8; 3] = [0, 0, 0];
const RED: [u8; 3] = [255, 0, 0];

fn red() -> Paint {
    Paint::Solid(Rgba::rgb(255, 0, 0))
}

fn filled(path: Path, paint: Paint) -> PathItem {
    PathItem {
        path: path.into(),
        fill: Some((paint, FillRule::NonZero)),
        stroke: None,
        overprint: Overprint::Knockout,
        origin: Origin::default(),
    }
}

fn square(x: f32, y: f32, side: f32, paint: Paint) -> Item {
    Item::Path(filled(Path::rect(Rect::new(x, y, side, side)), paint))
}

#[test]
fn bleed_and_slug_lie_around_the_trim_box() {
    let items = vec![square(-6.0, -6.0, 112.0, red()), square(0.0, 0.0, 100.0, Paint::Solid(Rgba::BLACK))];
    let page = Page { bleed: 6.0, slug: 10.0, ..page(items) };
    let pixels = Pixels::of(&proof::page(&page, PLAIN, None).expect("it is small"));
    assert_eq!((pixels.width, pixels.height), (132, 132));
    let at = |x| {
        (
            (x, 60),
            if x < 10 {
                WHITE
            } else if x < 16 {
                RED
            } else {
                BLACK
            },
        )
    };
    assert_pixels(&pixels, &[at(0), at(9), at(10), at(15), at(16), at(60)]);
}

#[test]
fn a_page_is_as_large_as_asked() {
    let size = |resolution| {
        let pixels = Pixels::of(&proof::page(&page(vec![]), resolution, None).expect("it is small"));
        (pixels.width, pixels.height)
    };
    assert_eq!(size(Resolution::LongSide(250)), (250, 250));
    assert_eq!(size(Resolution::Dpi(144.0)), (200, 200));
}

#[test]
fn a_page_reaches_to_the_edge_of_its_last_pixel() {
    let page = Page { trim: Size::new(99.6, 100.4), ..page(vec![square(0.0, 0.0, 110.0, red())]) };
    let pixels = Pixels::of(&proof::page(&page, PLAIN, None).expect("it is small"));
    assert_eq!((pixels.width, pixels.height), (100, 100));
    assert_pixels(&pixels, &[((99, 99), RED)]);
}

#[test]
fn too_many_pixels_are_refused() {
    for resolution in [Resolution::Dpi(1e5), Resolution::Dpi(f32::INFINITY), Resolution::Dpi(f32::NAN)] {
        let finding = proof::page(&page(vec![]), resolution, None).expect_err("nobody has the memory");
        assert_eq!(finding.code, "proof-too-large");
        assert!(finding.help.is_some_and(|help| help.contains("fewer")));
    }
}

#[test]
fn the_same_page_is_the_same_bytes() {
    let page = page(vec![square(10.3, 10.7, 33.3, red())]);
    assert_eq!(proof::page(&page, PLAIN, None), proof::page(&page, PLAIN, None));
}
