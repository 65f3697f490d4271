//! Glyphs as shapes.

use drukwerk::color::Rgba;
use drukwerk::page::{GlyphRun, Item, Paint};

use super::shape::{ARABIC, SANS, face, run};
use super::{Pixels, WHITE, assert_pixels, draw};

/// Of all pixels, how dark they are together: 255 for a black one.
fn ink(pixels: &Pixels) -> u32 {
    pixels.samples.chunks_exact(3).map(|pixel| 255 - u32::from(pixel[1])).sum()
}

#[test]
fn a_letter_stands_on_its_baseline() {
    let pixels = draw(vec![Item::Glyphs(run(&face(SANS), "I", 100.0, (30.0, 80.0)))]);
    // The stem of a capital I of Source Sans 3: from 0.088 to 0.180 em, 0.66 em high.
    assert_pixels(&pixels, &[((43, 50), [0; 3]), ((43, 78), [0; 3]), ((43, 82), WHITE), ((36, 50), WHITE)]);
    assert_pixels(&pixels, &[((43, 10), WHITE), ((43, 16), [0; 3]), ((52, 50), WHITE)]);
}

#[test]
fn letters_that_overlap_are_one_shape() {
    let half = |text: &str| {
        let plain = run(&face(SANS), text, 60.0, (20.0, 70.0));
        let glyphs: Vec<_> =
            plain.glyphs.iter().map(|glyph| drukwerk::page::Glyph { x: 0.0, ..glyph.clone() }).collect();
        let paint = Paint::Solid(Rgba { alpha: 0.5, ..Rgba::BLACK });
        ink(&draw(vec![Item::Glyphs(GlyphRun { glyphs: glyphs.into(), paint, ..plain })]))
    };
    assert_eq!(half("I"), half("II"));
}

#[test]
fn arabic_is_drawn_and_shows_as_much_as_its_outline() {
    let run = run(&face(ARABIC), "سلام", 30.0, (10.0, 60.0));
    assert!(run.rtl);
    let pixels = draw(vec![Item::Glyphs(run)]);
    assert!((20_000..120_000).contains(&ink(&pixels)), "{}", ink(&pixels));
}

#[test]
fn a_glyph_that_is_not_there_leaves_its_place_empty() {
    let plain = run(&face(SANS), "I", 60.0, (20.0, 70.0));
    let glyphs: Vec<_> =
        plain.glyphs.iter().map(|glyph| drukwerk::page::Glyph { id: 65_535, ..glyph.clone() }).collect();
    assert_eq!(ink(&draw(vec![Item::Glyphs(GlyphRun { glyphs: glyphs.into(), ..plain })])), 0);
}
