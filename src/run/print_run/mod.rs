//! A print run: one letter for each record, in batches that are whole or not there.
//!
//! Rows are read one after the other; each batch is made by one thread from its own rows alone, so that its bytes
//! hang on nothing else. What became of each row is counted, and counted again at the end.

mod batch;
mod ledger;
mod letters;
mod refused;
mod separator;
mod shard;

pub use ledger::{ledger, packing_list};
pub use refused::write_refused;
pub use shard::Shard;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use self::letters::Kind;
use super::Making;
use super::pages::Shop;
use crate::bundle::{BatchEntry, RunAbout, RunFolder};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::plan::Edition;
use crate::records::{Order, Record, Records, Row};

/// Layout recurses as deep as a document is nested; address space is free, memory is taken when it is used.
const STACK: usize = 256 << 20;

/// What is to be printed.
pub struct PrintRun<'a> {
    /// Its plan has one edition of the piece for each language.
    pub making: &'a Making<'a>,
    pub records: &'a Records,
    pub order: Order,
    /// Of records that name none.
    pub language: String,
    /// Records in one file.
    pub batch: u64,
    pub skips_duplicates: bool,
    /// Each letter begins on a front.
    pub duplex: bool,
    /// Each batch begins with a sheet that says what it is.
    pub separators: bool,
    /// Rows by the spreadsheet's numbers; `None`: all.
    pub rows: Option<RangeInclusive<u32>>,
    /// Batches by their number, from 0; `None`: all.
    pub batches: Option<RangeInclusive<u64>>,
    pub folder: &'a RunFolder,
}

/// Some rows that become one file.
struct Batch {
    /// The place of its first row among all, from 1.
    first: u64,
    rows: Vec<Row>,
    /// Rows of it that repeat an earlier one.
    repeats: BTreeMap<u32, u32>,
}

impl Batch {
    fn last(&self) -> u64 {
        self.first + self.rows.len() as u64 - 1
    }
}

impl PrintRun<'_> {
    fn language_of<'r>(&'r self, record: &'r Record) -> &'r str {
        match record.language() {
            "" => &self.language,
            own => own,
        }
    }

    /// `letter-00001-05000.pdf`: as many digits as the last one has, and at least five.
    fn file_name(&self, batch: &Batch) -> String {
        let digits = self.records.about().rows.max(1).ilog10() as usize + 1;
        let digits = digits.max(5);
        let piece = self.making.plan.editions.first().map_or("letter", |edition| edition.id.piece.as_str());
        format!("{piece}-{:0digits$}-{:0digits$}.pdf", batch.first, batch.last())
    }
}

/// A run with everything read that it needs but the addresses.
pub struct Ready<'a> {
    run: &'a PrintRun<'a>,
    shop: Shop<'a>,
}

impl<'a> Ready<'a> {
    pub fn new(run: &'a PrintRun<'a>) -> Ready<'a> {
        Ready { run, shop: Shop::new(run.making) }
    }

    /// What the run is made of.
    pub fn about(&self) -> Result<RunAbout, Diagnostics> {
        ledger::about(self.run, &self.shop, &kinds(self.run, &self.shop)?)
    }

    /// Makes all batches but those that are `done`; `progress` hears of rows. All batches come back, in order.
    ///
    /// # Errors
    /// The address data cannot be read, a file cannot be written, the template is broken: then what is whole stays.
    pub fn print(
        &self,
        done: Vec<BatchEntry>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<BatchEntry>, Diagnostics> {
        print(self.run, &self.shop, done, progress)
    }
}

fn print(
    run: &PrintRun,
    shop: &Shop,
    done: Vec<BatchEntry>,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<BatchEntry>, Diagnostics> {
    let kinds = kinds(run, shop)?;
    let repeats = repeats(run)?;
    let known: BTreeSet<(u64, u64)> = done.iter().map(|batch| (batch.first, batch.last)).collect();
    let made: Mutex<Result<Vec<BatchEntry>, Diagnostics>> = Mutex::new(Ok(done));
    let is_over = AtomicBool::new(false);
    let fail = |found: Diagnostics| {
        is_over.store(true, Ordering::Relaxed);
        let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.is_ok() {
            *made = Err(found);
        }
    };
    let jobs = run.making.jobs.or_else(|| thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    thread::scope(|scope| {
        // One batch waits while each thread makes one.
        let (sender, receiver) = sync_channel::<Batch>(1);
        let receiver = Mutex::new(receiver);
        let receiver = Arc::new(receiver);
        for _ in 0..jobs {
            let receiver: Arc<Mutex<Receiver<Batch>>> = receiver.clone();
            let (kinds, made, fail, is_over) = (&kinds, &made, &fail, &is_over);
            let work = move || {
                loop {
                    let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(batch) = next else { break };
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    let name = run.file_name(&batch);
                    let written =
                        run.folder.write_batch(&name, |out| batch::write(run, shop, kinds, &batch, out));
                    match written {
                        Ok(entry) => {
                            progress(entry.records.read);
                            let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
                            if let Ok(list) = &mut *made {
                                list.push(entry);
                            }
                        }
                        Err(finding) => fail(finding.into()),
                    }
                }
            };
            let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            if let Err(error) = started {
                let finding = Diagnostic::error("no-threads", format!("no thread can be started: {error}"));
                fail(finding.help("try `--jobs 1`").into());
            }
        }
        drop(receiver);
        let read = batches(run, &repeats, |batch| {
            if known.contains(&(batch.first, batch.last())) {
                progress(batch.rows.len() as u64);
                return true;
            }
            !is_over.load(Ordering::Relaxed) && sender.send(batch).is_ok()
        });
        if let Err(found) = read {
            fail(found);
        }
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner)?;
    made.sort_by_key(|batch| batch.first);
    Ok(made)
}

/// Gives rows out in batches until nobody wants more.
fn batches(
    run: &PrintRun,
    repeats: &BTreeMap<u32, u32>,
    mut give: impl FnMut(Batch) -> bool,
) -> Result<(), Diagnostics> {
    let mut rows = run.records.rows_in(run.order)?;
    if let Some(wanted) = &run.rows {
        rows = rows.within(wanted.clone());
    }
    let mut place = 0;
    let size = run.batch.max(1);
    let is_wanted = |place: u64| run.batches.as_ref().is_none_or(|wanted| wanted.contains(&(place / size)));
    let mut waiting: Vec<Row> = Vec::new();
    let mut batch = |rows: Vec<Row>, end: u64| {
        let repeated = |row: &Row| Some((row.number, *repeats.get(&row.number)?));
        let repeats = rows.iter().filter_map(repeated).collect();
        give(Batch { first: end - rows.len() as u64 + 1, rows, repeats })
    };
    for row in rows {
        let row = row?;
        if is_wanted(place) {
            waiting.push(row);
        } else if run.batches.as_ref().is_some_and(|wanted| place / size > *wanted.end()) {
            break;
        }
        place += 1;
        if place.is_multiple_of(size) && !waiting.is_empty() && !batch(std::mem::take(&mut waiting), place) {
            return Ok(());
        }
    }
    if !waiting.is_empty() {
        batch(waiting, place);
    }
    Ok(())
}

/// Rows that repeat an earlier one, with that one; asked for only where they are not printed, since all rows must
/// be read before the first.
fn repeats(run: &PrintRun) -> Result<BTreeMap<u32, u32>, Diagnostics> {
    if !run.skips_duplicates {
        return Ok(BTreeMap::new());
    }
    let pairs = duplicates(run.records)?;
    Ok(pairs.into_iter().collect())
}

/// Rows that repeat an earlier one.
pub fn duplicates(records: &Records) -> Result<Vec<(u32, u32)>, Diagnostics> {
    use crate::records::{Duplicates, MEMORY};
    let mut duplicates = Duplicates::new(MEMORY);
    let no_room = |error: std::io::Error| {
        let finding = Diagnostic::error("no-room", format!("no temporary file can be written: {error}"));
        Diagnostics::from(finding.help("free some space on the disk for temporary files"))
    };
    for row in records.rows()? {
        let row = row?;
        if let Ok(record) = &row.outcome {
            duplicates.note(row.number, record.hash64()).map_err(no_room)?;
        }
    }
    let pairs = duplicates.finish().map_err(no_room)?;
    pairs.map(|pair| pair.map(|pair| (pair.row, pair.first)).map_err(no_room)).collect()
}

/// The editions by language.
fn kinds<'s>(run: &'s PrintRun, shop: &'s Shop<'s>) -> Result<BTreeMap<String, Kind<'s>>, Diagnostics> {
    let mut kinds = BTreeMap::new();
    let mut found = Diagnostics::new();
    for edition in &run.making.plan.editions {
        match kind(shop, edition) {
            Ok(kind) => drop(kinds.insert(edition.language.clone(), kind)),
            Err(finding) => found.push(finding),
        }
    }
    if found.has_errors() { Err(found) } else { Ok(kinds) }
}

fn kind<'s>(shop: &'s Shop<'s>, edition: &'s Edition) -> Result<Kind<'s>, Diagnostic> {
    let scope = shop.renderer.files_of(edition);
    let press = match shop.press_of(edition) {
        Some(press) => Some(shop.for_press(edition, press, &scope)?.0),
        None => None,
    };
    Ok(Kind { edition, press, scope })
}
