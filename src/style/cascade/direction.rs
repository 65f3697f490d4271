use super::super::Direction;
use crate::html::{Dom, Element, NodeId, NodeKind};

/// What the `dir` attribute says ([HTML, 3.2.6.4](https://html.spec.whatwg.org/multipage/dom.html#the-directionality)).
pub(super) fn of_attribute(dom: &Dom, id: NodeId, element: &Element) -> Option<Direction> {
    let by_text = || Some(first_strong(dom, id).unwrap_or(Direction::Ltr));
    match element.attribute("dir").map(|dir| dir.trim().to_ascii_lowercase()).as_deref() {
        Some("ltr") => Some(Direction::Ltr),
        Some("rtl") => Some(Direction::Rtl),
        Some("auto") => by_text(),
        _ if &*element.name == "bdi" => by_text(),
        _ => None,
    }
}

/// The direction of the first character that has one, outside of elements with a direction of their own.
fn first_strong(dom: &Dom, id: NodeId) -> Option<Direction> {
    let is_apart = |id: NodeId| {
        let apart = |element: &Element| {
            matches!(&*element.name, "bdi" | "script" | "style" | "textarea")
                || element.attribute("dir").is_some()
        };
        dom.element(id).is_some_and(apart)
    };
    dom.node(id).children.iter().find_map(|child| match &dom.node(*child).kind {
        NodeKind::Text(text) => text.chars().find_map(strong),
        _ if is_apart(*child) => None,
        _ => first_strong(dom, *child),
    })
}

/// Letters are enough here: Hebrew, Arabic and the scripts between and around them, or any other.
fn strong(character: char) -> Option<Direction> {
    match character {
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
            character.is_alphabetic().then_some(Direction::Rtl)
        }
        '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}' => Some(Direction::Rtl),
        _ => character.is_alphabetic().then_some(Direction::Ltr),
    }
}
