//! What a drawing asks for and usvg leaves out without a word, or is told to leave out.

use std::collections::BTreeSet;

use usvg::roxmltree::{Document, Node};

use super::super::Unsupported;

pub(super) fn of(xml: &Document<'_>) -> BTreeSet<Unsupported> {
    let mut left_out = BTreeSet::new();
    let sheet: String = super::sheet::texts(xml).collect();
    for (property, unsupported) in [("mask", Unsupported::Mask), ("filter", Unsupported::Filter)] {
        if declares(&sheet, property) || xml.descendants().any(|node| asks(node, property)) {
            left_out.insert(unsupported);
        }
    }
    for node in xml.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "text" => left_out.insert(Unsupported::Text),
            "foreignObject" => left_out.insert(Unsupported::ForeignObject),
            "pattern" => is_used(xml, node) && left_out.insert(Unsupported::Pattern),
            "clipPath" => {
                let is_clipped = node.descendants().skip(1).any(|inner| asks(inner, "clip-path"));
                is_clipped && left_out.insert(Unsupported::ComplexClip)
            }
            "image" => image(node).is_some_and(|unsupported| left_out.insert(unsupported)),
            _ => false,
        };
    }
    left_out
}

/// Whether a property names an element, as an attribute or in `style`.
fn asks(node: Node<'_, '_>, property: &str) -> bool {
    node.attribute(property).is_some_and(|value| value.contains("url("))
        || node.attribute("style").is_some_and(|style| declares(style, property))
}

fn declares(declarations: &str, property: &str) -> bool {
    declarations
        .split([';', '{', '}'])
        .filter_map(|one| one.split_once(':'))
        .any(|(name, value)| name.trim().eq_ignore_ascii_case(property) && value.contains("url("))
}

fn is_used(xml: &Document<'_>, node: Node<'_, '_>) -> bool {
    let Some(id) = node.attribute("id") else { return false };
    let reference = format!("#{id}");
    xml.input_text().contains(&reference)
}

fn image(node: Node<'_, '_>) -> Option<Unsupported> {
    let href = node.attributes().find(|attribute| attribute.name() == "href")?.value().trim_start();
    let Some(encoded) = href.strip_prefix("data:") else { return Some(Unsupported::ExternalImage) };
    let kind = encoded.split([';', ',']).next().unwrap_or_default();
    match kind {
        "image/png" | "image/jpeg" | "image/jpg" => None,
        "image/svg+xml" => Some(Unsupported::NestedDrawing),
        _ => Some(Unsupported::BrokenImage),
    }
}
