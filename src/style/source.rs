use std::ops::RangeInclusive;
use std::sync::Arc;

use super::Reference;
use crate::diagnostics::{Diagnostic, SourceFile, Span};
use crate::text::{FontBook, Slant};

/// One style sheet's text.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name is shown in messages.
    pub file: Arc<SourceFile>,
    /// The name that relative `url()`s start from: `letter/letter.css`.
    pub base: Arc<str>,
}

/// Fetches what a `<link rel=stylesheet>` or an `@import` names.
pub trait StyleSource {
    fn sheet(&self, reference: &Reference) -> Result<Sheet, Diagnostic>;

    /// The fonts of a document with these `@font-face` rules, which `ch` and its kin are measured by; equal
    /// rules give the same book. `None`: nobody has any.
    fn fonts(&self, _rules: &[FontFaceRule]) -> Option<Arc<FontBook>> {
        None
    }
}

/// One `@font-face` rule ([CSS Fonts 4, 4](https://www.w3.org/TR/css-fonts-4/#font-face-rule)).
#[derive(Clone, Debug, PartialEq)]
pub struct FontFaceRule {
    pub family: String,
    /// Lightest and heaviest weight of the file; `None`: as the file says.
    pub weight: Option<(u16, u16)>,
    /// `None`: as the file says.
    pub slant: Option<Slant>,
    /// Narrowest and widest width in percent; `None`: as the file says.
    pub stretch: Option<(f32, f32)>,
    /// `unicode-range`; empty: all characters.
    pub ranges: Vec<RangeInclusive<u32>>,
    /// In the order to try them.
    pub sources: Vec<Reference>,
    /// It names a font of the machine, which is never used.
    pub has_local: bool,
    pub span: Span,
}
