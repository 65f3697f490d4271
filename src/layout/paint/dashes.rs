//! Dashed and dotted lines, fitted so that both ends look alike.

use crate::page::{Cap, Join, Origin, Overprint, Paint, Path, PathItem, Segment, Stroke};
use crate::style::{Border, BorderStyle};
use crate::units::{PT_PER_PX, Point, Pt};

/// So much too short that rounded numbers never lose the last dot.
const SLACK: Pt = 0.002;

/// A line of a dashed or dotted side from corner to corner.
pub(super) fn straight(from: Point, to: Point, border: &Border, width: Pt, origin: Origin) -> PathItem {
    let length = (to.x - from.x).hypot(to.y - from.y);
    if border.style != BorderStyle::Dotted {
        return stroked(Path::line(from, to), border, width, dashes(length, width, false), origin);
    }
    // The outermost dots touch the corner from inside.
    let half = (width / 2.0).min(length / 2.0);
    let step = Point::new((to.x - from.x) / length * half, (to.y - from.y) / length * half);
    let path =
        Path::line(Point::new(from.x + step.x, from.y + step.y), Point::new(to.x - step.x, to.y - step.y));
    stroked(path, border, width, dots(length - 2.0 * half, width), origin)
}

/// A line around a box.
pub(super) fn around(path: Path, border: &Border, width: Pt, origin: Origin) -> PathItem {
    let length = length(&path);
    let pattern = match border.style {
        BorderStyle::Dotted => dots(length, width),
        _ => dashes(length, width, true),
    };
    stroked(path, border, width, pattern, origin)
}

/// Dots as wide as the line, about as far apart.
fn dots(length: Pt, width: Pt) -> Vec<Pt> {
    let count = (length / (2.0 * width)).round().max(1.0);
    vec![0.0, ((length - SLACK) / count).max(width / 2.0)]
}

/// Dashes of twice the width and gaps of one, both longer in fine lines; the gaps give way.
fn dashes(length: Pt, width: Pt, is_closed: bool) -> Vec<Pt> {
    let is_fine = width < 3.0 * PT_PER_PX;
    let (dash, gap) = if is_fine { (3.0 * width, 2.0 * width) } else { (2.0 * width, width) };
    let open = if is_closed { 0.0 } else { 1.0 };
    let count = ((length + open * gap) / (dash + gap)).round();
    let gaps = count - open;
    if gaps < 1.0 {
        return Vec::new();
    }
    let gap = (length - count * dash) / gaps;
    if gap > 0.0 { vec![dash, gap] } else { Vec::new() }
}

fn stroked(path: Path, border: &Border, width: Pt, dashes: Vec<Pt>, origin: Origin) -> PathItem {
    let is_dotted = border.style == BorderStyle::Dotted;
    PathItem {
        path: path.into(),
        fill: None,
        stroke: Some(Stroke {
            paint: Paint::Solid(border.color.clone()),
            width,
            dashes,
            dash_offset: 0.0,
            cap: if is_dotted { Cap::Round } else { Cap::Butt },
            join: Join::Miter,
            miter_limit: 4.0,
        }),
        overprint: Overprint::Knockout,
        origin,
    }
}

/// The length of a path of one part; curves are measured in steps.
fn length(path: &Path) -> Pt {
    const STEPS: u8 = 16;
    let mut sum = 0.0;
    let mut at = Point::default();
    let mut start = at;
    let mut go = |at: &mut Point, to: Point| {
        sum += (to.x - at.x).hypot(to.y - at.y);
        *at = to;
    };
    for segment in &path.segments {
        match *segment {
            Segment::Move(point) => (at, start) = (point, point),
            Segment::Line(point) => go(&mut at, point),
            Segment::Cubic(first, second, end) => {
                let from = at;
                for step in 1..=STEPS {
                    let t = f32::from(step) / f32::from(STEPS);
                    let weights =
                        [(1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3)];
                    let points = [from, first, second, end];
                    let mix = |axis: fn(&Point) -> Pt| -> Pt {
                        points.iter().zip(weights).map(|(point, weight)| axis(point) * weight).sum()
                    };
                    go(&mut at, Point::new(mix(|point| point.x), mix(|point| point.y)));
                }
            }
            Segment::Close => go(&mut at, start),
        }
    }
    sum
}
