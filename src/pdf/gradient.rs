//! Colour ramps as axial and radial shadings (ISO 32000-2, 8.7.4.5) with stitched functions.

use lopdf::{Dictionary, Object, dictionary};

use super::color;
use super::content::{Category, Content, Resource};
use super::deflate::deflated;
use super::number::{self, COEFFICIENT, COORDINATE};
use super::registry::Registry;
use crate::color::{Color, Rgba};
use crate::page::{Gradient, GradientKind, GradientStop};
use crate::units::{Affine, Rect};

/// Two stops nearer than this are one hard edge: a function needs a domain wider than nothing.
const HARD_EDGE: f32 = 1e-5;

/// The single colour that a ramp without extent or with one stop comes down to.
pub(super) fn plain_color(gradient: &Gradient) -> Option<Rgba> {
    let transform = gradient.transform;
    let has_extent = match gradient.kind {
        GradientKind::Linear { from, to } => from != to,
        GradientKind::Radial { radius, .. } => radius > 0.0,
    };
    let area = transform.a * transform.d - transform.b * transform.c;
    if has_extent && area.is_finite() && area != 0.0 && gradient.stops.len() > 1 {
        return None;
    }
    Some(gradient.stops.last().map_or(Rgba::TRANSPARENT, |stop| stop.color.clone()))
}

/// The opacity that all stops share, if they share one.
pub(super) fn even_alpha(gradient: &Gradient) -> Option<f32> {
    let mut alphas = gradient.stops.iter().map(|stop| stop.color.alpha);
    let first = alphas.next()?;
    alphas.all(|alpha| alpha == first).then_some(first)
}

/// The ramp's colours as a pattern for the current coordinates.
pub(super) fn pattern(content: &Content, registry: &mut Registry, gradient: &Gradient) -> Resource {
    let (space, stops) = common_space(registry, &gradient.stops);
    // A pattern's matrix leads to the start of the stream, whatever `cm` came in between (8.7.3.1).
    let matrix = to_stream(content, gradient).then(content.ctm());
    let pattern = dictionary! {
        "Type" => "Pattern",
        "PatternType" => 2,
        "Matrix" => matrix_object(matrix),
        "Shading" => shading(gradient, space, &stops),
    };
    registry.share(Category::Pattern, "P", pattern.into())
}

/// The ramp's opacity as a soft mask over `bounds` (11.6.5.2): a graphics state to call before painting.
pub(super) fn mask(
    content: &Content,
    registry: &mut Registry,
    gradient: &Gradient,
    bounds: Rect,
) -> Resource {
    let stops: Vec<(f32, Vec<f32>)> =
        gradient.stops.iter().map(|stop| (stop.offset, vec![stop.color.alpha])).collect();
    let shade = shading(gradient, "DeviceGray".into(), &stops);
    let shade = registry.file.add_object(shade);
    registry.is_transparent = true;
    let mut painted = Content::new(content.flip());
    painted.concat(to_stream(content, gradient));
    painted.line("/S sh");
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => bounding_box(content, bounds),
        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceGray", "I" => true },
        "Resources" => dictionary! { "Shading" => dictionary! { "S" => shade } },
    };
    let form = registry.file.add_object(deflated(form, &painted.bytes));
    let state = dictionary! {
        "Type" => "ExtGState",
        "SMask" => dictionary! { "Type" => "Mask", "S" => "Luminosity", "G" => form },
    };
    registry.add(Category::ExtGState, "M", state.into())
}

pub(super) fn matrix_object(matrix: Affine) -> Object {
    let mut values = match number::array(&[matrix.a, matrix.b, matrix.c, matrix.d], COEFFICIENT) {
        Object::Array(values) => values,
        other => vec![other],
    };
    values.extend([number::object(matrix.e, COORDINATE), number::object(matrix.f, COORDINATE)]);
    Object::Array(values)
}

/// A rectangle of page coordinates as corners in the stream's.
pub(super) fn bounding_box(content: &Content, bounds: Rect) -> Object {
    let flip = content.flip();
    let left = bounds.x + flip.e;
    let (bottom, top) = (flip.f - bounds.bottom(), flip.f - bounds.y);
    number::array(&[left, bottom, bounds.right() + flip.e, top], COORDINATE)
}

/// From gradient space (y downwards) to the current coordinates of the stream.
fn to_stream(content: &Content, gradient: &Gradient) -> Affine {
    gradient.transform.then(content.flip())
}

fn shading(gradient: &Gradient, space: Object, stops: &[(f32, Vec<f32>)]) -> Dictionary {
    let (kind, coordinates) = match gradient.kind {
        GradientKind::Linear { from, to } => (2, vec![from.x, from.y, to.x, to.y]),
        GradientKind::Radial { focus, center, radius } => {
            (3, vec![focus.x, focus.y, 0.0, center.x, center.y, radius])
        }
    };
    dictionary! {
        "ShadingType" => kind,
        "ColorSpace" => space,
        "Coords" => number::array(&coordinates, COEFFICIENT),
        "Extend" => vec![true.into(), true.into()],
        "Function" => ramp(stops),
    }
}

/// One exponential function for two stops, else a stitching function over one for each pair (7.10.4).
fn ramp(stops: &[(f32, Vec<f32>)]) -> Dictionary {
    let mut bounds = Vec::new();
    let mut pieces = Vec::new();
    let mut add = |from: f32, to: f32, start: &[f32], end: &[f32]| {
        if to - from > HARD_EDGE {
            bounds.push(to);
            pieces.push(between(start, end));
        }
    };
    let mut last = (0.0, &stops[0].1);
    for (offset, color) in stops {
        add(last.0, *offset, last.1, color);
        last = (offset.max(last.0), color);
    }
    add(last.0, 1.0, last.1, last.1);
    bounds.pop();
    if pieces.len() == 1 {
        return pieces.remove(0);
    }
    let encode = pieces.iter().flat_map(|_| [0.into(), 1.into()]).collect::<Vec<Object>>();
    dictionary! {
        "FunctionType" => 3,
        "Domain" => vec![0.into(), 1.into()],
        "Bounds" => number::array(&bounds, COEFFICIENT),
        "Encode" => encode,
        "Functions" => pieces.into_iter().map(Object::from).collect::<Vec<_>>(),
    }
}

fn between(start: &[f32], end: &[f32]) -> Dictionary {
    dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => number::array(start, COORDINATE),
        "C1" => number::array(end, COORDINATE),
        "N" => 1,
    }
}

/// A shading has one colour space. Stops of one kind keep theirs; a mixture is shown in process inks.
fn common_space(registry: &mut Registry, stops: &[GradientStop]) -> (Object, Vec<(f32, Vec<f32>)>) {
    let all = |test: fn(&Color) -> bool| stops.iter().all(|stop| test(&stop.color.color));
    let own = |stop: &GradientStop| (stop.offset, color::components(&stop.color.color));
    if all(|color| matches!(color, Color::Rgb(_))) {
        return ("DeviceRGB".into(), stops.iter().map(own).collect());
    }
    registry.has_inks = true;
    if let Color::Spot(first) = &stops[0].color.color {
        let same =
            |stop: &GradientStop| matches!(&stop.color.color, Color::Spot(spot) if spot.name == first.name);
        if stops.iter().all(same) {
            let space = color::separation(registry, first);
            return (Object::Reference(space.id), stops.iter().map(own).collect());
        }
    }
    let inks = stops.iter().map(|stop| (stop.offset, process_inks(&stop.color.color).to_vec())).collect();
    ("DeviceCMYK".into(), inks)
}

fn process_inks(color: &Color) -> [f32; 4] {
    match color {
        Color::Cmyk(inks) => *inks,
        Color::Spot(spot) => spot.process_inks(),
        Color::Rgb(rgb) => {
            // Without a profile, as ISO 32000-2, 10.4.2.4 converts.
            let [c, m, y] = rgb.map(|channel| 1.0 - f32::from(channel) / 255.0);
            let k = c.min(m).min(y);
            [c - k, m - k, y - k, k]
        }
    }
}
