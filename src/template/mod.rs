//! Templates and texts become the HTML of one edition.

mod engine;
mod failure;
mod filters;
mod functions;
mod inspect;
mod locale;
mod mark;
mod markdown;
mod palette;
mod placeholders;
mod render;
mod scan;
mod scope;
mod source;
mod variables;

pub use engine::{Engine, Library};
pub use inspect::{Block, override_of};
pub use source::{Layer, TemplateFile};
pub use variables::VARIABLES;

#[cfg(test)]
mod tests;
