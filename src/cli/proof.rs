//! `proof`

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use super::args::{self, Deny};
use super::build::{count, editions, planned, source_date};
use super::console::Console;
use crate::proof::Resolution;
use crate::run::{self, Built, Making, Proofing};

pub(super) fn proof(console: &Console, args: &args::Proof) -> ExitCode {
    let started = Instant::now();
    let production = args::Production { target: args.target.into(), printer: args.printer.clone() };
    let planned = match planned(&args.selection, &production) {
        Ok(planned) => planned,
        Err(found) => return console.stop(found, &args.report),
    };
    if planned.plan.editions.is_empty() {
        return console.stop(planned.found, &args.report);
    }
    let folder = args.output.clone().unwrap_or_else(|| Path::new("proofs").join(&planned.campaign.id));
    let denies = args.report.deny == Some(Deny::Warnings);
    let making = Making {
        loader: &planned.loader,
        plan: &planned.plan,
        jobs: args.jobs.map(usize::from),
        output: None,
        imposing: None,
        date: source_date(),
        deny_warnings: denies,
    };
    let proofing = Proofing {
        folder: &folder,
        resolution: Resolution::LongSide(args.pixels),
        watermark: !args.no_watermark,
        plates: args.plates,
    };
    let progress = console.progress(planned.plan.editions.len());
    let sheets = run::proof(&making, &proofing, &|id| {
        progress.set_message(id.to_string());
        progress.inc(1);
    });
    progress.finish_and_clear();

    let mut found = planned.found.clone();
    let mut built: Vec<Built> = Vec::new();
    let mut files = Vec::new();
    let mut pages = 0;
    for sheet in sheets {
        found.extend(sheet.found);
        built.extend(sheet.editions);
        files.extend(sheet.file);
        pages += sheet.pages;
    }
    found.extend(run::merge(&built).into());
    for file in &files {
        console.file(file, &args.report);
    }
    console.report(&found, &args.report);
    let failed = editions(built.iter().filter(|edition| edition.failed));
    let failures = if failed > 0 { format!("{} failed, ", count(failed, "edition")) } else { String::new() };
    console.say(&format!(
        "proofed {}: {}, {}, {failures}{}, {:.2} s → {}",
        planned.campaign.id,
        count(files.len(), "sheet"),
        count(pages, "page"),
        count(found.warnings(), "warning"),
        started.elapsed().as_secs_f64(),
        folder.display(),
    ));
    let is_denied = denies && found.warnings() > 0;
    let is_fine = !found.has_errors() && !is_denied && failed == 0;
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
