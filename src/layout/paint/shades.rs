//! Light and shadow of the border styles that look carved
//! ([CSS Backgrounds 3, 4.2](https://www.w3.org/TR/css-backgrounds-3/#border-style)).

use crate::color::{Color, Rgba};

/// How much darker or lighter, of full brightness. As browsers have it.
const STEP: f32 = 0.33;
/// Below this contrast a shadow does not stand out, and the light gets lighter.
const MIN_CONTRAST: f32 = 1.75;

/// The lit and the dark form of a colour.
pub(super) fn shades(color: &Rgba) -> (Rgba, Rgba) {
    let with = |shade: Color| Rgba { color: shade, alpha: color.alpha };
    match &color.color {
        Color::Rgb(rgb) => {
            let brightest = f32::from(rgb[0].max(rgb[1]).max(rgb[2])) / 255.0;
            let dark = scaled(*rgb, brightest, brightest - STEP);
            let has_contrast = (luminance(*rgb) + 0.05) / (luminance(dark) + 0.05) >= MIN_CONTRAST;
            let light = if has_contrast { *rgb } else { scaled(*rgb, brightest, brightest + STEP) };
            (with(Color::Rgb(light)), with(Color::Rgb(dark)))
        }
        // More black is darker; what is black already has its light made grey.
        Color::Cmyk([c, m, y, k]) if *k > 1.0 - STEP => {
            (with(Color::Cmyk([*c, *m, *y, 1.0 - STEP])), with(Color::Cmyk([*c, *m, *y, 1.0])))
        }
        Color::Cmyk([c, m, y, k]) => (color.clone(), with(Color::Cmyk([*c, *m, *y, k + STEP]))),
        Color::Spot(_) => (color.clone(), color.clone()),
    }
}

fn scaled(rgb: [u8; 3], from: f32, to: f32) -> [u8; 3] {
    let to = to.clamp(0.0, 1.0);
    if from <= 0.0 {
        return [(to * 255.0).round() as u8; 3];
    }
    rgb.map(|channel| (f32::from(channel) * to / from).round() as u8)
}

/// [WCAG 2](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), with a plain power curve.
fn luminance(rgb: [u8; 3]) -> f32 {
    let [r, g, b] = rgb.map(|channel| (f32::from(channel) / 255.0).powf(2.2));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
