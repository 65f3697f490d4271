//! HTML text becomes a tree of nodes, each with the template block it came from.

mod dom;

pub use dom::{Attribute, Dom, Element, Node, NodeId, NodeKind, Provenance};
