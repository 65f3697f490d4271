//! drukwerk turns one campaign into everything a municipality prints.

pub mod color;
pub mod diagnostics;
pub mod page;
pub mod units;
