//! Whether the list of a shard makes sense in itself. Numbers are not added up before they are known to be small.

use std::collections::BTreeSet;

use crate::bundle::{BatchEntry, Counts, Ledger, Made, Shards, is_batch_name};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::run::Shard;

/// Rows of address data have numbers of 32 bits, so there are no more records.
const MOST_RECORDS: u64 = u32::MAX as u64;
/// Pages and bytes of one batch; more would not be one file.
const MOST_PAGES: u64 = 1 << 31;
const MOST_BYTES: u64 = 1 << 50;

pub(super) fn check(shards: &Shards, found: &mut Diagnostics) {
    for folder in &shards.folders {
        if let Err(reason) = ledger(&folder.ledger) {
            found.push(
                Diagnostic::error("broken-ledger", format!("what it says of this shard cannot be: {reason}"))
                    .in_file(shards.path(&format!("{}/{}", folder.name, Ledger::NAME)))
                    .help("run this shard again"),
            );
        }
    }
}

fn ledger(ledger: &Ledger) -> Result<(), String> {
    let Some(shard) = ledger.shard else {
        return Err("it is a whole run, and no shard".to_owned());
    };
    if Shard::new(shard.number, shard.of).is_none() {
        return Err(format!("there is no shard {} of {}", shard.number, shard.of));
    }
    if shard.records > MOST_RECORDS {
        return Err(format!("there are no {} records", shard.records));
    }
    let mut names = BTreeSet::new();
    let (mut sum, mut made, mut letters, mut pages) = (Counts::default(), Made::default(), 0, 0);
    for batch in &ledger.batches {
        check_batch(batch, shard.records).map_err(|reason| {
            format!("{reason} in the batch with the records {} to {}", batch.first, batch.last)
        })?;
        if let Some(name) = &batch.file
            && !names.insert(name.as_str())
        {
            return Err(format!("two batches are in the file `{name}`"));
        }
        sum.add(batch.records);
        made.patched += batch.made.patched;
        made.relaid += batch.made.relaid;
        made.composed += batch.made.composed;
        letters += batch.letters;
        pages += batch.pages;
        if sum.read > MOST_RECORDS {
            return Err("there are too many records".to_owned());
        }
    }
    if (sum, made, letters, pages) != (ledger.records, ledger.made, ledger.letters, ledger.pages) {
        return Err("the numbers of the batches do not add up to those of the shard".to_owned());
    }
    Ok(())
}

/// `records` of the whole run.
fn check_batch(batch: &BatchEntry, records: u64) -> Result<(), &'static str> {
    if batch.first < 1 || batch.first > batch.last || batch.last > records {
        return Err("the numbers of the records cannot be");
    }
    if batch.all_rows().any(|(from, to)| from > to || from < 1) {
        return Err("a range of rows ends before it begins");
    }
    let counted = batch.counted();
    if counted != batch.records || counted.read != batch.last - batch.first + 1 {
        return Err("the rows do not add up");
    }
    let Made { patched, relaid, composed } = batch.made;
    let made = patched.checked_add(relaid).and_then(|made| made.checked_add(composed));
    if batch.letters != counted.printed || made != Some(batch.letters) {
        return Err("the letters do not add up");
    }
    if batch.pages > MOST_PAGES || batch.bytes > MOST_BYTES {
        return Err("there are too many pages or bytes");
    }
    match (&batch.file, &batch.sha256) {
        (None, None) if batch.letters == 0 => {}
        (Some(name), Some(sum)) if batch.letters > 0 && is_batch_name(name) && is_hash(sum) => {}
        _ => return Err("the name or the hash of the file is none"),
    }
    let is_code =
        |code: &String| code.len() <= 32 && !code.contains([';', '"']) && !code.contains(char::is_control);
    if batch.postcodes.as_ref().is_some_and(|(first, last)| !is_code(first) || !is_code(last)) {
        return Err("a postcode is none");
    }
    Ok(())
}

fn is_hash(sum: &str) -> bool {
    sum.len() == 64 && sum.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
