//! Boxes in rows, as books stand on shelves.

/// How wide a sheet is to its height: about a screen.
const ASPECT: f32 = 1.4;
/// What empty room weighs against the shape: three beside two is better than one below four.
const EMPTY: f32 = 1.5;
/// More boxes in one row are no row any more.
const MAX_IN_ROW: usize = 40;

/// A box as the rows see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Book {
    pub width: f32,
    /// Above and below the line that all boxes of a row stand on.
    pub above: f32,
    pub below: f32,
    /// Before it, if it is not the first in its row.
    pub gap: f32,
}

/// Boxes that stand beside each other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// How many boxes, from where the last row ended.
    pub count: usize,
    pub width: f32,
    pub above: f32,
    pub below: f32,
}

/// The rows that come nearest to the shape of a screen and leave little of it empty, `gap` apart.
pub(super) fn rows(books: &[Book], gap: f32) -> Vec<Row> {
    let mut best: Option<(f32, Vec<Row>)> = None;
    for first in 1..=books.len().min(MAX_IN_ROW) {
        let rows = filled(books, extent(&books[..first]).width);
        let width = rows.iter().fold(0.0, |widest: f32, row| widest.max(row.width));
        let height: f32 = rows.iter().map(|row| row.above + row.below + gap).sum();
        let taken: f32 = rows.iter().map(|row| row.width * (row.above + row.below + gap)).sum();
        let distance = (width / height / ASPECT).ln().abs() + EMPTY * (1.0 - taken / (width * height));
        // The first of equals: sums of floats are the same on every machine, in this order.
        if best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, rows));
        }
    }
    best.map(|(_, rows)| rows).unwrap_or_default()
}

fn filled(mut books: &[Book], width: f32) -> Vec<Row> {
    let mut rows = Vec::new();
    while !books.is_empty() {
        let mut count = 1;
        while count < books.len() && extent(&books[..count + 1]).width <= width + 0.5 {
            count += 1;
        }
        rows.push(extent(&books[..count]));
        books = &books[count..];
    }
    rows
}

fn extent(books: &[Book]) -> Row {
    let mut row = Row { count: books.len(), width: 0.0, above: 0.0, below: 0.0 };
    for (index, book) in books.iter().enumerate() {
        row.width += book.width + if index == 0 { 0.0 } else { book.gap };
        row.above = row.above.max(book.above);
        row.below = row.below.max(book.below);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(width: f32, height: f32) -> Book {
        Book { width, above: height, below: 0.0, gap: 10.0 }
    }

    fn counts(books: &[Book]) -> Vec<usize> {
        rows(books, 20.0).iter().map(|row| row.count).collect()
    }

    #[test]
    fn the_rows_fill_a_screen() {
        assert_eq!(counts(&[book(70.0, 100.0)]), [1]);
        assert_eq!(counts(&[book(70.0, 100.0); 2]), [2]);
        assert_eq!(counts(&[book(70.0, 100.0); 6]), [3, 3]);
        assert_eq!(counts(&[book(70.0, 100.0); 5]), [3, 2]);
        assert_eq!(counts(&[]), [0; 0]);
    }

    #[test]
    fn a_wide_box_has_a_row_of_its_own() {
        let [one, wide] = [book(70.0, 100.0), book(230.0, 40.0)];
        assert_eq!(counts(&[one, one, one, wide]), [3, 1]);
    }
}
