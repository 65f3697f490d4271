use std::collections::BTreeMap;

use super::Finished;
use crate::diagnostics::{Diagnostic, Diagnostics};
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

    /// The one of two texts that people read.
    pub fn say(&self, english: String, dutch: String) -> String {
        self.finished.locale.choose(english, dutch)
    }

    pub fn number(&self, number: f32) -> String {
        self.finished.locale.number(number)
    }

    /// Millimetres of a length on a page.
    pub fn mm(&self, length: Pt) -> String {
        self.number(length / PT_PER_MM)
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
        let mut finding = key.2.clone().note(self.place(place));
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

    fn place(&self, place: Place) -> String {
        let (page, left, top) = (place.page + 1, self.mm(place.at.x), self.mm(place.at.y));
        let record = match self.finished.record {
            Some(row) => self.say(format!("record {row}, "), format!("rij {row}, ")),
            None => String::new(),
        };
        self.say(
            format!("{record}page {page}, {left} mm from the left, {top} mm from the top"),
            format!("{record}pagina {page}, {left} mm van links, {top} mm van boven"),
        )
    }

    pub fn finish(self) -> Diagnostics {
        let locale = self.finished.locale;
        let mut shown: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        for told in &self.found {
            *shown.entry((told.page, told.finding.code)).or_default() += 1;
        }
        let mut found = Diagnostics::new();
        let mut counted: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        for Told { page, finding, times } in self.found {
            let count = counted.entry((page, finding.code)).or_default();
            *count += 1;
            let more = shown[&(page, finding.code)].saturating_sub(SHOWN);
            let mut finding = finding;
            if times > 1 {
                let others = times - 1;
                finding = finding.note(locale.choose(
                    format!("and {others} more like this"),
                    format!("en nog {others} van deze soort"),
                ));
            }
            match *count {
                count if count > SHOWN => continue,
                SHOWN if more > 0 => {
                    finding = finding.note(locale.choose(
                        format!("and {more} more elements of the page like this"),
                        format!("en nog {more} van zulke elementen op de pagina"),
                    ));
                }
                _ => {}
            }
            found.push(finding);
        }
        found
    }
}
