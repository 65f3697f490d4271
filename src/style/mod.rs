//! Style sheets and the document become a tree in which every property is computed.

mod computed;
mod initial;
mod page_rules;
mod tree;
mod values;

pub use computed::ComputedStyle;
pub use page_rules::{
    MarginBox, MarginBoxRule, MarginContent, PageContext, PageRule, PageRules, PageSelector, PageSide,
    PageStyle,
};
pub use tree::{Content, ElementContent, PseudoElement, Replaced, StyledId, StyledNode, StyledTree};
pub use values::*;
