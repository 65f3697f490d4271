use std::sync::Arc;

use super::{Origin, Overprint, Paint, Stroke};
use crate::units::{Affine, Point, Pt, Rect};

/// A shape that is filled, stroked, or both (fill first).
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// Shared: where nothing but colours differ, it is not copied.
    pub path: Arc<Path>,
    pub fill: Option<(Paint, FillRule)>,
    pub stroke: Option<Stroke>,
    pub overprint: Overprint,
    pub origin: Origin,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FillRule {
    #[default]
    NonZero,
    EvenOdd,
}

/// Sub-paths of lines and cubic curves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    pub segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(Point),
    Line(Point),
    Cubic(Point, Point, Point),
    Close,
}

/// Control point distance that makes a cubic curve a quarter of a circle.
const KAPPA: f32 = 0.552_284_8;

impl Path {
    pub fn rect(rect: Rect) -> Path {
        let (right, bottom) = (rect.right(), rect.bottom());
        Path {
            segments: vec![
                Segment::Move(Point::new(rect.x, rect.y)),
                Segment::Line(Point::new(right, rect.y)),
                Segment::Line(Point::new(right, bottom)),
                Segment::Line(Point::new(rect.x, bottom)),
                Segment::Close,
            ],
        }
    }

    pub fn line(from: Point, to: Point) -> Path {
        Path { segments: vec![Segment::Move(from), Segment::Line(to)] }
    }

    /// A cross in a ring, as plates are laid over each other by; `arm` reaches from its center outwards.
    pub fn register(center: Point, arm: Pt) -> Path {
        let Point { x, y } = center;
        let mut path = Path::line(Point::new(x - arm, y), Point::new(x + arm, y));
        path.extend(Path::line(Point::new(x, y - arm), Point::new(x, y + arm)));
        let ring = 0.6 * arm;
        let around = Rect::new(x - ring, y - ring, 2.0 * ring, 2.0 * ring);
        path.extend(Path::rounded_rect(around, [(ring, ring); 4]));
        path
    }

    /// A rectangle with elliptic corners: `(horizontal, vertical)` radii from the top left, clockwise.
    pub fn rounded_rect(rect: Rect, radii: [(Pt, Pt); 4]) -> Path {
        if radii.iter().all(|(rx, ry)| *rx <= 0.0 || *ry <= 0.0) {
            return Path::rect(rect);
        }
        let mut path = Path::default();
        for (index, [start, first, second, end]) in Path::corners(rect, radii).into_iter().enumerate() {
            path.segments.push(if index == 0 { Segment::Move(start) } else { Segment::Line(start) });
            path.segments.push(Segment::Cubic(first, second, end));
        }
        path.segments.push(Segment::Close);
        path
    }

    /// The curves of a rectangle's corners from the top left, clockwise: start, control points, end.
    pub fn corners(rect: Rect, radii: [(Pt, Pt); 4]) -> [[Point; 4]; 4] {
        let [(tlx, tly), (trx, tr_y), (brx, bry), (blx, bly)] = radii;
        let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
        let k = 1.0 - KAPPA;
        let p = Point::new;
        [
            [p(left, top + tly), p(left, top + tly * k), p(left + tlx * k, top), p(left + tlx, top)],
            [p(right - trx, top), p(right - trx * k, top), p(right, top + tr_y * k), p(right, top + tr_y)],
            [
                p(right, bottom - bry),
                p(right, bottom - bry * k),
                p(right - brx * k, bottom),
                p(right - brx, bottom),
            ],
            [
                p(left + blx, bottom),
                p(left + blx * k, bottom),
                p(left, bottom - bly * k),
                p(left, bottom - bly),
            ],
        ]
    }

    /// Each outline of it by itself.
    pub fn sub_paths(&self) -> impl Iterator<Item = &[Segment]> {
        self.segments.chunk_by(|_, next| !matches!(next, Segment::Move(_)))
    }

    /// The path in the coordinates that `map` leads to.
    pub fn mapped(&self, map: Affine) -> Path {
        let at = |point: Point| map.apply(point);
        let segments = self.segments.iter().map(|segment| match *segment {
            Segment::Move(to) => Segment::Move(at(to)),
            Segment::Line(to) => Segment::Line(at(to)),
            Segment::Cubic(first, second, to) => Segment::Cubic(at(first), at(second), at(to)),
            Segment::Close => Segment::Close,
        });
        Path { segments: segments.collect() }
    }

    pub fn extend(&mut self, other: Path) {
        self.segments.extend(other.segments);
    }
}
