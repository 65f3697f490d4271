use std::io::Read;
use std::ops::RangeInclusive;

use super::cells::Cells;
use super::clean::Cleaner;
use super::csv::{CsvReader, CsvRow};
use super::open::{Kind, Records, cannot_read};
use super::record::Record;
use super::refusal::{Reason, Refusal};
use super::repair::Repair;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// One row below the header: what became of it, and the row as it came.
#[derive(Clone, Debug)]
pub struct Row {
    /// The spreadsheet's own number: the header is row 1.
    pub number: u32,
    pub outcome: Result<Record, Refusal>,
    pub repairs: Vec<Repair>,
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
    wanted: RangeInclusive<u32>,
    cleaner: Cleaner,
    cells: Cells,
    blank: u32,
    is_over: bool,
}

enum Input {
    Csv(CsvReader<Box<dyn Read + Send>>),
}

/// A row before it is looked at; its cells are apart.
struct Unread {
    number: u32,
    source: Box<str>,
    fault: Option<Reason>,
}

impl Rows {
    pub(super) fn start(records: &Records) -> Result<Rows, Diagnostics> {
        let input = match &records.source.kind {
            Kind::Csv(text) => Input::Csv(records.source.csv(*text)?),
        };
        Ok(Rows {
            input,
            name: records.source.name.clone(),
            header: records.header,
            wanted: 0..=u32::MAX,
            cleaner: Cleaner::new(records.columns.clone()),
            cells: Cells::default(),
            blank: 0,
            is_over: false,
        })
    }

    /// Only rows with these numbers; those before them are passed over without a look.
    pub fn within(mut self, rows: RangeInclusive<u32>) -> Rows {
        self.wanted = rows;
        self
    }

    /// Rows without any text so far; they are passed over, and count.
    pub fn blank(&self) -> u32 {
        self.blank
    }

    /// The next row that is wanted and not blank.
    fn unread(&mut self) -> Result<Option<Unread>, Diagnostic> {
        loop {
            let Input::Csv(reader) = &mut self.input;
            let next = reader.next(&mut self.cells).map_err(|error| cannot_read(&self.name, &error))?;
            let Some(CsvRow { number, source, fault }) = next else { return Ok(None) };
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
            return Ok(Some(Unread { number, source: source.into(), fault }));
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
