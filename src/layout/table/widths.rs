//! The widths of a table's columns ([CSS 2, 17.5.2](https://www.w3.org/TR/CSS2/tables.html#width-layout)).

use super::super::boxes::BoxId;
use super::super::engine::Engine;
use super::distribute::{self, Column};
use crate::style::{BoxSizing, LengthPercentage, Sizing};
use crate::units::Pt;

impl Engine<'_> {
    /// `table-layout: fixed` decides where the table has a width.
    pub(super) fn has_fixed_columns(&self, id: BoxId) -> bool {
        let style = &self.boxes.get(id).style;
        style.table_layout_fixed && !matches!(style.width, Sizing::Auto | Sizing::MaxContent)
    }

    /// Of all columns, in a table whose content is that wide.
    pub(super) fn column_widths(&mut self, id: BoxId, width: Pt) -> Vec<Pt> {
        let available = (width - self.spacing_sum(id)).max(0.0);
        if self.has_fixed_columns(id) {
            return fixed_widths(&self.fixed_columns(id), available);
        }
        distribute::widths(&self.auto_columns(id), available)
    }

    /// What columns and the cells of the first row say; nothing else counts
    /// ([CSS 2, 17.5.2.1](https://www.w3.org/TR/CSS2/tables.html#fixed-table-layout)).
    pub(super) fn fixed_columns(&mut self, id: BoxId) -> Vec<Column> {
        let mut columns = self.column_boxes(id);
        let spacing = self.spacing(id).0;
        let first = self.table(id).rows.first().map(|row| row.cells.clone()).unwrap_or_default();
        for cell in first {
            if columns[cell.column].percent.is_some() || columns[cell.column].is_fixed {
                continue;
            }
            let style = self.boxes.get(cell.id).style.clone();
            let count = cell.columns as f32;
            let one = match &style.width {
                _ if self.boxes.get(cell.id).is_anonymous => continue,
                Sizing::Value(LengthPercentage::Percent(share)) => {
                    // Of the content box of one column, as a length is: browsers agree.
                    let has_edges = style.box_sizing == BoxSizing::ContentBox && cell.columns == 1;
                    let edges = if has_edges { self.cell_width(cell.id, 0.0) } else { 0.0 };
                    Column { percent: Some(share / count), max: edges, ..Column::default() }
                }
                Sizing::Value(LengthPercentage::Length(width)) => {
                    let width = self.cell_width(cell.id, *width) - spacing * (count - 1.0);
                    Column { max: width / count, is_fixed: true, ..Column::default() }
                }
                _ => continue,
            };
            columns[cell.column_range()].fill(one);
        }
        for column in columns.iter_mut().filter(|column| column.is_fixed) {
            column.min = column.max;
        }
        columns
    }
}

/// Columns without a width share what the others leave; if there are none, all grow.
fn fixed_widths(columns: &[Column], available: Pt) -> Vec<Pt> {
    let mut widths: Vec<Pt> =
        columns.iter().map(|column| column.percent.unwrap_or(0.0) * available + column.max).collect();
    let is_open = |column: &Column| column.percent.is_none() && !column.is_fixed;
    let percents = columns.iter().zip(&widths).filter(|(column, _)| column.percent.is_some());
    let shared: Pt = percents.map(|(_, width)| width).sum();
    let excess = widths.iter().sum::<Pt>() - available;
    if excess > 0.0 && shared > 0.0 {
        // Percentages give way.
        let scale = (1.0 - excess / shared).max(0.0);
        for (column, width) in columns.iter().zip(&mut widths) {
            *width *= if column.percent.is_some() { scale } else { 1.0 };
        }
    }
    let open = columns.iter().filter(|column| is_open(column)).count();
    let rest = available - widths.iter().sum::<Pt>();
    if open > 0 {
        for (column, width) in columns.iter().zip(&mut widths) {
            if is_open(column) {
                *width = rest.max(0.0) / open as f32;
            }
        }
    } else if rest > 0.0 {
        let fixed: Pt = columns.iter().filter(|column| column.is_fixed).map(|column| column.max).sum();
        let share: f32 = columns.iter().filter_map(|column| column.percent).sum();
        for (column, width) in columns.iter().zip(&mut widths) {
            *width += match column.percent {
                None if fixed > 0.0 => rest * column.max / fixed,
                Some(own) if fixed == 0.0 && share > 0.0 => rest * own / share,
                _ => 0.0,
            };
        }
    }
    widths
}
