//! The output folder: files that are whole or not there, and a manifest that describes them.

mod atomic;
mod folder;
mod ledger;
mod manifest;
mod run_folder;
mod seal;
mod ticket;

pub use atomic::{cannot_write, discard_file, write_file};
pub use folder::{Covered, OutputFolder};
pub use ledger::{BatchEntry, Counts, Ledger, Made, RowEntry, RunAbout, ShardEntry};
pub use manifest::{FileEntry, Manifest, TemplateEntry, sha256};
pub use run_folder::RunFolder;
pub use seal::{Seal, Sum, Unfinished};
pub use ticket::{PrintJob, SheetJob};

#[cfg(test)]
mod tests;
