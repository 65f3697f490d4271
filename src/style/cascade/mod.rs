//! Rules meet elements: the winning declarations are computed and the tree that layout reads is built.

mod build;
mod cache;
mod compute;
mod content;
mod controls;
mod counters;
mod direction;
mod elements;
mod first_letter;
mod first_line;
mod layers;
mod legacy;
mod lists;
mod matching;
mod numbering;
mod pages;
mod picture;
mod quotes;
mod replaced;
mod rules;
mod shared;
mod sheets;
mod strings;
mod svg;
mod told;
mod variables;
mod walk;
mod winners;

pub use build::cascade;
pub use cache::StyleCache;
pub use numbering::CounterStyles;
pub use replaced::drawing;
