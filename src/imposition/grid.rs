//! Where blocks stand on a sheet: rows and columns in its middle, upright or turned.

use super::block::Side;
use super::marks::{BETWEEN, LEAST_BETWEEN};
use super::{Flip, Piece, Scheme, Setup};
use crate::units::{Affine, Length, Point, Pt, Rect, Sides, Size};

/// In each direction; smaller things are no print work.
const MAX_ACROSS: usize = 100;

/// Rounding must not cost a column: a hundredth of a millimetre.
const TOLERANCE: Pt = Length::mm(0.01).to_pt();

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    pub rows: usize,
    pub columns: usize,
    /// A quarter clockwise.
    pub turned: bool,
    pub sheet: Size,
    /// A block's trim box as it stands.
    pub cell: Size,
    /// Between columns, and between rows.
    gutter: Size,
    /// Around the whole grid, and between neighbours: less where the gutter is narrow.
    pub bleed: Pt,
    pub inner_bleed: Pt,
    /// Of the first cell. The grid is in the middle of the sheet, so that fronts and backs share its lines.
    origin: Point,
}

impl Grid {
    /// The way that more fit, upright if as many do; `None`: not one does.
    pub fn fit(setup: &Setup, piece: &Piece, block: Size) -> Option<Grid> {
        let upright = Grid::new(setup, piece, block, false);
        let turned = Grid::new(setup, piece, block, true);
        let best = if turned.places() > upright.places() { turned } else { upright };
        (best.places() > 0).then_some(best)
    }

    fn new(setup: &Setup, piece: &Piece, block: Size, turned: bool) -> Grid {
        let sheet = setup.sheet.size();
        let cell = if turned { Size::new(block.height, block.width) } else { block };
        let bleed = piece.bleed;
        let least = setup.gutter.unwrap_or(2.0 * bleed);
        let outside = 2.0 * (setup.edge + bleed);
        let (across, down) = match setup.scheme {
            Scheme::OneForm { flip: Flip::Turn, .. } => (2, 1),
            Scheme::OneForm { flip: Flip::Tumble, .. } => (1, 2),
            _ => (1, 1),
        };
        let columns = multiple(count(sheet.width - outside, cell.width, least), across);
        let rows = multiple(count(sheet.height - outside, cell.height, least), down);
        let gutter = |room: Pt, cell: Pt, count: usize| match setup.gutter {
            None if setup.marks => least + for_marks(room - extent(cell, least, count), count),
            _ => least,
        };
        let gutter = Size::new(
            gutter(sheet.width - outside, cell.width, columns),
            gutter(sheet.height - outside, cell.height, rows),
        );
        let start =
            |sheet: Pt, cell: Pt, gutter: Pt, count: usize| (sheet - extent(cell, gutter, count)) / 2.0;
        Grid {
            rows,
            columns,
            turned,
            sheet,
            cell,
            gutter,
            bleed,
            inner_bleed: bleed.min(least / 2.0),
            origin: Point::new(
                start(sheet.width, cell.width, gutter.width, columns),
                start(sheet.height, cell.height, gutter.height, rows),
            ),
        }
    }

    pub fn places(&self) -> usize {
        self.rows * self.columns
    }

    /// Left and right trim edge of each column.
    pub fn columns(&self) -> Vec<(Pt, Pt)> {
        steps(self.origin.x, self.cell.width, self.gutter.width, self.columns)
    }

    /// Top and bottom trim edge of each row.
    pub fn rows(&self) -> Vec<(Pt, Pt)> {
        steps(self.origin.y, self.cell.height, self.gutter.height, self.rows)
    }

    /// A place's trim box on the front of the sheet; places are counted row by row from the top left.
    pub fn cell(&self, place: usize) -> Rect {
        let (row, column) = (place / self.columns, place % self.columns);
        let x = self.origin.x + column as f32 * (self.cell.width + self.gutter.width);
        let y = self.origin.y + row as f32 * (self.cell.height + self.gutter.height);
        Rect::new(x, y, self.cell.width, self.cell.height)
    }

    /// The place's trim box and as much bleed as its neighbours leave it.
    pub fn area(&self, place: usize) -> Rect {
        let (row, column) = (place / self.columns, place % self.columns);
        let reach = |is_outside: bool| if is_outside { -self.bleed } else { -self.inner_bleed };
        self.cell(place).inset(Sides::new(
            reach(row == 0),
            reach(column + 1 == self.columns),
            reach(row + 1 == self.rows),
            reach(column == 0),
        ))
    }

    /// From a block's coordinates to those of the side of the sheet that it is printed on.
    ///
    /// Through the sheet a back stands exactly behind its front, mirrored: who turns the piece like a page
    /// finds it upright.
    pub fn place(&self, place: usize, side: Side, flip: Option<Flip>) -> Affine {
        let Rect { x, y, width, .. } = self.cell(place);
        let front = match self.turned {
            false => Affine::translate(x, y),
            true => Affine { a: 0.0, b: 1.0, c: -1.0, d: 0.0, e: x + width, f: y },
        };
        match (side, flip) {
            (Side::Back, Some(flip)) => {
                let block_width = if self.turned { self.cell.height } else { self.cell.width };
                let from_behind = Affine { a: -1.0, e: block_width, ..Affine::IDENTITY };
                from_behind.then(front).then(flip.through(self.sheet))
            }
            _ => front,
        }
    }
}

/// What each gutter gets of room that is left, so that inner corners have their marks too.
fn for_marks(spare: Pt, count: usize) -> Pt {
    let share = spare / count.saturating_sub(1).max(1) as f32;
    if count > 1 && share >= LEAST_BETWEEN { share.min(BETWEEN) } else { 0.0 }
}

/// From the outer edge of the first to that of the last.
fn extent(cell: Pt, gutter: Pt, count: usize) -> Pt {
    count as f32 * (cell + gutter) - gutter
}

fn steps(start: Pt, length: Pt, gutter: Pt, count: usize) -> Vec<(Pt, Pt)> {
    let starts = (0..count).map(|index| start + index as f32 * (length + gutter));
    starts.map(|start| (start, start + length)).collect()
}

fn count(room: Pt, cell: Pt, gutter: Pt) -> usize {
    // Casting turns what is negative, or no number, into 0.
    (((room + gutter + TOLERANCE) / (cell + gutter)) as usize).min(MAX_ACROSS)
}

fn multiple(count: usize, of: usize) -> usize {
    count / of * of
}
