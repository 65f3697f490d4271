//! Heights of rows ([CSS 2, 17.5.3](https://www.w3.org/TR/CSS2/tables.html#height-layout)).

use super::super::boxes::{BoxId, TableCell};
use super::super::engine::Engine;
use super::super::sizes::content_size;
use super::TableGrid;
use super::grid::RowMeasure;
use crate::style::{LengthPercentage, Sizing, VerticalAlign};
use crate::units::Pt;

impl Engine<'_> {
    /// `height` is what the table has at least.
    pub(super) fn measure_rows(&mut self, id: BoxId, grid: &mut TableGrid, height: Pt) {
        let count = self.table(id).rows.len();
        grid.rows = vec![RowMeasure::default(); count];
        let mut spanning: Vec<(usize, TableCell)> = Vec::new();
        for index in 0..count {
            let row = &self.table(id).rows[index];
            let (row, cells) = (row.id, row.cells.clone());
            let mut own = self.row_minimum(row, height);
            let (mut above, mut below): (Pt, Pt) = (0.0, 0.0);
            for cell in cells.into_iter().filter(|cell| !grid.is_collapsed(cell)) {
                let natural = self.cell_natural(grid, &cell);
                if self.is_on_baseline(cell.id) {
                    above = above.max(natural.baseline);
                    if cell.rows == 1 {
                        below = below.max(natural.height - natural.baseline);
                    }
                }
                match cell.rows {
                    1 => own = own.max(natural.height).max(self.cell_minimum(cell.id, grid)),
                    _ => spanning.push((index, cell)),
                }
            }
            grid.rows[index] = RowMeasure {
                height: own.max(above + below),
                natural: own.max(above + below),
                baseline: above,
            };
        }
        spanning.sort_by_key(|(_, cell)| cell.rows);
        for (index, cell) in spanning {
            let natural = self.cell_natural(grid, &cell);
            let lower = match self.is_on_baseline(cell.id) {
                true => grid.rows[index].baseline - natural.baseline,
                false => 0.0,
            };
            let least = self.cell_minimum(cell.id, grid);
            let missing = (natural.height + lower).max(least) - grid.height_of(index, cell.rows);
            let rows: Vec<usize> = (index..index + cell.rows).collect();
            self.grow_rows(id, grid, &rows, missing);
        }
        let edges = grid.spacing * (count + 1) as f32;
        let sum: Pt = grid.rows.iter().map(|row| row.height).sum();
        let table = self.table(id);
        let body: Vec<usize> = (table.headers..count - table.footers).collect();
        let rows = if body.is_empty() { (0..count).collect() } else { body };
        self.grow_rows(id, grid, &rows, height - edges - sum);
    }

    /// More height goes to rows without one of their own that hold something, or else to all alike
    /// ([CSS Tables 3, 4.6](https://www.w3.org/TR/css-tables-3/#height-distribution-algorithm)).
    fn grow_rows(&self, id: BoxId, grid: &mut TableGrid, rows: &[usize], missing: Pt) {
        if missing <= 0.0 || rows.is_empty() {
            return;
        }
        let row_boxes = &self.table(id).rows;
        let has_height = |cell: &TableCell| {
            let layout_box = self.boxes.get(cell.id);
            cell.rows == 1 && !layout_box.is_anonymous && layout_box.style.height != Sizing::Auto
        };
        let is_auto = |row: &usize| {
            let row = &row_boxes[*row];
            self.boxes.get(row.id).style.height == Sizing::Auto && !row.cells.iter().any(has_height)
        };
        let open: Vec<usize> =
            rows.iter().copied().filter(|row| is_auto(row) && grid.rows[*row].height > 0.0).collect();
        let growing = if open.is_empty() { rows } else { &open };
        let sum: Pt = growing.iter().map(|row| grid.rows[*row].height).sum();
        if sum <= 0.0 {
            // Nothing stands in them yet: the last one takes it.
            grid.rows[rows[rows.len() - 1]].height += missing;
            return;
        }
        for row in growing {
            grid.rows[*row].height += missing * grid.rows[*row].height / sum;
        }
    }

    /// A row's own height; percentages are of a table that has one.
    fn row_minimum(&self, row: BoxId, table_height: Pt) -> Pt {
        match &self.boxes.get(row).style.height {
            _ if self.boxes.get(row).is_anonymous => 0.0,
            Sizing::Value(LengthPercentage::Length(height)) => *height,
            Sizing::Value(value) => value.resolve(table_height),
            _ => 0.0,
        }
    }

    /// Whether the height of a cell is known without its content.
    pub fn has_definite_height(&self, cell: BoxId, table_height: Option<Pt>) -> bool {
        let layout_box = self.boxes.get(cell);
        let own = |value: &Sizing| matches!(value, Sizing::Value(value) if !value.has_percent());
        table_height.is_some() || (!layout_box.is_anonymous && own(&layout_box.style.height))
    }

    /// What a cell's own height says; percentages of a height that depends on the cells say nothing.
    fn cell_minimum(&self, cell: BoxId, grid: &TableGrid) -> Pt {
        let style = &self.boxes.get(cell).style;
        if self.boxes.get(cell).is_anonymous {
            return 0.0;
        }
        let (border, padding) = self.edges(cell, grid.width);
        let inset = border.plus(padding).vertical();
        let outer = |value: &Sizing| match value {
            Sizing::Value(value) if !value.has_percent() => {
                content_size(style, value.resolve(0.0), inset) + inset
            }
            // Of the table, and of the whole cell whatever its box-sizing.
            Sizing::Value(value) => grid.height.map_or(0.0, |height| value.resolve(height)),
            _ => 0.0,
        };
        outer(&style.height).max(outer(&style.min_height))
    }

    /// Height and baseline of a cell by its content.
    pub(super) fn cell_natural(&mut self, grid: &TableGrid, cell: &TableCell) -> RowMeasure {
        let constraint = self.cell_constraint(grid, cell, None, 0.0);
        let fragment = self.lay_whole(cell.id, constraint);
        let inset = fragment.border.plus(fragment.padding);
        let bottom = fragment.size.height - inset.bottom;
        let baseline = fragment.baselines.map_or(bottom, |(first, _)| first);
        RowMeasure { height: fragment.size.height, natural: fragment.size.height, baseline }
    }

    /// [CSS 2, 17.5.4](https://www.w3.org/TR/CSS2/tables.html#height-layout): what has no meaning for a cell is
    /// the baseline.
    pub(super) fn is_on_baseline(&self, cell: BoxId) -> bool {
        let layout_box = self.boxes.get(cell);
        let align = &layout_box.style.vertical_align;
        !layout_box.aligns_content()
            && !matches!(align, VerticalAlign::Top | VerticalAlign::Middle | VerticalAlign::Bottom)
    }
}
