//! Whether shards are of one run.

use std::collections::BTreeMap;

use crate::bundle::{Ledger, RunAbout, ShardEntry, ShardFolder, Shards};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// What must be equal: its code, what to call it, and how to get at it.
type Feature = (&'static str, &'static str, fn(&Ledger) -> String);

const FEATURES: [Feature; 5] = [
    ("other-count", "is of a run in more or fewer shards than", |ledger| {
        ledger.shard.map(|shard| shard.of).unwrap_or_default().to_string()
    }),
    ("other-campaign", "is of another campaign, municipality or piece than", |ledger| {
        let RunAbout { campaign, version, piece, municipality, .. } = &ledger.about;
        format!("{:?}", (campaign, version, piece, municipality))
    }),
    ("other-data", "was made of other address data than", |ledger| {
        format!("{:?}", (&ledger.about.data, ledger.shard.map(|shard| shard.records)))
    }),
    (
        "other-settings",
        "was made with another language, target, printer, batch or day of expiry than",
        |ledger| {
            let RunAbout { language, target, printer, selection, batch, .. } = &ledger.about;
            format!("{:?}", (language, target, printer, selection, batch, &ledger.expires))
        },
    ),
    // All that is left.
    ("other-design", "was made with other templates, brand or settings than", |ledger| {
        format!("{:?}", ledger.about)
    }),
];

pub(super) fn check(shards: &Shards, found: &mut Diagnostics) {
    // Told first: what is of another run may differ in everything.
    for (code, differs, feature) in FEATURES {
        let values: Vec<String> = shards.folders.iter().map(|folder| feature(&folder.ledger)).collect();
        let Some(usual) = usual(&values) else { return };
        let Some(like) = values.iter().position(|value| *value == usual) else { return };
        for (folder, value) in shards.folders.iter().zip(&values) {
            if *value != usual {
                let message = format!("{} {differs} {}", called(folder), called(&shards.folders[like]));
                found.push(
                    Diagnostic::error(code, message)
                        .in_file(shards.path(&format!("{}/{}", folder.name, Ledger::NAME)))
                        .help("remove it if it is of an earlier run, or run this shard again as the others"),
                );
            }
        }
        if found.has_errors() {
            return;
        }
    }
}

/// `shard 3 of 16`
pub(super) fn called(folder: &ShardFolder) -> String {
    match folder.ledger.shard {
        Some(ShardEntry { number, of, .. }) => format!("shard {number} of {of}"),
        None => folder.name.clone(),
    }
}

/// What most have; of several the first.
fn usual(values: &[String]) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    values.iter().for_each(|value| *counts.entry(value).or_default() += 1);
    let most = counts.values().max()?;
    values.iter().find(|value| counts.get(value) == Some(most)).cloned()
}
