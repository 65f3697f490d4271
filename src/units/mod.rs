//! Lengths and plane geometry, open to every stage.
//!
//! At the edges (YAML, the command line, messages) a length is a [`Length`]. Inside the engine it is
//! a [`Pt`]: computed styles, fragments and pages all count in points, with the origin at the top
//! left of the trim box and y growing downwards.

mod geometry;
mod length;

pub use geometry::{Affine, Point, Rect, Sides, Size};
pub use length::{Length, ParseLengthError, ParseSizeError, parse_paper};

/// A length in PostScript points, 1/72 inch: the unit of PDF user space (ISO 32000-2, 8.3.2.3).
pub type Pt = f32;

/// Points in one millimetre.
pub const PT_PER_MM: f32 = 72.0 / 25.4;

/// Points in one CSS pixel, 1/96 inch ([CSS Values 4, 6.2](https://www.w3.org/TR/css-values-4/#absolute-lengths)).
pub const PT_PER_PX: f32 = 0.75;
