use std::sync::Arc;

use super::svg;
use crate::html::{Dom, Element, NodeId, NodeKind};

/// What a form control shows on paper instead of its children: what is filled in, or else the hint.
pub(super) fn text(dom: &Dom, id: NodeId, element: &Element) -> Option<Arc<str>> {
    let attribute = |name: &str| element.attribute(name).filter(|value| !value.is_empty()).cloned();
    match (&*element.name, kind(element).as_str()) {
        ("select", _) => Some(chosen(dom, id).into()),
        ("input", "checkbox" | "radio") => None,
        ("input", "password") => attribute("value").map(|value| "•".repeat(value.chars().count()).into()),
        ("input", "submit") => attribute("value").or(Some("Submit".into())),
        ("input", "reset") => attribute("value").or(Some("Reset".into())),
        // Without any text there would be no line to align it by.
        ("input", _) => attribute("value").or_else(|| attribute("placeholder")).or(Some("\u{200b}".into())),
        _ => None,
    }
}

/// The type of an `<input>`, in lower case.
pub(super) fn kind(element: &Element) -> String {
    element.attribute("type").map_or_else(|| "text".to_owned(), |kind| kind.trim().to_ascii_lowercase())
}

/// The text of the option that is selected, or of the first.
fn chosen(dom: &Dom, id: NodeId) -> String {
    let mut options = Vec::new();
    collect(dom, id, &mut options);
    let is_selected =
        |id: &&NodeId| dom.element(**id).is_some_and(|option| option.attribute("selected").is_some());
    let mut text = String::new();
    if let Some(option) = options.iter().find(is_selected).or(options.first()) {
        svg::collect(dom, *option, &mut text);
    }
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn collect(dom: &Dom, id: NodeId, options: &mut Vec<NodeId>) {
    for child in &dom.node(id).children {
        match &dom.node(*child).kind {
            NodeKind::Element(element) if &*element.name == "option" => options.push(*child),
            NodeKind::Element(_) => collect(dom, *child, options),
            _ => {}
        }
    }
}
