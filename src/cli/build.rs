//! `build` and `check`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use super::args::{self, ArrangementChoice, Deny, FlipChoice, Report, TargetChoice};
use super::console::Console;
use crate::assets::Loader;
use crate::bundle::{Covered, OutputFolder};
use crate::campaign::{self, Campaign};
use crate::diagnostics::{Diagnostic, Diagnostics, closest};
use crate::imposition::{Flip, ParseSheetError, SheetSize};
use crate::plan::{self, Edition, Plan, Selection, Target};
use crate::run::{self, Arrangement, Built, Imposing, Making};

/// A campaign that was read, with what there is to do.
pub(super) struct Planned {
    pub loader: Arc<Loader>,
    pub campaign: Arc<Campaign>,
    pub plan: Plan,
    pub selection: Selection,
    pub found: Diagnostics,
}

pub(super) fn build(console: &Console, args: &args::Build) -> ExitCode {
    let started = Instant::now();
    let planned = match planned(&args.selection, &args.production) {
        Ok(planned) => planned,
        Err(found) => return console.stop(found, &args.report),
    };
    if let Some(wanted) = &args.explain {
        return explain(console, &planned, wanted, &args.report);
    }
    if planned.plan.editions.is_empty() {
        return console.stop(planned.found, &args.report);
    }
    let imposing = match args.impose.as_deref().map(|sheet| imposing(sheet, args)).transpose() {
        Ok(imposing) => imposing,
        Err(finding) => return console.stop(finding.into(), &args.report),
    };
    let path = args.output.clone().unwrap_or_else(|| Path::new("dist").join(&planned.campaign.id));
    let mut found = planned.found.clone();
    let output = match OutputFolder::open(&path, &planned.campaign.id, &mut found) {
        Ok(output) => output,
        Err(finding) => {
            found.push(finding);
            return console.stop(found, &args.report);
        }
    };
    let denies = args.report.deny == Some(Deny::Warnings);
    let built = make(console, &planned, (Some(&output), imposing.as_ref()), args.jobs, denies);
    found.extend(run::merge(&built).into());
    let covered = Covered::by(&planned.selection, &planned.plan);
    let written: BTreeMap<_, _> = built.iter().flat_map(|edition| edition.files.clone()).collect();
    let names: Vec<String> = written.keys().cloned().collect();
    if let Err(finding) = output.finish(written, &covered, &mut found) {
        found.push(finding);
    }
    for name in &names {
        console.file(&path.join(name), &args.report);
    }
    let is_fine = !is_failure(&found, &built, &args.report);
    let summary = summary(&planned, &built, &names, &found, started, &path);
    console.report(&found, &args.report);
    for line in sheets(&built) {
        console.say(&line);
    }
    console.say(&summary);
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn imposing(sheet: &str, args: &args::Build) -> Result<Imposing, Diagnostic> {
    let parsed: SheetSize = sheet.parse().map_err(|error: ParseSheetError| {
        Diagnostic::error("wrong-sheet", error.to_string())
            .help("write the sheet of your printer: `--impose sra3`, or `--impose 320x450mm`")
    })?;
    let name: String = sheet.to_lowercase().chars().filter(|letter| letter.is_ascii_alphanumeric()).collect();
    Ok(Imposing {
        sheet: parsed,
        name,
        arrangement: match args.arrange {
            ArrangementChoice::Repeat => Arrangement::Repeat,
            ArrangementChoice::CutAndStack => Arrangement::CutAndStack,
            ArrangementChoice::Booklet => Arrangement::Booklet,
            ArrangementChoice::OneForm => Arrangement::OneForm,
        },
        flip: match args.flip {
            FlipChoice::Turn => Flip::Turn,
            FlipChoice::Tumble => Flip::Tumble,
        },
    })
}

/// What the sheets of each piece cost: equal for most municipalities.
fn sheets(built: &[Built]) -> Vec<String> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for edition in built {
        if let Some(sheets) = &edition.sheets {
            *lines.entry(format!("{}: {sheets}", edition.id.piece)).or_default() += 1;
        }
    }
    let told = |(line, editions): (String, usize)| match editions {
        1 => line,
        more => format!("{line}, for each of {more} editions"),
    };
    lines.into_iter().map(told).collect()
}

pub(super) fn check(console: &Console, args: &args::Check) -> ExitCode {
    let planned = match planned(&args.selection, &args.production) {
        Ok(planned) => planned,
        Err(found) => return console.stop(found, &args.report),
    };
    let mut found = planned.found.clone();
    found.extend(missing_translations(&planned.campaign));
    let denies = args.report.deny == Some(Deny::Warnings);
    let built = make(console, &planned, (None, None), args.jobs, denies);
    found.extend(run::merge(&built).into());
    let is_fine = !is_failure(&found, &built, &args.report);
    console.report(&found, &args.report);
    let pages: usize = built.iter().map(|edition| edition.pages).sum();
    console.say(&format!(
        "checked {} of {}: {}, {}, {}",
        count(editions(built.iter()), "edition"),
        planned.campaign.id,
        count(pages, "page"),
        count(errors(&found), "error"),
        count(found.warnings(), "warning"),
    ));
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads campaign and municipalities; what is wrong with one municipality stops only that one.
pub(super) fn planned(args: &args::Selection, production: &args::Production) -> Result<Planned, Diagnostics> {
    let (loader, id) = project_of(&args.campaign)?;
    let loader = Arc::new(loader);
    let campaign = Arc::new(campaign::load(&loader, &id)?);
    let selection = Selection {
        municipalities: args.municipalities.clone(),
        pieces: args.pieces.clone(),
        languages: args.languages.clone(),
        targets: match production.target {
            TargetChoice::Print => vec![Target::Print],
            TargetChoice::Web => vec![Target::Web],
            TargetChoice::All => Vec::new(),
        },
        printer: production.printer.clone(),
    };
    let (plan, found) = plan::plan(&loader, &campaign, &selection);
    Ok(Planned { loader, campaign, plan, selection, found })
}

/// The project that a campaign folder is in, and the campaign's id. A campaign that is built in needs no
/// folder: `campaigns/donkere-dagen` works anywhere.
pub(super) fn project_of(folder: &Path) -> Result<(Loader, String), Diagnostics> {
    let named = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    if !folder.exists() {
        let built_in = Loader::built_in();
        if let Some(id) = named.filter(|id| built_in.campaign_ids().contains(id))
            && folder
                .parent()
                .is_some_and(|parent| parent.as_os_str().is_empty() || parent.ends_with("campaigns"))
        {
            let here = Loader::project(Path::new("."))?;
            return Ok((here, id));
        }
    }
    let loader = Loader::project_of(folder).map_err(|finding| {
        let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let known = Loader::project(Path::new(".")).map(|here| here.campaign_ids()).unwrap_or_default();
        match closest(&id, known.iter().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `campaigns/{near}`?")),
            None => finding.help("`drukwerk list campaigns` shows those that are here"),
        }
    })?;
    let real = std::fs::canonicalize(folder).unwrap_or_else(|_| PathBuf::from(folder));
    let id = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((loader, id))
}

fn make(
    console: &Console,
    planned: &Planned,
    (output, imposing): (Option<&OutputFolder>, Option<&Imposing>),
    jobs: Option<u16>,
    deny_warnings: bool,
) -> Vec<Built> {
    let making = Making {
        loader: &planned.loader,
        plan: &planned.plan,
        jobs: jobs.map(usize::from),
        output,
        imposing,
        date: source_date(),
        deny_warnings,
    };
    let progress = console.progress(planned.plan.editions.len());
    let built = run::build(&making, &|id| {
        progress.set_message(id.to_string());
        progress.inc(1);
    });
    progress.finish_and_clear();
    built
}

/// [SOURCE_DATE_EPOCH](https://reproducible-builds.org/specs/source-date-epoch/)
pub(super) fn source_date() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()
}

fn explain(console: &Console, planned: &Planned, wanted: &str, report: &Report) -> ExitCode {
    let find = |edition: &&Edition| edition.id.to_string() == wanted;
    let Some(edition) = planned.plan.editions.iter().find(find) else {
        let names: Vec<String> = planned.plan.editions.iter().map(|edition| edition.id.to_string()).collect();
        let near = closest(wanted, names.iter().map(String::as_str));
        let finding = Diagnostic::error("unknown-edition", format!("there is no edition `{wanted}`"));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write municipality/language/piece, for example utrecht/nl/letter".to_owned(),
        };
        return console.stop(finding.help(help).into(), report);
    };
    match run::explain(&planned.loader, &planned.campaign, edition) {
        Ok(text) => {
            console.text(&text);
            ExitCode::SUCCESS
        }
        Err(found) => console.stop(found, report),
    }
}

fn missing_translations(campaign: &Campaign) -> Diagnostics {
    campaign::missing_texts(&campaign.texts)
        .into_iter()
        .map(|(key, has, lacks)| {
            Diagnostic::warning("missing-translation", format!("the text `{key}` is not there in {lacks}"))
                .in_file(format!("campaigns/{}/texts/{lacks}.yaml", campaign.id))
                .help(format!("translate it from {has}"))
        })
        .collect::<Vec<_>>()
        .into()
}

fn errors(found: &Diagnostics) -> usize {
    found.iter().count() - found.warnings()
}

fn is_failure(found: &Diagnostics, built: &[Built], report: &Report) -> bool {
    let is_denied = report.deny == Some(Deny::Warnings) && found.warnings() > 0;
    found.has_errors() || is_denied || built.iter().any(|edition| edition.failed)
}

fn summary(
    planned: &Planned,
    built: &[Built],
    names: &[String],
    found: &Diagnostics,
    started: Instant,
    path: &Path,
) -> String {
    let failed = editions(built.iter().filter(|edition| edition.failed));
    let pages: usize = built.iter().map(|edition| edition.pages).sum();
    let pdfs = names.iter().filter(|name| name.ends_with(".pdf")).count();
    let failures = if failed > 0 { format!("{} failed, ", count(failed, "edition")) } else { String::new() };
    format!(
        "built {}: {}, {}, {failures}{}, {:.2} s → {}",
        planned.campaign.id,
        count(pdfs, "PDF"),
        count(pages, "page"),
        count(found.warnings(), "warning"),
        started.elapsed().as_secs_f64(),
        path.display(),
    )
}

/// An edition counts once, however many targets it has.
pub(super) fn editions<'b>(built: impl Iterator<Item = &'b Built>) -> usize {
    built.map(|edition| &edition.id).collect::<BTreeSet<_>>().len()
}

/// `1 page`, `2 pages`
pub(super) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
