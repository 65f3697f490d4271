//! Style sheets and the document become a tree in which every property is computed.

mod cascade;
mod computed;
mod counter_style;
mod initial;
mod page_rules;
mod property;
mod source;
mod syntax;
mod tree;
mod values;

pub use cascade::{CounterStyles, StyleCache, cascade, drawing};
pub use computed::ComputedStyle;
pub use page_rules::{
    MarginBox, MarginBoxRule, MarginContent, NamedString, PageContext, PageCounters, PageRule, PageRules,
    PageSelector, PageSide, PageStyle, PrinterMarks,
};
pub use property::CounterStyle;
pub use property::{Offer, instead_of_property, offers, taken};
pub use source::{FontFaceRule, Sheet, StyleSource};
pub use tree::{
    Content, ElementContent, FontUse, GeneratedImage, PseudoElement, Replaced, StyledId, StyledNode,
    StyledTree,
};
pub use values::*;

#[cfg(test)]
mod tests;
