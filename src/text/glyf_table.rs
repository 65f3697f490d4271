//! Outlines as the `glyf` table keeps them
//! ([OpenType, glyf](https://learn.microsoft.com/typography/opentype/spec/glyf#simple-glyph-description)).

use skrifa::outline::OutlinePen;

const ON_CURVE: u8 = 1;

/// A point in font units, on the curve or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OutlinePoint {
    x: i16,
    y: i16,
    is_on: bool,
}

/// How far a quadratic curve may be from the cubic one that it stands for, in font units.
const TOLERANCE: f32 = 0.3;
/// Of one cubic curve.
const MAX_PARTS: f32 = 16.0;

/// Gathers contours of lines and quadratic curves.
#[derive(Default)]
pub(super) struct QuadraticPen {
    contours: Vec<Vec<OutlinePoint>>,
    at: (f32, f32),
}

impl QuadraticPen {
    fn push(&mut self, x: f32, y: f32, is_on: bool) {
        let round = |value: f32| value.round().clamp(-32_768.0, 32_767.0) as i16;
        if is_on {
            self.at = (x, y);
        }
        if let Some(contour) = self.contours.last_mut() {
            contour.push(OutlinePoint { x: round(x), y: round(y), is_on });
        }
    }

    /// Contours that close by themselves: no last point repeats the first.
    pub fn finish(mut self) -> Vec<Vec<OutlinePoint>> {
        for contour in &mut self.contours {
            if contour.len() > 1 && contour.first() == contour.last() {
                contour.pop();
            }
        }
        self.contours.retain(|contour| contour.len() > 1);
        self.contours
    }
}

impl OutlinePen for QuadraticPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contours.push(Vec::new());
        self.push(x, y, true);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(x, y, true);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.push(cx, cy, false);
        self.push(x, y, true);
    }

    /// As many quadratic curves as it takes: the distance falls with the cube of their number.
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ((from_x, from_y), third) = (self.at, f32::sqrt(3.0) / 36.0);
        let bend = |from: f32, a: f32, b: f32, to: f32| to - 3.0 * b + 3.0 * a - from;
        let distance = bend(from_x, ax, bx, x).hypot(bend(from_y, ay, by, y)) * third;
        let parts = (distance / TOLERANCE).cbrt().ceil().clamp(1.0, MAX_PARTS);
        let (horizontal, vertical) = (Cubic([from_x, ax, bx, x]), Cubic([from_y, ay, by, y]));
        let mut from = 0.0;
        for part in 1..=parts as u8 {
            let to = f32::from(part) / parts;
            let (cx, cy) = (horizontal.control(from, to), vertical.control(from, to));
            self.quad_to(cx, cy, horizontal.at(to), vertical.at(to));
            from = to;
        }
    }

    fn close(&mut self) {}
}

/// One coordinate of a cubic curve.
struct Cubic([f32; 4]);

impl Cubic {
    fn at(&self, t: f32) -> f32 {
        let Cubic([from, a, b, to]) = self;
        let u = 1.0 - t;
        u * u * u * from + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * to
    }

    fn slope(&self, t: f32) -> f32 {
        let Cubic([from, a, b, to]) = self;
        let u = 1.0 - t;
        3.0 * (u * u * (a - from) + 2.0 * u * t * (b - a) + t * t * (to - b))
    }

    /// The control point of the quadratic curve that is nearest between two places.
    fn control(&self, from: f32, to: f32) -> f32 {
        let third = (to - from) / 3.0;
        let (start, end) = (self.at(from), self.at(to));
        let (a, b) = (start + self.slope(from) * third, end - self.slope(to) * third);
        (3.0 * (a + b) - start - end) / 4.0
    }
}

/// Appends a glyph, at an even offset, and gives its left edge. Nothing for no contours.
pub(super) fn write_glyph(contours: &[Vec<OutlinePoint>], glyf: &mut Vec<u8>) -> i16 {
    let points = || contours.iter().flatten();
    let count = points().count();
    let fits = i16::try_from(contours.len()).is_ok() && u16::try_from(count).is_ok();
    let extent = |values: &dyn Fn(&OutlinePoint) -> i16| {
        points().map(values).fold(None, |reach: Option<(i16, i16)>, value| {
            let (least, most) = reach.unwrap_or((value, value));
            Some((least.min(value), most.max(value)))
        })
    };
    let (Some((left, right)), Some((bottom, top)), true) =
        (extent(&|point| point.x), extent(&|point| point.y), fits)
    else {
        return 0;
    };
    for number in [contours.len() as i16, left, bottom, right, top] {
        glyf.extend(number.to_be_bytes());
    }
    let mut end = 0;
    for contour in contours {
        end += contour.len();
        glyf.extend((end as u16 - 1).to_be_bytes());
    }
    // No instructions.
    glyf.extend([0, 0]);
    glyf.extend(points().map(|point| if point.is_on { ON_CURVE } else { 0 }));
    for axis in [|point: &OutlinePoint| point.x, |point: &OutlinePoint| point.y] {
        let mut before = 0;
        for value in points().map(axis) {
            glyf.extend(value.wrapping_sub(before).to_be_bytes());
            before = value;
        }
    }
    glyf.resize(glyf.len().next_multiple_of(2), 0);
    left
}
