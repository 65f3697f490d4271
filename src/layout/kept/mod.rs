//! What stays of a laid-out document for those that differ from it in some texts and drawings only, as the letters
//! of a print run do.
//!
//! Layout asks a paragraph or a drawing a few questions: how wide it is at least and at most, what height it takes
//! in a width. It is a function of the answers. Where the new content answers as the old one did, everything around
//! stands where it stood: only the content itself is painted anew.

mod answer;
mod held;
mod painted;
mod patch;
mod relayout;
mod watch;

pub(super) use painted::{Key, Painted};
pub use patch::{Kept, Value};
pub use relayout::Relayout;
pub(super) use watch::{Place, Watch};
