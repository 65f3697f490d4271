//! Contact sheets: all pieces of a municipality in one language on one picture.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::build::{Built, Making};
use super::pages::{Finish, Pages, Shop, guarded, pool};
use crate::bundle;
use crate::color::PROCESS;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::Page;
use crate::plan::{Edition, EditionId};
use crate::prepress::Press;
use crate::proof::{ContactSheet, Overlays, ProofPage, Resolution, contact_sheet};
use crate::text::FontBook;

/// How sheets are made.
pub struct Proofing<'a> {
    /// Where they go. Not the folder of the build: its manifest describes what lies there, and sheets are looked
    /// at and thrown away.
    pub folder: &'a Path,
    pub resolution: Resolution,
    pub watermark: bool,
    /// Each page once for each of its inks, as its plates will be.
    pub plates: bool,
}

/// What became of one sheet.
#[derive(Debug)]
pub struct Proofed {
    /// `None` if it failed: an incomplete sheet would be taken for a whole one.
    pub file: Option<PathBuf>,
    pub pages: usize,
    pub editions: Vec<Built>,
    /// Of the sheet itself.
    pub found: Diagnostics,
}

/// Makes a sheet for each municipality and language, in the order of the plan. `done` is called after each edition.
pub fn proof(making: &Making, proofing: &Proofing, done: &(dyn Fn(&EditionId) + Sync)) -> Vec<Proofed> {
    let easel = Easel { shop: Shop::new(making), proofing, fonts: FontBook::embedded() };
    let of_one = |one: &Edition, other: &Edition| {
        (&one.id.municipality, &one.id.language) == (&other.id.municipality, &other.id.language)
    };
    let groups: Vec<&[Edition]> = making.plan.editions.chunk_by(of_one).collect();
    let make = |editions: &&[Edition]| easel.sheet(editions, done);
    match pool(making.jobs) {
        Some(pool) => pool.install(|| easel.shop.with_press(|| groups.par_iter().map(make).collect())),
        None => groups.iter().map(make).collect(),
    }
}

/// What all sheets are made with.
struct Easel<'a> {
    shop: Shop<'a>,
    proofing: &'a Proofing<'a>,
    fonts: FontBook,
}

impl Easel<'_> {
    fn sheet(&self, editions: &[Edition], done: &(dyn Fn(&EditionId) + Sync)) -> Proofed {
        let mut made = Vec::new();
        let mut built = Vec::new();
        for edition in editions {
            let (pages, found) = guarded(|| self.shop.pages(edition));
            let is_denied = self.shop.making.deny_warnings && found.warnings() > 0;
            let pages = pages.filter(|_| !is_denied);
            built.push(outcome(edition, pages.as_ref(), found));
            made.extend(pages.map(|pages| (edition, pages)));
            done(&edition.id);
        }
        let first = &editions[0];
        let kind = if self.proofing.plates { ".plates" } else { "" };
        let name = format!("{}-{}{kind}.png", first.id.municipality, first.id.language);
        let path = self.proofing.folder.join(name);
        let mut proofed = Proofed { file: None, pages: 0, editions: built, found: Diagnostics::new() };
        if proofed.editions.iter().any(|edition| edition.failed) {
            // One of an earlier run shows what is not so any more.
            bundle::discard_file(&path);
            return proofed;
        }
        let (png, found) = guarded(|| match self.draw(first, &made) {
            Ok(png) => (Some(png), Diagnostics::new()),
            Err(finding) => (
                None,
                finding.note(format!("sheet for {} ({})", first.id.municipality, first.id.language)).into(),
            ),
        });
        proofed.found = found;
        match png.map(|png| bundle::write_file(&path, &png)) {
            Some(Ok(())) => {
                proofed.pages = made.iter().map(|(_, pages)| pages.document().pages.len()).sum();
                proofed.file = Some(path);
            }
            Some(Err(finding)) => proofed.found.push(finding),
            None => bundle::discard_file(&path),
        }
        proofed
    }

    fn draw(&self, first: &Edition, made: &[(&Edition, Pages)]) -> Result<Vec<u8>, Diagnostic> {
        let press = self.shop.press_of(first);
        let mut pages = Vec::new();
        for (edition, made) in made {
            let document = made.document();
            for (index, page) in document.pages.iter().enumerate() {
                let overlays = overlays((edition, made), page, index, press);
                let (name, number, count) = (edition.id.piece.as_str(), index + 1, document.pages.len());
                let shown = ProofPage { page, name, number, count, overlays, ink: None };
                match &made.finish {
                    Finish::Press(dressed, _) if self.proofing.plates => {
                        let plate = |ink| ProofPage {
                            overlays: Overlays { trim: true, ..Overlays::default() },
                            ink: Some(ink),
                            ..shown
                        };
                        pages.extend(inks(&dressed.plates[index]).map(plate));
                    }
                    _ => pages.push(shown),
                }
            }
        }
        let campaign = &self.shop.making.plan.campaign;
        let in_language = |texts: &BTreeMap<String, String>| texts.get(&first.language).cloned();
        let title = in_language(&campaign.title).unwrap_or_else(|| campaign.id.clone());
        let municipality = &first.municipality;
        let name = in_language(&municipality.full_name).unwrap_or_else(|| municipality.name.clone());
        let subtitle = match press {
            Some(press) => format!("{name} · {} · {}", first.language, press.printer.name),
            None => format!("{name} · {}", first.language),
        };
        contact_sheet(&ContactSheet {
            title: &title,
            subtitle: &subtitle,
            pages: &pages,
            resolution: self.proofing.resolution,
            press: press.map(|press| &press.printer.profile),
            watermark: self.proofing.watermark,
            language: &first.language,
            fonts: &self.fonts,
        })
    }
}

/// All that a press has, and the page's own: an empty plate is an answer too.
fn inks(plates: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    let named = plates.iter().map(String::as_str).filter(|ink| !PROCESS.contains(ink));
    PROCESS.into_iter().chain(named)
}

fn outcome(edition: &Edition, pages: Option<&Pages>, found: Diagnostics) -> Built {
    Built {
        id: edition.id.clone(),
        name: edition.describe(),
        files: BTreeMap::new(),
        pages: pages.map_or(0, |pages| pages.document().pages.len()),
        sheets: None,
        found,
        failed: pages.is_none(),
    }
}

/// A screen cuts nothing off.
fn overlays(
    (edition, made): (&Edition, &Pages),
    page: &Page,
    index: usize,
    press: Option<&Press>,
) -> Overlays {
    let (Finish::Press(_, die), Some(press)) = (&made.finish, press) else {
        return Overlays::default();
    };
    Overlays {
        trim: true,
        bleed: true,
        safe: Some(press.printer.safe),
        die: die.as_ref().map_or_else(Vec::new, |die| die.on_page(page.trim, index)),
        // The first page lies under it.
        window: edition.piece.window.filter(|_| index == 0),
    }
}
