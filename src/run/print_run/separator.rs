//! The sheet before a batch, for those who carry it to the folding machine.

use super::{Batch, PrintRun};
use crate::compose::{Bleed, Input};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::Page;
use crate::prepress::{Dresser, Job};
use crate::records::Order;
use crate::run::pages::{Shop, metadata};
use crate::units::{Length, Size};

use super::letters::Kind;

/// One page, or two where letters have two sides: else their fronts would be backs. In the size of the letters.
pub(super) fn pages(
    shop: &Shop,
    run: &PrintRun,
    kind: &Kind,
    batch: &Batch,
    has_backs: bool,
) -> Result<Vec<Page>, Diagnostics> {
    let edition = kind.edition;
    let html = html(shop, run, kind, batch);
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
    if let Some(page) = pages.first().filter(|_| has_backs && pages.len() % 2 == 1) {
        pages.push(Page { items: Default::default(), ..page.clone() });
    }
    Ok(pages)
}

/// What the sheet says, in a language of who prints.
struct Words {
    language: &'static str,
    title: &'static str,
    addresses: &'static str,
    first: &'static str,
    last: &'static str,
    file: &'static str,
    rows: &'static str,
    sides: &'static str,
    one: &'static str,
    both: &'static str,
    keep: &'static str,
}

const DUTCH: Words = Words {
    language: "nl",
    title: "Scheidingsblad",
    addresses: "Adressen",
    first: "Eerste postcode",
    last: "Laatste postcode",
    file: "Bestand",
    rows: "Rijen in het adresbestand",
    sides: "Bedrukking",
    one: "enkelzijdig",
    both: "dubbelzijdig, elk adres op een nieuw blad",
    keep: "Niet vouwen en niet in een envelop doen: dit blad hoort bij de stapel die erop volgt.",
};

const ENGLISH: Words = Words {
    language: "en",
    title: "Separator sheet",
    addresses: "Addresses",
    first: "First postcode",
    last: "Last postcode",
    file: "File",
    rows: "Rows of the address file",
    sides: "Printed on",
    one: "one side",
    both: "both sides, each address on a new sheet",
    keep: "Do not fold, and put in no envelope: this sheet belongs to the stack that follows.",
};

/// Large what tells batches apart, small what they have in common; the bar at the edge is seen in a stack.
fn html(shop: &Shop, run: &PrintRun, kind: &Kind, batch: &Batch) -> String {
    let words = if run.language == "nl" { &DUTCH } else { &ENGLISH };
    let edition = kind.edition;
    let campaign = &run.making.plan.campaign;
    let title = campaign.title.get(&run.language).or_else(|| campaign.title.values().next());
    let name = edition.municipality.full_name.get(&run.language).unwrap_or(&edition.municipality.name);
    let records = batch.rows.iter().filter_map(|row| row.outcome.as_ref().ok());
    let postcodes: Vec<&str> = records.map(|record| record.postcode()).collect();
    let numbers = || batch.rows.iter().map(|row| row.number);
    // In another order its rows stand anywhere in the file.
    let rows = (run.order == Order::File)
        .then(|| format!("{} – {}", numbers().min().unwrap_or(0), numbers().max().unwrap_or(0)));
    let lines = [
        (words.first, postcodes.first().map(|postcode| postcode.to_string())),
        (words.last, postcodes.last().map(|postcode| postcode.to_string())),
        (words.rows, rows),
        (words.file, Some(run.file_name(batch))),
        (words.sides, Some(if run.duplex { words.both } else { words.one }.to_owned())),
    ];
    let lines = lines.into_iter().filter_map(|(what, value)| Some((what, value?)));
    let lines: String =
        lines.map(|(what, value)| format!("<tr><td>{what}<td><b>{}</b>", escaped(&value))).collect();
    let Size { width, height } = edition.piece.trim;
    // On A4 14 pt, on a smaller sheet in proportion.
    let size = 14.0 * width / Length::mm(210.0).to_pt();
    let own = edition.bleed;
    let bleed = match shop.bleed(edition) {
        Bleed::None => 0.0,
        Bleed::Styled => own,
        Bleed::AtLeast(least) => own.max(least),
    };
    let (bar_width, bar_height) = (0.05 * width + bleed, height + 2.0 * bleed);
    let (from, to) = (batch.first, batch.last());
    let (campaign, name) = (escaped(title.unwrap_or(&campaign.id)), escaped(name));
    let piece = escaped(edition.piece.title.get(&run.language).unwrap_or(&edition.id.piece));
    let Words { language, title, addresses, keep, .. } = words;
    format!(
        "<!doctype html><html lang=\"{language}\"><title>{title}</title><style>\
         @page {{ size: {width}pt {height}pt; bleed: {own}pt; margin: 0 }} \
         body {{ margin: 0; font-size: {size}pt; line-height: 1.4 }} \
         main {{ position: absolute; top: 22%; left: 10%; width: 75% }} p, h1 {{ margin: 0 }} \
         h1 {{ font-size: 3.6em; line-height: 1; margin: 0.2em 0 0.4em }} \
         table {{ width: 100%; border-collapse: collapse; border-top: 3pt solid #000; margin-bottom: 1.5em }} \
         td {{ padding: 0.35em 1em 0.35em 0; border-bottom: 0.5pt solid #000; vertical-align: top }} \
         td:first-child {{ white-space: nowrap }} \
         .edge {{ position: absolute; top: -{bleed}pt; right: -{bleed}pt; background-color: #000; \
         width: {bar_width}pt; height: {bar_height}pt }}</style>\
         <div class=\"edge\"></div><main><p>{campaign} · {name}</p><p>{piece}</p><h1>{addresses} {from} – {to}</h1>\
         <table>{lines}</table><p>{keep}</p></main>"
    )
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
