//! Rows of a CSV file, counted as a spreadsheet counts them.

use std::io::{self, Read};
use std::ops::Range;

use csv_core::ReadRecordResult;
use memchr::{memchr, memchr2};

use super::cells::Cells;
use super::refusal::Reason;

/// A row with more bytes has lost its end.
pub(super) const MAX_ROW: usize = 1 << 20;
/// A spreadsheet ends at column XFD.
pub(super) const MAX_COLUMNS: usize = 16_384;
const PIECE: usize = 64 << 10;

/// How the cells of a CSV file are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub delimiter: u8,
    pub quote: u8,
}

/// Reads UTF-8 text row by row in bounded memory.
pub(super) struct CsvReader<R> {
    input: R,
    dialect: Dialect,
    parser: csv_core::Reader,
    /// What is read and not yet given out starts at `start`.
    buffer: Vec<u8>,
    start: usize,
    /// Where the row that was given out last stands in the buffer.
    body: Range<usize>,
    at_end: bool,
    /// The number of the row that was given out last; the first of the file is 1.
    row: u32,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// One row of the file.
pub(super) struct CsvRow {
    pub number: u32,
    /// What is wrong with the row as such; it has no cells then.
    pub fault: Option<Reason>,
}

impl<R: Read> CsvReader<R> {
    pub fn new(input: R, dialect: Dialect) -> CsvReader<R> {
        let parser = csv_core::ReaderBuilder::new().delimiter(dialect.delimiter).quote(dialect.quote).build();
        CsvReader {
            input,
            dialect,
            parser,
            buffer: Vec::new(),
            start: 0,
            body: 0..0,
            at_end: false,
            row: 0,
            cells: vec![0; 1024],
            ends: vec![0; 64],
        }
    }

    /// The next row that is not an empty line, its cells in `cells`.
    pub fn next(&mut self, cells: &mut Cells) -> io::Result<Option<CsvRow>> {
        cells.clear();
        self.body = 0..0;
        if self.start > PIECE {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        if !self.skip_empty_lines()? {
            return Ok(None);
        }
        self.row = self.row.saturating_add(1);
        let (source, count, mut fault) = self.parse()?;
        let is_last = self.at_end && source.end == self.buffer.len();
        let mut body = source.start..source.start + without_line_end(&self.buffer[source.clone()]).len();
        let text = &self.buffer[body.clone()];
        // A quotation mark that nobody closed takes what follows it into its cell.
        let may_be_open = is_last || memchr2(b'\n', b'\r', text).is_some();
        if fault.is_none() && may_be_open && is_left_open(text, self.dialect) {
            fault = Some(Reason::OpenQuote);
        }
        if fault.is_some() {
            self.parser = self.fresh_parser();
            match memchr2(b'\n', b'\r', &self.buffer[source.clone()]) {
                Some(line) => body.end = body.start + line,
                None => self.drop_rest_of_line(source.end)?,
            }
        } else {
            self.fill(cells, count)?;
        }
        self.start = body.end;
        self.skip_line_end()?;
        self.body = body;
        Ok(Some(CsvRow { number: self.row, fault }))
    }

    /// The row that was given out last, as it came, without its end of line.
    pub fn source(&self) -> &str {
        // A row that is longer than all bounds is cut, perhaps within a character.
        self.buffer[self.body.clone()].utf8_chunks().next().map_or("", |chunk| chunk.valid())
    }

    /// Where the row stands in the buffer, how many cells it has, and whether it goes beyond all bounds.
    fn parse(&mut self) -> io::Result<(Range<usize>, usize, Option<Reason>)> {
        let mut at = self.start;
        let (mut written, mut count) = (0, 0);
        loop {
            let (result, read, wrote, ended) = self.parser.read_record(
                &self.buffer[at..],
                &mut self.cells[written..],
                &mut self.ends[count..],
            );
            at += read;
            written += wrote;
            count += ended;
            match result {
                ReadRecordResult::InputEmpty if at - self.start > MAX_ROW => {
                    return Ok((self.start..at, count, Some(Reason::RowTooLong)));
                }
                // An empty input is the end for the parser.
                ReadRecordResult::InputEmpty => {
                    self.read_more()?;
                }
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if count > MAX_COLUMNS => {
                    return Ok((self.start..at, count, Some(Reason::TooManyCells)));
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => return Ok((self.start..at, count, None)),
            }
        }
    }

    fn fill(&self, cells: &mut Cells, count: usize) -> io::Result<()> {
        let ends = &self.ends[..count];
        let bytes = &self.cells[..ends.last().copied().unwrap_or(0)];
        // It was UTF-8 when it was opened, or is decoded.
        let text = std::str::from_utf8(bytes).map_err(|_| changed())?;
        cells.set(text, ends);
        Ok(())
    }

    /// Whether anything is left after the empty lines, which count as rows.
    fn skip_empty_lines(&mut self) -> io::Result<bool> {
        loop {
            if self.start == self.buffer.len() && !self.read_more()? {
                return Ok(false);
            }
            if !matches!(self.buffer[self.start], b'\n' | b'\r') {
                return Ok(true);
            }
            self.row = self.row.saturating_add(1);
            self.skip_line_end()?;
        }
    }

    fn skip_line_end(&mut self) -> io::Result<()> {
        let peek = |reader: &mut Self| -> io::Result<Option<u8>> {
            if reader.start == reader.buffer.len() && !reader.read_more()? {
                return Ok(None);
            }
            Ok(Some(reader.buffer[reader.start]))
        };
        match peek(self)? {
            Some(b'\n') => self.start += 1,
            Some(b'\r') => {
                self.start += 1;
                if peek(self)? == Some(b'\n') {
                    self.start += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes away what follows up to the end of the line, a piece at a time.
    fn drop_rest_of_line(&mut self, from: usize) -> io::Result<()> {
        loop {
            if let Some(end) = memchr2(b'\n', b'\r', &self.buffer[from..]) {
                self.buffer.drain(from..from + end);
                return Ok(());
            }
            self.buffer.truncate(from);
            if !self.read_more()? {
                return Ok(());
            }
        }
    }

    /// Whether there was more.
    fn read_more(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        let filled = self.buffer.len();
        self.buffer.resize(filled + PIECE, 0);
        let read = loop {
            match self.input.read(&mut self.buffer[filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
        self.at_end = read? == 0;
        Ok(!self.at_end)
    }

    fn fresh_parser(&self) -> csv_core::Reader {
        let Dialect { delimiter, quote } = self.dialect;
        csv_core::ReaderBuilder::new().delimiter(delimiter).quote(quote).build()
    }
}

fn changed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it changed while it was read")
}

fn without_line_end(row: &[u8]) -> &[u8] {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}

/// Whether a cell that starts with a quotation mark does not end with one.
fn is_left_open(row: &[u8], dialect: Dialect) -> bool {
    let Dialect { delimiter, quote } = dialect;
    let mut rest = row;
    loop {
        if rest.first() != Some(&quote) {
            match memchr(delimiter, rest) {
                Some(at) => rest = &rest[at + 1..],
                None => return false,
            }
            continue;
        }
        rest = &rest[1..];
        loop {
            let Some(at) = memchr(quote, rest) else { return true };
            rest = &rest[at + 1..];
            if rest.first() != Some(&quote) {
                break;
            }
            rest = &rest[1..];
        }
        match rest.first() {
            None => return false,
            Some(byte) if *byte == delimiter => rest = &rest[1..],
            Some(_) => return true,
        }
    }
}
