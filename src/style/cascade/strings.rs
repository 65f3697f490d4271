//! Named strings: what elements give to the margin boxes of their pages
//! ([CSS GCPM 3, 1.1](https://www.w3.org/TR/css-gcpm-3/#named-strings)).

use std::sync::Arc;

use super::super::Content;
use super::super::property::{ContentItem, ContentPart, Style, longhand_id};
use super::counters::Counters;
use super::matching::Matched;
use super::numbering::CounterStyles;
use super::told::{Finding, Told};
use super::{content, svg};
use crate::diagnostics::Diagnostic;
use crate::html::{Dom, Element, NodeId};

/// The strings that an element sets, by name.
pub(super) fn set_by(
    style: &Style,
    dom: &Dom,
    id: NodeId,
    element: &Element,
    numbers: (&Counters, &CounterStyles),
) -> Vec<(Arc<str>, Arc<str>)> {
    let mut set = Vec::new();
    for (name, items) in &style.extra.string_set {
        let mut text = String::new();
        for item in items {
            match item {
                ContentItem::Content(part) => text.push_str(&of_element(*part, dom, id)),
                other => {
                    let one = std::slice::from_ref(other);
                    for part in content::generate(one, style, element, numbers, &mut 0) {
                        if let Content::Text(part) = part {
                            text.push_str(&part);
                        }
                    }
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
        ContentPart::Text => text,
        ContentPart::FirstLetter => text.chars().take(1).collect(),
    }
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
    let id = longhand_id("content");
    let declared = matched.blocks.iter().rev().find_map(|block| {
        let found = block.declarations.iter().rfind(|found| Some(found.declared.longhand) == id);
        found.map(|found| (*block, found.place))
    });
    let message = format!("`{what}` is not supported outside the margin boxes of pages");
    let diagnostic = Diagnostic::warning("unsupported-value", message)
        .help("put it into a margin box of `@page`, such as `@bottom-center`");
    if let Some((block, place)) = declared {
        told.tell(&Finding::wrong(block, place, diagnostic, ""));
    }
}
