use std::sync::Arc;

use crate::units::{PT_PER_PX, Pt};

/// All that shaping and breaking ask of a style. Shared: spans with one pointer are one run.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// In order of preference; the font book's own fallbacks follow.
    pub families: Vec<Family>,
    pub size: Pt,
    /// 1 to 1000.
    pub weight: u16,
    pub slant: Slant,
    /// `font-stretch`: 100 is normal.
    pub stretch: f32,
    /// `font-size-adjust`: the x-height that every face gets, as a share of the size.
    pub size_adjust: Option<f32>,
    /// `font-optical-sizing: auto`
    pub sizes_optically: bool,
    /// From `font-variation-settings`; the last one of an axis counts.
    pub variations: Vec<FontVariation>,
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
    /// Consecutive lines that may end in a hyphen; `None`: all.
    pub hyphenate_lines: Option<u8>,
    /// What ends a hyphenated line; `None`: the font's hyphen.
    pub hyphenate_character: Option<Arc<str>>,
    pub overflow_wrap: OverflowWrap,
    pub word_break: WordBreak,
    /// `line-break: anywhere`
    pub breaks_anywhere: bool,
}

impl TextStyle {
    /// Whether a word that is too long for its line may end it anywhere.
    pub(super) fn cuts_long_words(&self) -> bool {
        self.overflow_wrap != OverflowWrap::Normal || self.word_break == WordBreak::BreakWord
    }

    /// The properties' initial values; `medium` is 16 CSS pixels.
    pub fn initial() -> TextStyle {
        TextStyle {
            families: vec![Family::SansSerif],
            size: 16.0 * PT_PER_PX,
            weight: 400,
            slant: Slant::Upright,
            stretch: 100.0,
            size_adjust: None,
            sizes_optically: true,
            variations: Vec::new(),
            letter_spacing: 0.0,
            word_spacing: 0.0,
            features: Vec::new(),
            language: Arc::from(""),
            transform: TextTransform::None,
            hyphens: Hyphens::Manual,
            hyphenate_limits: [5, 2, 2],
            hyphenate_lines: None,
            hyphenate_character: None,
            overflow_wrap: OverflowWrap::Normal,
            word_break: WordBreak::Normal,
            breaks_anywhere: false,
        }
    }
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
    Oblique,
}

/// Where on an axis of a variable font.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FontVariation {
    pub axis: [u8; 4],
    pub value: f32,
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
    /// Anywhere if nothing else helps, but a box is not narrower for it.
    BreakWord,
    Anywhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordBreak {
    Normal,
    BreakAll,
    KeepAll,
    /// The old name of `overflow-wrap: anywhere`.
    BreakWord,
}
