//! Contact sheets: pages in rows, lines over them, words across and below.

use std::path::PathBuf;

use drukwerk::color::Rgba;
use drukwerk::page::{Page, Paint, Path};
use drukwerk::proof::{ContactSheet, Overlays, ProofPage, Resolution, contact_sheet};
use drukwerk::text::FontBook;
use drukwerk::units::{PT_PER_MM, Rect, Size};

use super::shape::{SANS, face, run};
use super::{Pixels, page, red, square};

const GROUND: [u8; 3] = [231, 232, 234];

fn shown(page: &Page, overlays: Overlays) -> ProofPage<'_> {
    ProofPage { page, name: "poster", number: 1, count: 1, overlays, ink: None }
}

fn sheet<'a>(pages: &'a [ProofPage<'a>], fonts: &'a FontBook) -> ContactSheet<'a> {
    ContactSheet {
        title: "Donkere Dagen",
        subtitle: "Utrecht",
        pages,
        resolution: Resolution::LongSide(180),
        press: None,
        watermark: false,
        language: "nl",
        fonts,
    }
}

fn drawn(sheet: &ContactSheet) -> Pixels {
    Pixels::of(&contact_sheet(sheet).expect("it is small"))
}

/// The corners of what is neither ground nor shadow: first and last pixel of a colour in reading order.
fn reach(pixels: &Pixels, color: [u8; 3]) -> Option<[(u32, u32); 2]> {
    let all = || (0..pixels.height).flat_map(|y| (0..pixels.width).map(move |x| (x, y)));
    let mut found = all().filter(|(x, y)| pixels.at(*x, *y) == color);
    let first = found.next()?;
    Some([first, found.next_back().unwrap_or(first)])
}

#[test]
fn a_page_stands_on_grey_at_the_size_asked_for() {
    let page = page(vec![square(0.0, 0.0, 100.0, red())]);
    let fonts = FontBook::embedded();
    let pixels = drawn(&sheet(&[shown(&page, Overlays::default())], &fonts));
    assert_eq!(pixels.at(0, 0), GROUND);
    assert_eq!(pixels.at(pixels.width - 1, pixels.height - 1), GROUND);
    let [first, last] = reach(&pixels, [255, 0, 0]).expect("the page is there");
    assert_eq!((last.0 - first.0, last.1 - first.1), (179, 179));
}

#[test]
fn every_overlay_has_its_colour_on_the_page_and_in_the_legend() {
    let page = Page { bleed: 3.0 * PT_PER_MM, trim: Size::new(200.0, 200.0), ..page(vec![]) };
    let overlays = Overlays {
        trim: true,
        bleed: true,
        safe: Some(12.0),
        die: vec![Path::rect(Rect::new(50.0, 50.0, 20.0, 20.0))],
        window: Some(Rect::new(100.0, 100.0, 60.0, 30.0)),
    };
    let fonts = FontBook::embedded();
    let pages = [shown(&page, overlays)];
    let pixels = drawn(&ContactSheet { resolution: Resolution::LongSide(1200), ..sheet(&pages, &fonts) });
    for color in [[0, 140, 90], [0, 105, 200], [225, 130, 0], [215, 0, 130], [110, 60, 190]] {
        let [first, last] = reach(&pixels, color).unwrap_or_else(|| panic!("{color:?} is drawn"));
        assert!(
            first.1 < pixels.height / 2 && last.1 > pixels.height * 3 / 4,
            "{color:?}: {first:?} {last:?}"
        );
    }
}

#[test]
fn lines_that_no_page_has_are_not_in_the_legend() {
    let page = page(vec![]);
    let fonts = FontBook::embedded();
    let overlays = Overlays { bleed: true, ..Overlays::default() };
    let pixels = drawn(&sheet(&[shown(&page, overlays)], &fonts));
    assert_eq!(reach(&pixels, [0, 105, 200]), None, "the page has no bleed");
}

/// Relative luminance of WCAG 2.2.
fn luminance(color: [u8; 3]) -> f64 {
    let linear = color.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[test]
fn a_watermark_is_seen_on_every_ground_and_leaves_text_to_be_read() {
    let half_black = square(0.0, 0.0, 100.0, Paint::Solid(Rgba::BLACK));
    let fonts = FontBook::embedded();
    for (ground, items) in [([255; 3], vec![]), ([0; 3], vec![half_black])] {
        let page = page(items);
        let pages = [shown(&page, Overlays::default())];
        let marked = |watermark| drawn(&ContactSheet { watermark, ..sheet(&pages, &fonts) });
        let (plain, marked) = (marked(false), marked(true));
        let [first, last] = reach(&plain, ground).expect("the page is there");
        let changed: Vec<[u8; 3]> = (first.1 + 5..last.1 - 5)
            .flat_map(|y| (first.0 + 5..last.0 - 5).map(move |x| (x, y)))
            .map(|(x, y)| marked.at(x, y))
            .filter(|color| *color != ground)
            .collect();
        assert!(changed.len() > 1000, "{} pixels changed", changed.len());
        for color in changed {
            let text = 255 - ground[0];
            // Text under the mark is as grey as the mark makes it: 16 % of 120.
            let under = (f64::from(text) * 0.84 + 120.0 * 0.16) as u8;
            let (one, other) = (luminance(color) + 0.05, luminance([under; 3]) + 0.05);
            let contrast = if one > other { one / other } else { other / one };
            assert!(contrast > 7.0, "{color:?} behind text of {under}: {contrast}");
        }
    }
}

#[test]
fn pages_of_one_edition_stand_closer_than_those_of_two() {
    let page = page(vec![square(0.0, 0.0, 100.0, red())]);
    let fonts = FontBook::embedded();
    let width = |names: [&'static str; 2]| {
        let pages: Vec<ProofPage> = names
            .into_iter()
            .map(|name| ProofPage { name, count: 2, ..shown(&page, Overlays::default()) })
            .collect();
        let pixels = drawn(&ContactSheet {
            title: "",
            subtitle: "",
            resolution: Resolution::LongSide(600),
            ..sheet(&pages, &fonts)
        });
        let [first, last] = reach(&pixels, [255, 0, 0]).expect("the pages are there");
        last.0 - first.0
    };
    assert!(width(["hanger", "hanger"]) < width(["poster", "letter"]));
}

#[test]
fn too_many_pages_are_refused() {
    let page = page(vec![]);
    let fonts = FontBook::embedded();
    let pages: Vec<ProofPage> = (0..100).map(|_| shown(&page, Overlays::default())).collect();
    let sheet = ContactSheet { resolution: Resolution::LongSide(1000), ..sheet(&pages, &fonts) };
    assert_eq!(contact_sheet(&sheet).expect_err("a hundred megapixels").code, "proof-too-large");
}

#[test]
fn a_sheet_without_pages_is_a_sheet() {
    let fonts = FontBook::embedded();
    assert!(drawn(&sheet(&[], &fonts)).width > 100);
}

/// `UPDATE=1 cargo test --test proof` writes it anew: look at it before you commit.
#[test]
fn a_sheet_looks_as_it_did() {
    let text = drukwerk::page::Item::Glyphs(run(&face(SANS), "Donkere dagen", 12.0, (14.0, 30.0)));
    let page = Page {
        bleed: 8.0,
        ..page(vec![square(-8.0, -8.0, 116.0, Paint::Solid(Rgba::rgb(250, 235, 200))), text])
    };
    let fonts = FontBook::embedded();
    let overlays = Overlays { trim: true, bleed: true, safe: Some(8.0), ..Overlays::default() };
    let pages: Vec<ProofPage> =
        (1..=2).map(|number| ProofPage { number, count: 2, ..shown(&page, overlays.clone()) }).collect();
    let png = contact_sheet(&ContactSheet {
        watermark: true,
        resolution: Resolution::LongSide(140),
        ..sheet(&pages, &fonts)
    })
    .expect("it is small");
    assert!(png.len() < 20_000, "{} bytes", png.len());
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/proof/sheet.png");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, &png).expect("the golden can be written");
    }
    let expected = std::fs::read(&golden).expect("the golden is committed");
    let (drawn, expected) = (Pixels::of(&png), Pixels::of(&expected));
    assert_eq!((drawn.width, drawn.height), (expected.width, expected.height));
    let furthest = drawn.samples.iter().zip(&expected.samples).map(|(one, other)| one.abs_diff(*other)).max();
    assert!(furthest <= Some(2), "differs by {furthest:?}");
}
