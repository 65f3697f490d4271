//! A print run: one letter for each record, in batches that are whole or not there.
//!
//! Rows are read one after the other; each batch is made by one thread from its own rows alone, so that its bytes
//! hang on nothing else. What became of each row is counted, and counted again at the end.

mod batch;
mod hand_out;
mod heard;
mod ledger;
mod letters;
mod lists;
mod proof_set;
mod reasons;
mod separator;
mod shard;

pub use hand_out::expect_rows;
pub use heard::Heard;
pub use ledger::{ledger, packing_list};
pub use lists::{write_refused, write_repairs};
pub use proof_set::{Pick, ProofSet};
pub use shard::Shard;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use self::hand_out::{Batch, HandedOut, hand_out};
use self::letters::Kind;
use super::Making;
use super::pages::Shop;
use crate::bundle::{BatchEntry, RunAbout, RunFolder};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::plan::Edition;
use crate::records::{Order, Record, Records};

/// Layout recurses as deep as a document is nested; address space is free, memory is taken when it is used.
const STACK: usize = 256 << 20;

/// What is to be printed.
#[derive(Clone)]
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
    pub selected: Selected,
    /// Batches by their number, from 0; `None`: all.
    pub batches: Option<RangeInclusive<u64>>,
    pub folder: &'a RunFolder,
}

/// Which rows are printed, by the spreadsheet's numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selected {
    All,
    /// Once more, because letters were spoiled or went wrong.
    Rows(RangeInclusive<u32>),
    /// A few, to be looked at before all are printed.
    Proof(BTreeSet<u32>),
}

impl Selected {
    /// What stands in the names of files, so that a part is never taken for the whole.
    pub fn name(&self) -> Option<String> {
        match self {
            Selected::All => None,
            Selected::Rows(rows) if rows.start() == rows.end() => Some(format!("row-{}", rows.start())),
            Selected::Rows(rows) => Some(format!("rows-{}-{}", rows.start(), rows.end())),
            Selected::Proof(_) => Some("proof".to_owned()),
        }
    }
}

/// What became of a run.
#[derive(Debug)]
pub struct Printed {
    /// In order.
    pub batches: Vec<BatchEntry>,
    /// Rows that repeat the person and address of an earlier one, with that one.
    pub duplicates: Vec<(u32, u32)>,
    pub heard: Heard,
}

impl PrintRun<'_> {
    fn language_of<'r>(&'r self, record: &'r Record) -> &'r str {
        match record.language() {
            "" => &self.language,
            own => own,
        }
    }

    /// `letter-00001-05000.pdf`: as many digits as the last one has, and at least five. Of some rows alone
    /// `letter-rows-812-840-00001-00029.pdf`.
    fn file_name(&self, batch: &Batch) -> String {
        let digits = self.records.about().rows.max(1).ilog10() as usize + 1;
        let digits = digits.max(5);
        let piece = self.making.plan.editions.first().map_or("letter", |edition| edition.id.piece.as_str());
        let part = self.selected.name().map(|name| format!("-{name}")).unwrap_or_default();
        format!("{piece}{part}-{:0digits$}-{:0digits$}.pdf", batch.first, batch.last())
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

    /// Makes all batches but those that are `done`; `progress` hears of rows. All batches come back.
    ///
    /// # Errors
    /// The address data cannot be read, a file cannot be written, the template is broken: then what is whole stays.
    pub fn print(
        &self,
        done: Vec<BatchEntry>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Printed, Diagnostics> {
        print(self.run, &self.shop, done, progress)
    }
}

fn print(
    run: &PrintRun,
    shop: &Shop,
    done: Vec<BatchEntry>,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Printed, Diagnostics> {
    let kinds = kinds(run, shop)?;
    let heard = Heard::default();
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
    let mut handed_out = HandedOut::default();
    thread::scope(|scope| {
        // The next batch is read while each thread makes one, and no more.
        let (sender, receiver) = sync_channel::<Batch>(0);
        let receiver = Mutex::new(receiver);
        let receiver = Arc::new(receiver);
        for _ in 0..jobs {
            let receiver: Arc<Mutex<Receiver<Batch>>> = receiver.clone();
            let (kinds, heard, made, fail, is_over) = (&kinds, &heard, &made, &fail, &is_over);
            let work = move || {
                loop {
                    let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(batch) = next else { break };
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    let name = run.file_name(&batch);
                    let written = run
                        .folder
                        .write_batch(&name, |out| batch::write(run, shop, (kinds, heard), &batch, out));
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
        let read = hand_out(run, |batch| {
            if known.contains(&(batch.first, batch.last())) {
                progress(batch.rows.len() as u64);
                return true;
            }
            !is_over.load(Ordering::Relaxed) && sender.send(batch).is_ok()
        });
        match read {
            Ok(all) => handed_out = all,
            Err(found) => fail(found),
        }
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner)?;
    made.sort_by_key(|batch| batch.first);
    if made.iter().map(|batch| batch.records.read).sum::<u64>() != handed_out.rows {
        return Err(ledger::unbalanced("not every row that was read is accounted for").into());
    }
    Ok(Printed { batches: made, duplicates: handed_out.duplicates, heard })
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
