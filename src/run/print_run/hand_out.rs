//! The rows of a run, given out in batches one after the other.

use std::collections::BTreeSet;
use std::io;

use super::{PrintRun, Selected};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::records::{Duplicate, Duplicates, MEMORY, Order, Records, Row};

/// Rows of a batch for which there is room from the start.
const MAX_RESERVED: u64 = 1 << 14;

/// Some rows that become one file.
pub(super) struct Batch {
    /// The place of its first row among all, from 1.
    pub first: u64,
    pub rows: Vec<Row>,
    /// Rows of it that are not printed because they repeat an earlier one.
    pub repeats: BTreeSet<u32>,
}

impl Batch {
    pub fn last(&self) -> u64 {
        self.first + self.rows.len() as u64 - 1
    }
}

/// What was given out, counted apart from what became of it.
#[derive(Debug, Default)]
pub(super) struct HandedOut {
    pub rows: u64,
    /// Rows of it that repeat the person and address of an earlier row, with that one.
    pub duplicates: Vec<(u32, u32)>,
}

/// Gives rows out until nobody wants more.
///
/// # Errors
/// The address data cannot be read; there is no room for temporary files.
pub(super) fn hand_out(
    run: &PrintRun,
    mut give: impl FnMut(Batch) -> bool,
) -> Result<HandedOut, Diagnostics> {
    // Where they are not printed, all rows must be read before the first letter; else they are found on the way.
    let skipped = if run.skips_duplicates { pairs(run.records.duplicates()?)? } else { Vec::new() };
    let mut notes = (!run.skips_duplicates).then(|| Duplicates::new(MEMORY));
    // Refused rows are written from the file in the end.
    let mut rows = run.records.rows_in(run.order)?.without_raw();
    if let Selected::Rows(wanted) = &run.selected {
        rows = rows.within(wanted.clone());
    }
    let size = run.batch.max(1);
    let (mut place, mut given) = (0, Given::default());
    let mut waiting: Vec<Row> = Vec::new();
    let mut batch = |rows: Vec<Row>, last: u64| {
        let repeats = rows.iter().map(|row| row.number).filter(|row| repeated(&skipped, *row)).collect();
        given.add(&rows);
        give(Batch { first: last - rows.len() as u64 + 1, rows, repeats })
    };
    for row in rows {
        let row = row?;
        if let Selected::Proof(wanted) = &run.selected
            && !wanted.contains(&row.number)
        {
            continue;
        }
        let number = place / size;
        if run.batches.as_ref().is_some_and(|wanted| number > *wanted.end()) && run.order == Order::File {
            // A row repeats one before it: those behind tell nothing of these.
            break;
        }
        if let (Some(notes), Ok(record)) = (&mut notes, &row.outcome) {
            notes.note(row.number, record.hash64()).map_err(no_room)?;
        }
        if run.batches.as_ref().is_none_or(|wanted| wanted.contains(&number)) {
            if waiting.capacity() == 0 {
                // Doubling would take up to twice the memory of a batch.
                waiting.reserve_exact(size.min(MAX_RESERVED) as usize);
            }
            waiting.push(row);
        }
        place += 1;
        if place.is_multiple_of(size) && !waiting.is_empty() && !batch(std::mem::take(&mut waiting), place) {
            return Ok(HandedOut::default());
        }
    }
    if !waiting.is_empty() {
        batch(waiting, place);
    }
    let mut duplicates = match notes {
        Some(notes) => pairs(notes.finish().map_err(no_room)?)?,
        None => skipped,
    };
    let rows = given.count;
    if run.batches.is_some() || run.selected != Selected::All {
        let own = given.sorted();
        duplicates.retain(|(row, _)| own.contains(*row));
    }
    Ok(HandedOut { rows, duplicates })
}

/// Rows that were given out, as ranges.
#[derive(Default)]
struct Given {
    count: u64,
    ranges: Vec<(u32, u32)>,
}

impl Given {
    fn add(&mut self, rows: &[Row]) {
        self.count += rows.len() as u64;
        for row in rows {
            match self.ranges.last_mut() {
                Some((_, to)) if to.checked_add(1) == Some(row.number) => *to = row.number,
                _ => self.ranges.push((row.number, row.number)),
            }
        }
    }

    fn sorted(mut self) -> Given {
        self.ranges.sort_unstable();
        self
    }

    fn contains(&self, row: u32) -> bool {
        let behind = self.ranges.partition_point(|(from, _)| *from <= row);
        behind.checked_sub(1).is_some_and(|at| row <= self.ranges[at].1)
    }
}

fn repeated(pairs: &[(u32, u32)], row: u32) -> bool {
    pairs.binary_search_by_key(&row, |(row, _)| *row).is_ok()
}

/// In the order of the rows that repeat.
fn pairs(found: impl Iterator<Item = io::Result<Duplicate>>) -> Result<Vec<(u32, u32)>, Diagnostics> {
    found.map(|pair| pair.map(|pair| (pair.row, pair.first)).map_err(no_room)).collect()
}

fn no_room(error: io::Error) -> Diagnostics {
    let finding = Diagnostic::error("no-room", format!("no temporary file can be written: {error}"));
    finding.help("free some space on the disk for temporary files").into()
}

/// Makes sure that there is something to print.
///
/// # Errors
/// `no-rows` if no row is selected; the address data cannot be read.
pub fn expect_rows(records: &Records, selected: &Selected) -> Result<(), Diagnostics> {
    let mut rows = records.rows()?;
    let Selected::Rows(wanted) = selected else {
        if rows.next().transpose()?.is_some() {
            return Ok(());
        }
        let finding = Diagnostic::error("no-rows", "there is no address below the names of the columns");
        return Err(finding.in_file(records.name()).help("put one address in each row").into());
    };
    rows = rows.within(wanted.clone());
    if rows.next().transpose()?.is_some() {
        return Ok(());
    }
    let message = format!("no row from {} to {} has an address", wanted.start(), wanted.end());
    let last = records.rows()?.map(|row| row.map(|row| row.number)).last().transpose()?;
    let help = match last {
        Some(last) => {
            format!("the last row with an address is {last}; rows have the numbers of your spreadsheet")
        }
        None => "the file has no address below the names of the columns".to_owned(),
    };
    Err(Diagnostic::error("no-rows", message).in_file(records.name()).help(help).into())
}
