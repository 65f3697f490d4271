//! Basic shapes as clips ([CSS Shapes 1, 3](https://www.w3.org/TR/css-shapes-1/#basic-shape-functions)).

use super::corner::{Radii, fitted};
use crate::page::{FillRule, Path, Segment};
use crate::style::{BasicShape, ClipPath, LengthPercentage, ShapeRadius};
use crate::units::{Point, Pt, Rect, Sides};

/// A clip in the coordinates of its reference box; `radii` are of that box.
pub(super) fn clip_path(clip: &ClipPath, area: Rect, radii: Radii) -> (Path, FillRule) {
    let Some(shape) = &clip.shape else {
        return (Path::rounded_rect(area, radii), FillRule::NonZero);
    };
    let place = |(x, y): &(LengthPercentage, LengthPercentage)| {
        Point::new(area.x + x.resolve(area.width), area.y + y.resolve(area.height))
    };
    match shape {
        BasicShape::Inset { sides, radii } => (inset(area, sides, radii), FillRule::NonZero),
        BasicShape::Circle { radius, center } => {
            let at = place(center);
            let sides =
                [at.x - area.x, area.right() - at.x, at.y - area.y, area.bottom() - at.y].map(Pt::abs);
            // Percentages are of the diagonal of a square with this one's sides.
            let basis = area.width.hypot(area.height) / std::f32::consts::SQRT_2;
            let r = used(radius, &sides, basis);
            (ellipse(at, r, r), FillRule::NonZero)
        }
        BasicShape::Ellipse { radii: (rx, ry), center } => {
            let at = place(center);
            let rx = used(rx, &[at.x - area.x, area.right() - at.x].map(Pt::abs), area.width);
            let ry = used(ry, &[at.y - area.y, area.bottom() - at.y].map(Pt::abs), area.height);
            (ellipse(at, rx, ry), FillRule::NonZero)
        }
        BasicShape::Polygon { even_odd, points } => {
            let mut segments: Vec<Segment> = points.iter().map(|point| Segment::Line(place(point))).collect();
            if let Some(Segment::Line(first)) = segments.first().copied() {
                segments[0] = Segment::Move(first);
                segments.push(Segment::Close);
            }
            (Path { segments }, if *even_odd { FillRule::EvenOdd } else { FillRule::NonZero })
        }
    }
}

fn inset(
    area: Rect,
    sides: &Sides<LengthPercentage>,
    radii: &[(LengthPercentage, LengthPercentage); 4],
) -> Path {
    let (top, bottom) = (sides.top.resolve(area.height), sides.bottom.resolve(area.height));
    let (left, right) = (sides.left.resolve(area.width), sides.right.resolve(area.width));
    // Opposite insets that meet shrink in proportion, to nothing.
    let meet = |near: Pt, far: Pt, size: Pt| {
        if near + far > size { (near * size / (near + far), 0.0) } else { (near, size - near - far) }
    };
    let ((left, width), (top, height)) = (meet(left, right, area.width), meet(top, bottom, area.height));
    let rect = Rect::new(area.x + left, area.y + top, width, height);
    let radii = radii.each_ref().map(|(x, y)| (x.resolve(area.width), y.resolve(area.height)));
    Path::rounded_rect(rect, fitted(radii, rect))
}

fn used(radius: &ShapeRadius, sides: &[Pt], basis: Pt) -> Pt {
    match radius {
        ShapeRadius::ClosestSide => sides.iter().copied().fold(Pt::INFINITY, Pt::min),
        ShapeRadius::FarthestSide => sides.iter().copied().fold(0.0, Pt::max),
        ShapeRadius::Length(length) => length.resolve(basis).max(0.0),
    }
}

fn ellipse(at: Point, rx: Pt, ry: Pt) -> Path {
    Path::rounded_rect(Rect::new(at.x - rx, at.y - ry, 2.0 * rx, 2.0 * ry), [(rx, ry); 4])
}
