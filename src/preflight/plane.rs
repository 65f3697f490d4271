//! Points, rectangles and outlines on a page: what lies in what, how far from what.

use crate::page::{FillRule, Path, Segment, bounds};
use crate::units::{Affine, Point, Pt, Rect};

/// Straight pieces that stand for a curve.
const PIECES: usize = 8;

/// What two rectangles share; `None` if not even an edge.
pub(super) fn common(one: Rect, other: Rect) -> Option<Rect> {
    let (left, top) = (one.x.max(other.x), one.y.max(other.y));
    let (right, bottom) = (one.right().min(other.right()), one.bottom().min(other.bottom()));
    (left <= right && top <= bottom).then(|| Rect::new(left, top, right - left, bottom - top))
}

/// What holds both.
pub(super) fn union(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
    Rect::new(x, y, right - x, bottom - y)
}

pub(super) fn is_in(point: Point, rect: Rect) -> bool {
    (rect.x..=rect.right()).contains(&point.x) && (rect.y..=rect.bottom()).contains(&point.y)
}

/// Whether the second lies in the first, edges included.
pub(super) fn holds(outer: Rect, inner: Rect) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

pub(super) fn center(rect: Rect) -> Point {
    Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0)
}

/// How much longer lengths along both axes become.
pub(super) fn scales(map: Affine) -> (f32, f32) {
    (map.a.hypot(map.b), map.c.hypot(map.d))
}

/// The straight edges of an outline; curves in pieces, sub-paths closed if `closes`.
pub(super) fn edges(path: &Path, closes: bool, mut edge: impl FnMut(Point, Point)) {
    let (mut start, mut at) = (Point::default(), Point::default());
    for segment in &path.segments {
        match *segment {
            Segment::Move(to) => {
                if closes && at != start {
                    edge(at, start);
                }
                (start, at) = (to, to);
            }
            Segment::Line(to) => {
                edge(at, to);
                at = to;
            }
            Segment::Cubic(first, second, end) => {
                let from = at;
                for piece in 1..=PIECES {
                    let to = on_curve([from, first, second, end], piece as f32 / PIECES as f32);
                    edge(at, to);
                    at = to;
                }
            }
            Segment::Close => {
                edge(at, start);
                at = start;
            }
        }
    }
    if closes && at != start {
        edge(at, start);
    }
}

fn on_curve([a, b, c, d]: [Point; 4], t: f32) -> Point {
    let s = 1.0 - t;
    let mix = |a: Pt, b: Pt, c: Pt, d: Pt| {
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    Point::new(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y))
}

/// Whether a filled outline covers a point (ISO 32000-2, 8.5.3.3).
pub(super) fn covers(path: &Path, rule: FillRule, point: Point) -> bool {
    let (mut winding, mut crossings) = (0, 0);
    edges(path, true, |from, to| {
        if (from.y <= point.y) == (to.y <= point.y) {
            return;
        }
        let x = from.x + (point.y - from.y) / (to.y - from.y) * (to.x - from.x);
        if x > point.x {
            crossings += 1;
            winding += if to.y > from.y { 1 } else { -1 };
        }
    });
    match rule {
        FillRule::NonZero => winding != 0,
        FillRule::EvenOdd => crossings % 2 == 1,
    }
}

/// From the nearest part of a rectangle to the nearest part of a line; 0 where they meet.
pub(super) fn distance(rect: Rect, from: Point, to: Point) -> Pt {
    let corners = bounds::corners(rect);
    if is_in(from, rect) || is_in(to, rect) {
        return 0.0;
    }
    let crosses = (0..4).any(|side| cross(corners[side], corners[(side + 1) % 4], from, to));
    if crosses {
        return 0.0;
    }
    let of_corners = corners.into_iter().map(|corner| to_line(corner, from, to));
    let of_ends = [from, to].into_iter().map(|end| {
        let nearest = Point::new(end.x.max(rect.x).min(rect.right()), end.y.max(rect.y).min(rect.bottom()));
        (end.x - nearest.x).hypot(end.y - nearest.y)
    });
    of_corners.chain(of_ends).fold(Pt::INFINITY, Pt::min)
}

fn to_line(point: Point, from: Point, to: Point) -> Pt {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { ((point.x - from.x) * dx + (point.y - from.y) * dy) / length } else { 0.0 };
    let share = share.clamp(0.0, 1.0);
    (point.x - from.x - share * dx).hypot(point.y - from.y - share * dy)
}

fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let turn = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let (one, other) = (turn(a, b, c) * turn(a, b, d), turn(c, d, a) * turn(c, d, b));
    one < 0.0 && other < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: Pt, other: Pt) -> bool {
        (one - other).abs() < 0.01
    }

    #[test]
    fn holes_are_not_covered() {
        let mut path = Path::rect(Rect::new(0.0, 0.0, 10.0, 10.0));
        path.extend(Path::rect(Rect::new(4.0, 4.0, 2.0, 2.0)));
        let middle = Point::new(5.0, 5.0);
        assert!(covers(&path, FillRule::NonZero, middle));
        assert!(!covers(&path, FillRule::EvenOdd, middle));
        assert!(covers(&path, FillRule::EvenOdd, Point::new(1.0, 5.0)));
        assert!(!covers(&path, FillRule::EvenOdd, Point::new(11.0, 5.0)));
    }

    #[test]
    fn distances_are_those_of_the_nearest_parts() {
        let rect = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(near(distance(rect, Point::new(13.0, -5.0), Point::new(13.0, 15.0)), 3.0));
        assert!(near(distance(rect, Point::new(13.0, 14.0), Point::new(20.0, 20.0)), 5.0));
        assert_eq!(distance(rect, Point::new(-5.0, 5.0), Point::new(15.0, 5.0)), 0.0);
    }
}
