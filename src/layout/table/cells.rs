//! Cells at their places in rows ([CSS 2, 17.5.4](https://www.w3.org/TR/CSS2/tables.html#column-alignment)).

use std::rc::Rc;

use super::super::boxes::TableCell;
use super::super::engine::{Engine, TOLERANCE};
use super::super::fragment::{Constraint, Fragment, FragmentContent, Placed, Room, Token};
use super::plan::{PlannedRow, Request};
use crate::style::VerticalAlign;
use crate::units::{Pt, Size};

/// The part of a cell that one page shows.
pub(super) struct Spot {
    pub cell: TableCell,
    pub is_resumed: bool,
    pub top: PlannedRow,
    pub last: PlannedRow,
    /// Its last row ends here.
    pub ends: bool,
}

impl Engine<'_> {
    /// A cell as tall as its rows, with what is left of it for the next page.
    pub(super) fn place_cell(
        &mut self,
        request: Request,
        spot: &Spot,
        limit: Pt,
    ) -> (Rc<Fragment>, Option<Token>) {
        let height = spot.last.y + spot.last.height - spot.top.y;
        let breaks = request.room.is_some()
            && (self.breaks_by_force(spot.cell.id)
                || (spot.last.is_tight
                    && self.cell_natural(request.grid, &spot.cell).height > height + TOLERANCE));
        if !spot.is_resumed && spot.ends && !breaks {
            return (self.whole_cell(request, spot, height), None);
        }
        let constraint = self.cell_constraint(request.grid, &spot.cell, None, 0.0);
        let token = request.resume.and_then(|token| token.of(spot.cell.id));
        let (fragment, token) = match (spot.is_resumed, token, request.room) {
            (false, _, Some(room)) | (true, Some(_), Some(room)) => {
                let is_one_row = spot.cell.rows == 1;
                let reaches = spot.ends || spot.last.is_cut;
                let available = if reaches { limit - spot.top.y } else { height };
                let at_top = spot.top.at_top || !is_one_row;
                let room = Room { available, at_top, ..room };
                let token = token.filter(|_| spot.is_resumed);
                let outcome = self.lay(spot.cell.id, constraint, Some(room), token);
                (outcome.fragment, outcome.token)
            }
            _ => (None, None),
        };
        let mut fragment = match fragment {
            Some(fragment) => (*fragment).clone(),
            None => self.empty_cell(spot, constraint),
        };
        // All cells of a row are as tall as the row, whatever of them goes on.
        fragment.size.height = height;
        fragment.is_first = !spot.is_resumed;
        fragment.is_last = spot.ends;
        (Rc::new(fragment), token)
    }

    fn whole_cell(&mut self, request: Request, spot: &Spot, height: Pt) -> Rc<Fragment> {
        let mut natural = self.cell_natural(request.grid, &spot.cell);
        if self.has_definite_height(spot.cell.id, request.grid.height) {
            // Percentages of the cell's height are known only now.
            let [before, after] = [None, Some(height)].map(|height| {
                let constraint = self.cell_constraint(request.grid, &spot.cell, height, 0.0);
                let whole = self.lay_whole(spot.cell.id, constraint);
                self.content_bottom(&whole)
            });
            natural.height += after - before;
        }
        let spare = (height - natural.height).max(0.0);
        let layout_box = self.boxes.get(spot.cell.id);
        let lower = match layout_box.style.vertical_align {
            _ if layout_box.aligns_content() => 0.0,
            VerticalAlign::Top => 0.0,
            VerticalAlign::Middle => spare / 2.0,
            VerticalAlign::Bottom => spare,
            _ => (request.grid.rows[spot.top.row].baseline - natural.baseline).clamp(0.0, spare),
        };
        let constraint = self.cell_constraint(request.grid, &spot.cell, Some(height), lower);
        self.lay_whole(spot.cell.id, constraint)
    }

    /// Of the cells that are aligned by theirs; without any, where the content of the lowest cell ends
    /// ([CSS 2, 17.5.3](https://www.w3.org/TR/CSS2/tables.html#height-layout)).
    pub(super) fn row_baselines(&self, row: &Fragment) -> Option<(Pt, Pt)> {
        if row.children.iter().any(|cell| self.is_on_baseline(cell.fragment.id)) {
            return self.flow_baselines(row);
        }
        let end = |cell: &Placed| {
            let inset = cell.fragment.border.plus(cell.fragment.padding);
            cell.at.y + cell.fragment.size.height - inset.bottom
        };
        let bottom = row.children.iter().map(end).reduce(Pt::max)?;
        Some((bottom, bottom))
    }

    /// A cell that has ended beside one that goes on: its background and border do, too.
    fn empty_cell(&mut self, spot: &Spot, constraint: Constraint) -> Fragment {
        let used = self.used(spot.cell.id, constraint);
        let size = Size::new(used.border_width(), 0.0);
        self.finish(spot.cell.id, &used, size, FragmentContent::None, Vec::new())
    }
}
