//! Paints of a page as shaders of the rasteriser.

use tiny_skia::{
    Color as Pixel, GradientStop as Stop, LinearGradient, Point as SkiaPoint, RadialGradient, Shader,
    SpreadMode,
};

use super::place;
use super::screen::Screen;
use crate::color::{Color, Rgba};
use crate::page::{Gradient, GradientKind, GradientStop, Paint};
use crate::units::Point;

/// Steps between two stops in ink: mixed ink is not what mixed light is.
const INK_STEPS: u8 = 8;

/// In the coordinates of the item; `None` if it leaves no trace.
pub(super) fn shader(paint: &Paint, screen: Screen) -> Option<Shader<'static>> {
    match paint {
        Paint::Solid(color) => solid(color, screen),
        Paint::Gradient(gradient) => ramp(gradient, screen),
    }
}

fn solid(color: &Rgba, screen: Screen) -> Option<Shader<'static>> {
    color.is_visible().then(|| Shader::SolidColor(pixel(color, screen)))
}

fn pixel(color: &Rgba, screen: Screen) -> Pixel {
    let [red, green, blue] = screen.shown(&color.color);
    let alpha = if color.alpha.is_nan() { 0.0 } else { color.alpha.clamp(0.0, 1.0) };
    Pixel::from_rgba(red, green, blue, alpha).unwrap_or(Pixel::TRANSPARENT)
}

fn ramp(gradient: &Gradient, screen: Screen) -> Option<Shader<'static>> {
    let transform = place::transform(gradient.transform);
    let at = |point: Point| SkiaPoint::from_xy(point.x, point.y);
    let stops = || stops(&gradient.stops, screen);
    let shader = match gradient.kind {
        GradientKind::Linear { from, to } if from != to => {
            LinearGradient::new(at(from), at(to), stops(), SpreadMode::Pad, transform)
        }
        GradientKind::Radial { focus, center, radius } if radius > 0.0 => {
            RadialGradient::new(at(focus), 0.0, at(center), radius, stops(), SpreadMode::Pad, transform)
        }
        _ => None,
    };
    // A ramp without extent comes down to its last colour, as in the PDF.
    shader.or_else(|| solid(&gradient.stops.last()?.color, screen))
}

fn stops(stops: &[GradientStop], screen: Screen) -> Vec<Stop> {
    let mut out = Vec::with_capacity(stops.len());
    let mut last: Option<&GradientStop> = None;
    for stop in stops {
        if let Some(last) = last.filter(|last| is_ink(last) && is_ink(stop)) {
            for step in 1..INK_STEPS {
                let share = f32::from(step) / f32::from(INK_STEPS);
                let offset = last.offset + (stop.offset - last.offset) * share;
                out.push(Stop::new(offset, pixel(&last.color.mix(&stop.color, share), screen)));
            }
        }
        out.push(Stop::new(stop.offset, pixel(&stop.color, screen)));
        last = Some(stop);
    }
    out
}

fn is_ink(stop: &GradientStop) -> bool {
    matches!(stop.color.color, Color::Cmyk(_))
}
