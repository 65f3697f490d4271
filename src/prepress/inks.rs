//! Every colour becomes inks: by the palette, as black, else through the press's profile.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::press::Press;
use crate::color::{Color, Palette, Rgba, Spot};
use crate::page::{Gradient, GradientStop, Paint};

/// Black ink alone.
pub(super) const BLACK: Color = Color::Cmyk([0.0, 0.0, 0.0, 1.0]);

pub(super) struct Inks<'a> {
    press: &'a Press,
    palette: &'a Palette,
    /// What the profile made of colours: a page has few.
    known: BTreeMap<[u8; 3], Color>,
}

impl<'a> Inks<'a> {
    pub fn new(press: &'a Press, palette: &'a Palette) -> Inks<'a> {
        Inks { press, palette, known: BTreeMap::new() }
    }

    pub fn paint(&mut self, paint: &Paint) -> Paint {
        match paint {
            Paint::Solid(color) => Paint::Solid(self.rgba(color)),
            Paint::Gradient(gradient) => Paint::Gradient(Arc::new(self.gradient(gradient))),
        }
    }

    fn rgba(&mut self, color: &Rgba) -> Rgba {
        Rgba { color: self.color(&color.color), alpha: color.alpha }
    }

    fn gradient(&mut self, gradient: &Gradient) -> Gradient {
        let stops = gradient.stops.iter();
        let mut stops: Vec<GradientStop> =
            stops.map(|stop| GradientStop { offset: stop.offset, color: self.rgba(&stop.color) }).collect();
        paper_as_tint(&mut stops);
        Gradient { stops, ..gradient.clone() }
    }

    pub fn color(&mut self, color: &Color) -> Color {
        let Color::Rgb(rgb) = *color else { return color.clone() };
        if let Some(inks) = self.palette.inks(rgb) {
            return inks.clone();
        }
        self.known.entry(rgb).or_insert_with(|| through(self.press, rgb)).clone()
    }
}

/// From a named ink to paper is one plate: paper is none of that ink.
fn paper_as_tint(stops: &mut [GradientStop]) {
    const PAPER: Color = Color::Cmyk([0.0; 4]);
    let spot = stops.iter().find_map(|stop| match &stop.color.color {
        Color::Spot(spot) => Some(spot.clone()),
        _ => None,
    });
    let Some(spot) = spot else { return };
    let is_one = stops.iter().all(|stop| match &stop.color.color {
        Color::Spot(other) => other.name == spot.name,
        color => *color == PAPER,
    });
    if !is_one {
        return;
    }
    for stop in stops.iter_mut().filter(|stop| stop.color.color == PAPER) {
        stop.color.color = Color::Spot(Arc::new(Spot { tint: 0.0, ..Spot::clone(&spot) }));
    }
}

/// Greys are black ink alone: text and lines stay sharp where plates do not meet exactly.
fn through(press: &Press, rgb: [u8; 3]) -> Color {
    let [red, green, blue] = rgb;
    if red == green && green == blue {
        return Color::Cmyk([0.0, 0.0, 0.0, rounded(1.0 - f32::from(red) / 255.0)]);
    }
    let printer = &press.printer;
    Color::Cmyk(within(printer.profile.inks(rgb), printer.ink_limit).map(rounded))
}

/// A thousandth is finer than any plate; what is less is no ink.
fn rounded(ink: f32) -> f32 {
    (ink * 1000.0).round() / 1000.0
}

/// Takes colour away until the ink is within the limit; black carries the drawing and stays.
pub(super) fn within(inks: [f32; 4], limit: f32) -> [f32; 4] {
    let [cyan, magenta, yellow, black] = inks;
    let color = cyan + magenta + yellow;
    if color + black <= limit || color <= 0.0 {
        return inks;
    }
    let share = ((limit - black) / color).max(0.0);
    [cyan * share, magenta * share, yellow * share, black]
}
