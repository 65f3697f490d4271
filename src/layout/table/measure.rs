//! How narrow and how wide columns may be
//! ([CSS 2, 17.5.2.2](https://www.w3.org/TR/CSS2/tables.html#auto-table-layout)).

use super::super::boxes::{BoxId, TableCell};
use super::super::engine::Engine;
use super::super::fragment::Constraint;
use super::super::intrinsic::Intrinsic;
use super::super::sizes::content_size;
use super::distribute::{self, Column};
use crate::style::{BoxSizing, ComputedStyle, LengthPercentage, Sizing};
use crate::units::Pt;

/// Wider than any sheet: what percentages that leave nothing for others ask for.
const ENDLESS: Pt = 1.0e6;

impl Engine<'_> {
    /// Of the content box of a table.
    pub fn table_intrinsic(&mut self, id: BoxId) -> Intrinsic {
        let spacing = self.spacing_sum(id);
        let columns = match self.has_fixed_columns(id) {
            true => self.fixed_columns(id),
            false => self.auto_columns(id),
        };
        let min: Pt = columns.iter().map(|column| column.min).sum();
        let max = widest(&columns).max(min);
        let captions = self.caption_minimum(id);
        Intrinsic { min: (min + spacing).max(captions), max: (max + spacing).max(captions) }
    }

    /// The narrowest that captions allow, less the table's own edges.
    fn caption_minimum(&mut self, id: BoxId) -> Pt {
        let captions = self.table(id).captions.clone();
        let widest = captions.into_iter().map(|caption| self.outer_intrinsic(caption).min).fold(0.0, Pt::max);
        let (border, padding) = self.edges(id, 0.0);
        (widest - border.plus(padding).horizontal()).max(0.0)
    }

    /// Columns by their own widths and those of their cells; cells over several share theirs out.
    pub(super) fn auto_columns(&mut self, id: BoxId) -> Vec<Column> {
        let mut columns = self.column_boxes(id);
        let table = self.table(id);
        let mut cells: Vec<TableCell> =
            table.rows.iter().flat_map(|row| &row.cells).chain(&table.unseen).cloned().collect();
        cells.sort_by_key(|cell| cell.columns);
        let spacing = self.spacing(id).0;
        let (single, spanning): (Vec<TableCell>, Vec<TableCell>) =
            cells.into_iter().partition(|cell| cell.columns == 1);
        let measured: Vec<(usize, Column)> =
            single.iter().map(|cell| (cell.column, self.cell_measure(cell.id))).collect();
        join(&mut columns, &measured);
        for cell in spanning {
            let mut wanted = self.cell_measure(cell.id);
            let between = spacing * (cell.columns - 1) as f32;
            wanted.min = (wanted.min - between).max(0.0);
            wanted.max = (wanted.max - between).max(0.0);
            distribute::span(&mut columns[cell.column_range()], wanted);
        }
        // What the columns before leave of the whole (CSS Tables 3, 4.3).
        let mut left: f32 = 1.0;
        for percent in columns.iter_mut().filter_map(|column| column.percent.as_mut()) {
            *percent = percent.min(left);
            left -= *percent;
        }
        columns
    }

    /// What `<col>` and `<colgroup>` say.
    pub(super) fn column_boxes(&mut self, id: BoxId) -> Vec<Column> {
        let columns = self.table(id).columns.clone();
        let mut measured = Vec::with_capacity(columns.len());
        for column in columns {
            let mut one = Column::default();
            for part in [column.column, column.group].into_iter().flatten() {
                let style = self.boxes.get(part).style.clone();
                match &style.width {
                    Sizing::Value(LengthPercentage::Percent(share)) => one.percent = Some(*share),
                    Sizing::Value(LengthPercentage::Length(width)) => {
                        one.max = *width;
                        one.is_fixed = true;
                    }
                    _ => continue,
                }
                break;
            }
            measured.push(one);
        }
        measured
    }

    /// Of the border box of a cell.
    pub(super) fn cell_measure(&mut self, cell: BoxId) -> Column {
        let layout_box = self.boxes.get(cell);
        let style = layout_box.style.clone();
        let is_anonymous = layout_box.is_anonymous;
        let content = self.intrinsic(cell);
        let inset = self.cell_inset(cell, &style);
        let column =
            Column { min: content.min + inset, max: content.max + inset, percent: None, is_fixed: false };
        if is_anonymous {
            return column;
        }
        let mut given = |value: &Sizing| match value {
            Sizing::Value(value) if value.has_percent() => None,
            other => self.width_of(cell, &style, other, 0.0, inset).map(|width| width + inset),
        };
        let fixed = given(&style.width);
        let most = given(&style.max_width).unwrap_or(Pt::INFINITY);
        let min = column.min.min(most).max(given(&style.min_width).unwrap_or(0.0));
        let percent = match &style.width {
            Sizing::Value(LengthPercentage::Percent(share)) => Some(*share),
            _ => None,
        };
        Column {
            min,
            max: fixed.unwrap_or(column.max).min(most).max(min),
            percent,
            is_fixed: fixed.is_some(),
        }
    }

    /// Border and padding left and right; percentages count as zero.
    fn cell_inset(&self, cell: BoxId, style: &ComputedStyle) -> Pt {
        let (border, _) = self.edges(cell, 0.0);
        if self.boxes.get(cell).is_anonymous {
            return border.horizontal();
        }
        border.horizontal() + style.padding.left.resolve(0.0) + style.padding.right.resolve(0.0)
    }

    /// The border box of a cell whose width is fixed.
    pub(super) fn cell_width(&self, cell: BoxId, width: Pt) -> Pt {
        let style = &self.boxes.get(cell).style;
        let inset = self.cell_inset(cell, style);
        match style.box_sizing {
            BoxSizing::ContentBox => width + inset,
            BoxSizing::BorderBox => content_size(style, width, inset) + inset,
        }
    }

    /// Sum of the gaps between and beside columns.
    pub(super) fn spacing_sum(&self, id: BoxId) -> Pt {
        let count = self.table(id).columns.len();
        if count == 0 { 0.0 } else { self.spacing(id).0 * (count + 1) as f32 }
    }

    /// Horizontal and vertical.
    pub(super) fn spacing(&self, id: BoxId) -> (Pt, Pt) {
        let style = &self.boxes.get(id).style;
        if style.border_collapse { (0.0, 0.0) } else { style.border_spacing }
    }

    /// A table's constraint for what it lays out in its columns.
    pub(super) fn cell_constraint(
        &self,
        grid: &super::TableGrid,
        cell: &TableCell,
        height: Option<Pt>,
        lower: Pt,
    ) -> Constraint<'static> {
        let (left, right) = grid.extent(cell);
        Constraint {
            width: grid.width,
            border_width: Some(right - left),
            height: grid.height.filter(|_| height.is_some()),
            border_height: height,
            lower,
            ..Constraint::default()
        }
    }
}

/// A column is as wide as its cells ask; where some have a width, the others only keep their minimum.
fn join(columns: &mut [Column], cells: &[(usize, Column)]) {
    for (at, cell) in cells {
        columns[*at].is_fixed |= cell.is_fixed;
        columns[*at].min = columns[*at].min.max(cell.min);
        columns[*at].percent = match (columns[*at].percent, cell.percent) {
            (Some(one), Some(other)) => Some(one.max(other)),
            (one, other) => one.or(other),
        };
    }
    for (at, cell) in cells {
        if cell.is_fixed || !columns[*at].is_fixed {
            columns[*at].max = columns[*at].max.max(cell.max);
        }
    }
    for column in columns {
        column.max = column.max.max(column.min);
    }
}

/// The width in which no column is narrower than it wants, percentages being of that width.
fn widest(columns: &[Column]) -> Pt {
    let plain: Pt = columns.iter().filter(|column| column.percent.is_none()).map(|column| column.max).sum();
    let all: Pt = columns.iter().map(|column| column.max).sum();
    let share: f32 = columns.iter().filter_map(|column| column.percent).sum::<f32>().min(1.0);
    let of_one = columns
        .iter()
        .filter_map(|column| column.percent.filter(|share| *share > 0.0).map(|share| column.max / share))
        .fold(0.0, Pt::max);
    let rest = match () {
        _ if share == 0.0 || plain == 0.0 => 0.0,
        _ if share >= 1.0 => ENDLESS,
        _ => plain / (1.0 - share),
    };
    all.max(of_one).max(rest).min(ENDLESS)
}
