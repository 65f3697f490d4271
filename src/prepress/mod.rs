//! From finished pages to what a press prints: inks, marks, the die line; nothing moves any more.

mod die;
mod dress;
mod inks;
mod look;
mod marks;
mod pictures;
mod plates;
mod press;
mod screen;
mod slug;

pub use die::{Die, DieError, Preset, presets};
pub use dress::{Dressed, Dresser, Job, dress};
pub use look::Look;
pub use marks::{SLUG, mark};
pub use plates::plates;
pub use press::Press;
pub use screen::for_screen;
pub use slug::sheet_line;
