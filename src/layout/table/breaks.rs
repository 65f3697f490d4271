//! Where a table may break between rows ([CSS Fragmentation 3, 3](https://www.w3.org/TR/css-break-3/#breaking-controls)).

use super::super::boxes::BoxId;
use super::super::engine::Engine;
use super::super::fragment::Room;
use super::super::margins::{avoided, forced, keeps_together, stronger};
use super::TableGrid;
use crate::style::{Break, BreakInside};

/// A head or foot that takes more of a page is not repeated
/// ([CSS Tables 3, 6.2](https://www.w3.org/TR/css-tables-3/#repeated-headers)).
const MOST_OF_PAGE: f32 = 0.25;

/// Whether head and foot stand on each page of a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repeats {
    pub head: bool,
    pub foot: bool,
}

impl Engine<'_> {
    pub(super) fn repeats(&self, id: BoxId, grid: &TableGrid, room: Option<Room>) -> Repeats {
        let Some(room) = room else { return Repeats::default() };
        let table = self.table(id);
        let (headers, footers, count) = (table.headers, table.footers, table.rows.len());
        let is_small =
            |row: usize, rows: usize| rows > 0 && grid.height_of(row, rows) <= room.extent * MOST_OF_PAGE;
        let has_body = headers + footers < count;
        Repeats {
            head: has_body && is_small(0, headers),
            foot: has_body && is_small(count - footers, footers),
        }
    }

    /// What is asked for between a row and the one above it.
    fn row_break(&self, id: BoxId, row: usize) -> Break {
        let table = self.table(id);
        let (above, below) = (&table.rows[row - 1], &table.rows[row]);
        let style = |id: BoxId| &self.boxes.get(id).style;
        let mut value = stronger(style(above.id).break_after, style(below.id).break_before);
        if above.group != below.group {
            if let Some(group) = table.groups[above.group].id {
                value = stronger(value, style(group).break_after);
            }
            if let Some(group) = table.groups[below.group].id {
                value = stronger(value, style(group).break_before);
            }
        }
        value
    }

    pub fn forced_row_break(&self, id: BoxId, row: usize, is_column: bool) -> Option<Break> {
        forced(self.row_break(id, row), is_column)
    }

    /// A head alone at the foot of a page helps nobody, and neither does half a group that is one.
    pub(super) fn avoids_row_break(&self, id: BoxId, row: usize, is_column: bool) -> bool {
        let table = self.table(id);
        let is_in_group = table.rows[row - 1].group == table.rows[row].group;
        row <= table.headers
            || avoided(self.row_break(id, row), is_column)
            || (is_in_group && self.group_keeps_together(id, row, is_column))
    }

    pub(super) fn row_keeps_together(&self, id: BoxId, row: usize, is_column: bool) -> bool {
        let row_box = self.table(id).rows[row].id;
        self.keeps(row_box, is_column) || self.group_keeps_together(id, row, is_column)
    }

    fn group_keeps_together(&self, id: BoxId, row: usize, is_column: bool) -> bool {
        let table = self.table(id);
        table.groups[table.rows[row].group].id.is_some_and(|group| self.keeps(group, is_column))
    }

    fn keeps(&self, id: BoxId, is_column: bool) -> bool {
        let layout_box = self.boxes.get(id);
        let value = if layout_box.is_anonymous { BreakInside::Auto } else { layout_box.style.break_inside };
        keeps_together(value, is_column)
    }
}
