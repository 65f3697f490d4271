//! Characters become glyphs and lines: fonts, shaping, bidi, hyphenation, line breaking.

mod style;

pub use style::{Family, FontFeature, Hyphens, OverflowWrap, Slant, TextStyle, TextTransform, WordBreak};
