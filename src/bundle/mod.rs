//! The output folder: files that are whole or not there, and a manifest that describes them.

mod atomic;
mod folder;
mod ledger;
mod manifest;
mod row_ranges;
mod run_folder;
mod seal;
mod shards;
mod ticket;

pub use atomic::{cannot_write, discard_file, write_file, write_lines};
pub use folder::{Covered, OutputFolder};
pub use ledger::{BatchEntry, Counts, Ledger, Made, RowsEntry, RunAbout, ShardEntry};
pub use manifest::{FileEntry, Manifest, TemplateEntry, hexadecimal, sha256};
pub use run_folder::{RunFolder, is_batch_name};
pub use seal::{Seal, Sum, Unfinished};
pub use shards::{FileState, ShardFolder, Shards, folder_of_shard};
pub use ticket::{PrintJob, SheetJob};

#[cfg(test)]
mod tests;
