//! What lies below: colours as the press mixes them, seen on a screen.

use super::plane::{common, covers};
use super::walk::{Seen, Visit, Walked};
use crate::color::{Color, Rgba};
use crate::page::{Gradient, GradientKind, Paint, PlacedImage};
use crate::prepress::Press;
use crate::units::{Affine, Point, Rect};

/// sRGB, 0 to 1 each.
pub(super) type Screen = [f32; 3];

const PAPER: Screen = [1.0; 3];
/// Places along and across a text where it is looked at, over one colour and over several.
const EVEN: (usize, usize) = (3, 1);
const UNEVEN: (usize, usize) = (16, 3);
/// What is thinner than this part of a text's height is a line.
const FINE: f32 = 4.0;
/// One place of so many may be worse than what counts: letters are read past a lamp in the photo below.
const ONE_OF: usize = 10;

/// A text and what lies below it, where the two differ little.
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

/// At places all over a text; `None` where a picture lies below that cannot be decoded.
pub(super) fn legible(press: &Press, walked: &Walked, index: usize) -> Option<Legible> {
    let visit = &walked.visits[index];
    let Seen::Text(run) = visit.seen else { return None };
    if !walked.spend(index) {
        return None;
    }
    let below = areas_below(walked, index);
    let is_even = !below.iter().any(|other| is_uneven(other, visit.reach));
    let back = visit.to_page.inverse()?;
    let mut last: Option<Legible> = None;
    let mut found: Vec<Legible> = places(visit.rect, if is_even { EVEN } else { UNEVEN })
        .map(|at| visit.to_page.apply(at))
        .filter(|at| walked.is_open(visit, *at))
        .filter_map(|at| {
            let ground = mixture(press, walked, &below, at)?;
            let text = mixed(press, &paint_at(&run.paint, back.apply(at)), visit.opacity, ground);
            // Most places are like the one before.
            let known = last.filter(|last| (last.text, last.ground) == (text, ground));
            last = known.or_else(|| Some(Legible { text, ground, contrast: contrast(text, ground) }));
            last
        })
        .collect();
    found.sort_by(|one, other| one.contrast.total_cmp(&other.contrast));
    found.get(found.len() / ONE_OF).copied()
}

/// What lies below a visit and may be ground; a drawing beside it is passed over as one.
fn areas_below<'w, 'a>(walked: &'w Walked<'a>, index: usize) -> Vec<&'w Visit<'a>> {
    let reach = walked.visits[index].reach;
    let mut below = Vec::new();
    let mut at = 0;
    while at < index {
        let visit = &walked.visits[at];
        let is_beside = matches!(visit.seen, Seen::Drawing) && common(visit.reach, reach).is_none();
        if may_cover(visit, reach) {
            below.push(visit);
        }
        at = if is_beside { visit.next } else { at + 1 };
    }
    below
}

/// The middles of equal parts of a rectangle.
fn places(rect: Rect, (along, across): (usize, usize)) -> impl Iterator<Item = Point> {
    let middle = |start: f32, length: f32, part: usize, parts: usize| {
        start + length * (part as f32 + 0.5) / parts as f32
    };
    (0..across).flat_map(move |row| {
        let y = middle(rect.y, rect.height, row, across);
        (0..along).map(move |column| Point::new(middle(rect.x, rect.width, column, along), y))
    })
}

/// Lines under and beside letters are too fine to be ground.
fn may_cover(visit: &Visit, reach: Rect) -> bool {
    let fine = reach.width.min(reach.height) / FINE;
    let is_area = match visit.seen {
        Seen::Shape(item) => item.fill.is_some(),
        Seen::Picture(_) => true,
        Seen::Text(_) | Seen::Drawing => false,
    };
    let is_seen = |part: Rect| part.width.min(part.height) > fine;
    is_area && common(visit.reach, reach).is_some_and(is_seen)
}

/// Whether a thing may be of several colours below a text, or lie below a part of it only.
fn is_uneven(visit: &Visit, reach: Rect) -> bool {
    let is_plain = matches!(visit.seen, Seen::Shape(item)
        if matches!(item.fill, Some((Paint::Solid(_), _))) && item.path.segments.len() <= 5);
    !is_plain || !super::plane::holds(visit.reach, reach)
}

/// The colour of a page at a point, below the visit with this index; `None` under a picture that cannot be decoded.
pub(super) fn below(press: &Press, walked: &Walked, index: usize, at: Point) -> Option<Screen> {
    if !walked.spend(index) {
        return None;
    }
    let below: Vec<&Visit> =
        walked.visits[..index].iter().filter(|visit| walked.is_open(visit, at)).collect();
    mixture(press, walked, &below, at)
}

/// The last visit that paints a point.
pub(super) fn topmost(walked: &Walked, at: Point) -> Option<usize> {
    let paints = |visit: &Visit| walked.is_open(visit, at) && is_painted(walked, visit, at);
    walked.spend(walked.visits.len()).then(|| walked.visits.iter().rposition(paints)).flatten()
}

/// From the top down to what lets nothing through, and up again.
fn mixture(press: &Press, walked: &Walked, below: &[&Visit], at: Point) -> Option<Screen> {
    let mut layers: Vec<(Screen, f32)> = Vec::new();
    for visit in below.iter().rev().filter(|visit| walked.is_open(visit, at) && is_painted(walked, visit, at))
    {
        let Some(place) = visit.to_page.inverse().map(|back| back.apply(at)) else { continue };
        let (color, alpha) = match visit.seen {
            Seen::Shape(item) => {
                let Some((paint, _)) = &item.fill else { continue };
                let paint = paint_at(paint, place);
                (screen(press, &paint.color), paint.alpha)
            }
            Seen::Picture(image) => pixel(press, image, place)?,
            Seen::Text(_) | Seen::Drawing => continue,
        };
        let share = (alpha * visit.opacity).clamp(0.0, 1.0);
        layers.push((color, share));
        if share >= 1.0 {
            break;
        }
    }
    Some(layers.into_iter().rfold(PAPER, |ground, (color, share)| over(color, share, ground)))
}

/// Whether a shape or picture lies at a point of the page that its clips leave. Text and lines are too fine to be
/// ground.
fn is_painted(walked: &Walked, visit: &Visit, at: Point) -> bool {
    match visit.seen {
        Seen::Shape(item) => item.fill.as_ref().is_some_and(|(_, rule)| {
            let place = visit.to_page.inverse().map(|back| back.apply(at));
            walked.spend(item.path.segments.len()) && place.is_some_and(|at| covers(&item.path, *rule, at))
        }),
        Seen::Picture(_) => true,
        Seen::Text(_) | Seen::Drawing => false,
    }
}

fn pixel(press: &Press, image: &PlacedImage, at: Point) -> Option<(Screen, f32)> {
    let rect = image.rect;
    let look = press.look(&image.picture)?;
    Some(look.at((at.x - rect.x) / rect.width, (at.y - rect.y) / rect.height))
}

fn paint_at(paint: &Paint, at: Point) -> Rgba {
    match paint {
        Paint::Solid(color) => color.clone(),
        Paint::Gradient(gradient) => color_at(gradient, offset_at(gradient, at)),
    }
}

/// Between two stops both are mixed, as inks if they are inks.
fn color_at(gradient: &Gradient, offset: f32) -> Rgba {
    let stops = &gradient.stops;
    let next = stops.iter().position(|stop| stop.offset >= offset);
    match (next, stops.last()) {
        (Some(0), _) => stops[0].color.clone(),
        (Some(next), _) => {
            let (from, to) = (&stops[next - 1], &stops[next]);
            from.color.mix(&to.color, (offset - from.offset) / (to.offset - from.offset))
        }
        (None, last) => last.map_or(Rgba::TRANSPARENT, |stop| stop.color.clone()),
    }
}

fn offset_at(gradient: &Gradient, at: Point) -> f32 {
    let at = gradient.transform.inverse().unwrap_or(Affine::IDENTITY).apply(at);
    match gradient.kind {
        GradientKind::Linear { from, to } => {
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy)
        }
        GradientKind::Radial { center, radius, .. } => (at.x - center.x).hypot(at.y - center.y) / radius,
    }
}

fn mixed(press: &Press, color: &Rgba, opacity: f32, ground: Screen) -> Screen {
    over(screen(press, &color.color), (color.alpha * opacity).clamp(0.0, 1.0), ground)
}

fn over(top: Screen, share: f32, ground: Screen) -> Screen {
    std::array::from_fn(|channel| top[channel] * share + ground[channel] * (1.0 - share))
}

pub(super) fn screen(press: &Press, color: &Color) -> Screen {
    press.printer.profile.shown(color)
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
