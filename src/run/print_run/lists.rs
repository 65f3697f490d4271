//! Lists for those who look after the address data. They stay beside it and never go into the bundle.

use std::iter;
use std::path::Path;

use super::Selected;
use crate::bundle::{self, Ledger};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::records::{Records, Row};

/// Writes the refused rows of a run as they came, with number and reason; returns how many. Where there are none, a
/// list of an earlier run is taken away.
///
/// # Errors
/// The address data cannot be read any more; the list cannot be written.
pub fn write_refused(records: &Records, ledger: &Ledger, path: &Path) -> Result<u64, Diagnostics> {
    let entries = ledger.batches.iter().flat_map(|batch| &batch.refused);
    let mut reasons: Vec<(u32, u32, &str)> = entries
        .flat_map(|entry| entry.rows.iter().map(|(from, to)| (*from, *to, entry.reason.as_str())))
        .collect();
    reasons.sort_unstable();
    let (Some(first), Some(last)) = (reasons.first(), reasons.last()) else {
        if is_list(path) {
            bundle::discard_file(path);
        }
        return Ok(0);
    };
    let rows = records.rows()?.within(first.0..=last.1);
    let mut reasons = reasons.iter().peekable();
    let line = |row: Result<Row, Diagnostic>| {
        let row = match row {
            Ok(row) => row,
            Err(finding) => return Some(Err(finding)),
        };
        while reasons.next_if(|(_, to, _)| *to < row.number).is_some() {}
        let (from, _, reason) = reasons.peek()?;
        (*from <= row.number).then(|| Ok(records.refused_line(&row, reason)))
    };
    bundle::write_lines(path, iter::once(Ok(records.refused_head())).chain(rows.filter_map(line)))?;
    Ok(ledger.records.refused)
}

/// Whether a file is a list of refused rows, so that no other file of this name is taken away.
fn is_list(path: &Path) -> bool {
    use std::io::Read;
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    let head = head.trim_start_matches(['\u{feff}', '\r', '\n']);
    read.is_ok()
        && head
            .strip_prefix("row")
            .and_then(|rest| rest.get(1..))
            .is_some_and(|rest| rest.starts_with("reason"))
}

/// Writes what was mended: row, column and kind, never a value; returns how often.
///
/// # Errors
/// The address data cannot be read any more; the list cannot be written.
pub fn write_repairs(records: &Records, selected: &Selected, path: &Path) -> Result<u64, Diagnostics> {
    let mut rows = records.rows()?;
    if let Selected::Rows(wanted) = selected {
        rows = rows.within(wanted.clone());
    }
    let mut count = 0;
    let lines = rows.map(|row| {
        let row = row?;
        count += row.repairs.len() as u64;
        let line = |repair: &crate::records::Repair| {
            let column = repair.column.replace('"', "\"\"");
            format!("{};\"{column}\";{}\r\n", repair.row, repair.kind.code())
        };
        Ok(row.repairs.iter().map(line).collect())
    });
    bundle::write_lines(path, iter::once(Ok("\u{feff}row;column;kind\r\n".to_owned())).chain(lines))?;
    Ok(count)
}
