//! Where floats stand, and the room beside them
//! ([CSS 2, 9.5.1](https://www.w3.org/TR/CSS2/visuren.html#float-position)).

use super::engine::TOLERANCE;
use crate::units::{Point, Pt, Rect, Size};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// The margin box of a float.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FloatArea {
    pub side: Side,
    pub rect: Rect,
}

/// The floats of a block formatting context as one box in it sees them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Floats {
    areas: Vec<FloatArea>,
    /// How many of them stood there before the box.
    outer: usize,
    /// Whether a float of the left, of the right side waits for the next page or column.
    waiting: [bool; 2],
    /// Whether no later float may stand here, as an earlier one begins on the next page or column.
    pub is_over: bool,
}

/// From left to right between floats, or in a containing block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Band {
    pub left: Pt,
    pub right: Pt,
}

/// The sides that a box clears.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Clears {
    pub left: bool,
    pub right: bool,
}

impl Band {
    pub fn of_width(width: Pt) -> Band {
        Band { left: 0.0, right: width }
    }

    pub fn width(self) -> Pt {
        (self.right - self.left).max(0.0)
    }

    pub fn moved(self, dx: Pt) -> Band {
        Band { left: self.left + dx, right: self.right + dx }
    }
}

impl Clears {
    pub fn any(self) -> bool {
        self.left || self.right
    }

    pub fn has(self, side: Side) -> bool {
        match side {
            Side::Left => self.left,
            Side::Right => self.right,
        }
    }
}

impl FloatArea {
    fn covers(&self, top: Pt, bottom: Pt) -> bool {
        self.rect.y < bottom.max(top + TOLERANCE) - TOLERANCE / 2.0
            && self.rect.bottom() > top + TOLERANCE / 2.0
    }

    pub fn moved(self, by: Point) -> FloatArea {
        FloatArea { rect: self.rect.translate(by.x, by.y), ..self }
    }
}

impl Floats {
    /// The same floats from a place further inside; what ends above it is forgotten.
    pub fn seen_from(&self, at: Point) -> Floats {
        let moved = self.areas.iter().map(|area| area.moved(Point::new(-at.x, -at.y)));
        let areas: Vec<FloatArea> = moved.filter(|area| area.rect.bottom() > TOLERANCE / 2.0).collect();
        Floats { outer: areas.len(), areas, waiting: self.waiting, is_over: self.is_over }
    }

    /// Whether nothing is to be minded here.
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty() && !self.has_waiting()
    }

    /// Whether a float goes on or begins on the next page or column.
    pub fn has_waiting(&self) -> bool {
        self.waiting != [false; 2]
    }

    pub fn waits_for(&self, clears: Clears) -> bool {
        (clears.left && self.waiting[0]) || (clears.right && self.waiting[1])
    }

    pub fn wait(&mut self, side: Side, begins_there: bool) {
        self.waiting[side as usize] = true;
        self.is_over |= begins_there;
    }

    pub fn add(&mut self, area: FloatArea) {
        self.areas.push(area);
    }

    /// Those that the box itself placed.
    pub fn own(&self) -> &[FloatArea] {
        &self.areas[self.outer..]
    }

    pub fn count(&self) -> usize {
        self.areas.len()
    }

    pub fn truncate(&mut self, count: usize) {
        self.areas.truncate(count);
    }

    /// Where the last of the box's own floats ends.
    pub fn bottom(&self) -> Pt {
        self.own().iter().map(|area| area.rect.bottom()).fold(0.0, Pt::max)
    }

    pub fn reaches_below(&self, y: Pt) -> bool {
        self.areas.iter().any(|area| area.rect.bottom() > y + TOLERANCE / 2.0)
    }

    /// Where a box must stand that clears these sides.
    pub fn cleared(&self, clears: Clears) -> Option<Pt> {
        let areas = self.areas.iter().filter(|area| clears.has(area.side));
        areas.map(|area| area.rect.bottom()).reduce(Pt::max)
    }

    /// What floats leave free from `top` down.
    pub fn band(&self, top: Pt, height: Pt, limits: Band) -> Band {
        let mut band = limits;
        for area in self.areas.iter().filter(|area| area.covers(top, top + height)) {
            match area.side {
                Side::Left => band.left = band.left.max(area.rect.right()),
                Side::Right => band.right = band.right.min(area.rect.x),
            }
        }
        band
    }

    /// The next place below where there is more room.
    pub fn next_edge(&self, y: Pt) -> Option<Pt> {
        let edges = self.areas.iter().map(|area| area.rect.bottom());
        edges.filter(|edge| *edge > y + TOLERANCE / 2.0).reduce(Pt::min)
    }

    /// The corner of a new float's margin box
    /// ([CSS 2, 9.5.1](https://www.w3.org/TR/CSS2/visuren.html#float-position)).
    pub fn place(&self, side: Side, size: Size, top: Pt, limits: Band) -> Point {
        // Not above an earlier one.
        let mut y = self.areas.iter().map(|area| area.rect.y).fold(top, Pt::max);
        loop {
            let band = self.band(y, size.height, limits);
            let fits = size.width <= band.right - band.left + TOLERANCE / 2.0;
            match self.next_edge(y).filter(|_| !fits && band != limits) {
                Some(edge) => y = edge,
                None => {
                    let x = match side {
                        Side::Left => band.left,
                        Side::Right => band.right - size.width,
                    };
                    return Point::new(x, y);
                }
            }
        }
    }

    /// What a layout depends on.
    pub fn key(&self) -> Vec<[u32; 5]> {
        let bits = |area: &FloatArea| {
            let rect = area.rect;
            [
                area.side as u32,
                rect.x.to_bits(),
                rect.y.to_bits(),
                rect.width.to_bits(),
                rect.height.to_bits(),
            ]
        };
        self.areas.iter().map(bits).collect()
    }
}
