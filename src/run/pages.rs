//! From an edition to its pages, for whatever becomes of them.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::build::Making;
use crate::assets;
use crate::compose::{Bleed, Composer, Input, SheetFile};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile};
use crate::page::{Document, Metadata};
use crate::plan::{Edition, Target};
use crate::preflight::{self, Finished, Need};
use crate::prepress::{self, Die, Dressed, Job, Press};
use crate::printer::Printer;
use crate::style::Sheet;
use crate::template::{Html, Renderer};

/// Layout recurses as deep as a document is nested; threads of a pool are given the room.
const STACK: usize = 16 << 20;

/// What all editions are made with.
pub(super) struct Shop<'a> {
    pub making: &'a Making<'a>,
    renderer: Renderer,
    composer: Composer<'a>,
    press: Option<Press>,
}

/// An edition, laid out.
pub(super) struct Pages {
    pub html: Html,
    /// Style sheets that were read.
    pub sheets: Vec<SheetFile>,
    pub finish: Finish,
}

/// What pages are made for.
pub(super) enum Finish {
    Screen(Document),
    Press(Dressed, Option<Die>),
}

impl Pages {
    pub fn document(&self) -> &Document {
        match &self.finish {
            Finish::Screen(document) => document,
            Finish::Press(dressed, _) => &dressed.document,
        }
    }
}

impl<'a> Shop<'a> {
    pub fn new(making: &'a Making) -> Shop<'a> {
        let renderer = Renderer::new(making.loader.clone(), making.plan.campaign.clone());
        let composer = Composer::new(making.loader);
        let press = making.plan.printer.as_ref().map(|printer| Press::new(Printer::clone(printer)));
        Shop { making, renderer, composer, press }
    }

    /// Does work for all editions; the press gets ready beside it.
    pub fn with_press<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let warm = || self.press.iter().for_each(Press::warm);
        rayon::join(work, warm).0
    }

    /// `None` for a screen.
    pub fn press_of(&self, edition: &Edition) -> Option<&Press> {
        self.press.as_ref().filter(|_| edition.target == Target::Print)
    }

    /// `None` if there are no pages to see. With errors among the findings they are not for print.
    pub fn pages(&self, edition: &Edition) -> (Option<Pages>, Diagnostics) {
        let html = match self.renderer.render(edition) {
            Ok(html) => html,
            Err(found) => return (None, found),
        };
        let press = self.press_of(edition);
        let scope = self.renderer.files_of(edition);
        let file =
            SourceFile { name: "palette of brand and campaign".to_owned(), text: html.palette.clone() };
        let first = [Sheet { file: Arc::new(file), base: Arc::from(html.name.as_str()) }];
        let (composed, mut found) = self.composer.compose(Input {
            html: &html.text,
            name: &html.name,
            first: &first,
            scope: &scope,
            bleed: press.map_or(Bleed::None, |press| Bleed::AtLeast(press.printer.bleed)),
            metadata: metadata(self.making, edition),
        });
        // People know the file by its path, not by the name that templates give each other.
        if let Some(main) = html.templates.iter().find(|file| file.name == html.name) {
            found = found
                .into_vec()
                .into_iter()
                .map(|finding| called(finding, &html.name, &main.source.name))
                .collect::<Vec<_>>()
                .into();
        }
        let sheets = composed.sheets;
        let finish = match press {
            Some(press) => {
                found = preflight::stricter(found);
                self.dress(composed.document, edition, press, (&scope, &found))
            }
            None => {
                let mut document = composed.document;
                prepress::for_screen(&mut document);
                Ok((Finish::Screen(document), Diagnostics::new()))
            }
        };
        let finish = match finish {
            Ok((finish, faults)) => {
                found.extend(faults);
                finish
            }
            Err(finding) => {
                found.push(finding);
                return (None, found);
            }
        };
        (Some(Pages { html, sheets, finish }), found)
    }

    /// The pages as the press gets them, and what the last look at them finds; `told` is what was found before.
    fn dress(
        &self,
        mut document: Document,
        edition: &Edition,
        press: &Press,
        (scope, told): (&assets::Scope, &Diagnostics),
    ) -> Result<(Finish, Diagnostics), Diagnostic> {
        if document.metadata.title.is_empty() {
            // PDF/X wants every file to have one.
            document.metadata.title = edition.describe().to_string();
        }
        let campaign = &self.making.plan.campaign;
        let (palette, mut found) = super::press::palette(campaign, edition, &press.printer);
        let die = super::press::die(self.making.loader, campaign, edition, scope)?;
        let slug = super::press::slug(campaign, edition);
        let job = Job { palette: &palette, slug: &slug, die: die.as_ref() };
        let dressed = prepress::dress(document, press, &job);
        let needs = edition.piece.needs.iter();
        let needs: Vec<Need> =
            needs.map(|need| Need { block: need.value.clone(), span: need.span(&campaign.file) }).collect();
        found.extend(preflight::check(&Finished {
            document: &dressed.document,
            links: &dressed.links,
            press,
            palette: &palette,
            die: die.as_ref(),
            window: edition.piece.window,
            needs: &needs,
            off_page_is_told: told.iter().any(|finding| finding.code == "off-page"),
            record: None,
        }));
        Ok((Finish::Press(dressed, die), found))
    }
}

/// A fault of ours in one edition must not take the others along.
pub(super) fn guarded<T>(work: impl FnOnce() -> (Option<T>, Diagnostics)) -> (Option<T>, Diagnostics) {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let finding = Diagnostic::error("internal", "drukwerk itself failed on this edition");
        (None, finding.help("please report this, with the template that you used").into())
    })
}

/// Threads for many editions; `None` if the system has none to give.
pub(super) fn pool(jobs: Option<usize>) -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(STACK).build().ok()
}

fn called(finding: Diagnostic, name: &str, path: &str) -> Diagnostic {
    if finding.span.is_none() && finding.file.as_deref() == Some(name) {
        finding.in_file(path)
    } else {
        finding
    }
}

fn metadata(making: &Making, edition: &Edition) -> Metadata {
    let campaign = &making.plan.campaign;
    let language = &edition.language;
    let text = |texts: &BTreeMap<String, String>| {
        let main = campaign.languages.first().and_then(|main| texts.get(main));
        texts.get(language).or(main).cloned()
    };
    Metadata {
        title: String::new(),
        language: Arc::from(language.as_str()),
        author: text(&edition.municipality.full_name).or_else(|| Some(edition.municipality.name.clone())),
        subject: text(&campaign.title),
        date: Some(making.date.unwrap_or_else(|| campaign.date.to_unix())),
    }
}
