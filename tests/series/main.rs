//! Documents in a series: whatever is kept of those before, each comes out as if it were laid out alone.

mod records;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use drukwerk::assets::{Loader, Scope};
use drukwerk::compose::{About, Bleed, Composer, Input, Made, Series};
use drukwerk::diagnostics::Diagnostics;
use drukwerk::page::{Filling, Group, Item, Metadata, Mould, Page};

use records::{Random, Record};
use templates::{TEMPLATES, Template};

/// Documents of each series.
const COUNT: usize = 60;

#[test]
fn every_document_is_as_if_laid_out_alone() {
    let loader = Loader::folder(&std::env::temp_dir()).expect("the folder is there");
    let scope = Scope::default();
    for template in &TEMPLATES {
        for seed in 1..4 {
            let mut random = Random(seed * 7919);
            let composer = Composer::new(&loader);
            let mut run = Run::new(&composer, &scope);
            let (mut patched, mut relaid) = (0, 0);
            for number in 0..COUNT {
                let record = Record::new(&mut random);
                let html = (template.html)(&record);
                let (pages, way) = run.next(&html);
                patched += usize::from(way == Way::Patched);
                let (expected, found) = alone(&composer, &scope, &html);
                if let Way::Relaid(told) = &way {
                    relaid += 1;
                    assert_eq!(*told, found, "what is told of {}, {number}:\n{html}", template.name);
                }
                assert_eq!(pages.len(), expected.len(), "pages of {}, {number}:\n{html}", template.name);
                for (index, (page, expected)) in pages.iter().zip(&expected).enumerate() {
                    let (page, expected) = (flat(&page.items), flat(&expected.items));
                    let differs = page.iter().zip(&expected).position(|(one, other)| one != other);
                    if differs.is_some() || page.len() != expected.len() {
                        let at = differs.unwrap_or(page.len().min(expected.len()));
                        panic!(
                            "{}, document {number} ({way:?}), page {index}, item {at}:\n{:#?}\nis not\n{:#?}\n{html}",
                            template.name,
                            page.get(at),
                            expected.get(at)
                        );
                    }
                }
            }
            check_share(template, (patched, relaid), seed);
        }
    }
}

/// The point of it all is that most documents are made from others.
fn check_share(template: &Template, (patched, relaid): (usize, usize), seed: u64) {
    for (way, made, share) in
        [("patched", patched, template.patched), ("related", patched + relaid, template.related)]
    {
        let least = COUNT * share / 100;
        assert!(made >= least, "{}, seed {seed}: {made} of {COUNT} are {way}, not {least}", template.name);
    }
    if template.related == 0 {
        assert_eq!(patched + relaid, 0, "{}: what cannot be told apart is patched", template.name);
    }
}

/// A series with the pages that others are made from.
struct Run<'c> {
    series: Series<'c>,
    moulds: BTreeMap<usize, (Vec<Mould>, Slots)>,
}

/// What stands in the places that change.
type Slots = BTreeMap<u32, Arc<Vec<Item>>>;

impl<'c> Run<'c> {
    fn new(composer: &'c Composer<'c>, scope: &'c Scope) -> Run<'c> {
        let about = About {
            name: "letter/letter.html".to_owned(),
            first: Vec::new(),
            scope,
            bleed: Bleed::Styled,
            metadata: Metadata::default(),
        };
        Run { series: Series::new(composer, about), moulds: BTreeMap::new() }
    }

    fn next(&mut self, html: &str) -> (Vec<Page>, Way) {
        match self.series.next(html) {
            Made::Patched(number, fillings) => {
                let (moulds, first) = &self.moulds[&number];
                let mut slots = first.clone();
                let fillings: Vec<Filling> = fillings;
                slots.extend(fillings);
                (moulds.iter().map(|mould| mould.filled(&slots)).collect(), Way::Patched)
            }
            Made::Relaid(document, found) => (document.pages, Way::Relaid(codes(found))),
            Made::Composed(composed, _, number) => {
                if let Some(number) = number {
                    let (moulds, slots): (Vec<_>, Vec<_>) =
                        composed.document.pages.iter().map(Mould::of).unzip();
                    let slots = slots.into_iter().flatten().map(|(number, slot)| (number, slot.items));
                    self.moulds.insert(number, (moulds, slots.collect()));
                }
                (composed.document.pages, Way::Composed)
            }
        }
    }
}

/// How a document was made, and what was told of it.
#[derive(Debug, PartialEq)]
enum Way {
    Patched,
    Relaid(Vec<&'static str>),
    Composed,
}

fn codes(found: Diagnostics) -> Vec<&'static str> {
    found.iter().map(|finding| finding.code).collect()
}

fn alone(composer: &Composer, scope: &Scope, html: &str) -> (Vec<Page>, Vec<&'static str>) {
    let input = Input {
        html,
        name: "letter/letter.html",
        first: &[],
        scope,
        bleed: Bleed::Styled,
        metadata: Metadata::default(),
    };
    let (composed, found) = composer.compose(input);
    (composed.document.pages, codes(found))
}

/// Groups that are there only to be shared are none.
fn flat(items: &[Item]) -> Vec<Item> {
    let mut out = Vec::new();
    for item in items {
        match item {
            Item::Group(group) => {
                let items = flat(&group.items);
                let group = Group { items: Arc::new(items.clone()), slot: None, ..group.clone() };
                let plain = Group { items: group.items.clone(), origin: group.origin, ..Group::default() };
                if group == plain { out.extend(items) } else { out.push(Item::Group(group)) }
            }
            item => out.push(item.clone()),
        }
    }
    out
}
