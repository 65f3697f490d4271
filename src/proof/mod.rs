//! Pages as pictures, for people who say yes before a press runs.
//!
//! What is drawn is the [`Page`](crate::page::Page) itself: the same items that the PDF is written from. A
//! contact sheet is such a page, too, with the others in it as groups.

mod canvas;
mod label;
mod outlines;
mod overlay;
mod painter;
mod picture;
mod place;
mod plate;
mod png;
mod raster;
mod screen;
mod shader;
mod sheet;
mod shelf;
mod watermark;
mod words;

pub use overlay::Overlays;
pub use raster::{Resolution, page};
pub use sheet::{ContactSheet, ProofPage, contact_sheet};
