//! The sheet before a batch, for those who carry it to the folding machine.

use super::{Batch, PrintRun};
use crate::compose::Input;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::Page;
use crate::prepress::{Dresser, Job};
use crate::run::pages::{Shop, metadata};

use super::letters::Kind;

/// One page, or two in duplex; in the size of the letters.
pub(super) fn pages(
    shop: &Shop,
    run: &PrintRun,
    kind: &Kind,
    batch: &Batch,
) -> Result<Vec<Page>, Diagnostics> {
    let edition = kind.edition;
    let trim = edition.piece.trim;
    let campaign = &run.making.plan.campaign;
    let rows = batch.rows.iter().filter(|row| row.outcome.is_ok());
    let postcodes: Vec<&str> =
        rows.filter_map(|row| row.outcome.as_ref().ok()).map(|record| record.postcode()).collect();
    let (first, last) = (postcodes.first().copied().unwrap_or(""), postcodes.last().copied().unwrap_or(""));
    let html = format!(
        "<html lang=\"en\"><head><title>batch</title><style>\
         @page {{ size: {}pt {}pt; margin: 20mm }} body {{ margin: 0; font-size: 14pt; line-height: 20pt }} \
         h1 {{ font-size: 40pt; line-height: 44pt; margin: 60mm 0 8mm }} p {{ margin: 0 0 2mm }} \
         div {{ border-top: 6pt solid #000; padding-top: 4mm }}\
         </style></head><body><h1>{} – {}</h1><div><p>{} · {} · {}</p><p>{} – {}</p></div></body></html>",
        trim.width,
        trim.height,
        batch.first,
        batch.last(),
        escaped(&campaign.id),
        escaped(&edition.municipality.name),
        escaped(&edition.id.piece),
        escaped(first),
        escaped(last),
    );
    let (composed, found) = shop.composer.compose(Input {
        html: &html,
        name: "separator",
        first: &[],
        scope: &kind.scope,
        bleed: shop.bleed(edition),
        metadata: metadata(run.making, edition),
    });
    if found.has_errors() {
        return Err(found);
    }
    let document = match &kind.press {
        Some(kind) => {
            let job = Job { palette: &kind.palette, slug: &kind.slug, die: None };
            Dresser::new(kind.press, &kind.palette).dress(composed.document, &job).document
        }
        None => composed.document,
    };
    let mut pages = document.pages;
    if let Some(page) = pages.first().filter(|_| run.duplex && pages.len() % 2 == 1) {
        pages.push(Page { items: Default::default(), ..page.clone() });
    }
    Ok(pages)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The first of what a separator or a template could not be made for.
pub(super) fn first_error(found: Diagnostics) -> Diagnostic {
    let fallback = || Diagnostic::error("internal", "something failed and told nothing");
    let mut list = found.into_vec();
    let at = list.iter().position(|finding| finding.severity == crate::diagnostics::Severity::Error);
    at.map_or_else(fallback, |at| list.swap_remove(at))
}
