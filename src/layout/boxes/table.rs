use std::sync::Arc;

use super::build::Builder;
use super::{BoxContent, BoxId, has_border};
use crate::style::{Border, ComputedStyle, Content, Display, StyledId};
use crate::units::Sides;

/// Widest table: spans beyond it are cut.
const MAX_COLUMNS: usize = 1000;

/// A table's rows with their cells on the column grid
/// ([CSS Tables 3](https://www.w3.org/TR/css-tables-3/)).
#[derive(Debug)]
pub(crate) struct TableBox {
    pub columns: usize,
    /// Styles of `<col>` by column.
    pub column_styles: Vec<Option<Arc<ComputedStyle>>>,
    /// Headers first, footers last, whatever their order in the source.
    pub rows: Vec<TableRow>,
    pub headers: usize,
}

#[derive(Debug)]
pub(crate) struct TableRow {
    /// A box without content: background and role of the row.
    pub id: BoxId,
    pub cells: Vec<TableCell>,
}

#[derive(Clone, Debug)]
pub(crate) struct TableCell {
    pub id: BoxId,
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
}

/// A table, with its captions above it in an anonymous block if it has any.
pub(super) fn build(builder: &mut Builder, node: StyledId) -> BoxId {
    let style = builder.tree.node(node).style.clone();
    let mut parts = Parts::default();
    parts.sort(builder, node);
    let headers = parts.header.len();
    let rows: Vec<RowSource> = parts.header.into_iter().chain(parts.body).chain(parts.footer).collect();
    let rows = place(builder, rows);
    let columns = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.column + cell.columns))
        .max()
        .unwrap_or(0);
    let mut column_styles = parts.columns;
    column_styles.resize(columns, None);
    if style.border_collapse {
        collapse_borders(builder, &rows);
    }
    let table = TableBox { columns, column_styles, rows, headers };
    let table = builder.add(style.clone(), node, false, BoxContent::Table(table));
    if parts.captions.is_empty() {
        return table;
    }
    let captions: Vec<BoxId> = parts.captions.iter().map(|caption| builder.block(*caption)).collect();
    let wrapper = Arc::new(ComputedStyle { display: Display::FlowRoot, ..ComputedStyle::inherit(&style) });
    builder.add(wrapper, node, true, BoxContent::Blocks(captions.into_iter().chain([table]).collect()))
}

#[derive(Default)]
struct Parts {
    captions: Vec<StyledId>,
    header: Vec<RowSource>,
    body: Vec<RowSource>,
    footer: Vec<RowSource>,
    columns: Vec<Option<Arc<ComputedStyle>>>,
}

/// A row of the document, or an anonymous one around cells without a row.
struct RowSource {
    /// The row, or what the cells stand in.
    node: StyledId,
    is_anonymous: bool,
    cells: Vec<CellSource>,
}

/// A cell of the document, or an anonymous one around content that stands in none
/// ([CSS Tables 3, 2.2](https://www.w3.org/TR/css-tables-3/#fixup)).
enum CellSource {
    Node(StyledId),
    Anonymous(StyledId, Vec<StyledId>),
}

impl Parts {
    fn sort(&mut self, builder: &Builder, table: StyledId) {
        let mut stray = Vec::new();
        for child in builder.children(table) {
            let display = display(builder, child);
            let is_part = matches!(
                display,
                Some(
                    Display::TableCaption
                        | Display::TableHeaderGroup
                        | Display::TableFooterGroup
                        | Display::TableRowGroup
                        | Display::TableColumnGroup
                        | Display::TableColumn
                        | Display::TableRow
                )
            );
            if !is_part {
                stray.push(child);
                continue;
            }
            self.body.extend(stray_row(builder, table, &mut stray));
            match display {
                Some(Display::TableCaption) => self.captions.push(child),
                Some(Display::TableHeaderGroup) => self.header.extend(rows(builder, child)),
                Some(Display::TableFooterGroup) => self.footer.extend(rows(builder, child)),
                Some(Display::TableRowGroup) => self.body.extend(rows(builder, child)),
                Some(Display::TableRow) => self.body.push(row(builder, child)),
                _ => self.column(builder, child),
            }
        }
        self.body.extend(stray_row(builder, table, &mut stray));
    }

    fn column(&mut self, builder: &Builder, node: StyledId) {
        let styled = builder.tree.node(node);
        if styled.style.display == Display::TableColumnGroup {
            for child in builder.children(node) {
                if display(builder, child) == Some(Display::TableColumn) {
                    self.column(builder, child);
                }
            }
            return;
        }
        let span = match &styled.content {
            Content::Element(element) => usize::from(element.span.0).max(1),
            _ => 1,
        };
        let room = MAX_COLUMNS.saturating_sub(self.columns.len());
        self.columns.extend(vec![Some(styled.style.clone()); span.min(room)]);
    }
}

/// `None` for a text.
fn display(builder: &Builder, node: StyledId) -> Option<Display> {
    let styled = builder.tree.node(node);
    (!matches!(styled.content, Content::Text(_))).then_some(styled.style.display)
}

/// The rows of a group, and what stands between them.
fn rows(builder: &Builder, group: StyledId) -> Vec<RowSource> {
    let mut rows = Vec::new();
    let mut stray = Vec::new();
    for child in builder.children(group) {
        if display(builder, child) == Some(Display::TableRow) {
            rows.extend(stray_row(builder, group, &mut stray));
            rows.push(row(builder, child));
        } else {
            stray.push(child);
        }
    }
    rows.extend(stray_row(builder, group, &mut stray));
    rows
}

fn row(builder: &Builder, node: StyledId) -> RowSource {
    RowSource { node, is_anonymous: false, cells: cells(builder, node, builder.children(node)) }
}

/// An anonymous row around what stands outside rows.
fn stray_row(builder: &Builder, parent: StyledId, stray: &mut Vec<StyledId>) -> Option<RowSource> {
    let cells = cells(builder, parent, std::mem::take(stray));
    (!cells.is_empty()).then_some(RowSource { node: parent, is_anonymous: true, cells })
}

fn cells(builder: &Builder, parent: StyledId, children: Vec<StyledId>) -> Vec<CellSource> {
    let mut cells = Vec::new();
    let mut stray: Vec<StyledId> = Vec::new();
    let close = |stray: &mut Vec<StyledId>, cells: &mut Vec<CellSource>| {
        let run = std::mem::take(stray);
        if !builder.is_blank(&run) {
            cells.push(CellSource::Anonymous(parent, run));
        }
    };
    for child in children {
        if display(builder, child) == Some(Display::TableCell) {
            close(&mut stray, &mut cells);
            cells.push(CellSource::Node(child));
        } else {
            stray.push(child);
        }
    }
    close(&mut stray, &mut cells);
    cells
}

/// Puts cells on the grid, around those that span rows from above
/// ([HTML, forming a table](https://html.spec.whatwg.org/multipage/tables.html#forming-a-table)).
fn place(builder: &mut Builder, rows: Vec<RowSource>) -> Vec<TableRow> {
    let mut taken: Vec<usize> = Vec::new();
    let mut placed = Vec::new();
    let count = rows.len();
    for (index, row) in rows.into_iter().enumerate() {
        let style = builder.tree.node(row.node).style.clone();
        let mut column = 0;
        let mut row_cells = Vec::new();
        for cell in row.cells {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let (id, span) = cell_box(builder, cell);
            let columns = usize::from(span.0).max(1).min(MAX_COLUMNS.saturating_sub(column).max(1));
            let height = usize::from(span.1).max(1).min(count - index);
            if taken.len() < column + columns {
                taken.resize(column + columns, 0);
            }
            taken[column..column + columns].fill(height);
            row_cells.push(TableCell { id, column, columns, rows: height });
            column += columns;
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
        let id = builder.add(style, row.node, row.is_anonymous, BoxContent::Blocks(Vec::new()));
        placed.push(TableRow { id, cells: row_cells });
    }
    placed
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

/// One line between two cells, the row's where the cells have none: of two borders that meet, the
/// one above or to the left is kept ([CSS 2, 17.6.2](https://www.w3.org/TR/CSS2/tables.html#collapsing-borders)).
fn collapse_borders(builder: &mut Builder, rows: &[TableRow]) {
    let mut above: Vec<bool> = Vec::new();
    for row in rows {
        let of_row = builder.style(row.id).border.clone();
        let (mut left, mut below) = (false, above.clone());
        for cell in &row.cells {
            let mut style = (**builder.style(cell.id)).clone();
            for (own, of_row) in
                [(&mut style.border.top, &of_row.top), (&mut style.border.bottom, &of_row.bottom)]
            {
                if !has_border(own) {
                    *own = of_row.clone();
                }
            }
            let columns = cell.column..cell.column + cell.columns;
            if columns.clone().all(|column| above.get(column) == Some(&true)) {
                style.border.top = Border::NONE;
            }
            if left {
                style.border.left = Border::NONE;
            }
            left = has_border(&style.border.right);
            if below.len() < columns.end {
                below.resize(columns.end, false);
            }
            below[columns].fill(has_border(&style.border.bottom));
            builder.restyle(cell.id, style);
        }
        above = below;
        let mut style = (**builder.style(row.id)).clone();
        style.border = Sides::all(Border::NONE);
        builder.restyle(row.id, style);
    }
}
