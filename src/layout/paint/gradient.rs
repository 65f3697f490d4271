//! CSS gradients as colour ramps of the page ([CSS Images 3, 3](https://www.w3.org/TR/css-images-3/#gradients)).

use super::background::center;
use crate::color::Rgba;
use crate::page::{Gradient, GradientKind, GradientStop};
use crate::style::{ColorStop, GradientDirection, LinearGradient, RadialExtent, RadialGradient};
use crate::units::{Affine, Point, Pt, Rect};

/// Repeats of a ramp beyond which the eye sees grey.
const MAX_REPEATS: usize = 500;

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
    for stop in &mut stops {
        stop.0 = stop.0.max(0.0);
    }
    if stops.first().is_some_and(|stop| stop.0 > 0.0) {
        stops.insert(0, (0.0, stops[0].1.clone()));
    }
    let (_, last, stops) = normalise(stops);
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

type Stops = Vec<(f32, Rgba)>;

/// Positions as shares, ascending, those without one spread evenly
/// ([CSS Images 3, 3.4.3](https://www.w3.org/TR/css-images-3/#color-stop-fixup)).
fn resolve(stops: &[ColorStop], length: Pt) -> Stops {
    let length = length.max(0.001);
    let mut places: Vec<Option<f32>> =
        stops.iter().map(|stop| stop.position.as_ref().map(|place| place.resolve(length) / length)).collect();
    if let Some(first) = places.first_mut() {
        first.get_or_insert(0.0);
    }
    if let Some(last) = places.last_mut() {
        last.get_or_insert(1.0);
    }
    let mut highest = f32::NEG_INFINITY;
    for place in places.iter_mut().flatten() {
        highest = highest.max(*place);
        *place = highest;
    }
    let mut index = 0;
    while index < places.len() {
        if places[index].is_some() {
            index += 1;
            continue;
        }
        let end = (index..places.len()).find(|next| places[*next].is_some()).expect("the last has a place");
        let (from, to) = (places[index - 1].unwrap_or(0.0), places[end].unwrap_or(1.0));
        let steps = (end - index + 1) as f32;
        for (step, place) in places[index..end].iter_mut().enumerate() {
            *place = Some(from + (to - from) * (step + 1) as f32 / steps);
        }
        index = end;
    }
    let placed = places.into_iter().flatten().zip(stops.iter().map(|stop| stop.color.clone())).collect();
    fade(placed)
}

/// Colours fade premultiplied (CSS Images 3, 3.4.2): towards nothing, a colour keeps its hue.
fn fade(stops: Stops) -> Stops {
    let mut faded: Stops = Vec::with_capacity(stops.len());
    for (index, (place, color)) in stops.iter().enumerate() {
        if color.alpha > 0.0 {
            faded.push((*place, color.clone()));
            continue;
        }
        let ghost = |of: &Rgba| Rgba { color: of.color.clone(), alpha: 0.0 };
        let before = index.checked_sub(1).map(|before| &stops[before].1);
        let after = stops.get(index + 1).map(|(_, after)| after);
        match (before, after) {
            (Some(before), Some(after)) => {
                faded.push((*place, ghost(before)));
                faded.push((*place, ghost(after)));
            }
            (Some(neighbour), None) | (None, Some(neighbour)) => faded.push((*place, ghost(neighbour))),
            (None, None) => faded.push((*place, color.clone())),
        }
    }
    faded
}

fn repeat(stops: Stops, from: f32, to: f32) -> Stops {
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return stops };
    let period = last.0 - first.0;
    if period <= 0.0 || (to - from) / period > MAX_REPEATS as f32 {
        return stops;
    }
    let begin = ((from - first.0) / period).floor() as i32;
    let end = ((to - first.0) / period).ceil() as i32;
    (begin..end)
        .flat_map(|turn| {
            stops.iter().map(move |(place, color)| (place + turn as f32 * period, color.clone()))
        })
        .collect()
}

/// Offsets from 0 to 1, and where these are.
fn normalise(stops: Stops) -> (f32, f32, Vec<GradientStop>) {
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
