//! Templates and texts become the HTML of one edition.

mod engine;
mod failure;
mod filters;
mod functions;
mod locale;
mod mark;
mod markdown;
mod palette;
mod scan;
mod source;

pub use engine::{Engine, Library};
pub use source::{Layer, TemplateFile};

#[cfg(test)]
mod tests;
