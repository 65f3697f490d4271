use std::sync::Arc;

use super::super::{ElementContent, Reference, Replaced};
use super::{controls, svg};
use crate::html::{Dom, Element, NodeId};

/// What an element is beside a box around its children.
pub(super) enum Kind {
    Ordinary,
    Replaced(Replaced),
    /// Nothing that ink can show: why.
    LeftOut(&'static str),
}

const NOT_PRINTABLE: &str = "cannot be printed";

/// Columns or rows that one cell may take.
const MAX_SPAN: u16 = 1000;

pub(super) fn kind(dom: &Dom, id: NodeId, element: &Element) -> Kind {
    let attribute = |name: &str| element.attribute(name).cloned();
    match &*element.name {
        "br" => Kind::Replaced(Replaced::LineBreak),
        "svg" => {
            let alt = svg::alternative(dom, id, element).map(Arc::from);
            Kind::Replaced(Replaced::Svg { markup: svg::markup(dom, id).into(), alt })
        }
        "img" => match attribute("src") {
            Some(url) if !url.trim().is_empty() => Kind::Replaced(Replaced::Image {
                source: Reference { url: Arc::from(url.trim()), base: dom.name.clone() },
                alt: attribute("alt"),
                width: pixels(element, "width"),
                height: pixels(element, "height"),
            }),
            _ => Kind::LeftOut("has no `src`"),
        },
        "input" => match controls::kind(element).as_str() {
            "file" | "image" | "range" | "color" => Kind::LeftOut(NOT_PRINTABLE),
            _ => Kind::Ordinary,
        },
        "iframe" | "frame" | "frameset" | "video" | "audio" | "canvas" | "object" | "embed" | "applet"
        | "progress" | "meter" | "math" | "marquee" => Kind::LeftOut(NOT_PRINTABLE),
        _ => Kind::Ordinary,
    }
}

/// A size in CSS pixels, as HTML writes it.
fn pixels(element: &Element, name: &str) -> Option<f32> {
    let value: f32 = element.attribute(name)?.trim().trim_end_matches("px").parse().ok()?;
    (value.is_finite() && value >= 0.0).then_some(value)
}

pub(super) fn content(element: &Element, replaced: Option<Replaced>) -> ElementContent {
    let span = |name: &str| {
        let count = element.attribute(name).and_then(|value| value.trim().parse::<u16>().ok());
        count.unwrap_or(1).clamp(1, MAX_SPAN)
    };
    let link = element.attribute("href").filter(|_| &*element.name == "a");
    ElementContent {
        name: element.name.clone(),
        id: element.attribute("id").filter(|id| !id.is_empty()).cloned(),
        link: link.map(|link| Arc::from(link.trim())),
        replaced,
        span: match &*element.name {
            "col" | "colgroup" => (span("span"), 1),
            _ => (span("colspan"), span("rowspan")),
        },
        language: element.attribute("lang").cloned(),
        ..ElementContent::default()
    }
}
