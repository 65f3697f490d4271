use super::{GlyphRun, Item, Path, PathItem, Segment};
use crate::units::{Affine, Point, Rect};

/// How far items reach: a box that grows with what it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds(Option<Rect>);

impl Bounds {
    pub fn rect(self) -> Option<Rect> {
        self.0
    }

    pub fn add(&mut self, rect: Rect) {
        let Rect { x, y, .. } = rect;
        self.0 = Some(match self.0 {
            None => rect,
            Some(old) => {
                let (left, top) = (old.x.min(x), old.y.min(y));
                let (right, bottom) = (old.right().max(rect.right()), old.bottom().max(rect.bottom()));
                Rect::new(left, top, right - left, bottom - top)
            }
        });
    }

    pub fn add_points(&mut self, points: impl IntoIterator<Item = Point>) {
        for point in points {
            self.add(Rect::new(point.x, point.y, 0.0, 0.0));
        }
    }
}

/// The bounds of items in the coordinates that `map` leads to. Never too small; for text generous.
pub fn of_items(items: &[Item], map: Affine) -> Bounds {
    let mut bounds = Bounds::default();
    for item in items {
        let rect = match item {
            Item::Glyphs(run) => Some(of_run(run)),
            Item::Path(path) => of_path_item(path),
            Item::Image(image) => Some(image.rect),
            Item::Group(group) => {
                let inner = group.transform.unwrap_or(Affine::IDENTITY).then(map);
                if let Some(rect) = of_items(&group.items, inner).rect() {
                    bounds.add(rect);
                }
                None
            }
            Item::Link(_) | Item::Anchor(_) | Item::Begin(_) | Item::End => None,
        };
        if let Some(rect) = rect {
            bounds.add_points(corners(rect).map(|corner| map.apply(corner)));
        }
    }
    bounds
}

/// The bounds of a rectangle in the coordinates that `map` leads to.
pub fn mapped(rect: Rect, map: Affine) -> Rect {
    if (map.b, map.c) == (0.0, 0.0) {
        let (one, other) =
            (map.apply(Point::new(rect.x, rect.y)), map.apply(Point::new(rect.right(), rect.bottom())));
        let (left, top) = (one.x.min(other.x), one.y.min(other.y));
        return Rect::new(left, top, one.x.max(other.x) - left, one.y.max(other.y) - top);
    }
    let mut reach = Bounds::default();
    reach.add_points(corners(rect).map(|corner| map.apply(corner)));
    reach.rect().unwrap_or(rect)
}

/// From the top left, clockwise.
pub fn corners(rect: Rect) -> [Point; 4] {
    let (right, bottom) = (rect.right(), rect.bottom());
    [(rect.x, rect.y), (right, rect.y), (right, bottom), (rect.x, bottom)].map(|(x, y)| Point::new(x, y))
}

/// One em beyond the origins on every side: no common glyph reaches further.
pub fn of_run(run: &GlyphRun) -> Rect {
    let width = run.glyphs.iter().map(|glyph| glyph.x + glyph.advance.max(0.0)).fold(0.0, f32::max);
    let rise = run.glyphs.iter().map(|glyph| glyph.y.abs()).fold(0.0, f32::max);
    let em = run.size.abs();
    Rect::new(run.at.x - em, run.at.y - rise - em * 1.5, width + 2.0 * em, (rise + em * 1.5) * 2.0)
}

/// With its stroke.
pub fn of_path_item(item: &PathItem) -> Option<Rect> {
    let rect = of_path(&item.path)?;
    // A mitre may reach further than half the width, up to its limit; caps up to the half's diagonal.
    let reach = item.stroke.as_ref().map_or(0.0, |stroke| stroke.width / 2.0 * stroke.miter_limit.max(1.5));
    Some(Rect::new(rect.x - reach, rect.y - reach, rect.width + 2.0 * reach, rect.height + 2.0 * reach))
}

/// Control points included: a curve stays inside their hull.
pub fn of_path(path: &Path) -> Option<Rect> {
    of_segments(&path.segments)
}

/// The bounds of a part of a path.
pub fn of_segments(segments: &[Segment]) -> Option<Rect> {
    let (mut left, mut top) = (f32::INFINITY, f32::INFINITY);
    let (mut right, mut bottom) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    let mut add = |point: Point| {
        (left, right) = (left.min(point.x), right.max(point.x));
        (top, bottom) = (top.min(point.y), bottom.max(point.y));
    };
    for segment in segments {
        match *segment {
            Segment::Move(point) | Segment::Line(point) => add(point),
            Segment::Cubic(first, second, end) => [first, second, end].into_iter().for_each(&mut add),
            Segment::Close => {}
        }
    }
    (left <= right && top <= bottom).then(|| Rect::new(left, top, right - left, bottom - top))
}
