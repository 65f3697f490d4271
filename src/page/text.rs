use std::ops::Range;
use std::sync::Arc;

use super::{Face, Origin, Overprint, Paint};
use crate::units::{Point, Pt};

/// Shaped text on one baseline, in one face, size and colour, in visual order from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    pub face: Arc<Face>,
    pub size: Pt,
    /// Baseline start of the run.
    pub at: Point,
    /// Shared: documents set the same paragraphs.
    pub glyphs: Arc<[Glyph]>,
    /// The characters that the glyphs show, in logical order.
    pub text: Arc<str>,
    /// BCP 47.
    pub language: Arc<str>,
    /// Right to left: clusters ascend from the right.
    pub rtl: bool,
    pub paint: Paint,
    pub overprint: Overprint,
    pub origin: Origin,
}

/// One glyph of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    pub id: u16,
    /// Distance from the run's start to the glyph's origin; spacing and kerning included.
    pub x: Pt,
    /// Shift upwards from the baseline (marks).
    pub y: Pt,
    /// To the next glyph's origin, spacing included.
    pub advance: Pt,
    /// Bytes of the run's text that this glyph's cluster shows. Further glyphs of one cluster carry
    /// the same range.
    pub text: Range<u32>,
}
