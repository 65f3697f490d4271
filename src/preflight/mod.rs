//! The last look at pages before they go to a print shop: what it would refuse, and what readers would not see.
//!
//! Pages are walked once (`view`); each rule is a file in `rules`, told once for each element.

mod check;
mod finished;
mod ground;
mod lettering;
mod plane;
mod rules;
mod tell;
mod view;
mod walk;

pub use check::{check, stricter};
pub use finished::{Finished, Need};
