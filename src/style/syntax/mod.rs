//! Text becomes rules: selectors, declarations and at-rules, each with its place in the file.

mod at_rules;
mod blocks;
mod braces;
mod cache;
mod counter_style;
mod declaration;
mod fold;
mod font_face;
mod layer;
mod media;
mod media_feature;
mod page;
mod problem;
mod reader;
mod selector;
mod sheet;
mod supports;

pub(super) use blocks::{Block, Declaration, Place, Variable};
pub(super) use cache::parsed;
pub(super) use fold::folded;
pub(super) use layer::inside;
pub(super) use media::{Conditions, applies};
pub(super) use reader::{inline, sheet};
pub(super) use selector::{Name, PseudoClass, Syntax};
pub(super) use sheet::{Import, MarginBlock, PageBlock, ParsedSheet, StyleRule};
