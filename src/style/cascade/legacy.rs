//! Attributes that say what CSS should say
//! ([HTML, 15.3](https://html.spec.whatwg.org/multipage/rendering.html#non-replaced-elements)).

use std::fmt::Write;

use crate::html::{Dom, Element, NodeId};

/// The declarations that an element's attributes stand for; empty for most.
pub(super) fn declarations(dom: &Dom, id: NodeId, element: &Element) -> String {
    let mut out = String::new();
    let mut say = |property: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| is_tame(value)) {
            write!(out, "{property}: {value};").expect("a string takes all");
        }
    };
    let attribute = |name: &str| element.attribute(name).map(|value| value.trim().to_ascii_lowercase());
    let length = |name: &str| attribute(name).and_then(|value| self::length(&value));
    let name = &*element.name;
    match name {
        "font" => {
            say("color", attribute("color"));
            say("font-family", element.attribute("face").map(|face| face.to_string()));
            say("font-size", attribute("size").and_then(|size| font_size(&size)));
        }
        "body" => say("color", attribute("text")),
        "br" => say(
            "clear",
            attribute("clear").map(|clear| if clear == "all" { "both".to_owned() } else { clear }),
        ),
        "hr" => {
            say("color", attribute("color"));
            say("width", length("width"));
        }
        "table" => {
            say("width", length("width"));
            say("height", length("height"));
            say("border-spacing", length("cellspacing"));
            say("border", length("border").filter(|width| width != "0px").map(|width| width + " solid"));
            if attribute("align").as_deref() == Some("center") {
                say("margin-inline", Some("auto".to_owned()));
            }
        }
        "td" | "th" => {
            say("width", length("width"));
            say("height", length("height"));
            say("white-space", attribute("nowrap").map(|_| "nowrap".to_owned()));
            say("padding", of_table(dom, id, "cellpadding"));
            let has_border = of_table(dom, id, "border").is_some_and(|width| width != "0px");
            say("border", has_border.then(|| "1px solid".to_owned()));
        }
        "col" => say("width", length("width")),
        "img" => {
            say("width", length("width"));
            say("height", length("height"));
            let align = attribute("align").filter(|align| matches!(align.as_str(), "left" | "right"));
            say("float", align);
        }
        // Its attributes are presentation attributes ([SVG 2, 6.6](https://www.w3.org/TR/SVG2/styling.html#PresentationAttributes)).
        "svg" => {
            say("width", attribute("width").and_then(|value| svg_length(&value)));
            say("height", attribute("height").and_then(|value| svg_length(&value)));
        }
        _ => {}
    }
    if matches!(name, "body" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th") {
        say("background-color", attribute("bgcolor"));
    }
    if matches!(name, "thead" | "tbody" | "tfoot" | "tr" | "td" | "th") {
        say("vertical-align", attribute("valign"));
    }
    let is_aligned = matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
    );
    if is_aligned {
        say("text-align", attribute("align"));
    }
    out
}

/// Nothing that would end the declaration.
fn is_tame(value: &str) -> bool {
    !value.is_empty() && !value.contains([';', '{', '}', '!', '\\', '/'])
}

/// Pixels or percent, as HTML reads them.
fn length(value: &str) -> Option<String> {
    let number = value.trim_end_matches("px").trim_end_matches('%');
    let size: f32 = number.trim().parse().ok().filter(|size: &f32| size.is_finite() && *size >= 0.0)?;
    Some(if value.ends_with('%') { format!("{size}%") } else { format!("{size}px") })
}

/// A number of pixels, or a length of CSS.
fn svg_length(value: &str) -> Option<String> {
    const UNITS: [&str; 10] = ["", "px", "%", "pt", "pc", "mm", "cm", "in", "em", "ex"];
    let unit = value.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic() && letter != '%');
    let size: f32 = value.strip_suffix(unit)?.trim().parse().ok()?;
    let is_size = size.is_finite() && size >= 0.0 && UNITS.contains(&unit);
    is_size.then(|| format!("{size}{}", if unit.is_empty() { "px" } else { unit }))
}

/// 1 to 7, or so many steps from 3.
fn font_size(value: &str) -> Option<String> {
    const SIZES: [&str; 7] = ["x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"];
    let number: i32 = value.trim_start_matches('+').parse().ok()?;
    let size = if value.starts_with(['+', '-']) { number.saturating_add(3) } else { number };
    Some(SIZES[(size.clamp(1, 7) - 1) as usize].to_owned())
}

/// An attribute of the table around a cell.
fn of_table(dom: &Dom, id: NodeId, name: &str) -> Option<String> {
    let table = std::iter::successors(dom.node(id).parent, |at| dom.node(*at).parent)
        .find_map(|at| dom.element(at).filter(|element| &*element.name == "table"))?;
    length(&table.attribute(name)?.trim().to_ascii_lowercase())
}
