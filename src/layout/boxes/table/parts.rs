use super::super::build::Builder;
use super::MAX_COLUMNS;
use crate::style::{Content, Display, StyledId};

/// The children of a table by what they are.
#[derive(Default)]
pub(super) struct Parts {
    pub captions: Vec<StyledId>,
    pub header: Option<GroupSource>,
    pub body: Vec<GroupSource>,
    pub footer: Option<GroupSource>,
    pub columns: Vec<ColumnSource>,
}

/// Rows of one group; without a node they stand in the table itself.
#[derive(Default)]
pub(super) struct GroupSource {
    pub node: Option<StyledId>,
    pub rows: Vec<RowSource>,
}

#[derive(Clone, Copy)]
pub(super) struct ColumnSource {
    pub column: Option<StyledId>,
    pub group: Option<StyledId>,
}

/// A row of the document, or an anonymous one around cells without a row.
pub(super) struct RowSource {
    /// The row, or what the cells stand in.
    pub node: StyledId,
    pub is_anonymous: bool,
    /// It is not shown, but its cells count for the widths of the columns
    /// ([CSS 2, 17.5.5](https://www.w3.org/TR/CSS2/tables.html#dynamic-effects)).
    pub is_collapsed: bool,
    pub cells: Vec<CellSource>,
}

/// A cell of the document, or an anonymous one around content that stands in none
/// ([CSS Tables 3, 2.2](https://www.w3.org/TR/css-tables-3/#fixup)).
pub(super) enum CellSource {
    Node(StyledId),
    Anonymous(StyledId, Vec<StyledId>),
}

impl GroupSource {
    /// How many rows are shown.
    pub fn shown(&self) -> usize {
        self.rows.iter().filter(|row| !row.is_collapsed).count()
    }
}

impl Parts {
    pub fn sort(&mut self, builder: &Builder, table: StyledId, children: Vec<StyledId>) {
        let mut stray = Vec::new();
        for child in children {
            let display = display(builder, child);
            if !display.is_some_and(|display| super::is_part(display) && display != Display::TableCell) {
                stray.push(child);
                continue;
            }
            self.loose(stray_row(builder, table, &mut stray));
            match display {
                Some(Display::TableCaption) => self.captions.push(child),
                Some(Display::TableRow) => self.loose(Some(row(builder, child))),
                // Only the first header and the first footer are repeated; others are rows like any other.
                Some(Display::TableHeaderGroup) if self.header.is_none() => {
                    self.header = Some(group(builder, child));
                }
                Some(Display::TableFooterGroup) if self.footer.is_none() => {
                    self.footer = Some(group(builder, child));
                }
                Some(Display::TableColumn) => self.column(builder, child, None),
                Some(Display::TableColumnGroup) => self.column_group(builder, child),
                _ => self.body.push(group(builder, child)),
            }
        }
        self.loose(stray_row(builder, table, &mut stray));
    }

    /// A row outside groups: together with the ones before it.
    fn loose(&mut self, row: Option<RowSource>) {
        let Some(row) = row else { return };
        match self.body.last_mut() {
            Some(GroupSource { node: None, rows }) => rows.push(row),
            _ => self.body.push(GroupSource { node: None, rows: vec![row] }),
        }
    }

    fn column(&mut self, builder: &Builder, node: StyledId, group: Option<StyledId>) {
        self.add_columns(builder, node, ColumnSource { column: Some(node), group });
    }

    fn column_group(&mut self, builder: &Builder, node: StyledId) {
        let before = self.columns.len();
        for child in builder.children(node) {
            if display(builder, child) == Some(Display::TableColumn) {
                self.column(builder, child, Some(node));
            }
        }
        if self.columns.len() == before {
            self.add_columns(builder, node, ColumnSource { column: None, group: Some(node) });
        }
    }

    /// As many as `span` says.
    fn add_columns(&mut self, builder: &Builder, node: StyledId, source: ColumnSource) {
        let span = match &builder.tree.node(node).content {
            Content::Element(element) => usize::from(element.span.0).max(1),
            _ => 1,
        };
        let room = MAX_COLUMNS.saturating_sub(self.columns.len());
        self.columns.extend(vec![source; span.min(room)]);
    }
}

/// `None` for a text.
fn display(builder: &Builder, node: StyledId) -> Option<Display> {
    let styled = builder.tree.node(node);
    (!matches!(styled.content, Content::Text(_)) && !builder.is_out_of_flow(node))
        .then_some(styled.style.display)
}

/// The rows of a group, and what stands between them.
fn group(builder: &Builder, group: StyledId) -> GroupSource {
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
    GroupSource { node: Some(group), rows }
}

fn row(builder: &Builder, node: StyledId) -> RowSource {
    RowSource {
        node,
        is_anonymous: false,
        is_collapsed: builder.tree.node(node).style.collapsed,
        cells: cells(builder, node, builder.children(node)),
    }
}

/// An anonymous row around what stands outside rows.
fn stray_row(builder: &Builder, parent: StyledId, stray: &mut Vec<StyledId>) -> Option<RowSource> {
    let cells = cells(builder, parent, std::mem::take(stray));
    (!cells.is_empty()).then_some(RowSource { node: parent, is_anonymous: true, is_collapsed: false, cells })
}

fn cells(builder: &Builder, parent: StyledId, children: Vec<StyledId>) -> Vec<CellSource> {
    let mut cells = Vec::new();
    let mut stray: Vec<StyledId> = Vec::new();
    let close = |stray: &mut Vec<StyledId>, cells: &mut Vec<CellSource>| {
        let run = std::mem::take(stray);
        if !run.iter().all(|node| builder.is_white_space(*node)) {
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
