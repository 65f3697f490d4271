//! Which rows of a table a page or column holds.

use super::super::boxes::{BoxId, TableCell};
use super::super::engine::{Engine, TOLERANCE};
use super::super::fragment::{Room, TableToken, Token};
use super::TableGrid;
use super::breaks::Repeats;
use crate::style::Break;
use crate::units::Pt;

/// A row at its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlannedRow {
    pub row: usize,
    pub y: Pt,
    pub height: Pt,
    /// It began on an earlier page.
    pub is_resumed: bool,
    /// It goes on on the next one.
    pub is_cut: bool,
    /// It is shorter than its cells: those that are too tall fit by what breaks inside them, such as columns.
    pub is_tight: bool,
    /// It stands on another page, too.
    pub is_repeated: bool,
    pub at_top: bool,
}

#[derive(Debug, Default)]
pub(super) struct Plan {
    pub rows: Vec<PlannedRow>,
    pub height: Pt,
    /// The row that the next page begins with.
    pub next: Option<usize>,
    pub forced: Option<Break>,
    pub is_pushed: bool,
}

/// What a plan is made for.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub id: BoxId,
    pub grid: &'a TableGrid,
    pub room: Option<Room>,
    pub resume: Option<&'a TableToken>,
    pub repeats: Repeats,
}

/// A cell that began above the row in hand and ends in it.
struct Ending {
    cell: TableCell,
    top: Pt,
    is_resumed: bool,
}

/// How far a row comes that does not fit.
struct Inside {
    height: Pt,
    is_cut: bool,
    forced: Option<Break>,
}

impl Engine<'_> {
    pub(super) fn plan_rows(&mut self, request: Request, top: Pt) -> Plan {
        let (id, grid) = (request.id, request.grid);
        let (headers, footers) = (self.table(id).headers, self.table(id).footers);
        let count = self.table(id).rows.len();
        let start = request.resume.map_or(0, |token| token.row);
        let mut plan = Plan { height: top, ..Plan::default() };
        if request.repeats.head && start >= headers && request.resume.is_some() && start < count {
            self.repeat(&mut plan, grid, 0..headers);
        }
        let above = plan.rows.len();
        let stop = if request.repeats.foot { count - footers } else { count };
        let mut row = start;
        while row < stop {
            let is_first = plan.rows.len() == above;
            let limit = self.row_limit(request, row);
            if let (Some(room), false) = (request.room, is_first) {
                let forced = self.forced_row_break(id, row, room.is_column);
                plan.forced = forced.filter(|forced| room.is_paged || *forced == Break::Column);
                if plan.forced.is_some() {
                    plan.next = Some(row);
                    break;
                }
            }
            let y = plan.height;
            let mut planned = PlannedRow {
                row,
                y,
                height: grid.rows[row].height,
                is_resumed: request.resume.is_some_and(|token| token.is_inside && token.row == row),
                is_cut: false,
                is_tight: false,
                is_repeated: false,
                at_top: is_first && request.room.is_none_or(|room| room.at_top),
            };
            let endings = self.endings(request, &plan, above, row);
            if !self.fits_whole(request, &mut planned, &endings, limit) {
                let Some(inside) = self.plan_inside(request, &planned, &endings, limit) else {
                    plan.next = Some(row);
                    break;
                };
                planned.height = inside.height;
                planned.is_cut = inside.is_cut;
                planned.is_tight = !inside.is_cut;
                plan.forced = inside.forced;
            }
            plan.rows.push(planned);
            plan.height = y + planned.height + grid.spacing;
            if planned.is_cut {
                plan.next = Some(row);
                break;
            }
            row += 1;
        }
        self.keep_beginnings(request, &mut plan, above);
        self.mend(request, &mut plan, above);
        if !plan.is_pushed && plan.rows.len() > above {
            self.repeat(&mut plan, grid, stop..count);
            if plan.next.is_none() {
                plan.rows.iter_mut().filter(|row| row.row >= stop).for_each(|row| row.is_repeated = false);
            }
        }
        plan
    }

    fn repeat(&self, plan: &mut Plan, grid: &TableGrid, rows: std::ops::Range<usize>) {
        for row in rows {
            let (y, height) = (plan.height, grid.rows[row].height);
            plan.rows.push(PlannedRow {
                row,
                y,
                height,
                is_resumed: false,
                is_cut: false,
                is_tight: false,
                is_repeated: true,
                at_top: false,
            });
            plan.height = y + height + grid.spacing;
        }
    }

    /// Cells from rows above that have their last row here.
    fn endings(&self, request: Request, plan: &Plan, above: usize, row: usize) -> Vec<Ending> {
        let rows = &self.table(request.id).rows;
        let here = &plan.rows[above..];
        let page_top = here.first().map_or(plan.height, |row| row.y);
        let mut endings = Vec::new();
        for (origin, at) in &request.grid.endings[row] {
            let cell = &rows[*origin].cells[*at];
            if request.grid.is_collapsed(cell) {
                continue;
            }
            let start = here.iter().find(|planned| planned.row == *origin && !planned.is_resumed);
            endings.push(Ending {
                cell: cell.clone(),
                top: start.map_or(page_top, |planned| planned.y),
                is_resumed: start.is_none(),
            });
        }
        endings
    }

    /// Whether a row stands here in full. A cell that goes on from an earlier page may need more than
    /// its last rows have: the row grows.
    fn fits_whole(
        &mut self,
        request: Request,
        planned: &mut PlannedRow,
        endings: &[Ending],
        limit: Pt,
    ) -> bool {
        let Some(room) = request.room else { return true };
        if planned.is_resumed {
            return false;
        }
        let cells = self.table(request.id).rows[planned.row].cells.clone();
        if cells.iter().any(|cell| self.breaks_by_force(cell.id)) {
            return false;
        }
        for ending in endings {
            if !ending.is_resumed {
                if self.breaks_by_force(ending.cell.id) {
                    return false;
                }
                // The rows above may have been cut short at the end of the page.
                let natural = self.cell_natural(request.grid, &ending.cell);
                planned.height = planned.height.max(ending.top + natural.height - planned.y);
                continue;
            }
            let Some(token) = request.resume.and_then(|token| token.of(ending.cell.id)) else { continue };
            let room = Room { available: limit - ending.top, at_top: true, ..room };
            let constraint = self.cell_constraint(request.grid, &ending.cell, None, 0.0);
            let outcome = self.lay(ending.cell.id, constraint, Some(room), Some(token));
            if outcome.token.is_some() {
                return false;
            }
            let height = outcome.fragment.map_or(0.0, |fragment| fragment.size.height);
            planned.height = planned.height.max(ending.top + height - planned.y);
        }
        planned.y + planned.height <= limit + TOLERANCE
    }

    /// A row that goes on on the next page: each cell by itself. `None`: it begins there.
    fn plan_inside(
        &mut self,
        request: Request,
        planned: &PlannedRow,
        endings: &[Ending],
        limit: Pt,
    ) -> Option<Inside> {
        let room = request.room.expect("only a page or column is too short");
        let may_break = planned.at_top || planned.is_resumed;
        if !may_break && self.row_keeps_together(request.id, planned.row, room.is_column) {
            return None;
        }
        let mut inside = Inside { height: 0.0, is_cut: false, forced: None };
        let left = Room { available: limit - planned.y, at_top: planned.at_top, ..room };
        let cells = self.table(request.id).rows[planned.row].cells.clone();
        for cell in cells.into_iter().filter(|cell| cell.rows == 1 && !request.grid.is_collapsed(cell)) {
            let token = request.resume.and_then(|token| token.of(cell.id));
            if planned.is_resumed && token.is_none() {
                continue;
            }
            let constraint = self.cell_constraint(request.grid, &cell, None, 0.0);
            let outcome = self.lay(cell.id, constraint, Some(left), token);
            inside.add(outcome.fragment?.size.height, outcome.token, outcome.forced);
        }
        for ending in endings {
            let token = request.resume.and_then(|token| token.of(ending.cell.id));
            if ending.is_resumed && token.is_none() {
                continue;
            }
            let room = Room { available: limit - ending.top, at_top: true, ..room };
            let constraint = self.cell_constraint(request.grid, &ending.cell, None, 0.0);
            let outcome = self.lay(ending.cell.id, constraint, Some(room), token);
            let height = outcome.fragment?.size.height + ending.top - planned.y;
            inside.add(height, outcome.token, outcome.forced);
        }
        if !inside.is_cut && !planned.is_resumed {
            // Its cells would fit: what is too tall is the row itself.
            let is_short = request.grid.rows[planned.row].natural <= left.available + TOLERANCE;
            if !planned.at_top && !is_short {
                return None;
            }
            inside.height = inside.height.max(planned.height.min(left.available));
        }
        inside.height = inside.height.max(0.0);
        Some(inside)
    }

    /// Gives room above the break to something of each cell that goes on below it: in its rows, or else in
    /// what is left of the page, or else on the next one together with all of its rows.
    fn keep_beginnings(&mut self, request: Request, plan: &mut Plan, above: usize) {
        let Some(room) = request.room else { return };
        for at in (above..plan.rows.len()).rev() {
            let planned = plan.rows[at];
            let may_move = !planned.at_top && (at > above || request.resume.is_none());
            for (cell, is_resumed) in self.cells_of(request, &planned, at == above) {
                let (Some(next), Some(last)) = (plan.next, plan.rows.last()) else { return };
                let ends = self.origin_row(request.id, &cell, planned.row) + cell.rows <= next;
                let token = request.resume.and_then(|token| token.of(cell.id)).filter(|_| is_resumed);
                if cell.rows == 1 || ends || (is_resumed && token.is_none()) {
                    continue;
                }
                let (bottom, limit) = (last.bottom(), self.row_limit(request, last.row));
                let in_rows = Room { available: bottom - planned.y, at_top: false, ..room };
                let on_page = Room { available: limit - planned.y, at_top: !may_move || is_resumed, ..room };
                let mut rooms = [in_rows, on_page].into_iter().skip(usize::from(last.is_cut));
                let constraint = self.cell_constraint(request.grid, &cell, None, 0.0);
                let has_room = |room: Room| self.lay(cell.id, constraint, Some(room), token).fragment;
                match rooms.find_map(has_room) {
                    Some(part) => plan.reach_to(planned.y + part.size.height, request.grid.spacing),
                    None if may_move => {
                        plan.end_before(at);
                        break;
                    }
                    None => {}
                }
            }
        }
    }

    /// Moves the break to where it is not avoided, or the table to the next page.
    fn mend(&self, request: Request, plan: &mut Plan, above: usize) {
        let (Some(room), Some(next)) = (request.room, plan.next) else { return };
        let is_cut = plan.rows.last().is_some_and(|row| row.is_cut);
        if plan.forced.is_some() || is_cut {
            return;
        }
        let here = &plan.rows[above..];
        let avoids = |row: usize| row > 0 && self.avoids_row_break(request.id, row, room.is_column);
        if !here.is_empty() && !avoids(next) {
            return;
        }
        let better = (1..here.len()).rev().find(|at| !avoids(here[*at].row));
        match better {
            Some(at) => plan.end_before(above + at),
            // Nothing above is better.
            None if !here.is_empty() && (room.at_top || request.resume.is_some()) => {}
            None => {
                plan.is_pushed = request.resume.is_none();
                plan.next = request.resume.map(|token| token.row);
                plan.rows.clear();
                plan.height = 0.0;
            }
        }
    }
}

impl PlannedRow {
    fn bottom(&self) -> Pt {
        self.y + self.height
    }
}

impl Plan {
    /// Moves the break up, in front of one of the rows.
    fn end_before(&mut self, at: usize) {
        self.next = Some(self.rows[at].row);
        self.height = self.rows[at].y;
        self.forced = None;
        self.rows.truncate(at);
    }

    /// Makes the last row so tall that it ends no higher.
    fn reach_to(&mut self, bottom: Pt, spacing: Pt) {
        if let Some(last) = self.rows.last_mut().filter(|last| last.bottom() < bottom) {
            last.height = bottom - last.y;
            self.height = bottom + spacing;
        }
    }
}

impl Inside {
    fn add(&mut self, height: Pt, token: Option<Token>, forced: Option<Break>) {
        self.height = self.height.max(height);
        self.is_cut |= token.is_some();
        self.forced = self.forced.or(forced);
    }
}
