//! Which editions are built, in order.

mod edition;
mod select;

pub use edition::{Edition, EditionId, Plan, Target};
pub use select::{Selection, plan};
