//! HTML text becomes a tree of nodes, each with the template block it came from.

mod arrange;
mod dom;
mod fault;
mod marker;
mod parse;
mod path;
mod sink;

pub use dom::{Attribute, Dom, Element, Node, NodeId, NodeKind, Provenance};
pub use parse::parse;
pub use path::{Paths, element_note, element_path};
