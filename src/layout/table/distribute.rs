//! A width shared out among columns
//! ([CSS Tables 3, 4.4](https://www.w3.org/TR/css-tables-3/#width-distribution-algorithm)).

use crate::units::Pt;

/// What a column is between, and whether its width is given.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Column {
    pub min: Pt,
    pub max: Pt,
    /// Of the width of all columns; 1.0 is all of it.
    pub percent: Option<f32>,
    /// A length says how wide.
    pub is_fixed: bool,
}

impl Column {
    fn is_auto(&self) -> bool {
        self.percent.is_none() && !self.is_fixed
    }
}

/// Widths of columns that fill a table together, if they can be that narrow.
pub(super) fn widths(columns: &[Column], width: Pt) -> Vec<Pt> {
    // Four guesses, each wider than the one before; the answer lies between two of them.
    let percent = |column: &Column| column.percent.map(|share| (share * width).max(column.min));
    let guesses: [Vec<Pt>; 4] = [
        columns.iter().map(|column| column.min).collect(),
        columns.iter().map(|column| percent(column).unwrap_or(column.min)).collect(),
        columns
            .iter()
            .map(|column| percent(column).unwrap_or(if column.is_fixed { column.max } else { column.min }))
            .collect(),
        columns.iter().map(|column| percent(column).unwrap_or(column.max)).collect(),
    ];
    let sums: Vec<Pt> = guesses.iter().map(|guess| guess.iter().sum()).collect();
    if width <= sums[0] {
        return guesses[0].clone();
    }
    for at in 1..guesses.len() {
        if width <= sums[at] {
            let share = (width - sums[at - 1]) / (sums[at] - sums[at - 1]);
            let between = guesses[at - 1].iter().zip(&guesses[at]);
            return between.map(|(less, more)| less + (more - less) * share).collect();
        }
    }
    let [.., mut widest] = guesses;
    grow(columns, &mut widest, width - sums[3]);
    widest
}

/// More than all columns want goes to the first kind of columns that is there: without a width, with a
/// length, with a percentage.
fn grow(columns: &[Column], widths: &mut [Pt], rest: Pt) {
    let kinds: [&dyn Fn(&Column) -> f32; 3] = [
        &|column| if column.is_auto() { column.max } else { 0.0 },
        &|column| if column.is_fixed && column.percent.is_none() { column.max } else { 0.0 },
        &|column| column.percent.unwrap_or(0.0),
    ];
    // Columns without content and without a width grow if there are no others.
    let empty: &dyn Fn(&Column) -> f32 = &|column| if column.is_auto() { 1.0 } else { 0.0 };
    let all: &dyn Fn(&Column) -> f32 = &|_| 1.0;
    for weight in kinds.into_iter().chain([empty, all]) {
        let sum: f32 = columns.iter().map(weight).sum();
        if sum > 0.0 {
            for (column, width) in columns.iter().zip(widths) {
                *width += rest * weight(column) / sum;
            }
            return;
        }
    }
}

/// What a cell over several columns needs more than they have
/// ([CSS Tables 3, 4.3](https://www.w3.org/TR/css-tables-3/#computing-column-measures)).
pub(super) fn span(columns: &mut [Column], wanted: Column) {
    if let Some(share) = wanted.percent {
        let taken: f32 = columns.iter().filter_map(|column| column.percent).sum();
        let open: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].percent.is_none()).collect();
        let sum: Pt = open.iter().map(|at| columns[*at].max).sum();
        for at in &open {
            let weight = if sum > 0.0 { columns[*at].max / sum } else { 1.0 / open.len() as f32 };
            columns[*at].percent = Some((share - taken).max(0.0) * weight).filter(|share| *share > 0.0);
        }
    }
    let narrow = widths(columns, wanted.min);
    for (column, width) in columns.iter_mut().zip(narrow) {
        column.min = column.min.max(width);
        column.max = column.max.max(column.min);
    }
    let sum: Pt = columns.iter().map(|column| column.max).sum();
    if wanted.max > sum {
        let mut wide: Vec<Pt> = columns.iter().map(|column| column.max).collect();
        grow(columns, &mut wide, wanted.max - sum);
        for (column, width) in columns.iter_mut().zip(wide) {
            column.max = width;
        }
    }
}
