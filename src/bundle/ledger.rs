//! `run.json`: what became of every row of a print run. It names rows by their numbers and never what stands in
//! them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::row_ranges;

/// A whole print run, or one shard of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// `drukwerk 0.1.0`
    pub generator: String,
    pub about: RunAbout,
    /// Which part of the batches this is, counted from 1; `None`: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardEntry>,
    /// How many shards these are together; `None`: the run was made in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shards: Option<u32>,
    pub records: Counts,
    pub letters: u64,
    pub pages: u64,
    /// How letters were made.
    pub made: Made,
    /// Rows that repeat the person and address of an earlier one, with that one; printed all the same, unless they
    /// are skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "row_ranges::repeats")]
    pub duplicates: Vec<(u32, u32)>,
    /// In the order of the records.
    pub batches: Vec<BatchEntry>,
    /// The day after which the letters and this file must be gone: they are of people.
    pub expires: String,
}

/// What the run was made of: equal for all shards of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunAbout {
    pub campaign: String,
    pub version: String,
    pub piece: String,
    pub municipality: String,
    /// Of records that name none.
    pub language: String,
    pub target: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printer: Option<String>,
    /// If not all rows: which, such as `rows-812-840`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<String>,
    /// SHA-256 of the address data.
    pub data: String,
    /// SHA-256 of campaign, templates, brand and settings.
    pub design: String,
    /// Records in one batch.
    pub batch: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardEntry {
    /// From 1.
    pub number: u32,
    pub of: u32,
    /// Of all shards together.
    pub records: u64,
}

/// Read is printed and refused and skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub read: u64,
    pub printed: u64,
    pub refused: u64,
    pub skipped: u64,
}

/// Letters by how they were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// From another one, of which only paragraphs and drawings changed.
    pub patched: u64,
    /// In the boxes of another one, laid out again.
    pub relaid: u64,
    /// Laid out in full.
    pub composed: u64,
}

/// One file of letters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BatchEntry {
    /// From 1: the place among all records of the run.
    pub first: u64,
    pub last: u64,
    /// Relative to the folder; `None` if no row of it was printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    pub bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    pub records: Counts,
    pub letters: u64,
    pub pages: u64,
    pub made: Made,
    /// Rows that were printed, as the spreadsheet counts them: from, to, in the order of the letters.
    #[serde(with = "row_ranges")]
    pub rows: Vec<(u32, u32)>,
    /// Of the first and the last letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcodes: Option<(String, String)>,
    /// Rows that were not, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RowsEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<RowsEntry>,
    /// Letters by the code of each finding that stopped none of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub warnings: BTreeMap<String, u64>,
    /// How often something was mended, by kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub repaired: BTreeMap<String, u64>,
}

/// Rows that are not printed for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsEntry {
    /// Stable, in kebab case.
    pub code: String,
    /// For people; it holds nothing of what stands in the rows.
    pub reason: String,
    /// As the spreadsheet counts them: from, to.
    #[serde(with = "row_ranges")]
    pub rows: Vec<(u32, u32)>,
}

impl Counts {
    pub fn add(&mut self, other: Counts) {
        self.read += other.read;
        self.printed += other.printed;
        self.refused += other.refused;
        self.skipped += other.skipped;
    }

    /// Whether every row is accounted for.
    pub fn is_balanced(&self) -> bool {
        self.read == self.printed + self.refused + self.skipped
    }
}

impl BatchEntry {
    /// Takes note of a printed row.
    pub fn print(&mut self, row: u32) {
        self.records.printed += 1;
        append(&mut self.rows, row);
    }

    /// Takes note of a row that cannot be printed.
    pub fn refuse(&mut self, row: u32, code: &str, reason: &str) {
        self.records.refused += 1;
        append_to(&mut self.refused, row, code, reason);
    }

    /// Takes note of a row that need not be printed.
    pub fn skip(&mut self, row: u32, code: &str, reason: &str) {
        self.records.skipped += 1;
        append_to(&mut self.skipped, row, code, reason);
    }

    /// How many rows each list holds; what was counted must be equal to it.
    pub fn counted(&self) -> Counts {
        let of = |entries: &[RowsEntry]| entries.iter().map(|entry| length(&entry.rows)).sum::<u64>();
        let (printed, refused, skipped) = (length(&self.rows), of(&self.refused), of(&self.skipped));
        Counts { read: printed + refused + skipped, printed, refused, skipped }
    }

    /// All rows, whatever became of them, in no order.
    pub fn all_rows(&self) -> impl Iterator<Item = (u32, u32)> {
        let others = self.refused.iter().chain(&self.skipped).flat_map(|entry| &entry.rows);
        self.rows.iter().chain(others).copied()
    }
}

/// Rows are kept as ranges, so that a run of which every row has one fate is told in a line.
fn append(rows: &mut Vec<(u32, u32)>, row: u32) {
    match rows.last_mut() {
        Some((_, to)) if to.checked_add(1) == Some(row) => *to = row,
        _ => rows.push((row, row)),
    }
}

/// Reasons are few: one for each kind of fault and column.
fn append_to(entries: &mut Vec<RowsEntry>, row: u32, code: &str, reason: &str) {
    match entries.iter_mut().find(|entry| entry.code == code && entry.reason == reason) {
        Some(entry) => append(&mut entry.rows, row),
        None => {
            let (code, reason) = (code.to_owned(), reason.to_owned());
            entries.push(RowsEntry { code, reason, rows: vec![(row, row)] });
        }
    }
}

fn length(rows: &[(u32, u32)]) -> u64 {
    rows.iter().map(|(from, to)| u64::from(to.saturating_sub(*from)) + 1).sum()
}

impl Ledger {
    pub const NAME: &'static str = "run.json";

    /// Pretty JSON, in the same order every time.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// One line per file, as `sha256sum -c` reads it.
    pub fn checksums(&self) -> String {
        let files = self.batches.iter().filter_map(|batch| batch.file.as_ref().zip(batch.sha256.as_ref()));
        files.map(|(file, sum)| format!("{sum}  {file}\n")).collect()
    }
}
