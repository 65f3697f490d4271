//! `collect`: shards of a print run become one run.

use std::path::Path;
use std::process::ExitCode;

use super::args;
use super::build::count;
use super::console::Console;
use super::run_summary::reasons;
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
    for line in summary(&ledger, &args.folder) {
        // Reasons are from lists that anybody may have written: they steer no terminal.
        console.say(&line.replace(char::is_control, "\u{fffd}"));
    }
    if ledger.records.refused > args.max_errors { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn summary(ledger: &Ledger, folder: &Path) -> Vec<String> {
    let Counts { read, printed, refused, skipped } = ledger.records;
    let mut lines = vec![format!(
        "collected {}, {}: {printed} printed, {refused} refused, {skipped} skipped",
        count(ledger.shards.unwrap_or_default() as usize, "shard"),
        count(read as usize, "record"),
    )];
    reasons(&mut lines, "refused", ledger.batches.iter().flat_map(|batch| &batch.refused));
    reasons(&mut lines, "skipped", ledger.batches.iter().flat_map(|batch| &batch.skipped));
    let files = ledger.batches.iter().filter(|batch| batch.file.is_some()).count();
    lines.push(format!(
        "{} of {} in {} → {}",
        count(ledger.letters as usize, "letter"),
        count(ledger.pages as usize, "page"),
        count(files, "file"),
        folder.display(),
    ));
    lines
}
