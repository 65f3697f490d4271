use super::counters::ListNumbers;
use crate::html::{Dom, Element, NodeId};

/// What a list or an item says about its number
/// ([HTML, 4.4.5](https://html.spec.whatwg.org/multipage/grouping-content.html#the-ol-element)).
/// `step` is what an item counts by.
pub(super) fn numbers(dom: &Dom, id: NodeId, element: &Element, step: Option<i32>) -> ListNumbers {
    let number = |name: &str| element.attribute(name).and_then(|value| value.trim().parse::<i32>().ok());
    match &*element.name {
        "ol" => {
            let start = number("start");
            let reset = match self::step(element) {
                Some(-1) => start.unwrap_or_else(|| items(dom, id)).saturating_add(1),
                _ => start.unwrap_or(1).saturating_sub(1),
            };
            ListNumbers { reset: Some(reset), step, value: None }
        }
        "ul" | "menu" => ListNumbers { reset: Some(0), step, value: None },
        "li" => ListNumbers { reset: None, step, value: number("value") },
        _ => ListNumbers { step, ..ListNumbers::default() },
    }
}

/// What the items of a list count by; `None` if the element is no list.
pub(super) fn step(element: &Element) -> Option<i32> {
    match &*element.name {
        "ol" if element.attribute("reversed").is_some() => Some(-1),
        "ol" | "ul" | "menu" => Some(1),
        _ => None,
    }
}

fn items(dom: &Dom, id: NodeId) -> i32 {
    let is_item = |id: &&NodeId| dom.element(**id).is_some_and(|element| &*element.name == "li");
    dom.node(id).children.iter().filter(is_item).count() as i32
}
