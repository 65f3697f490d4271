//! Styled boxes become pages: every item placed, nothing left to decide.
//!
//! Boxes are laid out into fragments. A fragmentainer (a page or a column) takes what fits and hands
//! back a break token, from which the next one goes on
//! ([CSS Fragmentation 3](https://www.w3.org/TR/css-break-3/)).

mod absolutes;
mod block_alignment;
mod box_ends;
mod boxes;
mod columns;
mod edges;
mod engine;
mod float;
mod floats;
mod flow;
mod fragment;
mod intrinsic;
mod kept;
mod lines;
mod margin_boxes;
mod margins;
mod overflow;
mod paginate;
mod paint;
mod parts;
mod per_box;
mod positioned;
mod rows;
mod running;
mod sizes;
mod slices;
mod source;
mod table;
mod tracks;

pub use kept::{Kept, Relayout, Value};
pub use paginate::{paginate, paginate_kept};
pub use source::{Images, Source};
