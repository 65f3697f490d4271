//! Which letters to look at before all are printed.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::guarded;
use super::hand_out::hand_out;
use super::letters::Letters;
use super::{Ready, kinds};
use crate::diagnostics::Diagnostics;
use crate::records::Record;

/// Letters of any other row, so that not only what is special is looked at.
const SAMPLES: usize = 5;

/// A few rows that show what can go wrong with any.
#[derive(Debug, Default)]
pub struct ProofSet {
    /// In the order of the run.
    pub picks: Vec<Pick>,
    /// Rows that cannot be printed.
    pub refused: u64,
}

/// A row, and why it is in a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    pub row: u32,
    /// Of its letter.
    pub pages: u64,
    pub why: Vec<String>,
}

impl ProofSet {
    pub fn rows(&self) -> BTreeSet<u32> {
        self.picks.iter().map(|pick| pick.row).collect()
    }

    /// Which page of the proof is which row: for a spreadsheet.
    pub fn list(&self, duplex: bool) -> String {
        let mut list = String::from("\u{feff}page;pages;row;why\r\n");
        let mut page = 1;
        for Pick { row, pages, why } in &self.picks {
            list.push_str(&format!("{page};{pages};{row};{}\r\n", why.join(", ")));
            page += if duplex { pages.next_multiple_of(2) } else { *pages };
        }
        list
    }
}

/// A letter, as it is compared with others.
#[derive(Clone, Copy)]
struct Measured {
    /// From 0, among those that can be printed.
    place: u64,
    row: u32,
    pages: u64,
    /// Pages, then characters of the address.
    length: (u64, usize),
}

impl Ready<'_> {
    /// Makes all letters without writing any, and picks the shortest and the longest (by pages, then by name and
    /// address), the first and the last, one of each language, and some by chance that `seed` decides.
    ///
    /// # Errors
    /// As [`Ready::print`].
    pub fn proof_set(&self, seed: u64, progress: &dyn Fn(u64)) -> Result<ProofSet, Diagnostics> {
        let (run, shop) = (self.run, &self.shop);
        let kinds = kinds(run, shop)?;
        let mut letters: BTreeMap<&str, Letters> = BTreeMap::new();
        for (language, kind) in &kinds {
            letters.insert(language, Letters::new(shop, kind)?);
        }
        let (mut picking, mut refused) = (Picking::new(seed), 0);
        hand_out(run, |batch| {
            for row in &batch.rows {
                let Ok(record) = &row.outcome else {
                    refused += 1;
                    continue;
                };
                if batch.repeats.contains(&row.number) {
                    continue;
                }
                let language = run.language_of(record);
                match letters.get_mut(language).map(|letters| guarded(letters, record)) {
                    Some(Ok(letter)) => picking.add(record, language, letter.pages.len() as u64),
                    _ => refused += 1,
                }
            }
            progress(batch.rows.len() as u64);
            true
        })?;
        Ok(ProofSet { picks: picking.picks(), refused })
    }
}

/// What was seen so far; it does not grow with the number of rows.
struct Picking {
    first: Option<Measured>,
    last: Option<Measured>,
    shortest: Option<Measured>,
    longest: Option<Measured>,
    languages: BTreeMap<String, Measured>,
    /// A fair sample of all (reservoir sampling, algorithm R).
    samples: Vec<Measured>,
    count: u64,
    random: u64,
}

impl Picking {
    fn new(seed: u64) -> Picking {
        // xorshift64 never leaves 0, and begins better with many bits.
        let random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let (first, last, shortest, longest) = (None, None, None, None);
        let (languages, samples) = (BTreeMap::new(), Vec::new());
        Picking { first, last, shortest, longest, languages, samples, count: 0, random }
    }

    fn add(&mut self, record: &Record, language: &str, pages: u64) {
        let address: usize = record.lines().iter().map(|line| line.chars().count()).sum();
        let letter = Measured { place: self.count, row: record.row, pages, length: (pages, address) };
        self.count += 1;
        self.first.get_or_insert(letter);
        self.last = Some(letter);
        if self.shortest.is_none_or(|known| letter.length < known.length) {
            self.shortest = Some(letter);
        }
        if self.longest.is_none_or(|known| letter.length > known.length) {
            self.longest = Some(letter);
        }
        if !self.languages.contains_key(language) {
            self.languages.insert(language.to_owned(), letter);
        }
        if self.samples.len() < SAMPLES {
            self.samples.push(letter);
            return;
        }
        let place = self.random_below(self.count) as usize;
        if let Some(place) = self.samples.get_mut(place) {
            *place = letter;
        }
    }

    fn random_below(&mut self, bound: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % bound
    }

    fn picks(self) -> Vec<Pick> {
        let ends = [
            (self.first, "first"),
            (self.last, "last"),
            (self.shortest, "shortest"),
            (self.longest, "longest"),
        ];
        let ends = ends.into_iter().filter_map(|(letter, why)| Some((letter?, why.to_owned())));
        let languages =
            self.languages.into_iter().map(|(language, letter)| (letter, format!("language {language}")));
        let samples = self.samples.into_iter().map(|letter| (letter, "by chance".to_owned()));
        let mut picks: BTreeMap<u64, Pick> = BTreeMap::new();
        for (letter, why) in ends.chain(languages).chain(samples) {
            let new = || Pick { row: letter.row, pages: letter.pages, why: Vec::new() };
            picks.entry(letter.place).or_insert_with(new).why.push(why);
        }
        picks.into_values().collect()
    }
}
