//! The last stage: finished pages to the bytes of a PDF. The only module that knows printpdf.
//!
//! printpdf embeds fonts and writes document information. Page contents are written here
//! as bytes, because printpdf's operations cost many times as much and know no boxes with an offset, no
//! named inks, no correct overprint and no structure.

mod clusters;
mod color;
mod content;
mod deflate;
mod file;
mod fonts;
mod forms;
mod frame;
mod gradient;
mod images;
mod layers;
mod links;
mod metadata;
mod number;
mod object;
mod output;
mod page_tree;
mod painter;
mod path;
mod registry;
mod resources;
mod shared;
mod structure;
mod structure_tree;
mod text;
mod write;
mod writer;

pub use write::write;
pub use writer::{WriteError, Writer};

/// How the file names its maker.
const PRODUCER: &str = concat!("drukwerk ", env!("CARGO_PKG_VERSION"));
