//! From an edition to its pages, for whatever becomes of them.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::build::Making;
use crate::assets;
use crate::color::Palette;
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
    pub renderer: Renderer,
    pub composer: Composer<'a>,
    press: Option<Press>,
}

/// What all pages of an edition bring along to the press.
pub(super) struct ForPress<'s> {
    pub press: &'s Press,
    pub palette: Palette,
    pub die: Option<Die>,
    pub slug: String,
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
        let (composed, mut found) = self.composer.compose(Input {
            html: &html.text,
            name: &html.name,
            first: &first_sheets(&html),
            scope: &scope,
            bleed: self.bleed(edition),
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
        let (kind, mut found) = self.for_press(edition, press, scope)?;
        let job = Job { palette: &kind.palette, slug: &kind.slug, die: kind.die.as_ref() };
        let dressed = prepress::dress(document, press, &job);
        found.extend(self.preflight(edition, &kind, &dressed, told, None));
        Ok((Finish::Press(dressed, kind.die), found))
    }

    pub fn for_press<'s>(
        &self,
        edition: &Edition,
        press: &'s Press,
        scope: &assets::Scope,
    ) -> Result<(ForPress<'s>, Diagnostics), Diagnostic> {
        let campaign = &self.making.plan.campaign;
        let (palette, found) = super::press::palette(campaign, edition, &press.printer);
        let die = super::press::die(self.making.loader, campaign, edition, scope)?;
        let slug = super::press::slug(campaign, edition);
        Ok((ForPress { press, palette, die, slug }, found))
    }

    /// The last look at pages; `told` is what was found before, `record` the row that they were made of.
    pub fn preflight(
        &self,
        edition: &Edition,
        kind: &ForPress,
        dressed: &Dressed,
        told: &Diagnostics,
        record: Option<u32>,
    ) -> Diagnostics {
        let needs = edition.piece.needs.iter();
        let file = &self.making.plan.campaign.file;
        let needs: Vec<Need> =
            needs.map(|need| Need { block: need.value.clone(), span: need.span(file) }).collect();
        preflight::check(&Finished {
            document: &dressed.document,
            links: &dressed.links,
            press: kind.press,
            palette: &kind.palette,
            die: kind.die.as_ref(),
            window: edition.piece.window,
            needs: &needs,
            off_page_is_told: told.iter().any(|finding| finding.code == "off-page"),
            record: record.map(|row| row as usize),
        })
    }

    /// How far the pages of an edition run beyond their edges.
    pub fn bleed(&self, edition: &Edition) -> Bleed {
        self.press_of(edition).map_or(Bleed::None, |press| Bleed::AtLeast(press.printer.bleed))
    }
}

/// The style sheet before all others: palette, measures, page size.
pub(super) fn first_sheets(html: &Html) -> Vec<Sheet> {
    let file = SourceFile { name: "palette of brand and campaign".to_owned(), text: html.palette.clone() };
    vec![Sheet { file: Arc::new(file), base: Arc::from(html.name.as_str()) }]
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

pub(super) fn metadata(making: &Making, edition: &Edition) -> Metadata {
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
