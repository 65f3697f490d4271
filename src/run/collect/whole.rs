//! Whether shards are a whole run: each of them once, and in them every record once.

use super::same::called;
use crate::bundle::{BatchEntry, ShardFolder, Shards};
use crate::diagnostics::{Diagnostic, Diagnostics};

pub(super) fn check(shards: &Shards, found: &mut Diagnostics) {
    unfinished(shards, found);
    let Some(of) = shards.folders.iter().find_map(|folder| folder.ledger.shard).map(|shard| shard.of) else {
        return;
    };
    let mut folders: Vec<&ShardFolder> = shards.folders.iter().collect();
    let number = |folder: &ShardFolder| folder.ledger.shard.map_or(0, |shard| shard.number);
    folders.sort_by_key(|folder| number(folder));
    for pair in folders.windows(2) {
        if number(pair[0]) == number(pair[1]) {
            let (one, other) = (&pair[0].name, &pair[1].name);
            let message = format!("{} is there twice: in `{one}` and in `{other}`", called(pair[0]));
            found.push(
                Diagnostic::error("two-copies", message)
                    .help("remove one of them: all its letters would be printed twice"),
            );
        }
    }
    missing(shards, &folders.iter().map(|folder| number(folder)).collect::<Vec<_>>(), of, found);
    if found.has_errors() {
        return;
    }
    records(&folders, found);
    if !found.has_errors() {
        rows(&folders, found);
    }
}

/// Letters may lie there, whether or not the shard is whole elsewhere.
fn unfinished(shards: &Shards, found: &mut Diagnostics) {
    for name in &shards.unfinished {
        let message = format!("`{}` is not finished: it has no run.json", shards.path(name));
        found.push(
            Diagnostic::error("unfinished-shard", message).help(
                "run this shard again with `--resume`, or remove the folder if it is of an earlier run",
            ),
        );
    }
}

/// `numbers` that are there, in order.
fn missing(shards: &Shards, numbers: &[u32], of: u32, found: &mut Diagnostics) {
    let mut ranges = Vec::new();
    let mut next = 1;
    for number in numbers.iter().copied().chain([of + 1]) {
        if number > next {
            ranges.push((next, number - 1));
        }
        next = number + 1;
    }
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return };
    let words: Vec<String> = ranges.iter().map(|range| words(*range)).collect();
    let (message, which) = match first.0 == last.1 {
        true => (format!("shard {} of {of} is missing", first.0), "it as the others"),
        false => {
            (format!("shards {} of {of} are missing", words.join(", ")), "them as the others, the first")
        }
    };
    let mut finding = Diagnostic::error("missing-shard", message);
    for name in shards.links.iter().take(10) {
        finding = finding.note(format!("`{}` is a link, which is not followed", shards.path(name)));
    }
    found.push(finding.help(format!("run {which} with `--shard {}/{of}`", first.0)));
}

fn words((from, to): (u32, u32)) -> String {
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}

/// Whether the batches meet, from the first record to the last.
fn records(folders: &[&ShardFolder], found: &mut Diagnostics) {
    let mut batches: Vec<(&ShardFolder, &BatchEntry)> = folders
        .iter()
        .flat_map(|folder| folder.ledger.batches.iter().map(move |batch| (*folder, batch)))
        .collect();
    batches.sort_by_key(|(_, batch)| (batch.first, batch.last));
    let total = folders.first().and_then(|folder| folder.ledger.shard).map_or(0, |shard| shard.records);
    let mut end = 0;
    let mut before: Option<&ShardFolder> = None;
    let mut gap = |from: u64, to: u64| {
        found.push(
            Diagnostic::error("gap", format!("{} in no shard", these(from, to)))
                .help("run the shards again, all with the same number of them and of records in a batch"),
        );
    };
    let mut overlaps = Vec::new();
    for (folder, batch) in batches {
        if batch.first > end + 1 {
            gap(end + 1, batch.first - 1);
        }
        if let Some(before) = before.filter(|_| batch.first <= end) {
            let to = batch.last.min(end);
            let what = these(batch.first, to);
            overlaps.push(format!("{what} in two batches, in {} and in {}", called(before), called(folder)));
        }
        if batch.last > end {
            (end, before) = (batch.last, Some(folder));
        }
    }
    if end < total {
        gap(end + 1, total);
    }
    for message in overlaps {
        found.push(
            Diagnostic::error("overlap", message)
                .help("run the shards again, all with the same number of them and of records in a batch"),
        );
    }
}

fn these(from: u64, to: u64) -> String {
    if from == to { format!("record {from} is") } else { format!("records {from} to {to} are") }
}

/// Whether a row of the address data is printed, refused or skipped in one place only.
fn rows(folders: &[&ShardFolder], found: &mut Diagnostics) {
    let mut all: Vec<(u32, u32, u32)> = Vec::new();
    for (at, folder) in (0..).zip(folders) {
        for batch in &folder.ledger.batches {
            all.extend(batch.all_rows().map(|(from, to)| (from, to, at)));
        }
    }
    all.sort_unstable();
    // One says enough: whoever has two shards mixed up has thousands.
    let twice = all.windows(2).find(|pair| pair[1].0 <= pair[0].1);
    if let Some(pair) = twice {
        let folder = |at: u32| folders.get(at as usize).map(|folder| called(folder)).unwrap_or_default();
        let (one, other) = (folder(pair[0].2), folder(pair[1].2));
        let place = if one == other { format!("twice in {one}") } else { format!("in {one} and in {other}") };
        found.push(
            Diagnostic::error("row-twice", format!("row {} of the address data is {place}", pair[1].0))
                .help("run these shards again"),
        );
    }
}
