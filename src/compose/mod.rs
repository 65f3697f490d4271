//! The engine as one step: rendered HTML in, finished pages out.

mod composer;
mod fonts;
mod pictures;
mod series;
mod sheets;

pub use composer::{Bleed, Composed, Composer, Input};
pub use series::{About, Made, Series};
pub use sheets::SheetFile;
