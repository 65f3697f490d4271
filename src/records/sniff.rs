//! Which delimiter and which quotation mark a CSV file has, by its first rows.

use super::cells::Cells;
use super::csv::{CsvReader, Dialect};
use super::headers;

const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Rows that are looked at.
const ROWS: usize = 50;

/// A line that Excel reads as an order, and shows to nobody: `sep=;`. Its delimiter and length.
pub(super) fn separator_line(head: &str) -> Option<(u8, usize)> {
    let rest = head.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &head[4..])?;
    let delimiter = *rest.as_bytes().first()?;
    let after = rest.get(1..)?;
    let end = ["\r\n", "\n", "\r"].into_iter().find(|end| after.starts_with(end))?;
    delimiter.is_ascii().then_some((delimiter, 5 + end.len()))
}

/// Of all delimiters the one by which most headers are understood and most rows are as long as the header.
pub(super) fn sniff(head: &str) -> Dialect {
    let quote = quote(head);
    let rated = DELIMITERS.map(|delimiter| (rate(head, Dialect { delimiter, quote }), delimiter));
    // Of equals the first: the Dutch habit.
    let best =
        rated.into_iter().rev().max_by_key(|(rating, _)| *rating).map_or(b';', |(_, delimiter)| delimiter);
    Dialect { delimiter: best, quote }
}

/// An apostrophe is a quotation mark only if every header has two: streets begin with one, such as 't Hof.
fn quote(head: &str) -> u8 {
    let first = head.lines().find(|line| !line.is_empty()).unwrap_or_default();
    let is_quoted = |delimiter: u8| {
        first
            .split(delimiter as char)
            .all(|cell| cell.len() >= 2 && cell.starts_with('\'') && cell.ends_with('\''))
    };
    if DELIMITERS.into_iter().any(is_quoted) { b'\'' } else { b'"' }
}

/// Headers that are understood, rows as long as the header in per cent, cells of the header.
fn rate(head: &str, dialect: Dialect) -> (usize, usize, usize) {
    let mut reader = CsvReader::new(head.as_bytes(), dialect);
    let mut cells = Cells::default();
    let mut width = None;
    let (mut known, mut alike, mut rows) = (0, 0usize, 0usize);
    // The last row may be cut.
    while rows < ROWS && matches!(reader.next(&mut cells), Ok(Some(_))) {
        // A title may stand above the header.
        let names = cells.iter().filter(|cell| headers::is_known(cell)).count();
        if names > known || width.is_none() {
            (known, width, alike) = (names, Some(cells.len()), rows);
        } else if width == Some(cells.len()) {
            alike += 1;
        }
        rows += 1;
    }
    let width = width.unwrap_or(0);
    let alike = if width > 1 { (alike * 100).checked_div(rows - 1).unwrap_or(100) } else { 0 };
    (known, alike, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(head: &str) -> char {
        sniff(head).delimiter as char
    }

    #[test]
    fn headers_that_are_understood_decide() {
        assert_eq!(delimiter("naam;adres;postcode\nJansen, J.;Dorpsstraat 1, 2 hoog;1234 AB\n"), ';');
        assert_eq!(delimiter("naam,adres,postcode\nJansen; J.,Dorpsstraat 1,1234 AB\n"), ',');
        assert_eq!(delimiter("naam\tadres\tpostcode\n"), '\t');
        assert_eq!(delimiter("a|b|c\n1|2|3\n"), '|');
    }

    #[test]
    fn apostrophes_quote_only_whole_headers() {
        assert_eq!(sniff("'naam','plaats'\n'Jansen','''t Hof'\n").quote, b'\'');
        assert_eq!(sniff("naam;plaats\n'Jansen';'s-Gravenhage\n").quote, b'"');
    }

    #[test]
    fn excel_is_told_the_separator() {
        assert_eq!(separator_line("sep=;\r\nnaam;plaats"), Some((b';', 7)));
        assert_eq!(separator_line("separator\n"), None);
    }
}
