//! The register of municipalities: which there are, and how people name them.

mod entries;

pub use entries::{Entry, Register, slug};
