use super::Pt;

/// A position, in points, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: Pt,
    pub y: Pt,
}

impl Point {
    pub const fn new(x: Pt, y: Pt) -> Point {
        Point { x, y }
    }
}

/// Width and height, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    pub width: Pt,
    pub height: Pt,
}

impl Size {
    pub const fn new(width: Pt, height: Pt) -> Size {
        Size { width, height }
    }
}

/// An axis-parallel rectangle, in points: top left corner and size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: Pt,
    pub y: Pt,
    pub width: Pt,
    pub height: Pt,
}

impl Rect {
    pub const fn new(x: Pt, y: Pt, width: Pt, height: Pt) -> Rect {
        Rect { x, y, width, height }
    }

    pub fn right(self) -> Pt {
        self.x + self.width
    }

    pub fn bottom(self) -> Pt {
        self.y + self.height
    }

    pub fn translate(self, dx: Pt, dy: Pt) -> Rect {
        Rect { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// Moves each side inwards; a rectangle never gets a negative size.
    pub fn inset(self, sides: Sides<Pt>) -> Rect {
        Rect {
            x: self.x + sides.left,
            y: self.y + sides.top,
            width: (self.width - sides.left - sides.right).max(0.0),
            height: (self.height - sides.top - sides.bottom).max(0.0),
        }
    }
}

/// One value for each side of a box, in the order CSS writes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides<T> {
    pub top: T,
    pub right: T,
    pub bottom: T,
    pub left: T,
}

impl<T> Sides<T> {
    pub const fn new(top: T, right: T, bottom: T, left: T) -> Sides<T> {
        Sides { top, right, bottom, left }
    }

    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Sides<U> {
        Sides { top: f(self.top), right: f(self.right), bottom: f(self.bottom), left: f(self.left) }
    }
}

impl<T: Clone> Sides<T> {
    pub fn all(value: T) -> Sides<T> {
        Sides { top: value.clone(), right: value.clone(), bottom: value.clone(), left: value }
    }
}

impl Sides<Pt> {
    pub fn horizontal(self) -> Pt {
        self.left + self.right
    }

    pub fn vertical(self) -> Pt {
        self.top + self.bottom
    }

    /// Side by side sum, as border and padding add up to the inset of the content box.
    pub fn plus(self, other: Sides<Pt>) -> Sides<Pt> {
        Sides {
            top: self.top + other.top,
            right: self.right + other.right,
            bottom: self.bottom + other.bottom,
            left: self.left + other.left,
        }
    }
}

/// An affine map in PDF's order: x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-2, 8.3.4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    pub a: f32,
    pub b: f32,
    pub c: f32,
    pub d: f32,
    pub e: Pt,
    pub f: Pt,
}

impl Affine {
    pub const IDENTITY: Affine = Affine { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub const fn translate(x: Pt, y: Pt) -> Affine {
        Affine { e: x, f: y, ..Affine::IDENTITY }
    }

    pub const fn scale(x: f32, y: f32) -> Affine {
        Affine { a: x, d: y, ..Affine::IDENTITY }
    }

    /// Turns clockwise (y grows downwards), as CSS `rotate()` does.
    pub fn rotate(radians: f32) -> Affine {
        let (sin, cos) = radians.sin_cos();
        Affine { a: cos, b: sin, c: -sin, d: cos, ..Affine::IDENTITY }
    }

    /// The map that applies `self` first and `outer` after it.
    pub fn then(self, outer: Affine) -> Affine {
        Affine {
            a: outer.a * self.a + outer.c * self.b,
            b: outer.b * self.a + outer.d * self.b,
            c: outer.a * self.c + outer.c * self.d,
            d: outer.b * self.c + outer.d * self.d,
            e: outer.a * self.e + outer.c * self.f + outer.e,
            f: outer.b * self.e + outer.d * self.f + outer.f,
        }
    }

    /// The way back; `None` where everything falls on one line.
    pub fn inverse(self) -> Option<Affine> {
        let Affine { a, b, c, d, e, f } = self;
        let determinant = a * d - b * c;
        if !determinant.is_normal() {
            return None;
        }
        let [a, b, c, d] = [d, -b, -c, a].map(|factor| factor / determinant);
        Some(Affine { a, b, c, d, e: -(a * e + c * f), f: -(b * e + d * f) })
    }

    pub fn apply(self, point: Point) -> Point {
        Point::new(self.a * point.x + self.c * point.y + self.e, self.b * point.x + self.d * point.y + self.f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_leads_back() {
        let map = Affine::rotate(0.4).then(Affine::scale(2.0, 3.0)).then(Affine::translate(5.0, -7.0));
        let back = map.inverse().expect("it has one").apply(map.apply(Point::new(11.0, 13.0)));
        assert!((back.x - 11.0).abs() < 0.01 && (back.y - 13.0).abs() < 0.01, "{back:?}");
        assert_eq!(Affine::scale(0.0, 1.0).inverse(), None);
    }
}
