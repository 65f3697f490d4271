//! `collect`: shards of a print run become one run.

use std::process::ExitCode;

use super::args;
use super::build::count;
use super::console::Console;
use crate::bundle::{Counts, Ledger};
use crate::run;

pub(super) fn collect(console: &Console, args: &args::Collect) -> ExitCode {
    let (ledger, written) = match run::collect(&args.folder) {
        Ok(collected) => collected,
        Err(found) => return console.stop(found, &args.report),
    };
    for path in written {
        console.file(&path, &args.report);
    }
    console.say(&format!("{} → {}", summary(&ledger), args.folder.display()));
    if ledger.records.refused > args.max_errors { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn summary(ledger: &Ledger) -> String {
    let Counts { read, printed, refused, skipped } = ledger.records;
    let files = ledger.batches.iter().filter(|batch| batch.file.is_some()).count();
    format!(
        "collected {}: {}, {printed} printed, {refused} refused, {skipped} skipped; {} in {}",
        count(ledger.shards.unwrap_or_default() as usize, "shard"),
        count(read as usize, "record"),
        count(ledger.pages as usize, "page"),
        count(files, "file"),
    )
}
