//! Fragments become items of a page, in paint order, each within its logical element.

mod background;
mod border;
mod decoration;
mod gradient;
mod lines;
mod painter;
mod structure;

pub(super) use painter::page;
