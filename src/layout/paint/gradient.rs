//! CSS gradients as colour ramps of the page ([CSS Images 3, 3](https://www.w3.org/TR/css-images-3/#gradients)).

use super::background::center;
use super::stops::{Stops, from_zero, repeat, resolve};
use crate::color::Rgba;
use crate::page::{Gradient, GradientKind, GradientStop};
use crate::style::{GradientDirection, LinearGradient, RadialExtent, RadialGradient};
use crate::units::{Affine, Point, Pt, Rect};

pub(super) fn linear(gradient: &LinearGradient, area: Rect) -> Gradient {
    let (dx, dy) = match gradient.direction {
        GradientDirection::Angle(angle) => (angle.sin(), -angle.cos()),
        GradientDirection::Towards(x, 0) => (f32::from(x), 0.0),
        GradientDirection::Towards(0, y) => (0.0, f32::from(y)),
        // The half-way line runs through the two other corners (CSS Images 3, 3.1.1).
        GradientDirection::Towards(x, y) => {
            let (x, y) = (f32::from(x) * area.height, f32::from(y) * area.width);
            let length = x.hypot(y).max(f32::MIN_POSITIVE);
            (x / length, y / length)
        }
    };
    let length = (area.width * dx).abs() + (area.height * dy).abs();
    let middle = center(area);
    let at = |share: f32| {
        let from_middle = (share - 0.5) * length;
        Point::new(middle.x + dx * from_middle, middle.y + dy * from_middle)
    };
    let mut stops = resolve(&gradient.stops, length);
    if gradient.repeating {
        stops = repeat(stops, 0.0, 1.0);
    }
    let (first, last, stops) = normalise(stops);
    let kind = GradientKind::Linear { from: at(first), to: at(last) };
    Gradient { kind, stops, transform: Affine::IDENTITY }
}

pub(super) fn radial(gradient: &RadialGradient, area: Rect) -> Gradient {
    let at = Point::new(
        area.x + gradient.position.0.resolve(area.width),
        area.y + gradient.position.1.resolve(area.height),
    );
    let (rx, ry) = extent(gradient, area, at);
    let (rx, ry) = (rx.max(0.001), ry.max(0.001));
    let mut stops = resolve(&gradient.stops, rx);
    if gradient.repeating {
        let corners = [area.x - at.x, area.right() - at.x].map(Pt::abs).into_iter().fold(0.0, Pt::max)
            + [area.y - at.y, area.bottom() - at.y].map(Pt::abs).into_iter().fold(0.0, Pt::max);
        stops = repeat(stops, 0.0, corners / rx.min(ry));
    }
    let (_, last, stops) = normalise(from_zero(stops));
    let kind = GradientKind::Radial {
        focus: Point::new(0.0, 0.0),
        center: Point::new(0.0, 0.0),
        radius: (rx * last).max(0.001),
    };
    let transform = Affine::scale(1.0, ry / rx).then(Affine::translate(at.x, at.y));
    Gradient { kind, stops, transform }
}

fn extent(gradient: &RadialGradient, area: Rect, at: Point) -> (Pt, Pt) {
    let (left, right) = ((at.x - area.x).abs(), (area.right() - at.x).abs());
    let (top, bottom) = ((at.y - area.y).abs(), (area.bottom() - at.y).abs());
    let near = (left.min(right), top.min(bottom));
    let far = (left.max(right), top.max(bottom));
    let sides = |(x, y): (Pt, Pt), pick: fn(Pt, Pt) -> Pt| {
        if gradient.circle { (pick(x, y), pick(x, y)) } else { (x, y) }
    };
    // An ellipse through a corner has the ratio of the one that touches the sides.
    let corner = |(x, y): (Pt, Pt)| match gradient.circle {
        true => (x.hypot(y), x.hypot(y)),
        false => (x * std::f32::consts::SQRT_2, y * std::f32::consts::SQRT_2),
    };
    match &gradient.extent {
        RadialExtent::ClosestSide => sides(near, Pt::min),
        RadialExtent::FarthestSide => sides(far, Pt::max),
        RadialExtent::ClosestCorner => corner(near),
        RadialExtent::FarthestCorner => corner(far),
        RadialExtent::Explicit(x, y) => (x.resolve(area.width), y.resolve(area.height)),
    }
}

/// Offsets from 0 to 1, and where these are.
fn normalise(mut stops: Stops) -> (f32, f32, Vec<GradientStop>) {
    // A hard edge at an end has its outer colour beyond it, which needs some room to be seen in.
    let place = |stop: &(f32, Rgba)| stop.0;
    if stops.first().map(place) == stops.get(1).map(place) {
        stops.insert(0, (stops[0].0 - 1.0, stops[0].1.clone()));
    }
    if stops.last().map(place) == stops.iter().nth_back(1).map(place) {
        let (place, color) = stops[stops.len() - 1].clone();
        stops.push((place + 1.0, color));
    }
    let first = stops.first().map_or(0.0, |stop| stop.0);
    let last = stops.last().map_or(1.0, |stop| stop.0);
    let span = if last > first { last - first } else { 1.0 };
    let mut all: Vec<GradientStop> = stops
        .into_iter()
        .map(|(place, color)| GradientStop { offset: ((place - first) / span).clamp(0.0, 1.0), color })
        .collect();
    if all.len() == 1 {
        all.push(GradientStop { offset: 1.0, color: all[0].color.clone() });
    }
    (first, first + span, all)
}
