use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::about::{About, ColumnUse, Format};
use super::cells::Cells;
use super::columns::{self, Columns};
use super::csv::{CsvReader, CsvRow, Dialect, MAX_COLUMNS};
use super::duplicates::{self, DuplicatePairs, Duplicates};
use super::faults;
use super::foreign;
use super::mapping::Mapping;
use super::order::{self, Order};
use super::refusal::Reason;
use super::rows::{Row, Rows};
use super::scan::{self, Scan};
use super::sniff;
use super::workbook::{self, Fault, Package, SheetRow, SheetRows};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Rows of a workbook go to a file of refused ones as Dutch spreadsheets write CSV.
pub(super) const WORKBOOK_DELIMITER: char = ';';

/// How to read a file with addresses.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the names of the columns do not say what they are.
    pub mapping: Option<Mapping>,
}

/// A file with addresses that was looked at: its columns are understood, its rows can be read.
#[derive(Debug)]
pub struct Records {
    about: About,
    pub(super) columns: Arc<Columns>,
    pub(super) source: Source,
    /// The row with the names of the columns.
    pub(super) header: u32,
    /// That row as a line of CSV.
    head: String,
}

/// The file, and how to get at its rows.
#[derive(Clone, Debug)]
pub(super) struct Source {
    path: PathBuf,
    /// What messages call it.
    pub name: String,
    bytes: u64,
    modified: Option<SystemTime>,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Csv(Text),
    /// The name of its sheet.
    Workbook(String),
}

/// How a CSV file is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    encoding: &'static Encoding,
    /// Bytes before the first row.
    skip: u64,
    pub dialect: Dialect,
}

/// Looks at a file with addresses: its bytes once, its header, nothing of its rows yet.
///
/// # Errors
/// The file cannot be read or is no CSV file or workbook; the mapping does not fit; a column that every
/// address needs is missing.
pub fn open(path: &Path, options: &Options) -> Result<Records, Diagnostics> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| faults::cannot_read(&name, &error);
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(faults::no_file(&name).into());
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let scan = scan::scan(&mut file).map_err(unreadable)?;
    let mapping = options.mapping.as_ref();
    let mut source = Source {
        path: path.to_owned(),
        name,
        bytes: scan.bytes,
        modified: metadata.modified().ok(),
        kind: Kind::Workbook(String::new()),
    };
    if scan.bytes == 0 {
        return Err(faults::empty(&source.name).into());
    }
    let is_named = mapping.is_some_and(|mapping| mapping.encoding.is_some());
    match foreign::kind(&scan.head, is_named || scan.mark.is_some()) {
        foreign::Kind::Other(what, help) => Err(faults::foreign(&source.name, what, help).into()),
        foreign::Kind::Zip => match workbook::check(source.file()?) {
            Package::Workbook => open_workbook(source, scan, mapping),
            Package::Other(what, help) => Err(faults::foreign(&source.name, what, help).into()),
            Package::Damaged => Err(faults::workbook(&source.name, Fault::Damaged, mapping).into()),
            Package::TooLarge(what) => Err(faults::too_large(&source.name, what).into()),
        },
        foreign::Kind::Compound => match SheetRows::start(source.file()?, None) {
            Err(Fault::Password) => Err(faults::workbook(&source.name, Fault::Password, mapping).into()),
            _ => Err(faults::foreign(&source.name, foreign::OLD, foreign::OPEN_AND_SAVE).into()),
        },
        foreign::Kind::Text => {
            let text = as_text(&scan, mapping);
            source.kind = Kind::Csv(text);
            open_csv(source, text, scan, mapping)
        }
    }
}

fn open_workbook(mut source: Source, scan: Scan, mapping: Option<&Mapping>) -> Result<Records, Diagnostics> {
    let wanted = mapping.map_or(1, |mapping| mapping.header);
    let told = |fault: Fault| faults::workbook(&source.name, fault, mapping);
    let sheet = mapping.and_then(|mapping| mapping.sheet.as_ref()).map(|sheet| sheet.value.clone());
    let mut rows = SheetRows::start(source.file()?, sheet).map_err(told)?;
    let (header, cells) = loop {
        match rows.next().map_err(told)? {
            Some(SheetRow { number, fault: Some(fault), .. }) if number >= wanted => {
                return Err(faults::header(&source.name, number, fault).into());
            }
            Some(SheetRow { number, cells, .. }) if number >= wanted && !cells.is_blank() => {
                break (number, cells);
            }
            Some(_) => {}
            None => return Err(faults::empty(&source.name).into()),
        }
    };
    let columns = understand(&cells, mapping, &source.name).map_err(|found| {
        let below = || rows.next().ok().flatten().map(|row| (row.number, row.cells));
        better_header(found, std::iter::from_fn(below), mapping, &source.name)
    })?;
    let about = About {
        format: Format::Workbook { sheet: rows.sheet.clone() },
        encoding: UTF_8.name(),
        sha256: scan.sha256,
        bytes: scan.bytes,
        columns: uses(&columns),
        rows: u64::from(rows.last_row.saturating_sub(header)),
    };
    source.kind = Kind::Workbook(rows.sheet.clone());
    let head = cells.to_line(WORKBOOK_DELIMITER);
    Ok(Records { about, columns: Arc::new(columns), source, header, head })
}

fn open_csv(
    source: Source,
    text: Text,
    scan: Scan,
    mapping: Option<&Mapping>,
) -> Result<Records, Diagnostics> {
    let wanted = mapping.map_or(1, |mapping| mapping.header);
    let mut reader = source.csv(text)?;
    let mut cells = Cells::default();
    let (header, head) = loop {
        match reader.next(&mut cells) {
            Ok(Some(CsvRow { number, fault }))
                if number < wanted || (fault.is_none() && cells.is_blank()) => {}
            Ok(Some(CsvRow { number, fault: None })) => break (number, reader.source().to_owned()),
            Ok(Some(CsvRow { number, fault: Some(fault) })) => {
                return Err(faults::header(&source.name, number, fault).into());
            }
            Ok(None) => return Err(faults::empty(&source.name).into()),
            Err(error) => return Err(faults::cannot_read(&source.name, &error).into()),
        }
    };
    let columns = understand(&cells, mapping, &source.name).map_err(|found| {
        let below = || {
            let row = reader.next(&mut cells).ok().flatten()?;
            Some((row.number, cells.clone()))
        };
        better_header(found, std::iter::from_fn(below), mapping, &source.name)
    })?;
    let about = About {
        format: Format::Csv { delimiter: text.dialect.delimiter as char },
        encoding: text.encoding.name(),
        sha256: scan.sha256,
        bytes: scan.bytes,
        columns: uses(&columns),
        rows: scan.lines.saturating_sub(u64::from(header)),
    };
    Ok(Records { about, columns: Arc::new(columns), source, header, head })
}

/// Rows below a header that is none; a title and a date seldom take more.
const TITLES: usize = 20;

/// What to tell if the first row does not name the columns, but one soon below it does.
fn better_header(
    found: Diagnostics,
    below: impl Iterator<Item = (u32, Cells)>,
    mapping: Option<&Mapping>,
    name: &str,
) -> Diagnostics {
    let is_header = |(_, cells): &(u32, Cells)| understand(cells, None, name).is_ok();
    match below.take(TITLES).find(is_header) {
        Some((row, _)) if mapping.is_none_or(|mapping| mapping.header == 1) => {
            faults::header_below(name, row).into()
        }
        _ => found,
    }
}

/// The columns that a header row names.
fn understand(cells: &Cells, mapping: Option<&Mapping>, name: &str) -> Result<Columns, Diagnostics> {
    if cells.len() > MAX_COLUMNS {
        return Err(faults::header(name, 1, Reason::TooManyCells).into());
    }
    let headers: Vec<Arc<str>> =
        cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ").into()).collect();
    columns::understand(headers, mapping, name)
}

fn uses(columns: &Columns) -> Vec<ColumnUse> {
    columns.uses().into_iter().map(|(header, names)| ColumnUse { header, names }).collect()
}

/// Encoding and dialect of a file that is text.
fn as_text(scan: &Scan, mapping: Option<&Mapping>) -> Text {
    let mark = scan.mark;
    let said = mapping.and_then(|mapping| mapping.encoding);
    let guess = if scan.is_utf8 { UTF_8 } else { WINDOWS_1252 };
    let encoding = mark.map(|mark| mark.encoding).or(said).unwrap_or(guess);
    let mut skip = mark.map_or(0, |mark| mark.length);
    let (head, _) = encoding.decode_without_bom_handling(&scan.head[skip..]);
    let mut head = &*head;
    let mut separator = None;
    if let Some((delimiter, length)) = sniff::separator_line(head) {
        separator = Some(delimiter);
        head = &head[length..];
        // ASCII alone: two bytes each in UTF-16.
        skip += length * if encoding.is_ascii_compatible() { 1 } else { 2 };
    }
    let mut dialect = sniff::sniff(head);
    if let Some(delimiter) = mapping.and_then(|mapping| mapping.delimiter).or(separator) {
        dialect.delimiter = delimiter;
    }
    Text { encoding, skip: skip as u64, dialect }
}

impl Source {
    /// The file again, if it is still the one that was opened.
    pub fn file(&self) -> Result<File, Diagnostic> {
        let file = File::open(&self.path).map_err(|error| faults::cannot_read(&self.name, &error))?;
        let metadata = file.metadata().map_err(|error| faults::cannot_read(&self.name, &error))?;
        if metadata.len() != self.bytes || metadata.modified().ok() != self.modified {
            return Err(faults::changed(&self.name));
        }
        Ok(file)
    }

    /// From the first row on.
    pub fn csv(&self, text: Text) -> Result<CsvReader<Box<dyn Read + Send>>, Diagnostic> {
        let mut file = self.file()?;
        file.seek(SeekFrom::Start(text.skip)).map_err(|error| faults::cannot_read(&self.name, &error))?;
        let input: Box<dyn Read + Send> = if text.encoding == UTF_8 {
            Box::new(file)
        } else {
            let mut decoder = DecodeReaderBytesBuilder::new();
            Box::new(decoder.encoding(Some(text.encoding)).bom_override(false).build(file))
        };
        Ok(CsvReader::new(input, text.dialect))
    }
}

impl Records {
    /// What the file is, without its rows.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// What messages call the file.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// All rows below the header, in the order of the file; as often as wanted.
    ///
    /// # Errors
    /// The file cannot be opened any more, or changed.
    pub fn rows(&self) -> Result<Rows, Diagnostics> {
        Rows::start(self)
    }

    /// All rows below the header, in this order; as often as wanted. In another than the file's all rows are
    /// read before the first is given out.
    ///
    /// # Errors
    /// The file cannot be opened any more, or changed; there is no room for temporary files.
    pub fn rows_in(&self, order: Order) -> Result<Rows, Diagnostics> {
        match order {
            Order::File => self.rows(),
            Order::Address => self.rows()?.by_address(order::MEMORY),
        }
    }

    /// How many rows there are, blank ones apart; reads all of them, and mends none.
    ///
    /// # Errors
    /// The file cannot be read to its end.
    pub fn count(&self) -> Result<u64, Diagnostics> {
        Ok(self.rows()?.count_unread()?)
    }

    /// The rows that repeat an earlier one, by their numbers; reads all rows.
    ///
    /// # Errors
    /// The file cannot be read any more; there is no room for temporary files.
    pub fn duplicates(&self) -> Result<DuplicatePairs, Diagnostics> {
        let failed = |error: io::Error| faults::no_room(&self.source.name, &error);
        let mut duplicates = Duplicates::new(duplicates::MEMORY);
        for row in self.rows()? {
            let row = row?;
            if let Ok(record) = row.outcome {
                duplicates.note(row.number, record.hash64()).map_err(failed)?;
            }
        }
        Ok(duplicates.finish().map_err(failed)?)
    }

    /// What stands before the rows in a file of refused ones: a byte order mark, by which spreadsheets know
    /// UTF-8, and the header as it came, in the row where a mapping looks for it, behind the columns for row and
    /// reason.
    pub fn refused_head(&self) -> String {
        let above = "\r\n".repeat(self.header as usize - 1);
        let delimiter = self.delimiter();
        format!("\u{feff}{above}row{delimiter}reason{delimiter}{}\r\n", self.head)
    }

    /// A refused row as it came, behind its number and the reason.
    pub fn refused_line(&self, row: &Row, reason: &str) -> String {
        let delimiter = self.delimiter();
        let reason = reason.replace('"', "\"\"");
        format!("{}{delimiter}\"{reason}\"{delimiter}{}\r\n", row.number, row.raw.as_str())
    }

    /// Of files with refused rows: the file's own.
    fn delimiter(&self) -> char {
        match self.about.format {
            Format::Csv { delimiter } => delimiter,
            Format::Workbook { .. } => WORKBOOK_DELIMITER,
        }
    }
}
