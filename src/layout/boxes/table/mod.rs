//! Tables: rows and columns found among the children, with the anonymous boxes that are missing
//! ([CSS Tables 3, 2](https://www.w3.org/TR/css-tables-3/#content-model)).

mod collapse;
mod parts;
mod place;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use collapse::{CollapsedBorders, stronger};

use super::build::Builder;
use super::{BoxContent, BoxId};
use crate::style::{ComputedStyle, Direction, Display, StyledId};
use parts::Parts;

/// Widest table: spans beyond it are cut.
const MAX_COLUMNS: usize = 1000;

/// A table's rows with their cells on the column grid; columns count from the left.
#[derive(Debug)]
pub(crate) struct TableBox {
    pub columns: Vec<TableColumn>,
    pub groups: Vec<RowGroup>,
    /// Headers first, footers last, whatever their order in the source.
    pub rows: Vec<TableRow>,
    /// Cells of rows that are collapsed away: they count for the widths of columns.
    pub unseen: Vec<TableCell>,
    pub headers: usize,
    pub footers: usize,
    pub captions: Vec<BoxId>,
    pub collapsed: Option<CollapsedBorders>,
}

/// Boxes without content: width, background and borders of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TableColumn {
    pub column: Option<BoxId>,
    pub group: Option<BoxId>,
}

#[derive(Debug)]
pub(crate) struct RowGroup {
    /// `None` around rows that stand in the table itself.
    pub id: Option<BoxId>,
    pub rows: Range<usize>,
}

#[derive(Debug)]
pub(crate) struct TableRow {
    /// A box without content: background and role of the row.
    pub id: BoxId,
    pub group: usize,
    pub cells: Vec<TableCell>,
}

#[derive(Clone, Debug)]
pub(crate) struct TableCell {
    pub id: BoxId,
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
}

impl TableCell {
    pub fn column_range(&self) -> Range<usize> {
        self.column..self.column + self.columns
    }
}

/// The table of an element.
pub(super) fn build(builder: &mut Builder, node: StyledId) -> BoxId {
    let style = builder.tree.node(node).style.clone();
    let children = builder.children(node);
    table(builder, style, node, false, children)
}

/// A table around cells, rows and groups that stand in none
/// ([CSS Tables 3, 2.2](https://www.w3.org/TR/css-tables-3/#fixup)).
pub(super) fn build_anonymous(
    builder: &mut Builder,
    around: &ComputedStyle,
    node: StyledId,
    children: Vec<StyledId>,
) -> BoxId {
    let style = ComputedStyle { display: Display::Table, ..ComputedStyle::inherit(around) };
    table(builder, Arc::new(style), node, true, children)
}

/// Whether a box belongs in a table.
pub(super) fn is_part(display: Display) -> bool {
    matches!(
        display,
        Display::TableCaption
            | Display::TableHeaderGroup
            | Display::TableFooterGroup
            | Display::TableRowGroup
            | Display::TableColumnGroup
            | Display::TableColumn
            | Display::TableRow
            | Display::TableCell
    )
}

fn table(
    builder: &mut Builder,
    style: Arc<ComputedStyle>,
    node: StyledId,
    is_anonymous: bool,
    children: Vec<StyledId>,
) -> BoxId {
    let mut parts = Parts::default();
    parts.sort(builder, node, children);
    let captions = parts.captions.iter().map(|caption| builder.block(*caption)).collect();
    let mut table = place::grid(builder, parts);
    table.captions = captions;
    if style.direction == Direction::Rtl {
        place::mirror(&mut table);
    }
    let mut style = style;
    if style.border_collapse {
        style = collapse::collapse(builder, &mut table, &style);
    }
    builder.add(style, node, is_anonymous, BoxContent::Table(table))
}
