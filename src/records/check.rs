//! Everything that would be read, refused and mended, without a print run.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::duplicates::{self, Duplicate, Duplicates};
use super::faults;
use super::open::Records;
use super::refusal::Refusal;
use super::repair::RepairKind;
use crate::diagnostics::Diagnostics;

/// What became of all rows together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Rows that can be printed, those that repeat an earlier one among them.
    pub records: u64,
    pub refused: u64,
    /// Rows without any text, which are passed over.
    pub blank: u64,
    pub duplicates: u64,
    /// Of each kind and column: how often, and the first row.
    pub repairs: BTreeMap<(RepairKind, Arc<str>), Repaired>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repaired {
    pub times: u64,
    pub first: u32,
}

/// A row that asks for a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noticed {
    Refused(Refusal),
    Duplicate(Duplicate),
}

/// Reads all rows; tells the refused ones as they come, then the duplicates.
///
/// # Errors
/// The file cannot be read to its end; there is no room for temporary files.
pub fn check(records: &Records, mut tell: impl FnMut(Noticed)) -> Result<Check, Diagnostics> {
    let failed = |error: io::Error| Diagnostics::from(faults::no_room(records.name(), &error));
    let mut check = Check::default();
    let mut duplicates = Duplicates::new(duplicates::MEMORY);
    let mut rows = records.rows()?;
    for row in &mut rows {
        let row = row?;
        for repair in row.repairs {
            let of_kind = check.repairs.entry((repair.kind, repair.column));
            of_kind.or_insert(Repaired { times: 0, first: repair.row }).times += 1;
        }
        match row.outcome {
            Ok(record) => {
                check.records += 1;
                duplicates.note(row.number, record.hash64()).map_err(failed)?;
            }
            Err(refusal) => {
                check.refused += 1;
                tell(Noticed::Refused(refusal));
            }
        }
    }
    check.blank = rows.blank().into();
    for duplicate in duplicates.finish().map_err(failed)? {
        check.duplicates += 1;
        tell(Noticed::Duplicate(duplicate.map_err(failed)?));
    }
    Ok(check)
}
