//! `run`: a letter for each record.

use std::ops::RangeInclusive;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Once;
use std::time::Instant;

use super::args::{self, Deny, OrderChoice};
use super::build::{self, source_date};
use super::console::Console;
use super::run_summary::Summary;
use super::shard;
use crate::bundle::{self, Ledger, RunFolder};
use crate::campaign::Date;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::records::{self, Mapping, Options, Order, Records};
use crate::run::{self, Making, PrintRun, ProofSet, Ready, Selected, Shard};

/// Days that letters of people are kept, where nobody says otherwise.
const KEPT: i64 = 90;

pub(super) fn run(console: &Console, args: &args::Run) -> ExitCode {
    panic::set_hook(Box::new(say_where));
    match print(console, args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(found) => console.stop(found, &args.report),
    }
}

/// Of a fault of ours the place is told and not the message, which may quote somebody's name; once, however many
/// letters have it.
fn say_where(info: &panic::PanicHookInfo) {
    static TOLD: Once = Once::new();
    if let Some(place) = info.location() {
        TOLD.call_once(|| {
            Console.say(&format!("drukwerk itself failed, at {}:{}", place.file(), place.line()))
        });
    }
}

fn print(console: &Console, args: &args::Run) -> Result<bool, Diagnostics> {
    let started = Instant::now();
    let shard = shard::wanted(args.shard, args.shards, |name| std::env::var(name).ok())?;
    let mapping = args.mapping.as_deref().map(Mapping::read).transpose()?;
    let records = records::open(&args.records, &Options { mapping })?;
    let selected = args.rows.clone().map_or(Selected::All, |rows| Selected::Rows(rows.0));
    run::expect_rows(&records, &selected)?;
    let planned = build::planned(&args.selection(), &args.production())?;
    let mut found = planned.found.clone();
    if found.has_errors() {
        return Err(found);
    }
    let Some(first) = planned.plan.editions.first() else {
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
    let part = shard.map(|shard| Part::of(shard, &records, args.batch)).transpose()?;
    let output = args.output.clone().unwrap_or_else(|| folder_of(args.proof, &selected));
    let name = selected.name().or(shard.map(|shard| shard.folder()));
    let lists = Lists::of(args, name.as_deref(), &output)?;
    let path = match shard {
        Some(shard) => bundle::folder_of_shard(&output, &shard.folder())?,
        None => output,
    };
    let folder = RunFolder::open(&path)?;
    let mut run = PrintRun {
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
        selected,
        batches: part.as_ref().map(|part| part.batches.clone()),
        folder: &folder,
    };
    let proof = args.proof.then(|| proof_set(console, &run, args.seed)).transpose()?;
    if let Some(proof) = &proof {
        run.selected = Selected::Proof(proof.rows());
    }
    let ready = Ready::new(&run);
    let about = ready.about()?;
    let done = folder.begin(&about, args.resume)?;
    let resumed = done.iter().map(|batch| batch.records.read).sum();
    let expected = part.as_ref().map_or_else(|| rows(&records, &run.selected), Part::length);
    let progress = console.rows(expected);
    let printed = ready.print(done, &|rows| progress.inc(rows));
    progress.finish_and_clear();
    let printed = printed.inspect_err(|_| console.say(WHOLE_STAYS))?;
    let date = making.date.unwrap_or_else(|| planned.campaign.date.to_unix());
    let expires = args.expires.unwrap_or_else(|| Date::from_unix(date + KEPT * 86_400)).to_string();
    let selected = run.selected.clone();
    let entry = part.map(|part| part.shard.entry(part.records));
    let ledger = run::ledger(about, entry, (printed.batches, printed.duplicates), expires)?;
    if let Some(proof) = &proof {
        folder.write_list("proof.csv", &proof.list(args.duplex))?;
    }
    folder.finish(&ledger, &run::packing_list(&ledger))?;
    // The letters are whole: a list that cannot be written is told beside them.
    let mut are_listed = true;
    let mut unlisted = |faults: Diagnostics, option: &str| {
        are_listed = false;
        found.extend(elsewhere(faults, option));
    };
    let refused = lists.refused.as_ref().map_or(Ok(0), |path| run::write_refused(&records, &ledger, path));
    let refused = refused.map_err(|faults| unlisted(faults, "--refused")).unwrap_or_default();
    if let Some(path) = &lists.repairs
        && let Err(faults) = run::write_repairs(&records, &selected, path)
    {
        unlisted(faults, "--repairs");
    }
    found.extend(printed.heard.findings(args.redact));
    let has_warnings = found.warnings() > 0 || ledger.batches.iter().any(|batch| !batch.warnings.is_empty());
    files(console, &ledger, proof.is_some(), &path, args);
    console.report(&found, &args.report);
    let summary = Summary {
        ledger: &ledger,
        proof: proof.as_ref(),
        resumed,
        refused: lists.refused.as_deref().filter(|_| refused > 0),
        skips_duplicates: args.skip_duplicates,
        path: &path,
    };
    summary.lines(started.elapsed()).iter().for_each(|line| console.say(line));
    let is_denied = making.deny_warnings && has_warnings;
    Ok(ledger.records.refused <= args.max_errors && are_listed && !is_denied)
}

/// Where the letters are is not what is wrong.
fn elsewhere(faults: Diagnostics, option: &str) -> Diagnostics {
    let told = |fault: Diagnostic| match fault.code {
        "unwritable" => fault.help(format!("name another place with `{option}`")),
        _ => fault,
    };
    faults.into_vec().into_iter().map(told).collect::<Vec<_>>().into()
}

const WHOLE_STAYS: &str = "batches that are whole stay: the same command with `--resume` goes on";

/// A part of the letters is never where all of them are; proofs stay out of what is delivered.
fn folder_of(is_proof: bool, selected: &Selected) -> PathBuf {
    match selected.name() {
        _ if is_proof => Path::new("proofs").join("run"),
        Some(name) => Path::new("dist").join(format!("run-{name}")),
        None => Path::new("dist").join("run"),
    }
}

/// One shard, and what the whole run is to it.
struct Part {
    shard: Shard,
    /// Of the whole run.
    records: u64,
    /// Records in one batch.
    batch: u64,
    batches: RangeInclusive<u64>,
}

impl Part {
    fn of(shard: Shard, records: &Records, batch: u64) -> Result<Part, Diagnostics> {
        let records = records.count()?;
        Ok(Part { shard, records, batch, batches: shard.batches(records, batch) })
    }

    /// Of its records.
    fn length(&self) -> u64 {
        let end = self.batches.end().saturating_add(1).saturating_mul(self.batch).min(self.records);
        if self.batches.is_empty() { 0 } else { end - self.batches.start() * self.batch }
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

fn proof_set(console: &Console, run: &PrintRun, seed: u64) -> Result<ProofSet, Diagnostics> {
    let progress = console.rows(run.records.about().rows);
    let proof = Ready::new(run).proof_set(seed, &|rows| progress.inc(rows));
    progress.finish_and_clear();
    let proof = proof?;
    if proof.picks.is_empty() {
        let finding = Diagnostic::error("nothing-to-print", "none of the addresses can be printed");
        return Err(finding.help("without `--proof` each row is told, with the reason").into());
    }
    Ok(proof)
}

/// At least as many as there are.
fn rows(records: &Records, selected: &Selected) -> u64 {
    let all = records.about().rows;
    let length = |rows: &RangeInclusive<u32>| u64::from(rows.end() - rows.start()) + 1;
    match selected {
        Selected::All => all,
        Selected::Rows(rows) => all.min(length(rows)),
        Selected::Proof(rows) => rows.len() as u64,
    }
}

fn files(console: &Console, ledger: &Ledger, is_proof: bool, path: &Path, args: &args::Run) {
    let batches = ledger.batches.iter().filter_map(|batch| batch.file.as_deref());
    for name in batches.chain(is_proof.then_some("proof.csv")).chain([Ledger::NAME]) {
        console.file(&path.join(name), &args.report);
    }
}

/// Where lists of rows go. They hold addresses, so they are never where the letters are: that folder is passed on.
struct Lists {
    /// A proof has none: its rows are printed, or not picked.
    refused: Option<PathBuf>,
    repairs: Option<PathBuf>,
}

impl Lists {
    fn of(args: &args::Run, part: Option<&str>, folder: &Path) -> Result<Lists, Diagnostics> {
        let refused = args.refused.clone().unwrap_or_else(|| beside(&args.records, part));
        let lists = Lists { refused: (!args.proof).then_some(refused), repairs: args.repairs.clone() };
        for (option, path) in [("--refused", &lists.refused), ("--repairs", &lists.repairs)] {
            let Some(path) = path else { continue };
            let shown = path.display();
            let finding = if is_same(path, &args.records) {
                Diagnostic::error(
                    "list-over-records",
                    format!("`{shown}` is the file with the addresses itself"),
                )
            } else if is_inside(path, folder) {
                let message = format!("`{shown}` would lie among the letters, which are passed on");
                Diagnostic::error("list-in-bundle", message)
            } else {
                continue;
            };
            return Err(finding.help(format!("name another place with `{option}`")).into());
        }
        Ok(lists)
    }
}

/// `residents.csv` has its refused rows in `residents.refused.csv`, and those of some rows alone in
/// `residents.rows-812-840.refused.csv`.
fn beside(file: &Path, part: Option<&str>) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let part = part.map(|name| format!(".{name}")).unwrap_or_default();
    file.with_file_name(format!("{stem}{part}.refused.csv"))
}

fn is_same(path: &Path, other: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| other.canonicalize().is_ok_and(|other| path == other))
}

fn is_inside(path: &Path, folder: &Path) -> bool {
    let Some(parent) = path.parent() else { return false };
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    is_below(parent, folder).unwrap_or_else(|| path.starts_with(folder))
}

/// `None` if one of them is not there yet.
fn is_below(path: &Path, folder: &Path) -> Option<bool> {
    Some(path.canonicalize().ok()?.starts_with(folder.canonicalize().ok()?))
}
