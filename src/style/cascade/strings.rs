//! Named strings: what elements give to the margin boxes of their pages
//! ([CSS GCPM 3, 1.1](https://www.w3.org/TR/css-gcpm-3/#named-strings)).

use std::sync::Arc;

use super::super::property::{Alternative, ContentItem, ContentPart, Style, longhand_id};
use super::counters::Counters;
use super::matching::Matched;
use super::numbering::CounterStyles;
use super::told::{Finding, Told};
use super::{content, svg};
use crate::diagnostics::Diagnostic;
use crate::html::{Dom, Element, NodeId};

/// Whether a string is made of an element's `::before` or `::after`.
pub(super) fn asks_for_neighbours(style: &Style) -> bool {
    let items = style.extra.string_set.iter().flat_map(|(_, items)| items);
    let neighbour =
        |item: &ContentItem| matches!(item, ContentItem::Content(ContentPart::Before | ContentPart::After));
    items.into_iter().any(neighbour)
}

/// The strings that an element sets, by name; `before` and `after` are the texts of its pseudo-elements.
pub(super) fn set_by(
    style: &Style,
    dom: &Dom,
    id: NodeId,
    element: &Element,
    numbers: (&Counters, &CounterStyles),
    [before, after]: &[Arc<str>; 2],
) -> Vec<(Arc<str>, Arc<str>)> {
    let mut set = Vec::new();
    for (name, items) in &style.extra.string_set {
        let mut text = String::new();
        for item in items {
            match item {
                ContentItem::Content(ContentPart::Before) => text.push_str(before),
                ContentItem::Content(ContentPart::After) => text.push_str(after),
                ContentItem::Content(part) => text.push_str(&of_element(*part, dom, id)),
                other => {
                    text.push_str(&content::text(std::slice::from_ref(other), style, element, numbers));
                }
            }
        }
        set.push((name.clone(), Arc::from(text)));
    }
    set
}

/// The number that an element gives its page.
pub(super) fn page_number(style: &Style) -> Option<i32> {
    let lists = [&style.extra.counter_set, &style.extra.counter_reset];
    lists.into_iter().flatten().find(|(name, _)| &**name == "page").map(|(_, value)| *value)
}

/// White space as in a line of text.
fn of_element(part: ContentPart, dom: &Dom, id: NodeId) -> String {
    let mut text = String::new();
    svg::collect(dom, id, &mut text);
    let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    match part {
        ContentPart::FirstLetter => text.chars().take(1).collect(),
        _ => text,
    }
}

/// Tells of words behind a slash that stand for no image.
pub(super) fn tell_of_alternatives(
    told: &mut Told,
    items: &[ContentItem],
    alternative: &Alternative,
    matched: &Matched<'_>,
) {
    let has_image = items.iter().any(|item| matches!(item, ContentItem::Image(_)));
    if alternative.is_none() || has_image {
        return;
    }
    let message = "the words behind the slash of `content` stand for images alone: text is read as it is";
    tell(told, matched, Diagnostic::warning("no-effect", message));
}

/// Tells of what only a margin box can show: no element knows its page.
pub(super) fn tell_of_pages(
    told: &mut Told<'_>,
    items: &[ContentItem],
    matched: &Matched<'_>,
    counters: &Counters,
) {
    let what = items.iter().find_map(|item| match item {
        ContentItem::Named(..) => Some("string()"),
        ContentItem::Counter(name, _) if &**name == "pages" => Some("counter(pages)"),
        // A document may count its pages itself.
        ContentItem::Counter(name, _) if &**name == "page" && !counters.is_made(name) => {
            Some("counter(page)")
        }
        _ => None,
    });
    let Some(what) = what else { return };
    let message = format!("`{what}` is not supported outside the margin boxes of pages");
    let diagnostic = Diagnostic::warning("unsupported-value", message)
        .help("put it into a margin box of `@page`, such as `@bottom-center`");
    tell(told, matched, diagnostic);
}

/// At the `content` that counts.
fn tell(told: &mut Told, matched: &Matched<'_>, diagnostic: Diagnostic) {
    let id = longhand_id("content");
    let declared = matched.blocks.iter().rev().find_map(|block| {
        let found = block.declarations.iter().rfind(|found| Some(found.declared.longhand) == id);
        found.map(|found| (*block, found.place))
    });
    if let Some((block, place)) = declared {
        told.tell(&Finding::wrong(block, place, diagnostic, ""));
    }
}
