use std::sync::Arc;

/// What a file with addresses is, as far as a quick look tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub format: Format,
    /// `UTF-8`, `windows-1252`; of a workbook `UTF-8`.
    pub encoding: &'static str,
    /// Of the file, in hexadecimal.
    pub sha256: String,
    pub bytes: u64,
    /// In the order of the file.
    pub columns: Vec<ColumnUse>,
    /// Rows below the header, estimated: line breaks inside cells and empty lines count too.
    pub rows: u64,
}

/// How the rows are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Csv {
        delimiter: char,
    },
    /// XLSX, and which of its sheets.
    Workbook {
        sheet: String,
    },
}

/// A column, and what is made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// As the file has it.
    pub header: Arc<str>,
    /// The names that templates use: `street`, `record.klant_nr` without its `record.`.
    pub names: Vec<Arc<str>>,
}
