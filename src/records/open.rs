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
use super::mapping::Mapping;
use super::rows::Rows;
use super::scan::{self, Scan};
use super::sniff;
use crate::diagnostics::{Diagnostic, Diagnostics};

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
    let (path, modified) = (path.to_owned(), metadata.modified().ok());
    if let Some((mapping, sheet)) = mapping.and_then(|mapping| Some((mapping, mapping.sheet.as_ref()?))) {
        return Err(Diagnostic::error("unknown-sheet", format!("{name} is a CSV file and has no sheets"))
            .at(mapping.span(sheet))
            .help("take the line away")
            .into());
    }
    let text = as_text(&name, &scan, mapping)?;
    let source = Source { path, name, bytes: scan.bytes, modified, kind: Kind::Csv(text) };
    open_csv(source, text, scan, mapping)
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
            Ok(Some(CsvRow { number, source: head, fault: None })) => break (number, head.to_owned()),
            Ok(Some(CsvRow { number, fault: Some(fault), .. })) => {
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
    let mut headers: Vec<Arc<str>> =
        cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ").into()).collect();
    // Separators at the end of each line make columns without a name.
    while headers.last().is_some_and(|header| header.is_empty()) {
        headers.pop();
    }
    columns::understand(headers, mapping, name)
}

fn uses(columns: &Columns) -> Vec<ColumnUse> {
    columns.uses().into_iter().map(|(header, names)| ColumnUse { header, names }).collect()
}

/// Encoding and dialect of a file that is text.
fn as_text(name: &str, scan: &Scan, mapping: Option<&Mapping>) -> Result<Text, Diagnostics> {
    if scan.bytes == 0 {
        return Err(empty(name).into());
    }
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
    Ok(Text { encoding, skip: skip as u64, dialect })
}

impl Source {
    /// The file again, if it is still the one that was opened.
    fn file(&self) -> Result<File, Diagnostic> {
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

    /// What stands before the rows in a file of refused ones: a byte order mark, by which spreadsheets know
    /// UTF-8, and the header as it came.
    pub fn refused_head(&self) -> String {
        format!("\u{feff}{}\r\n", self.head)
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
