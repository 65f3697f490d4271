use std::io::{self, Read};
use std::ops::RangeInclusive;

use super::cells::Cells;
use super::clean::Cleaner;
use super::csv::{CsvReader, CsvRow};
use super::faults;
use super::open::{Kind, Records, WORKBOOK_DELIMITER};
use super::order::{ByAddress, SortedRows};
use super::record::Record;
use super::refusal::{Reason, Refusal};
use super::repair::Repair;
use super::workbook::{SheetRow, SheetRows};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// One row below the header: what became of it, and the row as it came.
#[derive(Clone, Debug)]
pub struct Row {
    /// The spreadsheet's own number: the header is row 1.
    pub number: u32,
    pub outcome: Result<Record, Refusal>,
    pub repairs: Vec<Repair>,
    /// Empty of rows that were read [`Rows::without_raw`].
    pub raw: Raw,
}

/// A row as it came, as a line of CSV under the header of [`Records::refused_head`].
#[derive(Clone, PartialEq, Eq)]
pub struct Raw(Box<str>);

impl Raw {
    /// Without an end of line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says nothing of the person.
impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raw({} bytes)", self.0.len())
    }
}

/// The rows of a file, one after the other. After an error there are no more.
pub struct Rows {
    input: Input,
    /// What messages call the file.
    name: String,
    header: u32,
    /// Cells of the header.
    width: usize,
    wanted: RangeInclusive<u32>,
    cleaner: Cleaner,
    keeps_raw: bool,
    cells: Cells,
    blank: u32,
    /// The number of the row before.
    last: u32,
    is_over: bool,
}

enum Input {
    Csv(Box<CsvReader<Box<dyn Read + Send>>>),
    Workbook(SheetRows),
    Sorted(SortedRows),
}

/// A row before it is looked at; its cells are apart.
pub(super) struct Unread {
    pub number: u32,
    source: Box<str>,
    fault: Option<Reason>,
}

impl Unread {
    /// For a temporary file; [`Unread::read`] has it again. A row with a fault has no cells, and is told by its
    /// source.
    pub fn write(&self, cells: &Cells, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.number.to_le_bytes());
        out.push(self.fault.map_or(0, |fault| match fault {
            Reason::OpenQuote => 1,
            Reason::RowTooLong => 2,
            _ => 3,
        }));
        out.extend_from_slice(&(self.source.len() as u32).to_le_bytes());
        out.extend_from_slice(self.source.as_bytes());
        cells.write(out);
    }

    /// `None` if these are not the bytes of [`Unread::write`].
    pub fn read(bytes: &[u8], cells: &mut Cells) -> Option<Unread> {
        let (number, rest) = bytes.split_first_chunk()?;
        let (fault, rest) = rest.split_first()?;
        let fault = match fault {
            0 => None,
            1 => Some(Reason::OpenQuote),
            2 => Some(Reason::RowTooLong),
            _ => Some(Reason::TooManyCells),
        };
        let (length, rest) = rest.split_first_chunk()?;
        let (source, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        cells.read(rest)?;
        let source = std::str::from_utf8(source).ok()?.into();
        Some(Unread { number: u32::from_le_bytes(*number), source, fault })
    }
}

impl Rows {
    pub(super) fn start(records: &Records) -> Result<Rows, Diagnostics> {
        let input = match &records.source.kind {
            Kind::Csv(text) => Input::Csv(Box::new(records.source.csv(*text)?)),
            Kind::Workbook(sheet) => {
                let rows = SheetRows::start(records.source.file()?, Some(sheet.clone()));
                Input::Workbook(rows.map_err(|fault| faults::workbook(&records.source.name, fault, None))?)
            }
        };
        Ok(Rows {
            input,
            name: records.source.name.clone(),
            header: records.header,
            width: records.columns.headers.len(),
            wanted: 0..=u32::MAX,
            cleaner: Cleaner::new(records.columns.clone()),
            keeps_raw: true,
            cells: Cells::default(),
            blank: 0,
            last: 0,
            is_over: false,
        })
    }

    /// All of them once more, in the order of their addresses; reads them all before the first is given out.
    pub(super) fn by_address(mut self, memory: usize) -> Result<Rows, Diagnostics> {
        let name = self.name.clone();
        let failed = |error: io::Error| Diagnostics::from(faults::no_room(&name, &error));
        let mut sorted = ByAddress::new(memory);
        let mut repairs = Vec::new();
        while let Some(unread) = self.unread()? {
            repairs.clear();
            let record = match unread.fault {
                Some(_) => None,
                None => self.cleaner.clean(unread.number, &self.cells, &mut repairs).ok(),
            };
            sorted.push(&unread, &self.cells, record.as_ref()).map_err(failed)?;
        }
        self.input = Input::Sorted(sorted.finish().map_err(failed)?);
        Ok(self)
    }

    /// Only rows with these numbers; those before them are passed over without a look.
    pub fn within(mut self, rows: RangeInclusive<u32>) -> Rows {
        self.wanted = rows;
        self
    }

    /// Rows come without how they came in the file, which is a fifth of their memory.
    pub fn without_raw(mut self) -> Rows {
        self.keeps_raw = false;
        self
    }

    /// Rows without any text so far; they are passed over, and count.
    pub fn blank(&self) -> u32 {
        self.blank
    }

    /// The next row that is wanted and not blank.
    fn unread(&mut self) -> Result<Option<Unread>, Diagnostic> {
        if let Input::Sorted(rows) = &mut self.input {
            let cannot = |error: io::Error| faults::cannot_read(&self.name, &error);
            loop {
                match rows.next(&mut self.cells).map_err(cannot)? {
                    Some(row) if !self.wanted.contains(&row.number) => {}
                    Some(row) if !self.keeps_raw => {
                        return Ok(Some(Unread { source: Box::default(), ..row }));
                    }
                    other => return Ok(other),
                }
            }
        }
        loop {
            let Some((number, fault)) = self.advance()? else { return Ok(None) };
            // Empty lines, and rows that a workbook does not have.
            self.blank += number.saturating_sub(self.last.max(self.header) + 1);
            self.last = number;
            if number > *self.wanted.end() {
                return Ok(None);
            }
            if number <= self.header || number < *self.wanted.start() {
                continue;
            }
            if fault.is_none() && self.cells.is_blank() {
                self.blank += 1;
                continue;
            }
            let source = match &self.input {
                _ if !self.keeps_raw => Box::default(),
                Input::Csv(reader) => reader.source().into(),
                _ => self.cells.to_line(WORKBOOK_DELIMITER).into(),
            };
            return Ok(Some(Unread { number, source, fault }));
        }
    }

    /// How many are wanted and not blank.
    pub(super) fn count_unread(mut self) -> Result<u64, Diagnostic> {
        let mut count = 0;
        while self.unread()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    /// Reads the next row of the file into `cells`: its number, and what is wrong with it as such.
    fn advance(&mut self) -> Result<Option<(u32, Option<Reason>)>, Diagnostic> {
        match &mut self.input {
            Input::Csv(reader) => {
                let next =
                    reader.next(&mut self.cells).map_err(|error| faults::cannot_read(&self.name, &error))?;
                Ok(next.map(|CsvRow { number, fault }| (number, fault)))
            }
            Input::Workbook(rows) => {
                let next = rows.next().map_err(|fault| faults::workbook(&self.name, fault, None))?;
                Ok(next.map(|SheetRow { number, cells, fault }| {
                    self.cells = cells;
                    // A note beside the table is no part of it.
                    self.cells.fit(self.width);
                    (number, fault)
                }))
            }
            // They are whole already.
            Input::Sorted(_) => Ok(None),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Diagnostic>;

    fn next(&mut self) -> Option<Result<Row, Diagnostic>> {
        if self.is_over {
            return None;
        }
        let unread = match self.unread() {
            Ok(Some(unread)) => unread,
            Ok(None) => {
                self.is_over = true;
                return None;
            }
            Err(error) => {
                self.is_over = true;
                return Some(Err(error));
            }
        };
        let Unread { number, source, fault } = unread;
        let mut repairs = Vec::new();
        let outcome = match fault {
            Some(reason) => Err(Refusal { row: number, column: None, reason }),
            None => self.cleaner.clean(number, &self.cells, &mut repairs),
        };
        Some(Ok(Row { number, outcome, repairs, raw: Raw(source) }))
    }
}
