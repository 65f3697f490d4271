//! The only door to files that people wrote: every reference (template, style sheet, picture, font)
//! becomes bytes here, layer by layer, inside the project and nowhere else.

mod data_uri;
mod embedded;
mod guard;
mod layer;
mod loader;

pub use data_uri::is_data;
pub use embedded::file as built_in;
pub use layer::{Layer, Scope};
pub use loader::{Asset, Bytes, Loader, TemplateFile, text};
