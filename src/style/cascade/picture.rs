//! Which of several pictures is printed
//! ([HTML, 4.8.4.3](https://html.spec.whatwg.org/multipage/images.html#selecting-an-image-source)): the first
//! `<source>` that is for paper and can be read, and of its candidates the one with most pixels.

use std::sync::Arc;

use super::super::syntax::applies;
use crate::html::{Dom, Element, NodeId};
use crate::units::Size;

/// The types that are read.
const TYPES: [&str; 4] = ["image/png", "image/jpeg", "image/jpg", "image/svg+xml"];

/// The picture of an `<img>`.
pub(super) struct Choice {
    pub url: Arc<str>,
    /// How many there were to choose from.
    pub offered: usize,
}

/// `page` is the first page's trim size, for media queries.
pub(super) fn choose(dom: &Dom, id: NodeId, img: &Element, page: Size) -> Option<Choice> {
    let of = |element: &Element, name: &str| element.attribute(name).map(|value| value.trim().to_owned());
    let src = of(img, "src").filter(|src| !src.is_empty());
    let mut offered = usize::from(src.is_some());
    let mut lists = Vec::new();
    for source in sources(dom, id) {
        let srcset = candidates(&of(source, "srcset").unwrap_or_default());
        offered += srcset.len();
        let is_read = of(source, "type").is_none_or(|kind| TYPES.contains(&kind.as_str()));
        let is_for_page = source
            .attribute("media")
            .is_none_or(|media| matches!(applies(media), Ok(Some(conditions)) if conditions.are_met(page)));
        if is_read && is_for_page {
            lists.push(srcset);
        }
    }
    let mut own = candidates(&of(img, "srcset").unwrap_or_default());
    offered += own.len();
    own.extend(src.map(|src| (src, 1.0)));
    lists.push(own);
    let best = lists.into_iter().find(|list| !list.is_empty())?;
    let (url, _) = best.into_iter().rev().max_by(|one, other| one.1.total_cmp(&other.1))?;
    Some(Choice { url: Arc::from(url), offered })
}

/// Those that stand before an `<img>` in a `<picture>`.
fn sources(dom: &Dom, id: NodeId) -> Vec<&Element> {
    let Some(parent) = dom.node(id).parent else { return Vec::new() };
    if dom.element(parent).is_none_or(|parent| &*parent.name != "picture") {
        return Vec::new();
    }
    let before = dom.node(parent).children.iter().take_while(|child| **child != id);
    before.filter_map(|child| dom.element(*child)).filter(|element| &*element.name == "source").collect()
}

/// The addresses of a `srcset`, each with its density or its width.
fn candidates(srcset: &str) -> Vec<(String, f32)> {
    let mut found = Vec::new();
    let mut rest = srcset.trim_start_matches([' ', '\t', '\n', '\r', ',']);
    while !rest.is_empty() {
        let end = rest.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(rest.len());
        let (url, after) = rest.split_at(end);
        let mut descriptor = "";
        rest = after;
        // A comma at the end of an address ends the candidate; inside it belongs to a `data:` address.
        if !url.ends_with(',') {
            (descriptor, rest) = after.split_once(',').unwrap_or((after, ""));
        }
        let number = descriptor.trim().trim_end_matches(['x', 'w']).parse().unwrap_or(1.0);
        found.push((url.trim_end_matches(',').to_owned(), number));
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r', ',']);
    }
    found.retain(|(url, _)| !url.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn addresses_with_commas_stay_whole() {
        let found = candidates("data:image/png;base64,AA 1x, big.png 2.5x , plain.png, wide.png 900w");
        let want =
            [("data:image/png;base64,AA", 1.0), ("big.png", 2.5), ("plain.png", 1.0), ("wide.png", 900.0)];
        assert_eq!(found, want.map(|(url, number)| (url.to_owned(), number)));
    }
}
