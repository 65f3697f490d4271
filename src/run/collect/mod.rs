//! From shards to one run: only if they are all there, belong together, and hold every record once.
//!
//! What the lists of the shards say is not believed: they come from other machines, and may be cut short, old or
//! mixed up.

mod same;
mod sound;
mod whole;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::print_run::{ledger, packing_list};
use crate::bundle::{BatchEntry, FileState, Ledger, ShardFolder, Shards};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Checks the shards in a folder and writes the lists of the whole run; gives what it is, and the files.
///
/// # Errors
/// Everything that is wrong with the lists, and if nothing is, with the files: `no-shards`, `broken-ledger`,
/// `unfinished-shard`, `missing-shard`, `two-copies`, `other-count`, `other-campaign`, `other-data`, `other-design`,
/// `other-settings`, `overlap`, `gap`, `row-twice`; `missing-file`, `changed-file`, `unlisted-file`, `unreadable`.
pub fn collect(root: &Path) -> Result<(Ledger, Vec<PathBuf>), Diagnostics> {
    let shards = Shards::read(root)?;
    if shards.folders.is_empty() && shards.unfinished.is_empty() {
        let message = format!("`{}` holds no shards of a print run", root.display());
        return Err(Diagnostic::error("no-shards", message)
            .help("name the folder that they were written to with `-o`: it has folders such as `shard-03-of-16`")
            .into());
    }
    // Each step takes what the one before has made sure of.
    for step in [sound::check, same::check, whole::check, files] {
        let mut found = Diagnostics::new();
        step(&shards, &mut found);
        if found.has_errors() {
            return Err(found);
        }
    }
    let ledger = joined(&shards)?;
    let list = packing_list(&ledger);
    let written = shards.finish(&ledger, &list)?;
    Ok((ledger, written))
}

/// Whether every file is as it was written, and no other lies beside them.
fn files(shards: &Shards, found: &mut Diagnostics) {
    let batches: Vec<(&ShardFolder, &BatchEntry)> = shards
        .folders
        .iter()
        .flat_map(|folder| folder.ledger.batches.iter().map(move |it| (folder, it)))
        .collect();
    let states: Vec<FileState> =
        batches.par_iter().map(|(folder, batch)| shards.state(&folder.name, batch)).collect();
    for ((folder, batch), state) in batches.iter().zip(states) {
        let (code, message) = match state {
            FileState::AsListed => continue,
            FileState::Missing => ("missing-file", "the file is missing, or only a link"),
            FileState::Unreadable => ("unreadable", "the file cannot be read"),
            FileState::Changed => {
                ("changed-file", "the file is not as it was written: its hash is another one")
            }
        };
        let file = batch.file.as_deref().unwrap_or_default();
        found.push(
            Diagnostic::error(code, message)
                .in_file(shards.path(&format!("{}/{file}", folder.name)))
                .help("copy it once more from where it was made, or run this shard again with `--resume`"),
        );
    }
    for folder in &shards.folders {
        for name in shards.unlisted(folder) {
            found.push(
                Diagnostic::error("unlisted-file", "no list names this file")
                    .in_file(shards.path(&format!("{}/{name}", folder.name)))
                    .help("it may be of an earlier run: remove it, so that nobody prints it"),
            );
        }
    }
}

/// One ledger of all; files are named from the folder that holds the shards.
fn joined(shards: &Shards) -> Result<Ledger, Diagnostic> {
    let mut batches: Vec<BatchEntry> = Vec::new();
    for folder in &shards.folders {
        for batch in &folder.ledger.batches {
            let file = batch.file.as_ref().map(|file| format!("{}/{file}", folder.name));
            batches.push(BatchEntry { file, ..batch.clone() });
        }
    }
    batches.sort_by_key(|batch| batch.first);
    let Some(first) = shards.folders.first() else {
        return Err(Diagnostic::error("no-shards", "there are no shards"));
    };
    let Ledger { about, expires, .. } = first.ledger.clone();
    let mut duplicates: Vec<(u32, u32)> =
        shards.folders.iter().flat_map(|folder| &folder.ledger.duplicates).copied().collect();
    duplicates.sort_unstable();
    let joint = ledger(about, None, (batches, duplicates), expires)?;
    Ok(Ledger { shards: Some(shards.folders.len() as u32), ..joint })
}
