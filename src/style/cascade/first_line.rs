//! `::first-line` ([CSS Pseudo 4, 2.1](https://www.w3.org/TR/css-pseudo-4/#first-line-pseudo)).

use std::rc::Rc;
use std::sync::Arc;

use super::super::property::{Style, longhand};
use super::super::{Display, Float, Position};
use super::cache::Styled;
use super::compute::Hints;
use super::first_letter::Passage;
use super::matching::Matched;
use super::shared::Shared;

/// Rules for a first line that has not been met yet, of the outermost block first.
pub(super) type AwaitedLine<'a> = Vec<Rc<Matched<'a>>>;

/// What a line takes: the rest is of its block alone.
const APPLIES: &[&str] = &[
    "background",
    "color",
    "font",
    "hyphenate",
    "hyphens",
    "letter-spacing",
    "line-break",
    "line-height",
    "overflow-wrap",
    "text-decoration",
    "text-shadow",
    "text-transform",
    "text-underline",
    "vertical-align",
    "word-break",
    "word-spacing",
];

/// Whether a longhand has an effect on a first line
/// ([2.1.2](https://www.w3.org/TR/css-pseudo-4/#first-line-styling)).
pub(super) fn applies(id: u16) -> bool {
    let name = longhand(id).name;
    APPLIES
        .iter()
        .any(|start| name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
}

/// The style of a block's first line: each block that the line is the first one of adds to it.
pub(super) fn style(
    shared: &mut Shared<'_>,
    block: &Arc<Styled>,
    rules: &[Rc<Matched<'_>>],
) -> Option<Arc<Styled>> {
    let hints = Hints { is_first_line: true, ..Hints::default() };
    rules.iter().fold(None, |around: Option<Arc<Styled>>, matched| {
        Some(shared.style(around.as_ref().unwrap_or(block), matched, hints.clone()))
    })
}

/// Whether an element of this style is part of the lines around it.
pub(super) fn is_in_line(style: &Style) -> bool {
    matches!(style.display, Display::Inline | Display::Contents)
        && style.float == Float::None
        && !matches!(style.position, Position::Absolute | Position::Fixed)
}

/// What is awaited behind an element, after what was awaited before it and what is left at its end.
pub(super) fn behind<'a>(
    passage: &Passage,
    is_block: bool,
    around: AwaitedLine<'a>,
    left: AwaitedLine<'a>,
) -> AwaitedLine<'a> {
    match passage {
        Passage::Beside => around,
        Passage::Closed => Vec::new(),
        Passage::Open if is_block && !left.is_empty() => around,
        Passage::Open => left,
    }
}
