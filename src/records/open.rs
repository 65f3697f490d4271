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
use super::foreign;
use super::mapping::Mapping;
use super::order::{self, Order};
use super::rows::Rows;
use super::scan::{self, Scan};
use super::sniff;
use super::workbook::{self, Fault, Package, SheetRows};
use crate::diagnostics::{Diagnostic, Diagnostics, closest};

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
    let unreadable = |error: io::Error| cannot_read(&name, &error);
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Diagnostic::error("unreadable-file", "this is not a file").in_file(&name).into());
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
        return Err(empty(&source.name).into());
    }
    match foreign::kind(&scan.head, scan.mark.is_some()) {
        foreign::Kind::Other(what, help) => Err(other(&source.name, what, help).into()),
        foreign::Kind::Zip => match workbook::check(source.file()?) {
            Package::Workbook => open_workbook(source, scan, mapping),
            Package::Other("a zip file") => {
                Err(other(&source.name, "a zip file", "unpack it first, and name the file in it").into())
            }
            Package::Other(what) => Err(other(&source.name, what, "save it as XLSX or as CSV UTF-8").into()),
            Package::Damaged => Err(workbook_fault(&source.name, Fault::Damaged, mapping).into()),
            Package::TooLarge(what) => {
                Err(Diagnostic::error("workbook-too-large", format!("the workbook has {what}"))
                    .in_file(&source.name)
                    .help("delete what is not needed, or save the sheet as CSV UTF-8")
                    .into())
            }
        },
        foreign::Kind::Compound => match SheetRows::start(source.file()?, None) {
            Err(Fault::Password) => Err(workbook_fault(&source.name, Fault::Password, mapping).into()),
            _ => {
                let what = "a workbook or document of before 2007";
                Err(other(&source.name, what, "open it in your spreadsheet and save it as XLSX").into())
            }
        },
        foreign::Kind::Text => {
            if let Some((mapping, sheet)) =
                mapping.and_then(|mapping| Some((mapping, mapping.sheet.as_ref()?)))
            {
                let message = format!("{} is a CSV file and has no sheets", source.name);
                return Err(Diagnostic::error("unknown-sheet", message)
                    .at(mapping.span(sheet))
                    .help("take the line away")
                    .into());
            }
            let text = as_text(&scan, mapping);
            source.kind = Kind::Csv(text);
            open_csv(source, text, scan, mapping)
        }
    }
}

fn open_workbook(mut source: Source, scan: Scan, mapping: Option<&Mapping>) -> Result<Records, Diagnostics> {
    let wanted = mapping.map_or(1, |mapping| mapping.header);
    let told = |fault: Fault| workbook_fault(&source.name, fault, mapping);
    let sheet = mapping.and_then(|mapping| mapping.sheet.as_ref()).map(|sheet| sheet.value.clone());
    let mut rows = SheetRows::start(source.file()?, sheet).map_err(told)?;
    let (header, cells) = loop {
        match rows.next().map_err(told)? {
            Some((number, cells)) if number >= wanted && !cells.is_blank() => break (number, cells),
            Some(_) => {}
            None => return Err(empty(&source.name).into()),
        }
    };
    let columns = understand(&cells, mapping, &source.name)?;
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
            Ok(Some(CsvRow { number, .. })) if number < wanted => {}
            Ok(Some(CsvRow { number, fault: None })) => break (number, reader.source().to_owned()),
            Ok(Some(CsvRow { number, fault: Some(fault) })) => {
                let message = format!("row {number}, the header: {}", fault.text(Default::default()));
                return Err(Diagnostic::error("broken-header", message).in_file(&source.name).into());
            }
            Ok(None) => return Err(empty(&source.name).into()),
            Err(error) => return Err(cannot_read(&source.name, &error).into()),
        }
    };
    let columns = understand(&cells, mapping, &source.name)?;
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

/// The columns that a header row names.
fn understand(cells: &Cells, mapping: Option<&Mapping>, name: &str) -> Result<Columns, Diagnostics> {
    if cells.len() > MAX_COLUMNS {
        let message = format!("the header has more than {MAX_COLUMNS} columns");
        return Err(Diagnostic::error("broken-header", message).in_file(name).into());
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
        let file = File::open(&self.path).map_err(|error| cannot_read(&self.name, &error))?;
        let metadata = file.metadata().map_err(|error| cannot_read(&self.name, &error))?;
        if metadata.len() != self.bytes || metadata.modified().ok() != self.modified {
            return Err(Diagnostic::error("changed-file", "the file changed while it was read")
                .in_file(&self.name)
                .help("close the program that writes it, and start again"));
        }
        Ok(file)
    }

    /// From the first row on.
    pub fn csv(&self, text: Text) -> Result<CsvReader<Box<dyn Read + Send>>, Diagnostic> {
        let mut file = self.file()?;
        file.seek(SeekFrom::Start(text.skip)).map_err(|error| cannot_read(&self.name, &error))?;
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

    /// The rows that repeat an earlier one, by their numbers; reads all rows.
    ///
    /// # Errors
    /// The file cannot be read any more; there is no room for temporary files.
    pub fn duplicates(&self) -> Result<DuplicatePairs, Diagnostics> {
        let failed = |error: io::Error| no_room(&self.source.name, &error);
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
    /// UTF-8, and the header as it came.
    pub fn refused_head(&self) -> String {
        format!("\u{feff}{}\r\n", self.head)
    }
}

/// Temporary files cannot be written or read.
pub(super) fn no_room(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("temporary-file", format!("a temporary file cannot be used: {}", reason(error)))
        .in_file(name)
        .help("make room in the folder for temporary files, or name another in `TMPDIR`")
}

fn other(name: &str, what: &str, help: &str) -> Diagnostic {
    Diagnostic::error("unknown-format", format!("this is {what}")).in_file(name).help(help)
}

/// What is wrong with a workbook, in plain words.
pub(super) fn workbook_fault(name: &str, fault: Fault, mapping: Option<&Mapping>) -> Diagnostic {
    let broken = |message: String| Diagnostic::error("broken-workbook", message).in_file(name);
    match fault {
        Fault::Password => Diagnostic::error("password", "the workbook has a password")
            .in_file(name)
            .help("open it in your spreadsheet and save it without one"),
        Fault::Damaged => broken("the workbook is damaged".to_owned())
            .help("open it in your spreadsheet, let it be mended, and save it again"),
        Fault::AllHidden => broken("all sheets of the workbook are hidden".to_owned())
            .help("write the name of the sheet in a mapping: `sheet: …`"),
        Fault::OutOfOrder(row) => broken(format!("row {row} of the workbook stands behind a later row"))
            .help("open it in your spreadsheet and save it again"),
        Fault::TooWide(row) => {
            broken(format!("row {row} of the workbook has more than {MAX_COLUMNS} columns"))
                .help("open it in your spreadsheet and save it again")
        }
        Fault::NoSuchSheet(names) => {
            let place = mapping.and_then(|mapping| Some((mapping, mapping.sheet.as_ref()?)));
            let wanted = place.map_or("", |(_, sheet)| sheet.value.as_str());
            let finding = Diagnostic::error("unknown-sheet", format!("{name} has no sheet `{wanted}`"));
            let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let finding = match place {
                Some((mapping, sheet)) => finding.at(mapping.span(sheet)),
                None => finding,
            };
            match closest(wanted, names.iter().map(String::as_str)) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("its sheets are {list}")),
            }
        }
    }
}

fn empty(name: &str) -> Diagnostic {
    Diagnostic::error("empty-file", "the file is empty")
        .in_file(name)
        .help("its first row names the columns: name, street, number, addition, postcode, city")
}

pub(super) fn cannot_read(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable-file", format!("the file cannot be read: {}", reason(error))).in_file(name)
}

/// In plain words, without the number that systems add.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is none of this name".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}
