//! Tables: columns sized by content or evenly, rows that break between pages under a repeated header
//! ([CSS 2, 17.5](https://www.w3.org/TR/CSS2/tables.html#width-layout)).

use std::rc::Rc;

use super::boxes::{BoxContent, BoxId, TableBox};
use super::engine::{Engine, TOLERANCE};
use super::flow::{Edges, Flow};
use super::fragment::{Constraint, Fragment, FragmentContent, Outcome, Placed, Room, Token};
use super::intrinsic::Intrinsic;
use super::sizes::Used;
use crate::style::{LengthPercentage, Sizing, VerticalAlign};
use crate::units::{Point, Pt, Sides, Size};

/// Columns and rows of a table in one width.
pub(super) struct TableGrid {
    /// Left edges and widths.
    columns: Vec<(Pt, Pt)>,
    heights: Vec<Pt>,
    spacing: Pt,
}

impl Engine<'_> {
    fn table(&self, id: BoxId) -> &TableBox {
        match &self.boxes.get(id).content {
            BoxContent::Table(table) => table,
            _ => unreachable!("asked of tables only"),
        }
    }

    fn spacing(&self, id: BoxId) -> (Pt, Pt) {
        let style = &self.boxes.get(id).style;
        if style.border_collapse { (0.0, 0.0) } else { style.border_spacing }
    }

    pub fn table_intrinsic(&mut self, id: BoxId) -> Intrinsic {
        let columns = self.column_intrinsics(id);
        let spacing = self.spacing(id).0 * (columns.len() + 1) as f32;
        let sum = |of: fn(&Intrinsic) -> Pt| columns.iter().map(of).sum::<Pt>() + spacing;
        Intrinsic { min: sum(|column| column.min), max: sum(|column| column.max) }
    }

    /// Narrowest and widest of each column; cells that span several share what is missing.
    fn column_intrinsics(&mut self, id: BoxId) -> Vec<Intrinsic> {
        let count = self.table(id).columns;
        let mut columns = vec![Intrinsic::default(); count];
        let mut cells: Vec<(BoxId, usize, usize)> = self
            .table(id)
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().map(|cell| (cell.id, cell.column, cell.columns)))
            .collect();
        cells.sort_by_key(|(_, _, columns)| *columns);
        let spacing = self.spacing(id).0;
        for (cell, column, span) in cells {
            let wanted = self.outer_intrinsic(cell);
            let range = column..column + span;
            let (min, max) = columns[range.clone()]
                .iter()
                .fold((0.0, 0.0), |(min, max), column| (min + column.min, max + column.max));
            let extra = spacing * (span - 1) as f32;
            let more = (wanted.min - min - extra).max(0.0) / span as f32;
            let wider = (wanted.max - max - extra).max(0.0) / span as f32;
            for column in &mut columns[range] {
                column.min += more;
                column.max = (column.max + wider).max(column.min);
            }
        }
        let fixed: Vec<Option<Pt>> = self
            .table(id)
            .column_styles
            .iter()
            .map(|style| match style.as_ref().map(|style| &style.width) {
                Some(Sizing::Value(LengthPercentage::Length(width))) => Some(*width),
                _ => None,
            })
            .collect();
        for (column, width) in columns.iter_mut().zip(fixed) {
            if let Some(width) = width {
                column.max = width.max(column.min);
                column.min = column.max;
            }
        }
        columns
    }

    /// Shares of the table's width that columns or first cells ask for.
    fn percentages(&self, id: BoxId) -> Vec<Option<f32>> {
        let table = self.table(id);
        let percent = |width: &Sizing| match width {
            Sizing::Value(LengthPercentage::Percent(share)) => Some(*share),
            _ => None,
        };
        let mut shares: Vec<Option<f32>> = table
            .column_styles
            .iter()
            .map(|style| style.as_ref().and_then(|style| percent(&style.width)))
            .collect();
        for cell in table.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.columns == 1) {
            let own = percent(&self.boxes.get(cell.id).style.width);
            shares[cell.column] = shares[cell.column].or(own);
        }
        shares
    }

    fn column_widths(&mut self, id: BoxId, width: Pt) -> Vec<Pt> {
        let count = self.table(id).columns;
        let available = (width - self.spacing(id).0 * (count + 1) as f32).max(0.0);
        if self.boxes.get(id).style.table_layout_fixed {
            return self.fixed_widths(id, available);
        }
        let mut columns = self.column_intrinsics(id);
        for (column, share) in columns.iter_mut().zip(self.percentages(id)) {
            if let Some(share) = share {
                let wanted = (share * available).max(column.min);
                *column = Intrinsic { min: wanted, max: wanted };
            }
        }
        let min: Pt = columns.iter().map(|column| column.min).sum();
        let max: Pt = columns.iter().map(|column| column.max).sum();
        if available >= max {
            let rest = available - max;
            let flexible = |column: &Intrinsic| if column.max > column.min { column.max } else { 0.0 };
            let weight: Pt = columns.iter().map(flexible).sum();
            return columns
                .iter()
                .map(|column| match () {
                    _ if weight > 0.0 => column.max + rest * flexible(column) / weight,
                    _ if max > 0.0 => column.max * available / max,
                    _ => available / count as f32,
                })
                .collect();
        }
        let share = if max > min { ((available - min) / (max - min)).max(0.0) } else { 0.0 };
        columns.iter().map(|column| column.min + (column.max - column.min) * share).collect()
    }

    /// [CSS 2, 17.5.2.1](https://www.w3.org/TR/CSS2/tables.html#fixed-table-layout).
    fn fixed_widths(&mut self, id: BoxId, available: Pt) -> Vec<Pt> {
        let table = self.table(id);
        let length = |width: &Sizing| match width {
            Sizing::Value(value) => Some(value.resolve(available)),
            _ => None,
        };
        let mut widths: Vec<Option<Pt>> = table
            .column_styles
            .iter()
            .map(|style| style.as_ref().and_then(|style| length(&style.width)))
            .collect();
        if let Some(row) = table.rows.first() {
            for cell in &row.cells {
                let own = length(&self.boxes.get(cell.id).style.width);
                for width in &mut widths[cell.column..cell.column + cell.columns] {
                    *width = width.or(own.map(|own| own / cell.columns as f32));
                }
            }
        }
        let taken: Pt = widths.iter().flatten().sum();
        let open = widths.iter().filter(|width| width.is_none()).count().max(1) as f32;
        widths.into_iter().map(|width| width.unwrap_or(((available - taken) / open).max(0.0))).collect()
    }

    /// A table that goes on over many pages is measured once.
    fn table_grid(&mut self, id: BoxId, width: Pt) -> Rc<TableGrid> {
        if let Some(known) = self.grids.get(&(id, width.to_bits())) {
            return known.clone();
        }
        let grid = Rc::new(self.measure_grid(id, width));
        self.grids.insert((id, width.to_bits()), grid.clone());
        grid
    }

    fn measure_grid(&mut self, id: BoxId, width: Pt) -> TableGrid {
        let (horizontal, vertical) = self.spacing(id);
        let mut x = horizontal;
        let columns: Vec<(Pt, Pt)> = self
            .column_widths(id, width)
            .into_iter()
            .map(|width| {
                let left = x;
                x += width + horizontal;
                (left, width)
            })
            .collect();
        let mut grid = TableGrid { columns, heights: Vec::new(), spacing: vertical };
        let rows: Vec<(BoxId, Vec<super::boxes::TableCell>)> =
            self.table(id).rows.iter().map(|row| (row.id, row.cells.clone())).collect();
        let mut heights = vec![0.0; rows.len()];
        for (index, (row, cells)) in rows.iter().enumerate() {
            if let Sizing::Value(LengthPercentage::Length(height)) = self.boxes.get(*row).style.height {
                heights[index] = height;
            }
            for cell in cells.iter().filter(|cell| cell.rows == 1) {
                let fragment = self.lay_whole(cell.id, grid.constraint(cell, None, 0.0));
                heights[index] = Pt::max(heights[index], fragment.size.height);
            }
        }
        // What a cell over several rows needs more, its last row gives.
        for (index, (_, cells)) in rows.iter().enumerate() {
            for cell in cells.iter().filter(|cell| cell.rows > 1) {
                let fragment = self.lay_whole(cell.id, grid.constraint(cell, None, 0.0));
                let last = index + cell.rows - 1;
                let have: Pt = heights[index..=last].iter().sum::<Pt>() + vertical * (cell.rows - 1) as f32;
                heights[last] += (fragment.size.height - have).max(0.0);
            }
        }
        grid.heights = heights;
        grid
    }

    pub fn lay_table(
        &mut self,
        id: BoxId,
        used: Used,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let edges = Edges::of(&used, resume.is_some());
        let inner = room.map(|room| edges.inner(room));
        let grid = self.table_grid(id, used.width);
        let (headers, count) = (self.table(id).headers, self.table(id).rows.len());
        let (start, goes_on) = match resume {
            Some(Token::Row(row, inside)) => (*row, inside.clone()),
            _ => (0, Vec::new()),
        };
        let mut flow = Flow {
            placed: Vec::new(),
            pending: Vec::new(),
            height: 0.0,
            token: None,
            forced: None,
            is_pushed: false,
        };
        let mut y = grid.spacing;
        if start > 0 {
            for row in 0..headers {
                self.place_row(id, &grid, row, y, used.width, &mut flow.placed);
                y += grid.heights[row] + grid.spacing;
            }
        }
        let above = flow.placed.len();
        let mut index = start;
        let mut goes_on = goes_on;
        while index < count {
            // Rows that one cell spans stay together.
            let end = self.group_end(id, index);
            let height: Pt =
                grid.heights[index..end].iter().sum::<Pt>() + grid.spacing * (end - index) as f32;
            let nothing_yet = flow.placed.len() == above;
            let left = inner.map(|inner| inner.available - y);
            let fits = goes_on.is_empty() && left.is_none_or(|left| height <= left + TOLERANCE);
            let at_top = inner.is_some_and(|inner| inner.at_top) && nothing_yet;
            if fits || (at_top && end - index > 1) {
                for row in index..end {
                    self.place_row(id, &grid, row, y, used.width, &mut flow.placed);
                    y += grid.heights[row] + grid.spacing;
                }
                index = end;
                continue;
            }
            let keeps_header = nothing_yet || index > headers;
            if (at_top || !goes_on.is_empty() || height > left.unwrap_or(0.0) * 2.0)
                && end - index == 1
                && keeps_header
            {
                let here = inner.expect("only a page or column is too short").below(y, nothing_yet);
                let here = Room { at_top, ..here };
                if let Some((row, tall, tokens)) =
                    self.break_row(id, &grid, index, here, &goes_on, used.width)
                {
                    flow.placed.push(Placed { at: Point::new(0.0, y), fragment: row });
                    y += tall;
                    if !tokens.is_empty() {
                        flow.token = Some(Token::Row(index, tokens));
                        break;
                    }
                    y += grid.spacing;
                    goes_on.clear();
                    index += 1;
                    continue;
                }
            }
            // A header alone at the foot of a page helps nobody.
            if nothing_yet || (start == 0 && index <= headers && !inner.is_some_and(|inner| inner.at_top)) {
                flow.is_pushed = resume.is_none();
            }
            flow.token = Some(Token::Row(index, std::mem::take(&mut goes_on)));
            break;
        }
        flow.height = y;
        self.close_flow(id, used, edges, room, resume.is_some(), flow)
    }

    /// The first row after `start` into which no cell reaches from above.
    fn group_end(&self, id: BoxId, start: usize) -> usize {
        let rows = &self.table(id).rows;
        let mut end = start + 1;
        let mut row = start;
        while row < end && row < rows.len() {
            end = end.max(rows[row].cells.iter().map(|cell| row + cell.rows).max().unwrap_or(end));
            row += 1;
        }
        end.min(rows.len())
    }

    fn place_row(
        &mut self,
        id: BoxId,
        grid: &TableGrid,
        row: usize,
        y: Pt,
        width: Pt,
        placed: &mut Vec<Placed>,
    ) {
        let (row_id, cells) = (self.table(id).rows[row].id, self.table(id).rows[row].cells.clone());
        let mut children = Vec::with_capacity(cells.len());
        for cell in &cells {
            let height = grid.height_of(row, cell.rows);
            let natural = self.lay_whole(cell.id, grid.constraint(cell, None, 0.0)).size.height;
            let spare = (height - natural).max(0.0);
            let lower = match self.boxes.get(cell.id).style.vertical_align {
                VerticalAlign::Middle => spare / 2.0,
                VerticalAlign::Bottom => spare,
                _ => 0.0,
            };
            let fragment = self.lay_whole(cell.id, grid.constraint(cell, Some(height), lower));
            children.push(Placed { at: Point::new(grid.columns[cell.column].0, 0.0), fragment });
        }
        let fragment = self.row_fragment(row_id, width, grid.heights[row], children);
        placed.push(Placed { at: Point::new(0.0, y), fragment });
    }

    fn row_fragment(&mut self, row: BoxId, width: Pt, height: Pt, children: Vec<Placed>) -> Rc<Fragment> {
        let used = Used {
            border: Sides::all(0.0),
            padding: Sides::all(0.0),
            margin: Sides::all(0.0),
            width,
            height: Some(height),
            min_height: 0.0,
            max_height: Pt::INFINITY,
        };
        let mut fragment = self.finish(row, &used, Size::new(width, height), FragmentContent::None, children);
        fragment.baselines = super::flow::baselines(&fragment);
        Rc::new(fragment)
    }

    /// A row that goes on on the next page: each cell by itself.
    #[allow(clippy::type_complexity)] // Parts of one answer, taken apart at once.
    fn break_row(
        &mut self,
        id: BoxId,
        grid: &TableGrid,
        row: usize,
        room: Room,
        goes_on: &[(BoxId, Token)],
        width: Pt,
    ) -> Option<(Rc<Fragment>, Pt, Vec<(BoxId, Token)>)> {
        let (row_id, cells) = (self.table(id).rows[row].id, self.table(id).rows[row].cells.clone());
        let (mut children, mut tokens, mut tall) = (Vec::new(), Vec::new(), 0.0);
        for cell in &cells {
            let token = goes_on.iter().find(|(known, _)| *known == cell.id).map(|(_, token)| token);
            if !goes_on.is_empty() && token.is_none() {
                continue;
            }
            let outcome = self.lay(cell.id, grid.constraint(cell, None, 0.0), Some(room), token);
            let fragment = outcome.fragment?;
            tall = Pt::max(tall, fragment.size.height);
            tokens.extend(outcome.token.map(|token| (cell.id, token)));
            children.push(Placed { at: Point::new(grid.columns[cell.column].0, 0.0), fragment });
        }
        Some((self.row_fragment(row_id, width, tall, children), tall, tokens))
    }
}

impl TableGrid {
    fn constraint(&self, cell: &super::boxes::TableCell, height: Option<Pt>, lower: Pt) -> Constraint {
        let last = cell.column + cell.columns - 1;
        let (left, right) = (self.columns[cell.column].0, self.columns[last].0 + self.columns[last].1);
        Constraint {
            width: right - left,
            border_width: Some(right - left),
            border_height: height,
            lower,
            ..Constraint::default()
        }
    }

    fn height_of(&self, row: usize, rows: usize) -> Pt {
        let end = (row + rows).min(self.heights.len());
        self.heights[row..end].iter().sum::<Pt>() + self.spacing * (end - row - 1) as f32
    }
}
