use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::impose::{self, Imposing};
use super::pages::{Finish, Pages, Shop, guarded, pool};
use crate::assets::Loader;
use crate::bundle::{Covered, FileEntry, OutputFolder, PrintJob, TemplateEntry, sha256};
use crate::diagnostics::{Diagnostic, Diagnostics, Words};
use crate::pdf;
use crate::plan::{Edition, EditionId, Plan, Selection, Target};
use crate::prepress::{Dressed, Press};
use crate::units::{Length, Size};

/// How editions are made.
pub struct Making<'a> {
    pub loader: &'a Arc<Loader>,
    pub plan: &'a Plan,
    /// Editions at the same time; `None` is one for each processor.
    pub jobs: Option<usize>,
    /// Where the files go; `None` makes everything and keeps nothing.
    pub output: Option<&'a OutputFolder>,
    /// Seconds since 1970 that every file names as its date; `None` is the campaign's day of issue.
    pub date: Option<i64>,
    /// Pages for a press come on sheets as well.
    pub imposing: Option<&'a Imposing>,
    /// Findings of an edition that make it fail.
    pub deny_warnings: bool,
}

/// What became of one edition.
#[derive(Debug)]
pub struct Built {
    pub id: EditionId,
    /// `letter for utrecht (nl)`
    pub name: Words,
    /// By path in the output folder; empty if it failed.
    pub files: BTreeMap<String, FileEntry>,
    pub pages: usize,
    /// What its sheets cost, if it came on sheets.
    pub sheets: Option<String>,
    pub found: Diagnostics,
    pub failed: bool,
}

/// Makes all editions, in the order of the plan whatever the number of threads. `done` is called after each.
pub fn build(making: &Making, done: &(dyn Fn(&EditionId) + Sync)) -> Vec<Built> {
    let shop = Shop::new(making);
    let make = |edition: &Edition| {
        let built = shop.make(edition);
        done(&edition.id);
        built
    };
    let editions = &making.plan.editions;
    match pool(making.jobs) {
        Some(pool) => pool.install(|| editions.par_iter().map(make).collect()),
        // No threads to be had: slower, but the same files.
        None => editions.iter().map(make).collect(),
    }
}

impl Shop<'_> {
    fn make(&self, edition: &Edition) -> Built {
        let making = self.making;
        let made = guarded(|| self.compose(edition));
        let mut built = Built {
            id: edition.id.clone(),
            name: edition.describe(),
            files: BTreeMap::new(),
            pages: 0,
            sheets: None,
            found: Diagnostics::new(),
            failed: true,
        };
        built.found = made.1;
        let is_denied = making.deny_warnings && built.found.warnings() > 0;
        let Some(files) = made.0.filter(|_| !built.found.has_errors() && !is_denied) else { return built };
        for (name, (bytes, entry)) in files.files {
            if let Some(Err(finding)) = making.output.map(|output| output.write(&name, &bytes)) {
                built.found.push(finding);
                // Half an edition is none.
                for name in std::mem::take(&mut built.files).into_keys() {
                    making.output.inspect(|output| output.discard(&name));
                }
                return built;
            }
            built.files.insert(name, entry);
        }
        built.pages = files.pages;
        built.sheets = files.sheets;
        built.failed = false;
        built
    }

    fn compose(&self, edition: &Edition) -> (Option<Files>, Diagnostics) {
        let (pages, mut found) = self.pages(edition);
        let Some(pages) = pages.filter(|_| !found.has_errors()) else { return (None, found) };
        let printed = match (self.press_of(edition), &pages.finish) {
            (Some(press), Finish::Press(dressed, _)) => self.printed(edition, press, dressed),
            _ => Ok(Printed::default()),
        };
        let written = printed.and_then(|printed| Ok((pdf::write(pages.document())?, printed)));
        match written {
            Ok(written) => {
                let files = files(edition, &pages, written, &found);
                (Some(files), found)
            }
            Err(finding) => {
                found.push(finding);
                (None, found)
            }
        }
    }

    /// What goes with the pages for a press.
    fn printed(&self, edition: &Edition, press: &Press, dressed: &Dressed) -> Result<Printed, Diagnostic> {
        let quantity = edition.piece.quantity.of(&edition.municipality.id);
        let document = &dressed.document;
        let plan = self.making.imposing.map(|imposing| impose::plan(document, imposing, quantity));
        let plan = plan.transpose()?;
        let job = Some(super::ticket::job(edition, &press.printer, dressed, plan.as_ref()));
        let (Some(plan), Some(imposing)) = (plan, self.making.imposing) else {
            return Ok(Printed { job, sheets: None });
        };
        let (sheets, summary) = impose::sheets(document, &plan)?;
        let size = sheets.pages.first().map_or_else(Size::default, |page| page.trim);
        let sheets = PressSheets {
            name: imposing.name.clone(),
            bytes: pdf::write(&sheets)?,
            size,
            count: sheets.pages.len(),
            summary: summary.to_string(),
        };
        Ok(Printed { job, sheets: Some(sheets) })
    }
}

/// The files of one edition, before they are written.
struct Files {
    files: BTreeMap<String, (Vec<u8>, FileEntry)>,
    pages: usize,
    sheets: Option<String>,
}

/// What comes with the pages of a print file.
#[derive(Default)]
struct Printed {
    job: Option<PrintJob>,
    sheets: Option<PressSheets>,
}

/// The pages on sheets, as a file of its own.
struct PressSheets {
    /// `sra3`
    name: String,
    bytes: Vec<u8>,
    /// Points.
    size: Size,
    count: usize,
    summary: String,
}

fn files(
    edition: &Edition,
    made: &Pages,
    (pdf, Printed { job, sheets }): (Vec<u8>, Printed),
    found: &Diagnostics,
) -> Files {
    let id = &edition.id;
    let folder = format!("{}/{}", id.municipality, id.language);
    let mut templates: Vec<TemplateEntry> = made
        .html
        .templates
        .iter()
        .map(|file| (&file.name, file.layer.to_string(), &file.source))
        .chain(made.sheets.iter().map(|sheet| (&sheet.name, sheet.layer.to_string(), &sheet.source)))
        .map(|(name, layer, source)| TemplateEntry {
            name: name.clone(),
            layer,
            sha256: sha256(source.text.as_bytes()),
        })
        .collect();
    // Templates come strongest layer first; a stable sort keeps that.
    templates.sort_by(|one, other| one.name.cmp(&other.name));
    let document = made.document();
    let pages = document.pages.len();
    let mm = |points: f32| f64::from((Length::pt(points).to_mm() * 100.0).round()) / 100.0;
    let trim = document.pages.first().map(|page| [mm(page.trim.width), mm(page.trim.height)]);
    let warnings: BTreeSet<String> =
        found.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect();
    let entry = |bytes: &[u8], is_pdf: bool| FileEntry {
        municipality: id.municipality.clone(),
        cbs_code: edition.municipality.cbs_code.clone(),
        language: id.language.clone(),
        piece: id.piece.clone(),
        target: is_pdf.then(|| edition.target.to_string()),
        trim_mm: trim.filter(|_| is_pdf),
        pages: is_pdf.then_some(pages),
        print: job.clone().filter(|_| is_pdf),
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
        templates: templates.clone(),
        warnings: if is_pdf { warnings.iter().cloned().collect() } else { Vec::new() },
    };
    let mut files = BTreeMap::new();
    // Texts for the website go with the file for the screen.
    for (extension, text) in made.html.companions.iter().filter(|_| edition.target == Target::Web) {
        let bytes = text.clone().into_bytes();
        let entry = entry(&bytes, false);
        files.insert(format!("{folder}/{}.{extension}", id.piece), (bytes, entry));
    }
    let mut summary = None;
    if let Some(PressSheets { name, bytes, size, count, summary: told }) = sheets {
        let entry = FileEntry {
            trim_mm: Some([mm(size.width), mm(size.height)]),
            pages: Some(count),
            print: None,
            ..entry(&bytes, true)
        };
        files.insert(format!("{folder}/{}.{name}.pdf", id.piece), (bytes, entry));
        summary = Some(told);
    }
    let pdf_entry = entry(&pdf, true);
    files.insert(format!("{folder}/{}.{}.pdf", id.piece, edition.target), (pdf, pdf_entry));
    Files { files, pages, sheets: summary }
}

impl Covered {
    /// What a build answers for: all of it, or what was selected.
    pub fn by(selection: &Selection, plan: &Plan) -> Covered {
        let set = |asked: &[String], found: fn(&EditionId) -> &String| {
            let is_all = asked.is_empty();
            (!is_all).then(|| plan.editions.iter().map(|edition| found(&edition.id).clone()).collect())
        };
        Covered {
            municipalities: set(&selection.municipalities, |id| &id.municipality),
            languages: set(&selection.languages, |id| &id.language),
            pieces: set(&selection.pieces, |id| &id.piece),
            targets: (!selection.targets.is_empty())
                .then(|| selection.targets.iter().map(Target::to_string).collect()),
        }
    }
}
