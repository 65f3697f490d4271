use std::sync::Arc;

use selectors::SelectorList;

use super::{Block, Conditions, Syntax};
use crate::diagnostics::{Diagnostic, SourceFile, Span};
use crate::style::counter_style::CounterStyleRule;
use crate::style::property::Base;
use crate::style::{FontFaceRule, MarginBox, PageSelector};

/// A style sheet after parsing; the same for every document that uses it. Conditions are decided:
/// what is not for print is not in it; what is for some sizes of page says so.
pub(in crate::style) struct ParsedSheet {
    pub file: Arc<SourceFile>,
    pub base: Base,
    pub imports: Vec<Import>,
    /// Cascade layers in the order they are named, also those named again.
    pub layers: Vec<Arc<str>>,
    pub rules: Vec<StyleRule>,
    pub pages: Vec<PageBlock>,
    pub font_faces: Vec<FontFaceRule>,
    /// Each with its layer.
    pub counter_styles: Vec<(Option<Arc<str>>, CounterStyleRule)>,
    pub problems: Vec<Diagnostic>,
}

pub(in crate::style) struct Import {
    pub url: Arc<str>,
    /// The layer that all of it belongs to.
    pub layer: Option<Arc<str>>,
    /// So many of the sheet's layers are named before it.
    pub layers_before: usize,
    pub media: Conditions,
    pub span: Span,
}

pub(in crate::style) struct StyleRule {
    pub selectors: SelectorList<Syntax>,
    pub layer: Option<Arc<str>>,
    pub media: Conditions,
    pub block: Block,
}

/// One `@page` rule.
pub(in crate::style) struct PageBlock {
    pub layer: Option<Arc<str>>,
    pub selectors: Vec<PageSelector>,
    pub media: Conditions,
    pub block: Block,
    pub margin_boxes: Vec<MarginBlock>,
}

pub(in crate::style) struct MarginBlock {
    pub place: MarginBox,
    pub block: Block,
}
