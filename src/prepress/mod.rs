//! From finished pages to what a press prints: inks, marks, the die line; nothing moves any more.

mod die;
mod dress;
mod inks;
mod marks;
mod pictures;
mod press;
mod slug;

pub use die::{Die, DieError, Preset, presets};
pub use dress::{Dressed, Job, dress};
pub use marks::SLUG;
pub use press::Press;
