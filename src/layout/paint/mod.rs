//! Fragments become items of a page, in paint order, each within its logical element.

mod background;
mod border;
mod box_part;
mod clip_path;
mod corner;
mod dashes;
mod decoration;
mod gradient;
mod lines;
mod order;
mod outline;
mod painter;
mod shades;
mod shadow;
mod stops;
mod stroke;
mod structure;
mod table;
mod tiles;

pub(super) use painter::{image_again, lines_again, page};
