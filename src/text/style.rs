use std::sync::Arc;

use crate::units::Pt;

/// All that shaping and breaking ask of a style. Shared: spans with one pointer are one run.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// In order of preference; the font book's own fallbacks follow.
    pub families: Vec<Family>,
    pub size: Pt,
    /// 1 to 1000.
    pub weight: u16,
    pub slant: Slant,
    pub letter_spacing: Pt,
    pub word_spacing: Pt,
    /// From `font-feature-settings`, `font-variant-*` and `font-kerning`, sorted by tag.
    pub features: Vec<FontFeature>,
    /// BCP 47 of the element, empty if unknown.
    pub language: Arc<str>,
    pub transform: TextTransform,
    pub hyphens: Hyphens,
    /// `hyphenate-limit-chars`: shortest word, characters before and after the hyphen.
    pub hyphenate_limits: [u8; 3],
    pub overflow_wrap: OverflowWrap,
    pub word_break: WordBreak,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// As written; compared without case.
    Named(Arc<str>),
    SansSerif,
    Serif,
    Monospace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slant {
    Upright,
    Italic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FontFeature {
    pub tag: [u8; 4],
    pub value: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextTransform {
    None,
    Uppercase,
    Lowercase,
    Capitalize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hyphens {
    None,
    /// At soft hyphens only.
    Manual,
    /// By the patterns of the language as well.
    Auto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OverflowWrap {
    Normal,
    /// `anywhere` and `break-word`.
    Anywhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordBreak {
    Normal,
    BreakAll,
    KeepAll,
}
