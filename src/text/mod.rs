//! Characters become glyphs and lines: fonts, shaping, bidi, hyphenation, line breaking.

mod style;
mod transform;

pub use style::{Family, FontFeature, Hyphens, OverflowWrap, Slant, TextStyle, TextTransform, WordBreak};
pub use transform::transform;
