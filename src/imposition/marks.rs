//! Marks to cut and to fold by: on every plate, outside the bleed.

use super::grid::Grid;
use crate::color::Color;
use crate::page::{Group, Item, Origin, Overprint, Path, PathItem, Stroke};
use crate::units::{Length, Point, Pt};

const LENGTH: Pt = Length::mm(5.0).to_pt();
const WIDTH: Pt = 0.3;
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
    Item::Group(Group { items: items.into(), ..Group::default() })
}

/// From where to where a mark may run along an axis: beside the outer bleed up to the edge of the sheet, and
/// where bleed leaves room between neighbours.
fn stretches(grid: &Grid, cells: &[(Pt, Pt)], sheet: Pt) -> Vec<(Pt, Pt)> {
    let mut stretches = Vec::new();
    if let (Some((first, _)), Some((_, last))) = (cells.first(), cells.last()) {
        let (before, after) = (first - grid.bleed, last + grid.bleed);
        stretches.push(((before - LENGTH).max(0.0), before));
        stretches.push((after, (after + LENGTH).min(sheet)));
    }
    for neighbours in cells.windows(2) {
        let (from, to) = (neighbours[0].1 + grid.inner_bleed, neighbours[1].0 - grid.inner_bleed);
        if to - from <= 2.0 * LENGTH {
            stretches.push((from, to));
        } else {
            stretches.extend([(from, from + LENGTH), (to - LENGTH, to)]);
        }
    }
    stretches.retain(|(from, to)| to - from > WIDTH);
    stretches
}

fn lines(items: &mut Vec<Item>, stretches: &[(Pt, Pt)], at: impl Fn(Pt) -> Point, dashes: &[Pt]) {
    for (from, to) in stretches {
        items.push(Item::Path(PathItem {
            path: Path::line(at(*from), at(*to)),
            fill: None,
            stroke: Some(Stroke { dashes: dashes.to_vec(), ..Stroke::solid(Color::registration(), WIDTH) }),
            overprint: Overprint::Knockout,
            origin: Origin::default(),
        }));
    }
}
