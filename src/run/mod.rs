//! Builds what was planned: each edition from template to file, side by side, none in another's way.

mod build;
mod collect;
mod explain;
mod findings;
mod impose;
mod pages;
mod press;
mod print_run;
mod proof;
mod ticket;

pub use build::{Built, Making, build};
pub use collect::collect;
pub use explain::explain;
pub use findings::merge;
pub use impose::{Arrangement, Imposing};
pub use print_run::{
    Heard, Pick, PrintRun, Printed, ProofSet, Ready, Selected, Shard, expect_rows, ledger, packing_list,
    write_refused, write_repairs,
};
pub use proof::{Proofed, Proofing, proof};
