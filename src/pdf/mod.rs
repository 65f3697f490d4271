//! The last stage: finished pages to the bytes of a PDF. The only module that knows printpdf.
//!
//! printpdf embeds fonts and pictures and makes the frame of the file. Page contents are written here
//! as bytes, because printpdf's operations cost many times as much and know no boxes with an offset, no
//! named inks, no correct overprint and no structure.

mod clusters;
mod collect;
mod color;
mod content;
mod fonts;
mod frame;
mod gradient;
mod images;
mod layers;
mod links;
mod metadata;
mod number;
mod output;
mod painter;
mod path;
mod registry;
mod save;
mod structure;
mod structure_tree;
mod text;
mod write;

pub use write::write;

/// How the file names its maker.
const PRODUCER: &str = concat!("drukwerk ", env!("CARGO_PKG_VERSION"));
