//! The output folder: files that are whole or not there, and a manifest that describes them.

mod atomic;
mod folder;
mod manifest;
mod seal;
mod ticket;

pub use atomic::{discard_file, write_file};
pub use folder::{Covered, OutputFolder};
pub use manifest::{FileEntry, Manifest, TemplateEntry, sha256};
pub use seal::{Seal, Sum, Unfinished};
pub use ticket::{PrintJob, SheetJob};

#[cfg(test)]
mod tests;
