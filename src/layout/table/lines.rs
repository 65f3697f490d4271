//! The lines that cells share where borders collapse
//! ([CSS 2, 17.6.2](https://www.w3.org/TR/CSS2/tables.html#collapsing-borders)).

use super::super::boxes::{BoxId, CollapsedBorders, stronger};
use super::super::engine::Engine;
use super::super::fragment::{TableLine, TableToken};
use super::plan::{Plan, Request};
use crate::style::Border;
use crate::units::{Point, Pt, Rect};

impl TableLine {
    pub fn translate(self, by: Point) -> TableLine {
        TableLine { rect: self.rect.translate(by.x, by.y), ..self }
    }
}

/// The lines of the rows on one page.
struct Page {
    /// One more than rows.
    ys: Vec<Pt>,
    /// One more than columns.
    xs: Vec<Pt>,
    horizontal: Vec<Vec<Border>>,
    vertical: Vec<Vec<Border>>,
}

impl Engine<'_> {
    /// The width of the line above the rows of a page that a table goes on on.
    pub(super) fn top_line(&self, id: BoxId, token: &TableToken, repeats_head: bool) -> Pt {
        let table = self.table(id);
        let Some(collapsed) = &table.collapsed else { return 0.0 };
        let has_head = repeats_head && token.row >= table.headers;
        let line = if has_head { 0 } else { token.row };
        match token.is_inside && !has_head {
            true => 0.0,
            false => collapsed.horizontal[line].iter().map(|border| border.width).fold(0.0, Pt::max),
        }
    }

    pub(super) fn table_lines(&self, request: Request, plan: &Plan) -> Vec<TableLine> {
        let table = self.table(request.id);
        let Some(collapsed) = &table.collapsed else { return Vec::new() };
        if plan.rows.is_empty() || table.columns.is_empty() {
            return Vec::new();
        }
        let mut xs: Vec<Pt> = request.grid.columns.iter().map(|(left, _)| *left).collect();
        xs.push(request.grid.columns.last().map_or(0.0, |(left, width)| left + width));
        let mut ys: Vec<Pt> = plan.rows.iter().map(|row| row.y).collect();
        ys.push(plan.rows.last().map_or(0.0, |row| row.y + row.height));
        let horizontal = (0..=plan.rows.len()).map(|at| horizontal(collapsed, plan, at)).collect();
        let vertical = plan.rows.iter().map(|row| collapsed.vertical[row.row].clone()).collect();
        let page = Page { ys, xs, horizontal, vertical };
        page.across().into_iter().chain(page.down()).collect()
    }
}

/// The line above a row of a page, or below its last one. Where rows meet that are no neighbours, their
/// lines compete again; where a row is cut there is none.
fn horizontal(collapsed: &CollapsedBorders, plan: &Plan, at: usize) -> Vec<Border> {
    let above = at.checked_sub(1).map(|at| &plan.rows[at]);
    let below = plan.rows.get(at);
    let none = || vec![Border::NONE; collapsed.horizontal[0].len()];
    let below_above = above.filter(|row| !row.is_cut).map(|row| &collapsed.horizontal[row.row + 1]);
    let above_below = below.filter(|row| !row.is_resumed).map(|row| &collapsed.horizontal[row.row]);
    match (below_above, above_below) {
        (Some(one), Some(other)) => {
            let winner =
                |(one, other): (&Border, &Border)| if stronger(other, one) { other } else { one }.clone();
            one.iter().zip(other).map(winner).collect()
        }
        (one, other) => one.or(other).cloned().unwrap_or_else(none),
    }
}

impl Page {
    /// The widest line up or down from a crossing.
    fn upright(&self, line: usize, column: usize) -> Pt {
        let above = line.checked_sub(1).map_or(0.0, |row| self.vertical[row][column].width);
        self.vertical.get(line).map_or(0.0, |row| row[column].width).max(above)
    }

    /// The widest line left or right from a crossing.
    fn level(&self, line: usize, column: usize) -> Pt {
        let left = column.checked_sub(1).map_or(0.0, |column| self.horizontal[line][column].width);
        self.horizontal[line].get(column).map_or(0.0, |border| border.width).max(left)
    }

    /// Lines from left to right. At a crossing the wider line goes through.
    fn across(&self) -> Vec<TableLine> {
        let mut lines = Vec::new();
        for (line, borders) in self.horizontal.iter().enumerate() {
            let meets = |column: usize, border: &Border| border.width >= self.upright(line, column);
            for (start, end) in runs(borders, meets) {
                let border = borders[start].clone();
                let reach = |column: usize| {
                    let half = self.upright(line, column) / 2.0;
                    if meets(column, &border) { half } else { -half }
                };
                let (left, right) = (self.xs[start] - reach(start), self.xs[end] + reach(end));
                let rect = Rect::new(left, self.ys[line] - border.width / 2.0, right - left, border.width);
                lines.push(TableLine { border, rect, is_level: true });
            }
        }
        lines
    }

    fn down(&self) -> Vec<TableLine> {
        let mut lines = Vec::new();
        for column in 0..self.xs.len() {
            let borders: Vec<Border> = self.vertical.iter().map(|row| row[column].clone()).collect();
            let meets = |line: usize, border: &Border| border.width > self.level(line, column);
            for (start, end) in runs(&borders, meets) {
                let border = borders[start].clone();
                let reach = |line: usize| {
                    let half = self.level(line, column) / 2.0;
                    if meets(line, &border) { half } else { -half }
                };
                let (top, bottom) = (self.ys[start] - reach(start), self.ys[end] + reach(end));
                let rect = Rect::new(self.xs[column] - border.width / 2.0, top, border.width, bottom - top);
                lines.push(TableLine { border, rect, is_level: false });
            }
        }
        lines
    }
}

/// Stretches of equal lines that go through the crossings between them.
fn runs(borders: &[Border], goes_through: impl Fn(usize, &Border) -> bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, border) in borders.iter().enumerate().filter(|(_, border)| border.width > 0.0) {
        match runs.last_mut() {
            Some((start, end)) if *end == at && borders[*start] == *border && goes_through(at, border) => {
                *end = at + 1;
            }
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}
