//! Colour stops of gradients: placed, hints and opacity dissolved into plain stops, repeated
//! ([CSS Images 4, 3.5](https://www.w3.org/TR/css-images-4/#color-stops)).

use crate::color::Rgba;
use crate::style::ColorStop;
use crate::units::Pt;

/// Positions as shares of the gradient line, ascending.
pub(super) type Stops = Vec<(f32, Rgba)>;

/// Repeats of a ramp beyond which the eye sees one colour.
const MAX_REPEATS: f32 = 500.0;

/// A curve between two stops becomes so many straight pieces.
const PIECES: u8 = 8;

/// Positions as shares, ascending, those without one spread evenly
/// ([CSS Images 4, 3.5.3](https://www.w3.org/TR/css-images-4/#color-stop-fixup)).
pub(super) fn resolve(stops: &[ColorStop], length: Pt) -> Stops {
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
    let colors = stops.iter().map(|stop| stop.color.clone());
    premultiplied(without_hints(places.into_iter().flatten().zip(colors).collect()))
}

/// Between a hint's neighbours the colours follow a power curve
/// ([CSS Images 4, 3.5.2](https://www.w3.org/TR/css-images-4/#color-stop-interpolation)).
fn without_hints(stops: Vec<(f32, Option<Rgba>)>) -> Stops {
    let mut out: Stops = Vec::with_capacity(stops.len());
    for (index, (place, color)) in stops.iter().enumerate() {
        if let Some(color) = color {
            out.push((*place, color.clone()));
            continue;
        }
        let (Some((start, from)), Some((end, Some(to)))) = (out.last().cloned(), stops.get(index + 1)) else {
            continue;
        };
        let middle = if *end > start { (place - start) / (end - start) } else { 0.5 };
        if middle <= 0.0 {
            out.push((start, to.clone()));
        } else if middle >= 1.0 {
            out.push((*end, from));
        } else if (middle - 0.5).abs() > 0.001 {
            let power = 0.5_f32.ln() / middle.ln();
            out.extend(pieces().map(|t| (start + t * (end - start), from.mix(to, t.powf(power)))));
        }
    }
    out
}

/// Colours fade weighted with their opacity
/// ([CSS Images 4, 3.5.2](https://www.w3.org/TR/css-images-4/#color-stop-interpolation)), while a page
/// fades colour and opacity each for itself. Towards nothing, a colour keeps its hue.
fn premultiplied(stops: Stops) -> Stops {
    let mut out: Stops = Vec::with_capacity(stops.len());
    let mut push = |stop: (f32, Rgba)| {
        if out.last() != Some(&stop) {
            out.push(stop);
        }
    };
    let visible = |color: &Rgba, other: &Rgba| match color.alpha > 0.0 {
        true => color.clone(),
        false => Rgba { color: other.color.clone(), alpha: 0.0 },
    };
    for pair in stops.windows(2) {
        let [(start, from), (end, to)] = pair else { continue };
        let is_curve = from.alpha != to.alpha && from.alpha * to.alpha > 0.0 && from.color != to.color;
        push((*start, visible(from, to)));
        if is_curve && end > start {
            pieces().for_each(|t| push((start + t * (end - start), from.mix(to, t))));
        }
        push((*end, visible(to, from)));
    }
    out
}

/// Between the ends.
fn pieces() -> impl Iterator<Item = f32> {
    (1..PIECES).map(|piece| f32::from(piece) / f32::from(PIECES))
}

/// The ramp again and again, as far as it shows. One too fine to see is its average
/// ([CSS Images 3, 3.5](https://www.w3.org/TR/css-images-3/#repeating-gradients)).
pub(super) fn repeat(stops: Stops, from: f32, to: f32) -> Stops {
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return stops };
    let period = last.0 - first.0;
    if period <= 0.0 || (to - from) / period > MAX_REPEATS {
        let color = average(&stops);
        return vec![(from, color.clone()), (to, color)];
    }
    let begin = ((from - first.0) / period).floor() as i32;
    let end = ((to - first.0) / period).ceil() as i32;
    (begin..end)
        .flat_map(|turn| {
            stops.iter().map(move |(place, color)| (place + turn as f32 * period, color.clone()))
        })
        .collect()
}

fn average(stops: &Stops) -> Rgba {
    let mut sum = stops[stops.len() - 1].1.clone();
    let mut width = 0.0;
    for pair in stops.windows(2) {
        let piece = pair[1].0 - pair[0].0;
        if piece > 0.0 {
            width += piece;
            sum = sum.mix(&pair[0].1.mix(&pair[1].1, 0.5), piece / width);
        }
    }
    sum
}

/// What lies before 0, a radius does not have.
pub(super) fn from_zero(stops: Stops) -> Stops {
    let Some(first) = stops.iter().position(|(place, _)| *place > 0.0) else {
        return stops.last().map(|(_, color)| (0.0, color.clone())).into_iter().collect();
    };
    let (place, color) = &stops[first];
    let start = match first.checked_sub(1).map(|before| &stops[before]) {
        Some((before, from)) => from.mix(color, -before / (place - before)),
        None => color.clone(),
    };
    let mut out = vec![(0.0, start)];
    out.extend_from_slice(&stops[first..]);
    out
}
