use std::rc::Rc;

use super::super::boxes::{BoxId, TableCell, TableRow};
use super::super::engine::Engine;
use super::super::sizes::Used;
use crate::style::Sizing;
use crate::units::Pt;

/// Columns and rows of a table in one width.
pub(in crate::layout) struct TableGrid {
    /// Of the table's content box.
    pub width: Pt,
    /// Left edges and widths.
    pub columns: Vec<(Pt, Pt)>,
    collapsed: Vec<bool>,
    pub rows: Vec<RowMeasure>,
    /// Between rows.
    pub spacing: Pt,
    /// Of a table that has one.
    pub height: Option<Pt>,
    /// Of each row: the cells that end in it and began above, by row and place in it.
    pub endings: Vec<Vec<(usize, usize)>>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(in crate::layout) struct RowMeasure {
    pub height: Pt,
    /// Before cells over several rows and the table's height made it taller.
    pub natural: Pt,
    /// Of cells that are aligned by their baselines, from the top of the row.
    pub baseline: Pt,
}

impl Engine<'_> {
    /// A table that goes on over many pages is measured once.
    pub(super) fn table_grid(&mut self, id: BoxId, used: &Used) -> Rc<TableGrid> {
        let height = used.min_height;
        let key = [used.width.to_bits(), height.to_bits()];
        if let Some(known) = self.grids.get(id, &key) {
            return known.clone();
        }
        let (horizontal, vertical) = self.spacing(id);
        let mut x = horizontal;
        let (mut columns, mut collapsed) = (Vec::new(), Vec::new());
        let widths = self.column_widths(id, used.width);
        for (column, width) in self.table(id).columns.iter().zip(widths) {
            // A collapsed column leaves neither its width nor a gap (CSS 2, 17.5.5).
            let parts = [column.column, column.group].into_iter().flatten();
            let is_collapsed = parts.into_iter().any(|part| self.boxes.get(part).style.collapsed);
            collapsed.push(is_collapsed);
            columns.push((x, if is_collapsed { 0.0 } else { width }));
            if !is_collapsed {
                x += width + horizontal;
            }
        }
        let rows = Vec::new();
        let has_height = self.boxes.get(id).style.height != Sizing::Auto && height > 0.0;
        let mut grid = TableGrid {
            width: used.width,
            columns,
            collapsed,
            rows,
            spacing: vertical,
            height: has_height.then_some(height),
            endings: endings(&self.table(id).rows),
        };
        self.measure_rows(id, &mut grid, height);
        let grid = Rc::new(grid);
        self.grids.insert(id, key, grid.clone());
        grid
    }
}

fn endings(rows: &[TableRow]) -> Vec<Vec<(usize, usize)>> {
    let mut endings = vec![Vec::new(); rows.len()];
    for (origin, row) in rows.iter().enumerate() {
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.rows > 1) {
            if let Some(ending) = endings.get_mut(origin + cell.rows - 1) {
                ending.push((origin, at));
            }
        }
    }
    endings
}

impl TableGrid {
    /// Left and right edge of a cell.
    pub fn extent(&self, cell: &TableCell) -> (Pt, Pt) {
        let shown = cell.column_range().rev().find(|column| !self.collapsed[*column]);
        let last = self.columns[shown.unwrap_or(cell.column)];
        (self.columns[cell.column].0, last.0 + last.1)
    }

    /// Whether all columns of a cell are collapsed.
    pub fn is_collapsed(&self, cell: &TableCell) -> bool {
        self.collapsed[cell.column_range()].iter().all(|is_collapsed| *is_collapsed)
    }

    /// From the top of one row to the bottom of the last of several.
    pub fn height_of(&self, row: usize, rows: usize) -> Pt {
        let end = (row + rows).min(self.rows.len());
        let gaps = self.spacing * (end - row).saturating_sub(1) as f32;
        self.rows[row..end].iter().map(|row| row.height).sum::<Pt>() + gaps
    }
}
