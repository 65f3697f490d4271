use std::sync::Arc;

use super::super::{ElementContent, Reference, Replaced};
use super::picture::{self, Choice};
use super::{controls, svg};
use crate::html::{Dom, Element, NodeId};
use crate::units::Size;

/// What an element is beside a box around its children.
pub(super) enum Kind {
    Ordinary,
    Replaced(Replaced),
    /// One of so many pictures.
    Chosen(Replaced, usize),
    /// A box that comes out otherwise than meant: how.
    Otherwise(&'static str),
    /// Nothing that ink can show: why.
    LeftOut(&'static str),
}

const NOT_PRINTABLE: &str = "cannot be printed";

/// Columns or rows that one cell may take.
const MAX_SPAN: u16 = 1000;

/// `page` is the first page's trim size, for media queries.
pub(super) fn kind(dom: &Dom, id: NodeId, element: &Element, page: Size) -> Kind {
    let attribute = |name: &str| element.attribute(name).cloned();
    match &*element.name {
        "br" => Kind::Replaced(Replaced::LineBreak),
        "svg" => Kind::Replaced(drawn(dom, id, element)),
        "img" => match picture::choose(dom, id, element, page) {
            Some(Choice { url, offered }) => {
                let source = Reference { url, base: dom.name.clone() };
                let image = Replaced::Image { source, alt: attribute("alt") };
                if offered > 1 { Kind::Chosen(image, offered) } else { Kind::Replaced(image) }
            }
            None => Kind::LeftOut("has no `src`"),
        },
        "input" => match controls::kind(element).as_str() {
            "file" | "image" | "range" | "color" => Kind::LeftOut(NOT_PRINTABLE),
            _ => Kind::Ordinary,
        },
        "iframe" | "frame" | "frameset" | "video" | "audio" | "canvas" | "object" | "embed" | "applet"
        | "progress" | "meter" | "math" | "marquee" => Kind::LeftOut(NOT_PRINTABLE),
        "ruby" => Kind::Otherwise("has its `<rt>` behind the text, in brackets"),
        _ => Kind::Ordinary,
    }
}

/// What an inline `<svg>` is to layout.
pub fn drawing(dom: &Dom, id: NodeId) -> Option<Replaced> {
    dom.element(id).filter(|element| &*element.name == "svg").map(|element| drawn(dom, id, element))
}

fn drawn(dom: &Dom, id: NodeId, element: &Element) -> Replaced {
    let alt = svg::alternative(dom, id, element).map(Arc::from);
    let size = |name: &str| element.attribute(name).and_then(|value| svg::length(value));
    let (width, height) = (size("width"), size("height"));
    Replaced::Svg { markup: svg::markup(dom, id).into(), alt, width, height }
}

pub(super) fn content(element: &Element, replaced: Option<Replaced>) -> ElementContent {
    let span = |name: &str, least: u16| {
        let count = element.attribute(name).and_then(|value| value.trim().parse::<u64>().ok());
        let count = count.map(|count| count.min(u64::from(MAX_SPAN)) as u16);
        count.filter(|count| *count >= least).unwrap_or(1)
    };
    // `<a name>` is how links found their places before elements had identifiers.
    let id = element.attribute("id").or(element.attribute("name").filter(|_| &*element.name == "a"));
    let link = element.attribute("href").filter(|_| &*element.name == "a");
    ElementContent {
        name: element.name.clone(),
        id: id.filter(|id| !id.is_empty()).cloned(),
        link: link.map(|link| Arc::from(link.trim())),
        replaced,
        span: match &*element.name {
            "col" | "colgroup" => (span("span", 1), 1),
            _ => (span("colspan", 1), span("rowspan", 0)),
        },
        language: element.attribute("lang").cloned(),
        ..ElementContent::default()
    }
}
