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
    for child in builder.children(node) {
        parts.sort(builder, child);
    }
    let headers = parts.header.len();
    let rows: Vec<StyledId> = parts.header.into_iter().chain(parts.body).chain(parts.footer).collect();
    let rows = place(builder, &rows);
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
    header: Vec<StyledId>,
    body: Vec<StyledId>,
    footer: Vec<StyledId>,
    columns: Vec<Option<Arc<ComputedStyle>>>,
}

impl Parts {
    fn sort(&mut self, builder: &Builder, node: StyledId) {
        let styled = builder.tree.node(node);
        if matches!(styled.content, Content::Text(_)) {
            return;
        }
        let rows = || builder.children(node).into_iter().filter(|row| is_element(builder, *row));
        match styled.style.display {
            Display::TableCaption => self.captions.push(node),
            Display::TableHeaderGroup => self.header.extend(rows()),
            Display::TableFooterGroup => self.footer.extend(rows()),
            Display::TableRowGroup => self.body.extend(rows()),
            Display::TableColumnGroup => {
                for child in builder.children(node) {
                    self.sort(builder, child);
                }
            }
            Display::TableColumn => {
                let span = match &styled.content {
                    Content::Element(element) => usize::from(element.span.0).max(1),
                    _ => 1,
                };
                let room = MAX_COLUMNS.saturating_sub(self.columns.len());
                self.columns.extend(vec![Some(styled.style.clone()); span.min(room)]);
            }
            _ => self.body.push(node),
        }
    }
}

fn is_element(builder: &Builder, node: StyledId) -> bool {
    !matches!(builder.tree.node(node).content, Content::Text(_))
}

/// Puts cells on the grid, around those that span rows from above
/// ([HTML, forming a table](https://html.spec.whatwg.org/multipage/tables.html#forming-a-table)).
fn place(builder: &mut Builder, rows: &[StyledId]) -> Vec<TableRow> {
    let mut taken: Vec<usize> = Vec::new();
    let mut placed = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let styled = builder.tree.node(*row);
        let style = styled.style.clone();
        // A cell without a row stands in one alone.
        let cells = match style.display {
            Display::TableRow => {
                builder.children(*row).into_iter().filter(|cell| is_element(builder, *cell)).collect()
            }
            _ => vec![*row],
        };
        let mut column = 0;
        let mut row_cells = Vec::new();
        for cell in cells {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            if column >= MAX_COLUMNS {
                break;
            }
            let span = match &builder.tree.node(cell).content {
                Content::Element(element) => element.span,
                _ => (1, 1),
            };
            let columns = usize::from(span.0).max(1).min(MAX_COLUMNS - column);
            let height = usize::from(span.1).max(1).min(rows.len() - index);
            if taken.len() < column + columns {
                taken.resize(column + columns, 0);
            }
            taken[column..column + columns].fill(height);
            let id = builder.block(cell);
            row_cells.push(TableCell { id, column, columns, rows: height });
            column += columns;
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
        let id = builder.add(style, *row, row_cells.is_empty(), BoxContent::Blocks(Vec::new()));
        placed.push(TableRow { id, cells: row_cells });
    }
    placed
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
