//! Geometry of a page in the words of the rasteriser.

use tiny_skia::{PathBuilder, Transform};

use crate::page::{FillRule, Path, Segment};
use crate::units::Affine;

pub(super) fn transform(map: Affine) -> Transform {
    Transform::from_row(map.a, map.b, map.c, map.d, map.e, map.f)
}

/// `None` for a path without extent, or beyond all numbers.
pub(super) fn path(path: &Path) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::with_capacity(path.segments.len(), path.segments.len() * 2);
    for segment in &path.segments {
        match *segment {
            Segment::Move(to) => builder.move_to(to.x, to.y),
            Segment::Line(to) => builder.line_to(to.x, to.y),
            Segment::Cubic(first, second, to) => {
                builder.cubic_to(first.x, first.y, second.x, second.y, to.x, to.y);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

pub(super) fn rule(rule: FillRule) -> tiny_skia::FillRule {
    match rule {
        FillRule::NonZero => tiny_skia::FillRule::Winding,
        FillRule::EvenOdd => tiny_skia::FillRule::EvenOdd,
    }
}
