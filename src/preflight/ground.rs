//! What lies below: colours as the press mixes them, seen on a screen.

use super::plane::{center, covers, inverse};
use super::walk::{Seen, Visit, Walked};
use crate::color::{Color, Rgba};
use crate::page::{Gradient, GradientKind, Paint, PictureKind, PlacedImage};
use crate::printer::Printer;
use crate::units::{Affine, Point};

/// sRGB, 0 to 1 each.
pub(super) type Screen = [f32; 3];

const PAPER: Screen = [1.0; 3];

/// A text and what lies below it, where the two differ least.
#[derive(Clone, Copy, Debug)]
pub(super) struct Legible {
    pub text: Screen,
    pub ground: Screen,
    /// WCAG 2: 1 to 21.
    pub contrast: f32,
}

impl Legible {
    /// Paper, or a paler colour, left open in a darker one.
    pub fn is_reversed(&self) -> bool {
        luminance(self.text) > luminance(self.ground)
    }
}

/// At three places along the middle of a text; `None` where a picture lies below that cannot be asked.
pub(super) fn legible(printer: &Printer, walked: &Walked, index: usize) -> Option<Legible> {
    let visit = &walked.visits[index];
    let Seen::Text(run) = visit.seen else { return None };
    let (middle, third) = (center(visit.reach), visit.reach.width / 3.0);
    let places = [middle.x - third, middle.x, middle.x + third].map(|x| Point::new(x, middle.y));
    let of_place = |at: Point| {
        let ground = below(printer, walked, index, at)?;
        let paint = paint_at(&run.paint, inverse(visit.to_page)?.apply(at));
        let text = mixed(printer, &paint, visit.opacity, ground);
        Some(Legible { text, ground, contrast: contrast(text, ground) })
    };
    places.into_iter().filter_map(of_place).min_by(|one, other| one.contrast.total_cmp(&other.contrast))
}

/// The colour of a page at a point, below the visit with this index; `None` under a picture that cannot be asked.
pub(super) fn below(printer: &Printer, walked: &Walked, index: usize, at: Point) -> Option<Screen> {
    let mut ground = Some(PAPER);
    for visit in walked.visits[..index].iter().filter(|visit| walked.is_open(visit, at)) {
        match layer(visit, at) {
            Layer::None => {}
            Layer::Unknown => ground = None,
            Layer::Color(color) if color.alpha * visit.opacity >= 1.0 => {
                ground = Some(screen(printer, &color.color));
            }
            Layer::Color(color) => {
                ground = ground.map(|ground| mixed(printer, &color, visit.opacity, ground));
            }
        }
    }
    ground
}

/// The last visit that paints a point.
pub(super) fn topmost(walked: &Walked, at: Point) -> Option<usize> {
    let paints = |visit: &Visit| walked.is_open(visit, at) && !matches!(layer(visit, at), Layer::None);
    walked.visits.iter().rposition(paints)
}

enum Layer {
    None,
    Color(Rgba),
    Unknown,
}

/// What a shape or picture paints at a point of the page that its clips leave. Text and lines are too fine to be
/// ground.
fn layer(visit: &Visit, at: Point) -> Layer {
    let Some(at) = inverse(visit.to_page).map(|back| back.apply(at)) else { return Layer::None };
    match visit.seen {
        Seen::Shape(item) => match &item.fill {
            Some((paint, rule)) if covers(&item.path, *rule, at) => Layer::Color(paint_at(paint, at)),
            _ => Layer::None,
        },
        Seen::Picture(image) => pixel(image, at).map_or(Layer::Unknown, Layer::Color),
        Seen::Text(_) | Seen::Drawing => Layer::None,
    }
}

fn pixel(image: &PlacedImage, at: Point) -> Option<Rgba> {
    let picture = &*image.picture;
    let PictureKind::Raster { samples, channels, alpha } = &picture.kind else { return None };
    let index = |at: f32, length: u32| ((at * length as f32).max(0.0) as u32).min(length.saturating_sub(1));
    let x = index((at.x - image.rect.x) / image.rect.width, picture.width);
    let y = index((at.y - image.rect.y) / image.rect.height, picture.height);
    let pixel = y as usize * picture.width as usize + x as usize;
    let channels = usize::from(*channels);
    let sample = samples.get(pixel * channels..(pixel + 1) * channels)?;
    let share = |byte: u8| f32::from(byte) / 255.0;
    let color = match *sample {
        [grey] => Color::Cmyk([0.0, 0.0, 0.0, 1.0 - share(grey)]),
        [red, green, blue] => Color::Rgb([red, green, blue]),
        [cyan, magenta, yellow, black] => Color::Cmyk([cyan, magenta, yellow, black].map(share)),
        _ => return None,
    };
    let alpha = alpha.as_ref().and_then(|alpha| alpha.get(pixel)).map_or(1.0, |alpha| share(*alpha));
    Some(Rgba { color, alpha })
}

/// Of a gradient the nearest stop.
fn paint_at(paint: &Paint, at: Point) -> Rgba {
    match paint {
        Paint::Solid(color) => color.clone(),
        Paint::Gradient(gradient) => {
            let offset = offset_at(gradient, at);
            let far = |stop: f32| (stop - offset).abs();
            let stops = gradient.stops.iter();
            let nearest = stops.min_by(|one, other| far(one.offset).total_cmp(&far(other.offset)));
            nearest.map_or(Rgba::TRANSPARENT, |stop| stop.color.clone())
        }
    }
}

fn offset_at(gradient: &Gradient, at: Point) -> f32 {
    let at = inverse(gradient.transform).unwrap_or(Affine::IDENTITY).apply(at);
    match gradient.kind {
        GradientKind::Linear { from, to } => {
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy)
        }
        GradientKind::Radial { center, radius, .. } => (at.x - center.x).hypot(at.y - center.y) / radius,
    }
}

fn mixed(printer: &Printer, color: &Rgba, opacity: f32, ground: Screen) -> Screen {
    let share = (color.alpha * opacity).clamp(0.0, 1.0);
    let top = screen(printer, &color.color);
    std::array::from_fn(|channel| top[channel] * share + ground[channel] * (1.0 - share))
}

pub(super) fn screen(printer: &Printer, color: &Color) -> Screen {
    printer.profile.shown(color)
}

/// Relative luminance ([WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)).
pub(super) fn luminance(color: Screen) -> f32 {
    let linear = color.map(|channel| match channel {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// [Contrast ratio](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), 1 to 21.
fn contrast(one: Screen, other: Screen) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast([0.0; 3], PAPER) - 21.0).abs() < 0.01);
        // #767676 is the palest grey that passes on white.
        let grey = [118.0 / 255.0; 3];
        assert!(contrast(grey, PAPER) >= 4.5 && contrast([119.5 / 255.0; 3], PAPER) < 4.5);
    }
}
