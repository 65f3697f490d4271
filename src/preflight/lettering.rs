//! Letters that are drawn as shapes: a designer's words in a drawing, which no font tells from its leaves and stars.

use super::plane::{common, union};
use super::walk::{Seen, Visit};
use crate::page::{Paint, PathItem, bounds};
use crate::units::{PT_PER_MM, Pt, Rect};

/// Fewer may be anything.
const LEAST: usize = 3;
/// From the height of a small letter to that of a heading.
const HEIGHTS: std::ops::RangeInclusive<Pt> = 1.0 * PT_PER_MM..=20.0 * PT_PER_MM;
/// Of the lower of two neighbours, how much stands beside the other.
const BESIDE: f32 = 0.6;
/// From one letter to the next, in heights of the taller one: a space between words at most.
const GAP: f32 = 0.8;

/// One letter on the page: its box, and the number of its segments, by which letters differ and windows do not.
#[derive(Clone, Copy, PartialEq)]
struct Letter {
    reach: Rect,
    segments: usize,
}

/// A line of such letters.
pub(super) struct Line {
    /// The index of its first shape's visit.
    pub visit: usize,
    pub reach: Rect,
}

/// Lines of shapes of one colour that follow each other in a drawing, stand side by side and are not all alike.
pub(super) fn lines(visits: &[Visit]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Option<Open> = None;
    for (index, visit) in visits.iter().enumerate() {
        let Seen::Shape(item) = visit.seen else { continue };
        if visit.drawing.is_none() {
            continue;
        }
        for letter in letters(visit, item) {
            match &mut open {
                Some(line) if line.takes(visit, item, letter) => line.letters.push(letter),
                _ => {
                    lines.extend(open.take().and_then(Open::close));
                    open = Some(Open { index, visit, item, letters: vec![letter] });
                }
            }
        }
    }
    lines.extend(open.and_then(Open::close));
    lines
}

struct Open<'v> {
    index: usize,
    visit: &'v Visit<'v>,
    item: &'v PathItem,
    letters: Vec<Letter>,
}

impl Open<'_> {
    fn takes(&self, visit: &Visit, item: &PathItem, letter: Letter) -> bool {
        let has_same_fill = match (&item.fill, &self.item.fill) {
            (Some((own, _)), Some((other, _))) => own == other,
            (own, other) => own.is_none() && other.is_none(),
        };
        let is_same = visit.drawing == self.visit.drawing && has_same_fill;
        is_same && self.letters.last().is_some_and(|last| are_neighbours(last.reach, letter.reach))
    }

    fn close(self) -> Option<Line> {
        let first = self.letters.first()?;
        let is_varied = self.letters.iter().any(|letter| letter.segments != first.segments);
        if self.letters.len() < LEAST || !is_varied {
            return None;
        }
        let reach = self.letters.iter().fold(first.reach, |reach, letter| union(reach, letter.reach));
        Some(Line { visit: self.index, reach })
    }
}

fn are_neighbours(one: Rect, other: Rect) -> bool {
    let beside = one.bottom().min(other.bottom()) - one.y.max(other.y);
    let gap = one.x.max(other.x) - one.right().min(other.right());
    beside >= BESIDE * one.height.min(other.height) && gap <= GAP * one.height.max(other.height)
}

/// Whether one is as narrow as the other and stands in the same place from left to right.
fn is_upright(one: Rect, other: Rect) -> bool {
    let holds = |outer: Rect, inner: Rect| inner.x >= outer.x && inner.right() <= outer.right();
    holds(one, other) || holds(other, one)
}

/// The sub-paths of a shape; one inside, above or below another is its hole, its dot or its accent.
fn letters(visit: &Visit, item: &PathItem) -> Vec<Letter> {
    let is_plain = matches!(item.fill, Some((Paint::Solid(_), _)));
    let mut letters: Vec<Letter> = Vec::new();
    for part in item.path.sub_paths().filter(|_| is_plain) {
        let hull = bounds::of_segments(part).map(|hull| bounds::mapped(hull, visit.to_page));
        let (Some(hull), segments) = (hull, part.len()) else { continue };
        match letters.last_mut() {
            _ if common(hull, visit.reach).is_none() => {}
            Some(last) if is_upright(last.reach, hull) => {
                last.reach = union(last.reach, hull);
                last.segments += segments;
            }
            _ => letters.push(Letter { reach: hull, segments }),
        }
    }
    letters.retain(|letter| HEIGHTS.contains(&letter.reach.height));
    letters
}
