//! The engine as one step: rendered HTML in, finished pages out.

mod composer;
mod fonts;
mod pictures;
mod sheets;

pub use composer::{Bleed, Composed, Composer, Input};
pub use sheets::SheetFile;
