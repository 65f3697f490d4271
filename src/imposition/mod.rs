//! Imposition: finished pages to press sheets, so that after cutting, stacking and folding every piece is whole.
//!
//! ```text
//!  cut and stack, 4 up         front            back, turned about its long side
//!  position p takes the       ┌──┬──┐ ┌──┬──┐      of 8 leaves, 2 sheets:
//!  leaves from p·⌈N/n⌉ on     │0 │2 │ │2'│0'│      0 1 │ 2 3   the stacks, from
//!                             ├──┼──┤ ├──┼──┤      ────┼────   top to bottom
//!                             │4 │6 │ │6'│4'│      4 5 │ 6 7
//!                             └──┴──┘ └──┴──┘
//! ```
//!
//! [`plan`] decides what stands where, and says what it costs in sheets; [`impose`] makes the sheets one by one,
//! so that a run of any length passes in little memory.

mod bare;
mod block;
mod grid;
mod impose;
mod marks;
mod plan;
mod refusal;
mod scheme;
mod setup;
mod sheet_size;
mod summary;

pub use impose::impose;
pub use plan::{Margin, Plan, plan};
pub use scheme::{Binding, Booklet, Flip, Scheme, Sides};
pub use setup::{Piece, Setup};
pub use sheet_size::{ParseSheetError, SheetSize};
pub use summary::Summary;
