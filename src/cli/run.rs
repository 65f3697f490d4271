//! `run`: a letter for each record.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use super::args::{self, Deny, OrderChoice, Report};
use super::build::{self, count, source_date};
use super::console::Console;
use super::shard;
use crate::bundle::{self, Counts, Ledger, RunFolder};
use crate::campaign::Date;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::records::{self, Mapping, Options, Order, Records};
use crate::run::{self, Making, PrintRun, Ready, Shard};

/// Days that letters of people are kept, where nobody says otherwise.
const KEPT: i64 = 90;

pub(super) fn run(console: &Console, args: &args::Run) -> ExitCode {
    match print(console, args) {
        Ok(is_fine) if is_fine => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(found) => console.stop(found, &args.report),
    }
}

fn print(console: &Console, args: &args::Run) -> Result<bool, Diagnostics> {
    let started = Instant::now();
    let shard = shard::wanted(args.shard, args.shards, |name| std::env::var(name).ok())?;
    let mapping = args.mapping.as_deref().map(Mapping::read).transpose()?;
    let records = records::open(&args.records, &Options { mapping })?;
    let planned = build::planned(&args.selection(), &args.production())?;
    let mut found = planned.found.clone();
    if found.has_errors() {
        return Err(found);
    }
    let editions = &planned.plan.editions;
    let Some(first) = editions.first() else {
        found.push(Diagnostic::error("nothing-to-run", "there is no edition to print"));
        return Err(found);
    };
    let language = language(args, &planned.campaign.languages, &first.language)?;
    let making = Making {
        loader: &planned.loader,
        plan: &planned.plan,
        jobs: args.jobs.map(usize::from),
        output: None,
        imposing: None,
        date: source_date(),
        deny_warnings: args.report.deny == Some(Deny::Warnings),
    };
    let output = args.output.clone().unwrap_or_else(|| Path::new("dist").join("run"));
    let part = shard.map(|shard| Part::of(shard, &records, args.batch)).transpose()?;
    let path = match shard {
        Some(shard) => bundle::folder_of_shard(&output, &shard.folder())?,
        None => output,
    };
    let folder = RunFolder::open(&path)?;
    let run = PrintRun {
        making: &making,
        records: &records,
        order: match args.order {
            OrderChoice::File => Order::File,
            OrderChoice::Address => Order::Address,
        },
        language,
        batch: args.batch,
        skips_duplicates: args.skip_duplicates,
        duplex: args.duplex,
        separators: args.separators,
        rows: args.rows.clone().map(|rows| rows.0),
        batches: part.as_ref().map(|part| part.batches.clone()),
        folder: &folder,
    };
    let ready = Ready::new(&run);
    let about = ready.about()?;
    let done = folder.begin(&about, args.resume)?;
    let progress = console.rows(records.about().rows);
    let made = ready.print(done, &|rows| progress.inc(rows));
    progress.finish_and_clear();
    let date = making.date.unwrap_or_else(|| planned.campaign.date.to_unix());
    let expires = args.expires.clone().unwrap_or_else(|| Date::from_unix(date + KEPT * 86_400).to_string());
    let entry = part.map(|part| part.shard.entry(part.records));
    let ledger = run::ledger(about, entry, made?, expires)?;
    folder.finish(&ledger, &run::packing_list(&ledger))?;
    tell(console, &ledger, &path, &args.report);
    let refused = refused(&records, &ledger, args, shard.map(|_| &*path))?;
    console.report(&found, &args.report);
    console.say(&summary(&ledger, started, &path));
    if let Some(file) = refused {
        console.say(&format!("refused rows, with the reason: {}", file.display()));
    }
    Ok(ledger.records.refused <= args.max_errors)
}

/// One shard, and what the whole run is to it.
struct Part {
    shard: Shard,
    /// Of the whole run.
    records: u64,
    batches: RangeInclusive<u64>,
}

impl Part {
    fn of(shard: Shard, records: &Records, batch: u64) -> Result<Part, Diagnostics> {
        let records = records.count()?;
        Ok(Part { shard, records, batches: shard.batches(records, batch) })
    }
}

/// What records without a language of their own are printed in.
fn language(args: &args::Run, known: &[String], first: &str) -> Result<String, Diagnostics> {
    match &args.language {
        None => Ok(known.first().map_or(first, String::as_str).to_owned()),
        Some(asked) if known.contains(asked) => Ok(asked.clone()),
        Some(asked) => {
            let finding =
                Diagnostic::error("unknown-language", format!("the campaign has no texts in `{asked}`"));
            Err(finding.help(format!("it has: {}", known.join(", "))).into())
        }
    }
}

fn tell(console: &Console, ledger: &Ledger, path: &Path, report: &Report) {
    for batch in &ledger.batches {
        if let Some(file) = &batch.file {
            console.file(&path.join(file), report);
        }
    }
    console.file(&path.join(Ledger::NAME), report);
}

/// Writes the refused rows as they came, with the reason; where there are none, a list of an earlier run goes. Those
/// of a shard go into its own `folder`: no other shard writes there.
fn refused(
    records: &Records,
    ledger: &Ledger,
    args: &args::Run,
    folder: Option<&Path>,
) -> Result<Option<PathBuf>, Diagnostics> {
    let beside = beside(&args.records);
    let usual = match (folder, beside.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => beside.clone(),
    };
    let path = args.refused.clone().unwrap_or(usual);
    run::write_refused(records, ledger, &path).map(|count| (count > 0).then_some(path))
}

/// `residents.csv` has its refused rows in `residents.refused.csv`.
fn beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}.refused.csv"))
}

fn summary(ledger: &Ledger, started: Instant, path: &Path) -> String {
    let Counts { read, printed, refused, skipped } = ledger.records;
    let seconds = started.elapsed().as_secs_f64();
    format!(
        "read {}: {} printed, {refused} refused, {skipped} skipped; {}, {} patched, {} laid out; {seconds:.2} s, {:.0} a second → {}",
        count(read as usize, "record"),
        printed,
        count(ledger.pages as usize, "page"),
        ledger.made.patched,
        ledger.made.composed,
        printed as f64 / seconds.max(0.001),
        path.display(),
    )
}
