//! Marks to cut, to fold and to align by: on every plate, outside the bleed.

use super::grid::Grid;
use crate::color::Color;
use crate::page::{Group, Item, Origin, Overprint, Path, PathItem, Stroke};
use crate::units::{Length, Point, Pt, Size};

const LENGTH: Pt = Length::mm(5.0).to_pt();
/// From the bleed, where there is room: nothing of a mark is cut into a piece.
const GAP: Pt = Length::mm(1.0).to_pt();
/// Between the bleeds of neighbours: one mark for both, and the least that knives can be set by.
pub(super) const BETWEEN: Pt = Length::mm(6.0).to_pt();
pub(super) const LEAST_BETWEEN: Pt = Length::mm(3.0).to_pt();
const WIDTH: Pt = 0.3;
/// Of a cross: from its center outwards, and the least that an eye can align by.
const ARM: Pt = Length::mm(3.0).to_pt();
const LEAST_ARM: Pt = Length::mm(1.5).to_pt();
/// Around a cross.
const CLEAR: Pt = Length::mm(0.5).to_pt();
const FOLD_DASHES: [Pt; 2] = [2.0, 2.0];

/// The marks of all places as one group, the same on both sides of every sheet. `folds`: blocks are folded in
/// the middle.
pub(super) fn marks(grid: &Grid, folds: bool) -> Item {
    let (columns, rows) = (grid.columns(), grid.rows());
    let across = stretches(grid, &columns, grid.sheet.width);
    let down = stretches(grid, &rows, grid.sheet.height);
    let mut items = Vec::new();
    for (top, bottom) in rows {
        let level = |y: Pt| move |x: Pt| Point::new(x, y);
        lines(&mut items, &across, level(top), &[]);
        lines(&mut items, &across, level(bottom), &[]);
        if folds && grid.turned {
            lines(&mut items, &across, level((top + bottom) / 2.0), &FOLD_DASHES);
        }
    }
    for (left, right) in columns {
        let upright = |x: Pt| move |y: Pt| Point::new(x, y);
        lines(&mut items, &down, upright(left), &[]);
        lines(&mut items, &down, upright(right), &[]);
        if folds && !grid.turned {
            lines(&mut items, &down, upright((left + right) / 2.0), &FOLD_DASHES);
        }
    }
    items.extend(crosses(grid, folds).into_iter().map(|cross| mark(cross, &[])));
    Item::Group(Group { items: items.into(), ..Group::default() })
}

/// In the middle of each side, where both sides of the sheet have it in the same place; as large as the margin and
/// the marks beside it leave room for, or not at all.
fn crosses(grid: &Grid, folds: bool) -> Vec<Path> {
    let (columns, rows) = (grid.columns(), grid.rows());
    let Size { width, height } = grid.sheet;
    let free = |cells: &[(Pt, Pt)], middle: Pt, is_folded: bool| {
        let edges = cells.iter().flat_map(|(start, end)| [*start, *end]);
        let folds = cells.iter().filter(|_| is_folded).map(|(start, end)| (start + end) / 2.0);
        edges.chain(folds).map(|mark| (mark - middle).abs()).fold(Pt::INFINITY, Pt::min) - CLEAR
    };
    let margin = |cells: &[(Pt, Pt)]| cells.first().map_or(0.0, |(first, _)| first - grid.bleed);
    let arm = |margin: Pt, free: Pt| ARM.min(margin / 2.0 - CLEAR).min(free);
    let across = arm(margin(&rows), free(&columns, width / 2.0, folds && !grid.turned));
    let down = arm(margin(&columns), free(&rows, height / 2.0, folds && grid.turned));
    let (above, beside) = (margin(&rows) / 2.0, margin(&columns) / 2.0);
    let places = [
        (Point::new(width / 2.0, above), across),
        (Point::new(width / 2.0, height - above), across),
        (Point::new(beside, height / 2.0), down),
        (Point::new(width - beside, height / 2.0), down),
    ];
    let shown = places.into_iter().filter(|(_, arm)| *arm >= LEAST_ARM);
    shown.map(|(center, arm)| Path::register(center, arm)).collect()
}

/// From where to where a mark may run along an axis: beside the outer bleed up to the edge of the sheet, and
/// where bleed leaves room between neighbours.
fn stretches(grid: &Grid, cells: &[(Pt, Pt)], sheet: Pt) -> Vec<(Pt, Pt)> {
    let mut stretches = Vec::new();
    if let (Some((first, _)), Some((_, last))) = (cells.first(), cells.last()) {
        let (before, after) = (first - grid.bleed, last + grid.bleed);
        let (near, far) = (before - gap(before), after + gap(sheet - after));
        stretches.push(((near - LENGTH).max(0.0), near));
        stretches.push((far, (far + LENGTH).min(sheet)));
    }
    for neighbours in cells.windows(2) {
        let (from, to) = (neighbours[0].1 + grid.inner_bleed, neighbours[1].0 - grid.inner_bleed);
        let gap = gap(to - from);
        let (from, to) = (from + gap, to - gap);
        if to - from <= 2.0 * LENGTH {
            stretches.push((from, to));
        } else {
            stretches.extend([(from, from + LENGTH), (to - LENGTH, to)]);
        }
    }
    stretches.retain(|(from, to)| to - from > WIDTH);
    stretches
}

/// In so much room; half of it at least is left for the mark.
fn gap(room: Pt) -> Pt {
    GAP.min(room / 4.0).max(0.0)
}

fn lines(items: &mut Vec<Item>, stretches: &[(Pt, Pt)], at: impl Fn(Pt) -> Point, dashes: &[Pt]) {
    items.extend(stretches.iter().map(|(from, to)| mark(Path::line(at(*from), at(*to)), dashes)));
}

fn mark(path: Path, dashes: &[Pt]) -> Item {
    Item::Path(PathItem {
        path: path.into(),
        fill: None,
        stroke: Some(Stroke { dashes: dashes.to_vec(), ..Stroke::solid(Color::registration(), WIDTH) }),
        overprint: Overprint::Knockout,
        origin: Origin::default(),
    })
}
