//! YAML that people wrote becomes typed values that know where they stand.
//!
//! Reading goes twice over the text: once as a plain tree that is compared with the JSON Schema of
//! the type (all unknown keys and wrong types at once, with the keys that were meant), then into the
//! type itself.

mod at;
mod check;
mod node;
mod read;

pub use at::At;
pub use node::{Key, Node, Value};
pub use read::{read, read_tree, schema_of};
