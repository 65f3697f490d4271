//! Templates and texts become the HTML of one edition.

mod context;
mod edition;
mod engine;
mod failure;
mod filters;
mod fold;
mod functions;
mod inspect;
mod locale;
mod mark;
mod markdown;
mod memo;
mod palette;
mod placeholders;
mod records;
mod render;
mod renderer;
mod scan;
mod scope;
mod source;
mod taint;
mod tree;
mod variables;

pub use engine::{Engine, Library};
pub use inspect::{Block, override_of};
pub use records::RecordTemplate;
pub use renderer::{Html, Renderer, engine_of};
pub use variables::VARIABLES;

#[cfg(test)]
mod tests;
