//! Characters become glyphs and lines: fonts, shaping, bidi, hyphenation, line breaking.
//!
//! A paragraph is shaped once ([`shape`]) and broken as often as layout likes ([`Shaped`]).

mod bidi;
mod book;
mod breaks;
mod by_style;
mod cache;
mod character;
mod embedded;
mod face;
mod fallback;
mod glyf_table;
mod hyphenate;
mod ink;
mod item;
mod line;
mod lines;
mod matching;
mod measure;
mod memory;
mod outline;
mod paragraph;
mod place;
mod shape;
mod shaped;
mod style;
mod substitute;
mod transform;
mod units;
mod variable;
mod visual;
mod woff;

#[cfg(test)]
mod tests;

pub use book::{FaceDescription, FontBook, FontError, FontMetrics};
pub use hyphenate::lacks_patterns;
pub use ink::{ink_between, ink_box};
pub use line::{Line, LineRequest};
pub use lines::{Indent, LineOptions, Wrap};
pub use outline::outline;
pub use paragraph::{BaseDirection, InlineObject, Missing, Paragraph, Span};
pub use place::{PlacedLine, PlacedRun, Spread};
pub use shape::{shape, shape_changing};
pub use shaped::Shaped;
pub use style::{
    Family, FontFeature, FontVariation, Hyphens, OverflowWrap, Slant, TextStyle, TextTransform, WordBreak,
};
pub use substitute::{Lack, Substitute};
pub use transform::transform;
pub use units::FontUnits;
