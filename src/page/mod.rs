//! The middle of the house: what layout promises and everything after it reads.
//!
//! A [`Page`] is self-contained. Fonts, pictures and colours travel inside it behind shared
//! pointers, so prepress, preflight, imposition, the PDF writer and previews need nothing else.

pub mod bounds;
mod document;
mod item;
mod mould;
mod output;
mod paint;
mod path;
mod resource;
mod text;

pub use document::{Document, ElementNames, Marks, Metadata, Page};
pub use item::{Anchor, Group, Item, Layer, Link, LinkTarget, Origin, PlacedImage, Role, Structure};
pub use mould::{Filling, Mould, Slot};
pub use output::OutputIntent;
pub use paint::{Cap, Gradient, GradientKind, GradientStop, Join, Overprint, Paint, Stroke};
pub use path::{FillRule, Path, PathItem, Segment};
pub use resource::{Face, FontData, GlyphInk, Picture, PictureKind};
pub use text::{Glyph, GlyphRun};
