//! Builds what was planned: each edition from template to file, side by side, none in another's way.

mod build;
mod explain;
mod findings;
mod impose;
mod pages;
mod press;
mod proof;
mod ticket;

pub use build::{Built, Making, build};
pub use explain::explain;
pub use findings::merge;
pub use impose::{Arrangement, Imposing};
pub use proof::{Proofed, Proofing, proof};
