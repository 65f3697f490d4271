//! What became of a print run, in a few lines for those who know Word and Excel.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::Duration;

use super::build::count;
use crate::bundle::{Counts, Ledger, RowsEntry};
use crate::run::ProofSet;

/// Rows or reasons that a line names before it counts the rest.
const NAMED: usize = 5;

pub(super) struct Summary<'r> {
    pub ledger: &'r Ledger,
    pub proof: Option<&'r ProofSet>,
    /// Records of an earlier run that goes on.
    pub resumed: u64,
    /// The list of refused rows, if there are any.
    pub refused: Option<&'r Path>,
    pub skips_duplicates: bool,
    pub path: &'r Path,
}

impl Summary<'_> {
    pub fn lines(&self, took: Duration) -> Vec<String> {
        let Counts { read, printed, refused, skipped } = self.ledger.records;
        let mut lines = Vec::new();
        if self.resumed > 0 {
            lines.push(format!("went on after {} of before", count(self.resumed as usize, "record")));
        }
        let refused = if refused > 0 { format!(", {refused} refused") } else { String::new() };
        let skipped = if skipped > 0 { format!(", {skipped} skipped") } else { String::new() };
        let printed = if printed > 0 { printed.to_string() } else { "none".to_owned() };
        lines.push(format!("read {}: {printed} printed{refused}{skipped}", count(read as usize, "record")));
        let batches = || self.ledger.batches.iter();
        reasons(&mut lines, "refused", batches().flat_map(|batch| &batch.refused));
        reasons(&mut lines, "skipped", batches().flat_map(|batch| &batch.skipped));
        self.duplicates(&mut lines);
        if let Some(path) = self.refused {
            lines.push(format!(
                "refused rows are in {}: mend them there, and print that file by itself",
                path.display()
            ));
        }
        if let Some(proof) = self.proof {
            lines.push("proof.csv tells which page is which row, and why it was picked".to_owned());
            if proof.refused > 0 {
                let rows = count(proof.refused as usize, "row");
                lines.push(format!("of all addresses, {rows} will be refused"));
            }
        }
        lines.push(self.made(took));
        lines
    }

    fn duplicates(&self, lines: &mut Vec<String>) {
        let pairs = &self.ledger.duplicates;
        if pairs.is_empty() || self.skips_duplicates {
            return;
        }
        let named = pairs.iter().take(NAMED).map(|(row, first)| format!("row {row} repeats row {first}"));
        let named = named.collect::<Vec<_>>().join(", ");
        let more = match pairs.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(", and {more} more in run.json"),
        };
        lines.push(format!("the same person twice: {named}{more}; `--skip-duplicates` prints one letter"));
    }

    fn made(&self, took: Duration) -> String {
        let Ledger { letters, pages, made, batches, .. } = self.ledger;
        let seconds = took.as_secs_f64();
        let files = batches.iter().filter(|batch| batch.file.is_some()).count();
        format!(
            "made {} of {} in {}: {} patched, {} laid out again, {} in full, {seconds:.2} s, {:.0} a second → {}",
            count(*letters as usize, "letter"),
            count(*pages as usize, "page"),
            count(files, "file"),
            made.patched,
            made.relaid,
            made.composed,
            self.ledger.records.read.saturating_sub(self.resumed) as f64 / seconds.max(0.001),
            self.path.display(),
        )
    }
}

/// One line for each reason, the most frequent first.
pub(super) fn reasons<'e>(lines: &mut Vec<String>, fate: &str, entries: impl Iterator<Item = &'e RowsEntry>) {
    let mut known: BTreeMap<(&str, &str), Named> = BTreeMap::new();
    for entry in entries {
        let named = known.entry((&entry.code, &entry.reason)).or_default();
        entry.rows.iter().for_each(|(from, to)| named.add(*from, *to));
    }
    let mut known: Vec<_> = known.into_iter().collect();
    known.sort_by_key(|(_, named)| std::cmp::Reverse(named.count));
    let others = known.iter().skip(NAMED).map(|(_, named)| named.count).sum::<u64>();
    for ((_, reason), named) in known.into_iter().take(NAMED) {
        lines.push(format!("  {} {fate}: {reason} ({named})", named.count));
    }
    if others > 0 {
        lines.push(format!("  {others} {fate} for other reasons, which run.json tells"));
    }
}

/// Rows, of which a few are named.
#[derive(Default)]
struct Named {
    count: u64,
    /// From, to: one more than are named.
    ranges: Vec<(u32, u32)>,
}

impl Named {
    fn add(&mut self, from: u32, to: u32) {
        self.count += u64::from(to - from) + 1;
        let has_room = self.ranges.len() <= NAMED;
        match self.ranges.last_mut() {
            // A range goes on in the next batch.
            Some((_, end)) if end.checked_add(1) == Some(from) => *end = to,
            _ if has_room => self.ranges.push((from, to)),
            _ => {}
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let range = |(from, to): &(u32, u32)| match from == to {
            true => from.to_string(),
            false => format!("{from}-{to}"),
        };
        let mut ranges: Vec<String> = self.ranges.iter().take(NAMED).map(range).collect();
        if self.ranges.len() > NAMED {
            ranges.push("…".to_owned());
        }
        let word = if self.count == 1 { "row" } else { "rows" };
        write!(f, "{word} {}", ranges.join(", "))
    }
}
