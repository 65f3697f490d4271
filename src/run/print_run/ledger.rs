//! What a run was made of, and what became of it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::PrintRun;
use super::letters::Kind;
use crate::bundle::{BatchEntry, Counts, Ledger, Made, RunAbout, ShardEntry, hexadecimal};
use crate::compose::Input;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::Metadata;
use crate::run::pages::{Shop, first_sheets};

/// What a run is made of; two with the same are the same run.
pub(super) fn about(
    run: &PrintRun,
    shop: &Shop,
    kinds: &BTreeMap<String, Kind>,
) -> Result<RunAbout, Diagnostics> {
    let plan = run.making.plan;
    let Some(first) = plan.editions.first() else {
        let finding = Diagnostic::error("nothing-to-run", "the campaign has no edition of this piece");
        return Err(finding.into());
    };
    Ok(RunAbout {
        campaign: plan.campaign.id.clone(),
        version: plan.campaign.version.clone(),
        piece: first.id.piece.clone(),
        municipality: first.id.municipality.clone(),
        language: run.language.clone(),
        target: first.target.to_string(),
        printer: plan.printer.as_ref().map(|printer| printer.name.clone()),
        selection: run.selected.name(),
        data: run.records.about().sha256.clone(),
        design: design(run, shop, kinds)?,
        batch: run.batch,
    })
}

/// SHA-256 of everything but the address data that letters depend on.
fn design(run: &PrintRun, shop: &Shop, kinds: &BTreeMap<String, Kind>) -> Result<String, Diagnostics> {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    add(env!("CARGO_PKG_VERSION"));
    add(&format!("{:?}", (run.order, run.skips_duplicates, run.duplex, run.separators, &run.selected)));
    add(&format!("{:?}", (run.making.date, run.records.about().columns.as_slice())));
    for kind in kinds.values() {
        // Laid out once, so that every file that it needs has been asked for.
        let html = shop.renderer.render(kind.edition).map_err(without_record)?;
        let input = Input {
            html: &html.text,
            name: &html.name,
            first: &first_sheets(&html),
            scope: &kind.scope,
            bleed: shop.bleed(kind.edition),
            metadata: Metadata::default(),
        };
        shop.composer.compose(input);
        add(&kind.edition.language);
        add(&html.text);
        add(&html.palette);
    }
    add(&run.making.loader.fingerprint());
    Ok(hexadecimal(&hash.finalize()))
}

/// A letter is filled in without a record as well, as `build` does: a template that counts on one is told how not to.
fn without_record(found: Diagnostics) -> Diagnostics {
    const HELP: &str =
        "a letter is made without an address as well: write `record?.name`, or `{% if record %}` around it";
    let told = |finding: Diagnostic| match finding.code {
        "undefined-variable" if finding.message.contains("`record`") => finding.help(HELP),
        _ => finding,
    };
    found.into_vec().into_iter().map(told).collect::<Vec<_>>().into()
}

/// Adds up the batches of a run; what each says of its rows is counted once more.
///
/// # Errors
/// `unbalanced` if a row is in none or in two of the sets.
pub fn ledger(
    about: RunAbout,
    shard: Option<ShardEntry>,
    (batches, duplicates): (Vec<BatchEntry>, Vec<(u32, u32)>),
    expires: String,
) -> Result<Ledger, Diagnostic> {
    let mut records = Counts::default();
    let mut made = Made::default();
    let (mut letters, mut pages) = (0, 0);
    reconcile(&batches)?;
    for batch in &batches {
        records.add(batch.records);
        made.patched += batch.made.patched;
        made.relaid += batch.made.relaid;
        made.composed += batch.made.composed;
        letters += batch.letters;
        pages += batch.pages;
    }
    let generator = concat!("drukwerk ", env!("CARGO_PKG_VERSION")).to_owned();
    Ok(Ledger {
        generator,
        about,
        shard,
        shards: None,
        records,
        letters,
        pages,
        made,
        duplicates,
        batches,
        expires,
    })
}

/// Read is printed, refused and skipped, and each row is in one of them.
fn reconcile(batches: &[BatchEntry]) -> Result<(), Diagnostic> {
    let mut end = 0;
    for batch in batches {
        let (counted, length) = (batch.counted(), (batch.last + 1).checked_sub(batch.first));
        let is_whole = counted == batch.records && length == Some(counted.read) && batch.first > end;
        if !is_whole || !batch.records.is_balanced() {
            return Err(unbalanced(&format!("records {} to {} do not add up", batch.first, batch.last)));
        }
        end = batch.last;
    }
    let mut rows: Vec<(u32, u32)> = batches.iter().flat_map(BatchEntry::all_rows).collect();
    rows.sort_unstable();
    match rows.windows(2).find(|pair| pair[0].1 >= pair[1].0) {
        Some(pair) => Err(unbalanced(&format!("row {} is accounted for twice", pair[1].0))),
        None => Ok(()),
    }
}

pub(super) fn unbalanced(message: &str) -> Diagnostic {
    Diagnostic::error("unbalanced", message)
        .help("please report this: no letter of this run should be posted before it is clear")
}

/// One line for each batch, for who packs and checks boxes.
pub fn packing_list(ledger: &Ledger) -> String {
    let mut list = String::from(
        "file;letters;pages;first record;last record;first row;last row;first postcode;last postcode;sha256\r\n",
    );
    for batch in &ledger.batches {
        let Some(file) = &batch.file else { continue };
        let rows = batch.rows.first().zip(batch.rows.last());
        let (from, to) = rows.map_or((0, 0), |(first, last)| (first.0, last.1));
        list.push_str(&format!(
            "{file};{};{};{};{};{from};{to};{};{};{}\r\n",
            batch.letters,
            batch.pages,
            batch.first,
            batch.last,
            batch.postcodes.as_ref().map_or("", |codes| &codes.0),
            batch.postcodes.as_ref().map_or("", |codes| &codes.1),
            batch.sha256.as_deref().unwrap_or_default()
        ));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records of which the rows 2 to 4 are printed, and this one is refused.
    fn batch(first: u64, refused: u32) -> BatchEntry {
        let records = Counts { read: 4, printed: 0, refused: 0, skipped: 0 };
        let mut batch = BatchEntry { first, last: first + 3, records, ..BatchEntry::default() };
        (0..3).for_each(|row| batch.print(first as u32 + 1 + row));
        batch.refuse(refused, "no-city", "the city is empty");
        batch
    }

    #[test]
    fn every_row_is_in_one_set() {
        assert_eq!(reconcile(&[batch(1, 5), batch(5, 9)]), Ok(()));
        let told =
            |batches: &[BatchEntry]| reconcile(batches).expect_err("it does not add up").message.to_string();
        assert_eq!(told(&[batch(1, 4)]), "row 4 is accounted for twice");
        assert_eq!(told(&[batch(1, 5), batch(5, 2)]), "row 2 is accounted for twice");
        assert_eq!(told(&[batch(1, 5), batch(4, 9)]), "records 4 to 7 do not add up");
        let lost = BatchEntry { last: 5, ..batch(1, 5) };
        assert_eq!(told(&[lost]), "records 1 to 5 do not add up");
        let mut counted = batch(1, 5);
        counted.records.skipped = 1;
        assert_eq!(told(&[counted]), "records 1 to 4 do not add up");
    }
}
