//! One batch: records to a file of letters.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::letters::{Kind, Letter, Letters, Way};
use super::separator::{self, first_error};
use super::{Batch, Heard, PrintRun, reasons};
use crate::bundle::{self, BatchEntry};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::{Metadata, Page};
use crate::pdf::{WriteError, Writer};
use crate::records::Record;
use crate::run::pages::{Shop, metadata};

/// Writes the letters of a batch to `out`, and tells what became of each row.
pub(super) fn write(
    run: &PrintRun,
    shop: &Shop,
    (kinds, heard): (&BTreeMap<String, Kind>, &Heard),
    batch: &Batch,
    out: &mut dyn Write,
) -> Result<BatchEntry, Diagnostic> {
    let mut entry = BatchEntry { first: batch.first, last: batch.last(), ..BatchEntry::default() };
    let mut file: Option<Writer> = None;
    let mut out = Some(out);
    // Names of the batches before will not come again.
    shop.composer.age();
    // What is kept of one letter for the next begins anew: a batch hangs on nothing but its own records.
    let mut letters: BTreeMap<&str, Letters> = BTreeMap::new();
    for row in &batch.rows {
        entry.records.read += 1;
        for repair in &row.repairs {
            *entry.repaired.entry(repair.kind.code().to_owned()).or_default() += 1;
        }
        let record = match &row.outcome {
            Ok(record) => record,
            Err(refusal) => {
                entry.refuse(row.number, refusal.reason.code(), &reasons::of_refusal(refusal));
                continue;
            }
        };
        if batch.repeats.contains(&row.number) {
            entry.skip(row.number, "duplicate", "the same person and address as an earlier row");
            continue;
        }
        let language = run.language_of(record);
        let Some((language, kind)) = kinds.get_key_value(language) else {
            let known: Vec<&str> = kinds.keys().map(String::as_str).collect();
            let reason = format!(
                "the campaign has no texts in the language of this row, only in {}",
                known.join(", ")
            );
            entry.refuse(row.number, "unknown-language", &reason);
            continue;
        };
        if !letters.contains_key(language.as_str()) {
            let made = Letters::new(shop, kind).map_err(first_error)?;
            letters.insert(language, made);
        }
        let made = letters.get_mut(language.as_str()).map(|letters| guarded(letters, record));
        match made {
            Some(Ok(letter)) => {
                let file = match &mut file {
                    Some(file) => file,
                    None => {
                        let Some(out) = out.take() else { break };
                        let file = file.insert(writer(run, kinds, out));
                        let has_backs = run.duplex || letter.pages.len().is_multiple_of(2);
                        if run.separators {
                            for page in
                                separator::pages(shop, run, kind, batch, has_backs).map_err(first_error)?
                            {
                                add(file, &page, run)?;
                                entry.pages += 1;
                            }
                        }
                        file
                    }
                };
                print(run, file, &letter, &mut entry)?;
                entry.print(row.number);
                heard.note(row.number, &letter.warnings);
                let postcode = area(record.postcode());
                let postcodes = entry.postcodes.get_or_insert_with(|| (postcode.to_owned(), String::new()));
                postcodes.1.replace_range(.., postcode);
            }
            Some(Err(found)) => {
                let (code, reason) = reasons::of_findings(&found);
                entry.refuse(row.number, code, reason);
                heard.note(row.number, &found);
                if code == INTERNAL {
                    // Nobody knows what state they are in.
                    letters.remove(language.as_str());
                }
            }
            None => {}
        }
    }
    if let Some(file) = file {
        file.finish().map_err(|error| fault(run, error))?;
    }
    Ok(entry)
}

fn print(
    run: &PrintRun,
    file: &mut Writer,
    letter: &Letter,
    entry: &mut BatchEntry,
) -> Result<(), Diagnostic> {
    file.next_document();
    for page in &letter.pages {
        add(file, page, run)?;
    }
    entry.pages += letter.pages.len() as u64;
    // A new letter begins on a new sheet.
    if run.duplex && letter.pages.len() % 2 == 1 {
        let Some(page) = letter.pages.last() else { return Ok(()) };
        let blank = Page { items: Arc::default(), ..page.clone() };
        add(file, &blank, run)?;
        entry.pages += 1;
    }
    entry.letters += 1;
    match letter.way {
        Way::Patched => entry.made.patched += 1,
        Way::Relaid => entry.made.relaid += 1,
        Way::Composed => entry.made.composed += 1,
    }
    let codes: BTreeSet<&str> = letter.warnings.iter().map(|warning| warning.code).collect();
    for code in codes {
        *entry.warnings.entry(code.to_owned()).or_default() += 1;
    }
    Ok(())
}

fn add(file: &mut Writer, page: &Page, run: &PrintRun) -> Result<(), Diagnostic> {
    file.add(page).map_err(|error| fault(run, error))
}

/// The first four signs, of a Dutch postcode its digits: enough to know a box by, too little to know a house by.
fn area(postcode: &str) -> &str {
    postcode.char_indices().nth(4).map_or(postcode, |(end, _)| &postcode[..end])
}

/// The code of a fault of ours.
const INTERNAL: &str = "internal";

/// A fault of ours in one letter must not take the others along.
pub(super) fn guarded(letters: &mut Letters, record: &Record) -> Result<Letter, Diagnostics> {
    catch_unwind(AssertUnwindSafe(|| letters.next(record))).unwrap_or_else(|_| {
        let finding = Diagnostic::error(INTERNAL, "drukwerk itself failed on this row");
        Err(finding.help("please report this, with the template that you used").into())
    })
}

fn writer<'w>(run: &PrintRun, kinds: &BTreeMap<String, Kind>, out: &'w mut dyn Write) -> Writer<'w> {
    let kind = kinds.get(&run.language).or(kinds.values().next());
    let about = kind.map(|kind| metadata(run.making, kind.edition)).unwrap_or_default();
    let title = kind.map(|kind| kind.edition.describe().to_string()).unwrap_or_default();
    let press = kind.and_then(|kind| kind.press.as_ref());
    let mut writer = Writer::new(out, &Metadata { title, ..about }, press.map(|kind| kind.press.intent()));
    writer.hurry();
    // A press reads no text; a screen reader does.
    if press.is_none() {
        writer.tag();
    }
    writer
}

fn fault(run: &PrintRun, error: WriteError) -> Diagnostic {
    match error {
        WriteError::Font(finding) => finding,
        WriteError::File(error) => bundle::cannot_write(run.folder.path(), &error),
    }
}
