use super::super::Direction;
use crate::html::{Dom, Element, NodeId, NodeKind};

/// What the `dir` attribute says ([HTML, 3.2.6.4](https://html.spec.whatwg.org/multipage/dom.html#the-directionality)).
pub(super) fn of_attribute(dom: &Dom, id: NodeId, element: &Element) -> Option<Direction> {
    let dir = element.attribute("dir")?.trim().to_ascii_lowercase();
    match dir.as_str() {
        "ltr" => Some(Direction::Ltr),
        "rtl" => Some(Direction::Rtl),
        "auto" => Some(first_strong(dom, id).unwrap_or(Direction::Ltr)),
        _ => None,
    }
}

/// The direction of the first character that has one.
fn first_strong(dom: &Dom, id: NodeId) -> Option<Direction> {
    match &dom.node(id).kind {
        NodeKind::Text(text) => text.chars().find_map(strong),
        _ => dom.node(id).children.iter().find_map(|child| first_strong(dom, *child)),
    }
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
