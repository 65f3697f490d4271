//! Shapes: path construction, line style and painting (ISO 32000-2, 8.5).

use std::sync::Arc;

use super::color::{self, Side};
use super::content::{Content, Slot};
use super::gradient;
use super::number::{self, COEFFICIENT, COORDINATE};
use super::registry::Registry;
use crate::page::bounds;
use crate::page::{Cap, FillRule, Gradient, Join, Overprint, Paint, Path, PathItem, Segment, Stroke};
use crate::units::Rect;

/// What a paint asks for beside the current colour.
pub(super) struct Ink {
    pub alpha: f32,
    /// The ramp whose opacity changes over the shape.
    pub mask: Option<Arc<Gradient>>,
}

pub(super) fn paint(content: &mut Content, registry: &mut Registry, item: &PathItem) {
    let fill = item.fill.as_ref().and_then(|(paint, rule)| Some((ink(paint)?, paint, *rule)));
    // In PDF a width of 0 is the thinnest line a device has; here it is no line.
    let stroke = item.stroke.as_ref().filter(|stroke| stroke.width > 0.0);
    let stroke = stroke.and_then(|stroke| Some((ink(&stroke.paint)?, stroke)));
    match (fill, stroke) {
        (Some((fill_ink, fill, rule)), Some((stroke_ink, stroke))) if is_opaque(&fill_ink, &stroke_ink) => {
            color::compose(content, registry, 1.0, 1.0, item.overprint);
            select(content, registry, Side::Fill, fill);
            select(content, registry, Side::Stroke, &stroke.paint);
            line_style(content, stroke);
            construct(content, &item.path);
            content.line(if rule == FillRule::NonZero { "B" } else { "B*" });
        }
        // Painted one after the other: where transparent paints overlap, both show.
        (fill, stroke) => {
            if let Some((ink, paint, rule)) = fill {
                with_ink(content, registry, &ink, item, Side::Fill, |content, registry| {
                    select(content, registry, Side::Fill, paint);
                    construct(content, &item.path);
                    content.line(if rule == FillRule::NonZero { "f" } else { "f*" });
                });
            }
            if let Some((ink, stroke)) = stroke {
                with_ink(content, registry, &ink, item, Side::Stroke, |content, registry| {
                    select(content, registry, Side::Stroke, &stroke.paint);
                    line_style(content, stroke);
                    construct(content, &item.path);
                    content.line("S");
                });
            }
        }
    }
}

/// Narrows the clip to a path; holds until the next `restore`.
pub(super) fn clip(content: &mut Content, path: &Path, rule: FillRule) {
    if path.segments.is_empty() {
        // An empty clip shows nothing (CSS Masking 1, 5.1); an empty path would be an error.
        content.op(&[0.0; 4], "re");
    }
    construct(content, path);
    content.line(if rule == FillRule::NonZero { "W n" } else { "W* n" });
}

/// None if the paint leaves no trace.
pub(super) fn ink(paint: &Paint) -> Option<Ink> {
    let plain = |alpha: f32| (alpha > 0.0).then_some(Ink { alpha, mask: None });
    match paint {
        Paint::Solid(color) => plain(color.alpha),
        Paint::Gradient(ramp) => match (gradient::plain_color(ramp), gradient::even_alpha(ramp)) {
            (Some(color), _) => plain(color.alpha),
            (None, Some(alpha)) => plain(alpha),
            (None, None) => Some(Ink { alpha: 1.0, mask: Some(ramp.clone()) }),
        },
    }
}

/// Makes a paint the current colour.
pub(super) fn select(content: &mut Content, registry: &mut Registry, side: Side, paint: &Paint) {
    let ramp = match paint {
        Paint::Solid(solid) => return color::select(content, registry, side, &solid.color),
        Paint::Gradient(ramp) => ramp,
    };
    if let Some(solid) = gradient::plain_color(ramp) {
        return color::select(content, registry, side, &solid.color);
    }
    let pattern = gradient::pattern(content, registry, ramp);
    let name = content.named(&pattern);
    let (space, operator) = if side == Side::Fill { ("cs", "scn") } else { ("CS", "SCN") };
    content.set(side.slot(), format!("/Pattern {space} {name} {operator}").as_bytes());
}

/// Runs `draw` under an ink's opacity; `bounds` is the area it may touch, which only a ramp of opacity asks for.
pub(super) fn under_ink(
    content: &mut Content,
    registry: &mut Registry,
    ink: &Ink,
    (side, overprint, bounds): (Side, Overprint, impl FnOnce() -> Rect),
    draw: impl FnOnce(&mut Content, &mut Registry),
) {
    let Some(ramp) = &ink.mask else {
        let (fill, stroke) = if side == Side::Fill { (ink.alpha, 1.0) } else { (1.0, ink.alpha) };
        color::compose(content, registry, fill, stroke, overprint);
        return draw(content, registry);
    };
    let mask = gradient::mask(content, registry, ramp, bounds());
    content.save();
    color::compose(content, registry, 1.0, 1.0, overprint);
    let name = content.named(&mask);
    content.line(&format!("{name} gs"));
    draw(content, registry);
    content.restore();
}

fn with_ink(
    content: &mut Content,
    registry: &mut Registry,
    ink: &Ink,
    item: &PathItem,
    side: Side,
    draw: impl FnOnce(&mut Content, &mut Registry),
) {
    let bounds = || bounds::of_path_item(item).unwrap_or_default();
    under_ink(content, registry, ink, (side, item.overprint, bounds), draw);
}

fn is_opaque(fill: &Ink, stroke: &Ink) -> bool {
    fill.alpha >= 1.0 && stroke.alpha >= 1.0 && fill.mask.is_none() && stroke.mask.is_none()
}

fn line_style(content: &mut Content, stroke: &Stroke) {
    let mut set = |slot, value: f32, operator: &str| {
        let mut bytes = Vec::new();
        number::write(&mut bytes, value, COORDINATE);
        bytes.extend_from_slice(operator.as_bytes());
        content.set(slot, &bytes);
    };
    set(Slot::Width, stroke.width, " w");
    set(Slot::Cap, stroke.cap as u8 as f32, " J");
    set(Slot::Join, stroke.join as u8 as f32, " j");
    // Below 1 a limit is an error (ISO 32000-2, 8.4.3.5).
    set(Slot::Miter, stroke.miter_limit.max(1.0), " M");
    let mut dash = vec![b'['];
    // All zero would be an error; it means a solid line.
    if stroke.dashes.iter().any(|length| *length > 0.0) {
        for (index, length) in stroke.dashes.iter().enumerate() {
            if index > 0 {
                dash.push(b' ');
            }
            number::write(&mut dash, length.max(0.0), COEFFICIENT);
        }
    }
    dash.extend_from_slice(b"] ");
    number::write(&mut dash, stroke.dash_offset, COORDINATE);
    dash.extend_from_slice(b" d");
    content.set(Slot::Dash, &dash);
}

fn construct(content: &mut Content, path: &Path) {
    // The modules of a code are hundreds. All of them turn the other way then, which changes nothing.
    if let (parts, []) = path.segments.as_chunks::<5>()
        && !parts.is_empty()
        && parts.iter().all(|part| as_rect(part).is_some())
    {
        let flip = content.flip();
        for Rect { x, y, width, height } in parts.iter().filter_map(as_rect) {
            content.op(&[x + flip.e, flip.f - (y + height), width, height], "re");
        }
        return;
    }
    for segment in &path.segments {
        match *segment {
            Segment::Move(point) => content.points(&[point], "m"),
            Segment::Line(point) => content.points(&[point], "l"),
            Segment::Cubic(first, second, end) => content.points(&[first, second, end], "c"),
            Segment::Close => content.line("h"),
        }
    }
}

/// A closed upright rectangle drawn clockwise from its top left corner, as [`Path::rect`] makes it.
fn as_rect(part: &[Segment; 5]) -> Option<Rect> {
    use Segment::{Close, Line, Move};
    let [Move(a), Line(b), Line(c), Line(d), Close] = *part else { return None };
    let upright = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    let clockwise = b.x >= a.x && c.y >= b.y;
    (upright && clockwise).then(|| Rect::new(a.x, a.y, c.x - a.x, c.y - a.y))
}

const _: () = {
    // The enums are in PDF's order (ISO 32000-2, tables 53 and 54), so that `as` gives the operand.
    assert!(Cap::Butt as u8 == 0 && Cap::Round as u8 == 1 && Cap::Square as u8 == 2);
    assert!(Join::Miter as u8 == 0 && Join::Round as u8 == 1 && Join::Bevel as u8 == 2);
};
