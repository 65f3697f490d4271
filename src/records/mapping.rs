//! A mapping as people write it. Doc comments here are what an editor shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::field::Field;
use super::headers;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile, Span};
use crate::yaml::{self, At};

/// Which column of a file with addresses is what, where the names of its columns do not say so.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "drukwerk records")]
pub struct MappingFile {
    /// The sheet of a workbook: `Adressen`. Left out: the first that is not hidden. A CSV file has none.
    pub sheet: Option<At<String>>,
    /// The row with the names of the columns: `1`.
    pub header: Option<At<u32>>,
    /// What stands between the cells of a CSV file: `;`. Left out: it is found.
    pub delimiter: Option<At<String>>,
    /// The encoding of a CSV file: `windows-1252`. Left out: UTF-8 if it is that, else Windows-1252.
    pub encoding: Option<At<String>>,
    /// `name`, `street`, `number`, `addition`, `postcode`, `city`, `country`, `language`, `salutation` and
    /// `address` (street and number in one), and names of your own: `record.reference` in a template.
    #[serde(default)]
    pub columns: BTreeMap<String, At<ColumnFile>>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ColumnFile {
    /// `Straat`
    One(String),
    /// Put together with spaces: `[Voorletters, Achternaam]`
    Several(Vec<String>),
    Code(CodeFile),
}

/// A code of digits whose leading zeros a spreadsheet may have taken away.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeFile {
    /// `Klantnummer`
    pub column: String,
    /// How many digits it has: `8`.
    pub width: u32,
}

/// The JSON Schema of a mapping, for editors.
pub fn records_schema() -> String {
    let schema = yaml::schema_of::<MappingFile>();
    serde_json::to_string_pretty(&schema).expect("a schema is always JSON") + "\n"
}

/// What a mapping says, checked.
#[derive(Clone, Debug)]
pub struct Mapping {
    file: Arc<SourceFile>,
    pub(super) sheet: Option<At<String>>,
    /// The first row is 1.
    pub(super) header: u32,
    pub(super) delimiter: Option<u8>,
    pub(super) encoding: Option<&'static encoding_rs::Encoding>,
    /// By the name that templates use.
    pub(super) columns: Vec<(String, Wanted)>,
}

/// The columns that make one value.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    place: At<ColumnFile>,
    pub columns: Vec<String>,
    pub width: Option<usize>,
}

impl Wanted {
    pub fn span(&self, mapping: &Mapping) -> Span {
        self.place.span(&mapping.file)
    }
}

/// A mapping has a line for each column.
const MAX_BYTES: u64 = 1 << 20;
/// More digits are no code.
const MAX_WIDTH: u32 = 64;
/// Rows above the header: a title, a date.
const MAX_HEADER: u32 = 1000;

impl Mapping {
    /// Reads a mapping from a file.
    ///
    /// # Errors
    /// Everything that is wrong with it, at its place.
    pub fn read(path: &Path) -> Result<Mapping, Diagnostics> {
        let name = path.display().to_string();
        let unreadable = |reason: String| {
            Diagnostic::error("unreadable-file", format!("the mapping cannot be read: {reason}"))
                .in_file(&name)
        };
        let size =
            fs::metadata(path).map_err(|error| unreadable(super::faults::reason(&error).to_string()))?.len();
        if size > MAX_BYTES {
            return Err(unreadable("it is larger than 1 MB".to_owned()).into());
        }
        let bytes = fs::read(path).map_err(|error| unreadable(super::faults::reason(&error).to_string()))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| unreadable("it is not UTF-8 text".to_owned()).help("save it as UTF-8"))?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        Mapping::parse(Arc::new(SourceFile { name, text }))
    }

    /// Understands the text of a mapping.
    ///
    /// # Errors
    /// Everything that is wrong with it, at its place.
    pub fn parse(file: Arc<SourceFile>) -> Result<Mapping, Diagnostics> {
        let raw: MappingFile = yaml::read(&file)?;
        let mut reading = Checking { file: &file, found: Diagnostics::new() };
        let header = reading.header(raw.header);
        let delimiter = reading.delimiter(raw.delimiter);
        let encoding = reading.encoding(raw.encoding);
        let columns = raw.columns.into_iter().map(|(name, column)| reading.column(name, column)).collect();
        if reading.found.has_errors() {
            return Err(reading.found);
        }
        Ok(Mapping { file, sheet: raw.sheet, header, delimiter, encoding, columns })
    }

    pub(super) fn span<T>(&self, at: &At<T>) -> Span {
        at.span(&self.file)
    }
}

/// Checks one mapping and collects what is wrong with it.
struct Checking<'f> {
    file: &'f Arc<SourceFile>,
    found: Diagnostics,
}

impl Checking<'_> {
    fn header(&mut self, raw: Option<At<u32>>) -> u32 {
        let Some(raw) = raw else { return 1 };
        if !(1..=MAX_HEADER).contains(&raw.value) {
            let message = format!("the header is a row from 1 to {MAX_HEADER}, not {}", raw.value);
            self.wrong(&raw, message, "write the number of the row as your spreadsheet shows it");
        }
        raw.value
    }

    fn delimiter(&mut self, raw: Option<At<String>>) -> Option<u8> {
        let raw = raw?;
        let delimiter = if raw.value == "tab" { "\t" } else { &raw.value };
        match delimiter.as_bytes() {
            [byte] if byte.is_ascii_punctuation() || *byte == b'\t' => Some(*byte),
            _ => {
                let message = format!("`{}` is not one sign", raw.value);
                self.wrong(&raw, message, "write `\";\"`, `\",\"`, `\"|\"` or `tab`");
                None
            }
        }
    }

    fn encoding(&mut self, raw: Option<At<String>>) -> Option<&'static encoding_rs::Encoding> {
        let raw = raw?;
        let known = encoding_rs::Encoding::for_label_no_replacement(raw.value.as_bytes());
        if known.is_none() {
            let message = format!("`{}` is no known encoding", raw.value);
            self.wrong(
                &raw,
                message,
                "write `utf-8`, `windows-1252`, `macintosh` or another name that the web knows",
            );
        }
        known
    }

    fn column(&mut self, name: String, raw: At<ColumnFile>) -> (String, Wanted) {
        if headers::variable(&name) != name {
            let message = format!("`{name}` cannot be the name of a value");
            self.wrong(&raw, message, "use small letters, digits and `_`, and start with a letter");
        }
        let (columns, width) = match &raw.value {
            ColumnFile::One(column) => (vec![column.clone()], None),
            ColumnFile::Several(columns) => (columns.clone(), None),
            ColumnFile::Code(code) => (vec![code.column.clone()], Some(code.width)),
        };
        if columns.is_empty() {
            self.wrong(
                &raw,
                format!("`{name}` is made of no column"),
                "name a column, or take the line away",
            );
        }
        if let Some(width) = width.filter(|width| !(1..=MAX_WIDTH).contains(width)) {
            let message = format!("a width is from 1 to {MAX_WIDTH}, not {width}");
            self.wrong(&raw, message, "write how many digits the code has");
        }
        if width.is_some() && Field::ALL.iter().any(|field| field.name() == name) {
            let message = format!("`{name}` is part of the address and has no width");
            self.wrong(&raw, message, "write only the name of the column");
        }
        (name, Wanted { place: raw, columns, width: width.map(|width| width as usize) })
    }

    fn wrong<T>(&mut self, at: &At<T>, message: String, help: &str) {
        self.found.push(Diagnostic::error("wrong-mapping", message).at(at.span(self.file)).help(help));
    }
}
