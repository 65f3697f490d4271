use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::super::build::Builder;
use super::super::{BoxContent, BoxId};
use super::parts::{CellSource, GroupSource, Parts, RowSource};
use super::{MAX_COLUMNS, RowGroup, TableBox, TableCell, TableColumn, TableRow};
use crate::style::{ComputedStyle, Content, Display, StyledId};

/// Rows and cells on the column grid.
pub(super) fn grid(builder: &mut Builder, parts: Parts) -> TableBox {
    let mut table = TableBox {
        columns: Vec::new(),
        groups: Vec::new(),
        rows: Vec::new(),
        unseen: Vec::new(),
        headers: parts.header.as_ref().map_or(0, GroupSource::shown),
        footers: parts.footer.as_ref().map_or(0, GroupSource::shown),
        captions: Vec::new(),
        collapsed: None,
    };
    for group in parts.header.into_iter().chain(parts.body).chain(parts.footer) {
        place_group(builder, group, &mut table);
    }
    let cells = table.rows.iter().flat_map(|row| &row.cells).chain(&table.unseen);
    let columns = cells.map(|cell| cell.column + cell.columns).max().unwrap_or(0);
    let mut boxes: BTreeMap<StyledId, BoxId> = BTreeMap::new();
    let mut part = |node: Option<StyledId>| {
        let node = node?;
        let style = builder.tree.node(node).style.clone();
        let add = || builder.add(style, node, false, BoxContent::Blocks(Rc::default()));
        Some(*boxes.entry(node).or_insert_with(add))
    };
    table.columns = parts
        .columns
        .into_iter()
        .map(|source| TableColumn { column: part(source.column), group: part(source.group) })
        .collect();
    // A column of its own without a cell takes no room in print.
    table.columns.resize(columns, TableColumn::default());
    table
}

/// Puts cells on the grid, around those that span rows from above; none spans out of its group
/// ([HTML, forming a table](https://html.spec.whatwg.org/multipage/tables.html#forming-a-table)).
fn place_group(builder: &mut Builder, group: GroupSource, table: &mut TableBox) {
    let first = table.rows.len();
    let mut taken: Vec<usize> = Vec::new();
    let count = group.rows.len();
    for (index, row) in group.rows.into_iter().enumerate() {
        let is_collapsed = row.is_collapsed;
        let row = place_row(builder, row, table.groups.len(), count - index, &mut taken);
        if is_collapsed {
            shorten(&mut table.rows[first..]);
            table.unseen.extend(row.cells);
        } else {
            table.rows.push(row);
        }
    }
    let id = group.node.map(|node| {
        let style = builder.tree.node(node).style.clone();
        builder.add(style, node, false, BoxContent::Blocks(Rc::default()))
    });
    table.groups.push(RowGroup { id, rows: first..table.rows.len() });
}

/// Cells that span the row after these are without it.
fn shorten(rows: &mut [TableRow]) {
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        row.cells.iter_mut().filter(|cell| index + cell.rows > count).for_each(|cell| cell.rows -= 1);
    }
}

fn place_row(
    builder: &mut Builder,
    row: RowSource,
    group: usize,
    rows_left: usize,
    taken: &mut Vec<usize>,
) -> TableRow {
    let mut column = 0;
    let mut cells = Vec::new();
    for cell in row.cells {
        while taken.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        let (id, span) = cell_box(builder, cell);
        let columns = usize::from(span.0).max(1).min(MAX_COLUMNS.saturating_sub(column).max(1));
        let rows = if span.1 == 0 { rows_left } else { usize::from(span.1).min(rows_left) };
        if taken.len() < column + columns {
            taken.resize(column + columns, 0);
        }
        taken[column..column + columns].fill(rows);
        cells.push(TableCell { id, column, columns, rows });
        column += columns;
    }
    for rows in taken.iter_mut() {
        *rows = rows.saturating_sub(1);
    }
    let style = builder.tree.node(row.node).style.clone();
    let style = match row.is_anonymous {
        true => Arc::new(ComputedStyle { display: Display::TableRow, ..ComputedStyle::inherit(&style) }),
        false => style,
    };
    let id = builder.add(style, row.node, row.is_anonymous, BoxContent::Blocks(Rc::default()));
    TableRow { id, group, cells }
}

/// The box of a cell, and how many columns and rows it spans.
fn cell_box(builder: &mut Builder, cell: CellSource) -> (BoxId, (u16, u16)) {
    match cell {
        CellSource::Node(node) => {
            let span = match &builder.tree.node(node).content {
                Content::Element(element) => element.span,
                _ => (1, 1),
            };
            (builder.block(node), span)
        }
        CellSource::Anonymous(parent, children) => {
            let around = builder.tree.node(parent).style.clone();
            let style = ComputedStyle { display: Display::TableCell, ..ComputedStyle::inherit(&around) };
            let style = Arc::new(style);
            let content = builder.flow(&style, parent, &children);
            (builder.add(style, parent, true, content), (1, 1))
        }
    }
}

/// From right to left, the first column is the rightmost.
pub(super) fn mirror(table: &mut TableBox) {
    let count = table.columns.len();
    table.columns.reverse();
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells).chain(&mut table.unseen) {
        cell.column = count - cell.column - cell.columns;
    }
}
