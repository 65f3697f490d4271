use std::sync::Arc;

use selectors::SelectorList;

use super::{Block, RuleIndex, Syntax};
use crate::diagnostics::{Diagnostic, SourceFile, Span};
use crate::style::property::Base;
use crate::style::{FontFaceRule, MarginBox, PageSelector};

/// A style sheet after parsing; the same for every document that uses it. Conditions are decided:
/// what is not for print is not in it.
pub(in crate::style) struct ParsedSheet {
    pub file: Arc<SourceFile>,
    pub base: Base,
    pub imports: Vec<Import>,
    pub rules: Vec<StyleRule>,
    pub index: RuleIndex,
    pub pages: Vec<PageBlock>,
    pub font_faces: Vec<FontFaceRule>,
    pub problems: Vec<Diagnostic>,
}

pub(in crate::style) struct Import {
    pub url: Arc<str>,
    pub span: Span,
}

pub(in crate::style) struct StyleRule {
    pub selectors: SelectorList<Syntax>,
    pub block: Block,
}

/// One `@page` rule.
pub(in crate::style) struct PageBlock {
    pub selectors: Vec<PageSelector>,
    pub block: Block,
    pub margin_boxes: Vec<MarginBlock>,
}

pub(in crate::style) struct MarginBlock {
    pub place: MarginBox,
    pub block: Block,
}
