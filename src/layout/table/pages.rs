//! The rows of a table on one page or in one column.

use std::rc::Rc;

use super::super::boxes::{BoxId, TableBox, TableCell};
use super::super::engine::Engine;
use super::super::fragment::{
    Backdrop, Fragment, FragmentContent, Placed, Room, TableLine, TableToken, Token,
};
use super::super::sizes::Used;
use super::cells::Spot;
use super::plan::{Plan, PlannedRow, Request};
use crate::style::Break;
use crate::units::{Point, Pt, Rect, Sides, Size};

/// From the top left of the table's content box.
#[derive(Default)]
pub(super) struct Rows {
    pub placed: Vec<Placed>,
    pub lines: Vec<TableLine>,
    pub height: Pt,
    pub token: Option<TableToken>,
    pub forced: Option<Break>,
    pub is_pushed: bool,
}

impl Engine<'_> {
    pub(super) fn table_rows(
        &mut self,
        id: BoxId,
        used: &Used,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Rows {
        let grid = self.table_grid(id, used);
        let resume = match resume {
            Some(Token::Table(token)) => Some(token),
            _ => None,
        };
        let repeats = self.repeats(id, &grid, room);
        let request = Request { id, grid: &grid, room, resume, repeats };
        let top = match resume {
            // Half of the line at the top stands above the first row.
            Some(token) => self.top_line(id, token, repeats.head) / 2.0,
            None => 0.0,
        } + if grid.rows.is_empty() || resume.is_some() { 0.0 } else { grid.spacing };
        let plan = self.plan_rows(request, top);
        if plan.is_pushed {
            return Rows { is_pushed: true, ..Rows::default() };
        }
        self.place_plan(request, plan)
    }

    fn place_plan(&mut self, request: Request, plan: Plan) -> Rows {
        let mut rows = Rows { height: plan.height, forced: plan.forced, ..Rows::default() };
        if let (true, Some(token)) = (plan.rows.is_empty(), request.resume) {
            rows.token = plan.next.map(|_| token.clone());
            return rows;
        }
        if plan.next.is_some() {
            rows.height = (rows.height - request.grid.spacing).max(0.0);
        }
        let extents = Extents::of(&plan, self.table(request.id));
        let mut tokens = Vec::new();
        let ordinary = plan.rows.iter().position(|planned| !planned.is_repeated);
        for (at, planned) in plan.rows.iter().enumerate() {
            let carried = ordinary == Some(at);
            let mut cells = Vec::new();
            let mut behind = Vec::new();
            for (cell, is_resumed) in self.cells_of(request, planned, carried) {
                let last = last_row(&plan.rows, at, &cell, self.origin_row(request.id, &cell, planned.row));
                let spot = Spot { cell, is_resumed, top: *planned, last: plan.rows[last.0], ends: last.1 };
                let limit = self.row_limit(request, spot.last.row);
                let (fragment, token) = self.place_cell(request, &spot, limit);
                let left = request.grid.extent(&spot.cell).0;
                let size = fragment.size;
                behind.extend(self.backdrops(
                    request,
                    &extents,
                    planned,
                    &spot.cell,
                    Rect::new(left, 0.0, size.width, size.height),
                ));
                cells.push(Placed { at: Point::new(left, 0.0), fragment });
                tokens.extend(token.map(|token| (spot.cell.id, token)));
            }
            let row = self.table(request.id).rows[planned.row].id;
            let fragment = self.row_fragment(row, planned, request.grid.width, cells, behind);
            rows.placed.push(Placed { at: Point::new(0.0, planned.y), fragment });
        }
        rows.lines = self.table_lines(request, &plan);
        rows.token = plan.next.map(|row| TableToken {
            row,
            is_inside: plan.rows.iter().any(|planned| planned.is_cut),
            cells: tokens,
            low_captions: Vec::new(),
        });
        rows
    }

    /// Where a row ends before the foot. Spacing stands between rows and below the last one; a break
    /// takes it away.
    pub(super) fn row_limit(&self, request: Request, row: usize) -> Pt {
        let Some(room) = request.room else { return Pt::INFINITY };
        let footers = if request.repeats.foot { self.table(request.id).footers } else { 0 };
        let grid = request.grid;
        let stop = grid.rows.len() - footers;
        let foot: Pt = grid.rows[stop..].iter().map(|row| row.height + grid.spacing).sum();
        let below = if row + 1 == stop { grid.spacing } else { 0.0 };
        room.available - foot - below
    }

    /// The cells that a row shows: its own, and at the top of a page those from rows before it.
    pub(super) fn cells_of(
        &self,
        request: Request,
        planned: &PlannedRow,
        is_first: bool,
    ) -> Vec<(TableCell, bool)> {
        let table = self.table(request.id);
        let first = table.groups[table.rows[planned.row].group].rows.start;
        let mut cells: Vec<(TableCell, bool)> = Vec::new();
        if is_first && request.resume.is_some() {
            for origin in first..planned.row {
                let spanning =
                    table.rows[origin].cells.iter().filter(|cell| origin + cell.rows > planned.row);
                cells.extend(spanning.map(|cell| (cell.clone(), true)));
            }
        }
        let own = table.rows[planned.row].cells.iter();
        cells.extend(own.map(|cell| (cell.clone(), planned.is_resumed)));
        cells.retain(|(cell, _)| !request.grid.is_collapsed(cell));
        cells
    }

    pub(super) fn origin_row(&self, id: BoxId, cell: &TableCell, row: usize) -> usize {
        let rows = &self.table(id).rows;
        (0..=row).rev().find(|at| rows[*at].cells.iter().any(|own| own.id == cell.id)).unwrap_or(row)
    }

    fn row_fragment(
        &mut self,
        row: BoxId,
        planned: &PlannedRow,
        width: Pt,
        cells: Vec<Placed>,
        behind: Vec<Backdrop>,
    ) -> Rc<Fragment> {
        let used = Used {
            border: Sides::all(0.0),
            padding: Sides::all(0.0),
            margin: Sides::all(0.0),
            width,
            height: Some(planned.height),
            min_height: 0.0,
            max_height: Pt::INFINITY,
            is_indefinite: false,
            lower: 0.0,
            clones: false,
            is_content_min: false,
            is_content_max: false,
        };
        let content = FragmentContent::Row { behind, is_repeated: planned.is_repeated };
        let mut fragment = self.finish(row, &used, Size::new(width, planned.height), content, cells);
        fragment.is_first = !planned.is_resumed;
        fragment.is_last = !planned.is_cut;
        fragment.baselines = self.row_baselines(&fragment);
        self.place_out_of_flow(&mut fragment);
        Rc::new(fragment)
    }

    /// Backgrounds of what a cell stands in, outermost first, painted where the cell is
    /// ([CSS 2, 17.5.1](https://www.w3.org/TR/CSS2/tables.html#table-layers)). `rect` is from the top left of its row.
    fn backdrops(
        &self,
        request: Request,
        extents: &Extents,
        planned: &PlannedRow,
        cell: &TableCell,
        rect: Rect,
    ) -> Vec<Backdrop> {
        let table = self.table(request.id);
        let grid = request.grid;
        let group = table.rows[planned.row].group;
        let ((top, bottom), (group_top, group_bottom)) = (extents.all, extents.groups[group]);
        let columns = table.columns[cell.column];
        let in_group = |column: &usize| table.columns[*column].group == columns.group;
        let left = (0..cell.column).rev().take_while(in_group).last().unwrap_or(cell.column);
        let right = (cell.column..table.columns.len()).take_while(in_group).last().unwrap_or(cell.column);
        let column_area = |first: usize, last: usize| {
            let (left, right) = (grid.columns[first].0, grid.columns[last].0 + grid.columns[last].1);
            Rect::new(left, top - planned.y, right - left, bottom - top)
        };
        let whole = |top: Pt, bottom: Pt| Rect::new(0.0, top - planned.y, grid.width, bottom - top);
        let candidates = [
            (columns.group, column_area(left, right)),
            (columns.column, column_area(cell.column, cell.column)),
            (table.groups[group].id, whole(group_top, group_bottom)),
            (Some(table.rows[planned.row].id), whole(planned.y, planned.y + planned.height)),
        ];
        let backdrop = |(id, area): (Option<BoxId>, Rect)| {
            let id = id?;
            let style = &self.boxes.get(id).style;
            let is_seen = style.background_color.is_visible() || !style.backgrounds.is_empty();
            (is_seen && style.visible).then_some(Backdrop { id, area, cell: rect })
        };
        candidates.into_iter().filter_map(backdrop).collect()
    }
}

/// Tops and bottoms of what a page holds of a table.
struct Extents {
    all: (Pt, Pt),
    /// By the number of the group.
    groups: Vec<(Pt, Pt)>,
}

impl Extents {
    fn of(plan: &Plan, table: &TableBox) -> Extents {
        let nothing = (Pt::INFINITY, 0.0);
        let mut extents = Extents { all: nothing, groups: vec![nothing; table.groups.len()] };
        for row in &plan.rows {
            for (top, bottom) in [&mut extents.all, &mut extents.groups[table.rows[row.row].group]] {
                (*top, *bottom) = (top.min(row.y), bottom.max(row.y + row.height));
            }
        }
        extents
    }
}

/// The last row on this page that a cell reaches into, and whether the cell ends there.
fn last_row(rows: &[PlannedRow], at: usize, cell: &TableCell, origin: usize) -> (usize, bool) {
    let end = origin + cell.rows - 1;
    let mut last = at;
    while last + 1 < rows.len() && rows[last + 1].row == rows[last].row + 1 && rows[last + 1].row <= end {
        last += 1;
    }
    (last, rows[last].row >= end && !rows[last].is_cut)
}
