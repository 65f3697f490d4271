//! Borders that cells share ([CSS 2, 17.6.2](https://www.w3.org/TR/CSS2/tables.html#collapsing-borders)).

use std::sync::Arc;

use super::super::BoxId;
use super::super::build::Builder;
use super::TableBox;
use crate::color::Rgba;
use crate::style::{Border, BorderStyle, ComputedStyle, LengthPercentage};
use crate::units::{Pt, Sides};

/// The lines between and around cells, each with the border that won it.
#[derive(Debug)]
pub(crate) struct CollapsedBorders {
    /// Above each row and below the last one, by column.
    pub horizontal: Vec<Vec<Border>>,
    /// Of each row, before each column and after the last one.
    pub vertical: Vec<Vec<Border>>,
}

/// Finds the winners, and leaves half of each to the cells on its sides and to the table. Answers the
/// table's style.
pub(super) fn collapse(
    builder: &mut Builder,
    table: &mut TableBox,
    style: &ComputedStyle,
) -> Arc<ComputedStyle> {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    let mut lines = CollapsedBorders {
        horizontal: vec![vec![Border::NONE; columns]; rows + 1],
        vertical: vec![vec![Border::NONE; columns + 1]; rows],
    };
    // From the innermost origin to the outermost, from the top left: of equals the first one stays.
    for (index, row) in table.rows.iter().enumerate() {
        for cell in &row.cells {
            let border = builder.style(cell.id).border.clone();
            lines.offer(index..index + cell.rows, cell.column_range(), &border);
        }
    }
    for (index, row) in table.rows.iter().enumerate() {
        lines.offer(index..index + 1, 0..columns, &builder.style(row.id).border.clone());
    }
    for group in table.groups.iter().filter(|group| !group.rows.is_empty()) {
        if let Some(id) = group.id {
            lines.offer(group.rows.clone(), 0..columns, &builder.style(id).border.clone());
        }
    }
    for (index, column) in table.columns.iter().enumerate() {
        if let Some(id) = column.column {
            lines.offer(0..rows, index..index + 1, &builder.style(id).border.clone());
        }
    }
    let mut start = 0;
    while start < columns {
        let group = table.columns[start].group;
        let end = (start..columns).find(|at| table.columns[*at].group != group).unwrap_or(columns);
        if let Some(id) = group {
            lines.offer(0..rows, start..end, &builder.style(id).border.clone());
        }
        start = end;
    }
    lines.offer(0..rows, 0..columns, &style.border);
    lines.open_spans(table);
    lines.share(builder, table);
    let outer = lines.halves(0..rows, 0..columns);
    table.collapsed = Some(lines);
    let padding = Sides::all(LengthPercentage::ZERO);
    Arc::new(ComputedStyle { border: outer, padding, border_spacing: (0.0, 0.0), ..style.clone() })
}

impl CollapsedBorders {
    /// The borders of a box over some rows and columns compete on the lines around it.
    fn offer(
        &mut self,
        rows: std::ops::Range<usize>,
        columns: std::ops::Range<usize>,
        border: &Sides<Border>,
    ) {
        if rows.is_empty() || columns.is_empty() {
            return;
        }
        for column in columns.clone() {
            compete(&mut self.horizontal[rows.start][column], &border.top);
            compete(&mut self.horizontal[rows.end][column], &border.bottom);
        }
        for row in rows {
            compete(&mut self.vertical[row][columns.start], &border.left);
            compete(&mut self.vertical[row][columns.end], &border.right);
        }
    }

    /// No line crosses a cell that spans rows or columns; and what is hidden is none.
    fn open_spans(&mut self, table: &TableBox) {
        for (index, row) in table.rows.iter().enumerate() {
            for cell in &row.cells {
                for line in index + 1..index + cell.rows {
                    self.horizontal[line][cell.column_range()].fill(Border::NONE);
                }
                for row in index..index + cell.rows {
                    self.vertical[row][cell.column + 1..cell.column + cell.columns].fill(Border::NONE);
                }
            }
        }
    }

    fn share(&self, builder: &mut Builder, table: &TableBox) {
        for (index, row) in table.rows.iter().enumerate() {
            for cell in &row.cells {
                let border = self.halves(index..index + cell.rows, cell.column_range());
                restyle(builder, cell.id, border);
            }
            restyle(builder, row.id, Sides::all(Border::NONE));
        }
    }

    /// Half of the widest line on each side: room that paints nothing.
    fn halves(&self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Sides<Border> {
        let half = |lines: &mut dyn Iterator<Item = &Border>| {
            let width = lines.map(|border| border.width).fold(0.0, Pt::max) / 2.0;
            Border { width, style: BorderStyle::Solid, color: Rgba::TRANSPARENT }
        };
        if rows.is_empty() || columns.is_empty() {
            return Sides::all(Border::NONE);
        }
        let vertical = |line: usize| self.vertical[rows.clone()].iter().map(move |row| &row[line]);
        Sides {
            top: half(&mut self.horizontal[rows.start][columns.clone()].iter()),
            bottom: half(&mut self.horizontal[rows.end][columns.clone()].iter()),
            left: half(&mut vertical(columns.start)),
            right: half(&mut vertical(columns.end)),
        }
    }
}

fn restyle(builder: &mut Builder, id: BoxId, border: Sides<Border>) {
    let style = ComputedStyle { border, ..(**builder.style(id)).clone() };
    builder.restyle(id, style);
}

fn compete(line: &mut Border, border: &Border) {
    if stronger(border, line) {
        line.clone_from(border);
    }
}

/// Whether one border wins over another one on the same line
/// ([CSS 2, 17.6.2.1](https://www.w3.org/TR/CSS2/tables.html#border-conflict-resolution)).
pub(crate) fn stronger(one: &Border, other: &Border) -> bool {
    let rank = |border: &Border| match border.style {
        BorderStyle::None | BorderStyle::Hidden => 0,
        BorderStyle::Inset => 1,
        BorderStyle::Groove => 2,
        BorderStyle::Outset => 3,
        BorderStyle::Ridge => 4,
        BorderStyle::Dotted => 5,
        BorderStyle::Dashed => 6,
        BorderStyle::Solid => 7,
        BorderStyle::Double => 8,
    };
    let hides = |border: &Border| border.style == BorderStyle::Hidden;
    match (hides(one), hides(other)) {
        (_, true) => false,
        (true, false) => true,
        _ => (one.width, rank(one)) > (other.width, rank(other)),
    }
}
