use std::collections::BTreeMap;

use super::Finished;
use crate::diagnostics::{Decimal, Diagnostic, Diagnostics, Words};
use crate::page::Origin;
use crate::units::{PT_PER_MM, Point, Pt};

/// Findings of one code that a page shows; the rest are counted.
const SHOWN: usize = 10;

/// Collects findings: each once for an element, with how often.
pub(super) struct Tell<'a> {
    finished: &'a Finished<'a>,
    found: Vec<Told>,
    known: BTreeMap<Key, usize>,
}

/// What is told once: the page and the element, if they tell findings apart.
type Key = (Option<usize>, Origin, Diagnostic);

struct Told {
    /// `None`: the whole document.
    page: Option<usize>,
    finding: Diagnostic,
    times: usize,
}

/// Millimetres of a length on a page.
pub(super) fn mm(length: Pt) -> Decimal {
    Decimal::tenths(length / PT_PER_MM)
}

/// Where on the pages something was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// From 0.
    pub page: usize,
    /// Points from the top left corner of the trim box.
    pub at: Point,
    pub origin: Origin,
}

impl<'a> Tell<'a> {
    pub fn new(finished: &'a Finished<'a>) -> Tell<'a> {
        Tell { finished, found: Vec::new(), known: BTreeMap::new() }
    }

    /// Once for an element of a page.
    pub fn at(&mut self, place: Place, finding: Diagnostic) {
        self.add((Some(place.page), place.origin, finding), place);
    }

    /// Once for the document: the first place stands for all.
    pub fn once(&mut self, place: Place, finding: Diagnostic) {
        self.add((None, Origin::default(), finding), place);
    }

    fn add(&mut self, key: Key, place: Place) {
        if let Some(known) = self.known.get(&key) {
            self.found[*known].times += 1;
            return;
        }
        let page = key.0;
        let mut finding = key.2.clone().note(Tell::place(place));
        if let Some(name) = self.finished.document.name_of(place.origin) {
            finding = finding.note(name);
        }
        self.known.insert(key, self.found.len());
        self.found.push(Told { page, finding, times: 1 });
    }

    /// Of the document, not of a place.
    pub fn whole(&mut self, finding: Diagnostic) {
        self.found.push(Told { page: None, finding, times: 1 });
    }

    fn place(place: Place) -> Words {
        let (page, left, top) = (place.page + 1, mm(place.at.x), mm(place.at.y));
        Words::both(
            format!("page {page}, {left} mm from the left, {top} mm from the top"),
            format!("pagina {page}, {left:#} mm van links, {top:#} mm van boven"),
        )
    }

    pub fn finish(self) -> Diagnostics {
        let record =
            self.finished.record.map(|row| Words::both(format!("record {row}"), format!("rij {row}")));
        let mut shown: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        for told in &self.found {
            *shown.entry((told.page, told.finding.code)).or_default() += 1;
        }
        let mut found = Diagnostics::new();
        let mut counted: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        for Told { page, mut finding, times } in self.found {
            let count = counted.entry((page, finding.code)).or_default();
            *count += 1;
            let more = shown[&(page, finding.code)].saturating_sub(SHOWN);
            if times > 1 {
                finding = finding.note(Diagnostic::more_like_it(times - 1));
            }
            match *count {
                count if count > SHOWN => continue,
                SHOWN if more > 0 => {
                    finding = finding.note(Words::both(
                        format!("and {more} more elements of the page like this"),
                        format!("en nog {more} van zulke elementen op de pagina"),
                    ));
                }
                _ => {}
            }
            record.iter().for_each(|record| finding.notes.insert(0, record.clone()));
            found.push(finding);
        }
        found
    }
}
