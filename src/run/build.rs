use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use rayon::prelude::*;

use super::impose::{self, Imposing};
use super::pages::{Finish, Pages, Shop, guarded, pool};
use crate::assets::Loader;
use crate::bundle::{
    Covered, FileEntry, OutputFolder, PrintJob, Seal, Sum, TemplateEntry, Unfinished, sha256,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Words};
use crate::plan::{Edition, EditionId, Plan, Selection, Target};
use crate::prepress::{Dressed, Press};
use crate::units::{Length, Size};
use crate::{imposition, pdf};

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
        Some(pool) => pool.install(|| shop.with_press(|| editions.par_iter().map(make).collect())),
        // No threads to be had: slower, but the same files.
        None => editions.iter().map(make).collect(),
    }
}

/// What a whole edition came to.
#[derive(Default)]
struct Made {
    pages: usize,
    sheets: Option<String>,
}

impl Shop<'_> {
    fn make(&self, edition: &Edition) -> Built {
        let mut files = BTreeMap::new();
        let (made, found) = guarded(|| self.compose(edition, &mut files));
        let failed = made.is_none();
        if failed {
            // Half an edition is none.
            for name in std::mem::take(&mut files).into_keys() {
                self.making.output.inspect(|output| output.discard(&name));
            }
        }
        let Made { pages, sheets } = made.unwrap_or_default();
        Built { id: edition.id.clone(), name: edition.describe(), files, pages, sheets, found, failed }
    }

    /// `files` gets those that are written, also if a later one fails.
    fn compose(
        &self,
        edition: &Edition,
        files: &mut BTreeMap<String, FileEntry>,
    ) -> (Option<Made>, Diagnostics) {
        let (pages, mut found) = self.pages(edition);
        let is_denied = self.making.deny_warnings && found.warnings() > 0;
        let Some(pages) = pages.filter(|_| !found.has_errors() && !is_denied) else { return (None, found) };
        match self.write(edition, &pages, &found, files) {
            Ok(sheets) => (Some(Made { pages: pages.document().pages.len(), sheets }), found),
            Err(finding) => {
                found.push(finding);
                (None, found)
            }
        }
    }

    /// Returns what the sheets cost, if there are any.
    fn write(
        &self,
        edition: &Edition,
        made: &Pages,
        found: &Diagnostics,
        files: &mut BTreeMap<String, FileEntry>,
    ) -> Result<Option<String>, Diagnostic> {
        let document = made.document();
        let id = &edition.id;
        let path = |extension: &str| format!("{}/{}/{}.{extension}", id.municipality, id.language, id.piece);
        let (plan, job) = match (self.press_of(edition), &made.finish) {
            (Some(press), Finish::Press(dressed, _)) => self.planned(edition, press, dressed)?,
            _ => (None, None),
        };
        let pdf = pdf::write(document)?;
        let label = Label::new(edition, made, found);
        // Texts for the website go with the file for the screen.
        for (extension, text) in made.html.companions.iter().filter(|_| edition.target == Target::Web) {
            let name = path(extension);
            let sum = self.put(&name, |out| Ok(out.write_all(text.as_bytes())?))?;
            files.insert(name, label.text(sum));
        }
        if let (Some(plan), Some(imposing)) = (&plan, self.making.imposing) {
            let name = path(&format!("{}.pdf", imposing.name));
            let slug = super::press::slug(&self.making.plan.campaign, edition);
            let sum = self.put(&name, |out| impose::write(document, plan, &slug, out))?;
            let summary = plan.summary();
            files.insert(name, label.pages(sum, Some(summary.sheet.size()), summary.forms));
        }
        let name = path(&format!("{}.pdf", edition.target));
        let sum = self.put(&name, |out| Ok(out.write_all(&pdf)?))?;
        let trim = document.pages.first().map(|page| page.trim);
        files.insert(name, FileEntry { print: job, ..label.pages(sum, trim, document.pages.len()) });
        Ok(plan.map(|plan| plan.summary().to_string()))
    }

    /// How the pages come on sheets, if that was asked for, and what the job ticket says of them.
    fn planned(
        &self,
        edition: &Edition,
        press: &Press,
        dressed: &Dressed,
    ) -> Result<(Option<imposition::Plan>, Option<PrintJob>), Diagnostic> {
        let quantity = edition.piece.quantity.of(&edition.municipality.id);
        let plan = self.making.imposing.map(|imposing| impose::plan(&dressed.document, imposing, quantity));
        let plan = plan.transpose()?;
        let job = super::ticket::job(edition, &press.printer, dressed, plan.as_ref());
        Ok((plan, Some(job)))
    }

    /// Writes one file, or only makes it where nothing is kept.
    fn put(
        &self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), Unfinished>,
    ) -> Result<Sum, Diagnostic> {
        if let Some(output) = self.making.output {
            return output.write(name, fill);
        }
        let mut seal = Seal::new(std::io::sink());
        match fill(&mut seal) {
            Ok(()) => Ok(seal.sum()),
            Err(Unfinished::Content(finding)) => Err(finding),
            Err(Unfinished::Disk(error)) => unreachable!("nothing takes every byte: {error}"),
        }
    }
}

/// What the manifest says alike of all files of an edition.
struct Label<'a> {
    edition: &'a Edition,
    templates: Vec<TemplateEntry>,
    warnings: Vec<String>,
}

impl<'a> Label<'a> {
    fn new(edition: &'a Edition, made: &Pages, found: &Diagnostics) -> Label<'a> {
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
        let warnings: BTreeSet<String> =
            found.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect();
        Label { edition, templates, warnings: warnings.into_iter().collect() }
    }

    fn text(&self, Sum { bytes, sha256 }: Sum) -> FileEntry {
        let id = &self.edition.id;
        FileEntry {
            municipality: id.municipality.clone(),
            cbs_code: self.edition.municipality.cbs_code.clone(),
            language: id.language.clone(),
            piece: id.piece.clone(),
            target: None,
            trim_mm: None,
            pages: None,
            print: None,
            bytes,
            sha256,
            templates: self.templates.clone(),
            warnings: Vec::new(),
        }
    }

    /// Of a PDF; `trim` in points.
    fn pages(&self, sum: Sum, trim: Option<Size>, pages: usize) -> FileEntry {
        let mm = |points: f32| f64::from((Length::pt(points).to_mm() * 100.0).round()) / 100.0;
        FileEntry {
            target: Some(self.edition.target.to_string()),
            trim_mm: trim.map(|trim| [mm(trim.width), mm(trim.height)]),
            pages: Some(pages),
            warnings: self.warnings.clone(),
            ..self.text(sum)
        }
    }
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
