//! How a line along text is drawn ([CSS Text Decoration 4, 2.2](https://www.w3.org/TR/css-text-decor-4/#text-decoration-style-property)).

use crate::color::Rgba;
use crate::page::{Cap, FillRule, Join, Origin, Overprint, Paint, Path, PathItem, Segment, Stroke};
use crate::style::LineStyle;
use crate::units::{Point, Pt, Rect};

/// A piece of a line; its middle begins at `from`.
pub(super) struct Stretch<'c> {
    pub from: Point,
    pub width: Pt,
    pub thick: Pt,
    pub style: LineStyle,
    pub color: &'c Rgba,
}

/// Between the middles of the two lines of `double`.
const DOUBLE_GAP: f32 = 1.5;
/// How far a wave goes up and down, and how long half of it is.
const WAVE: (f32, f32) = (1.5, 3.0);

/// How far a line reaches above and below its middle.
pub(super) fn stretch_height(style: LineStyle, thick: Pt) -> (Pt, Pt) {
    match style {
        LineStyle::Solid | LineStyle::Dotted | LineStyle::Dashed => (thick / 2.0, thick / 2.0),
        LineStyle::Double => (thick / 2.0, thick * (DOUBLE_GAP + 0.5)),
        LineStyle::Wavy => (thick / 2.0, thick * (2.0 * WAVE.0 + 0.5)),
    }
}

impl Stretch<'_> {
    pub fn path(&self, origin: Origin) -> PathItem {
        let Stretch { from, width, thick, .. } = *self;
        let paint = Paint::Solid(self.color.clone());
        let bar = |y: Pt| Path::rect(Rect::new(from.x, y - thick / 2.0, width, thick));
        let straight = Path::line(from, Point::new(from.x + width, from.y));
        match self.style {
            LineStyle::Solid => filled(bar(from.y), paint, origin),
            LineStyle::Double => {
                let mut both = bar(from.y);
                both.extend(bar(from.y + thick * DOUBLE_GAP));
                filled(both, paint, origin)
            }
            LineStyle::Dashed => {
                self.stroked(straight, paint, vec![3.0 * thick, 2.0 * thick], Cap::Butt, origin)
            }
            LineStyle::Dotted => self.stroked(straight, paint, vec![0.0, 2.0 * thick], Cap::Round, origin),
            LineStyle::Wavy => self.stroked(self.wave(), paint, Vec::new(), Cap::Butt, origin),
        }
    }

    /// Whole half waves, up and down in turn, no higher than a straight line.
    fn wave(&self) -> Path {
        let middle = self.from.y + self.thick * WAVE.0;
        let count = (self.width / (self.thick * WAVE.1)).round().clamp(1.0, 10_000.0);
        let step = self.width / count;
        let mut segments = vec![Segment::Move(Point::new(self.from.x, middle))];
        for half in 0..count as usize {
            let side = if half % 2 == 0 { -1.0 } else { 1.0 };
            // A cubic curve reaches three quarters of the height of its control points.
            let y = middle + side * self.thick * WAVE.0 * 4.0 / 3.0;
            let x = self.from.x + step * half as f32;
            segments.push(Segment::Cubic(
                Point::new(x + step * 0.4, y),
                Point::new(x + step * 0.6, y),
                Point::new(x + step, middle),
            ));
        }
        Path { segments }
    }

    fn stroked(&self, path: Path, paint: Paint, dashes: Vec<Pt>, cap: Cap, origin: Origin) -> PathItem {
        PathItem {
            path: path.into(),
            fill: None,
            stroke: Some(Stroke {
                paint,
                width: self.thick,
                dashes,
                dash_offset: 0.0,
                cap,
                join: Join::Miter,
                miter_limit: 4.0,
            }),
            overprint: Overprint::Knockout,
            origin,
        }
    }
}

pub(super) fn filled(path: Path, paint: Paint, origin: Origin) -> PathItem {
    PathItem {
        path: path.into(),
        fill: Some((paint, FillRule::NonZero)),
        stroke: None,
        overprint: Overprint::Knockout,
        origin,
    }
}
