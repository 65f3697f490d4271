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
    let columns =
        |name: &str| attribute(name).and_then(|value| Some(format!("{}ch", value.parse::<u16>().ok()?)));
    let name = &*element.name;
    match name {
        "font" => {
            say("color", attribute("color"));
            say("font-family", element.attribute("face").map(|face| face.to_string()));
            say("font-size", attribute("size").and_then(|size| font_size(&size)));
        }
        "body" => {
            say("color", attribute("text"));
            let margin = |names: [&str; 2]| names.into_iter().find_map(length);
            say("margin-block", margin(["marginheight", "topmargin"]));
            say("margin-inline", margin(["marginwidth", "leftmargin"]));
        }
        "br" => say(
            "clear",
            attribute("clear").map(|clear| if clear == "all" { "both".to_owned() } else { clear }),
        ),
        "hr" => {
            say("color", attribute("color"));
            say("width", length("width"));
            let is_solid = attribute("color").is_some() || attribute("noshade").is_some();
            let size = attribute("size").and_then(|size| size.parse::<u16>().ok());
            match size {
                Some(size) if is_solid => say("border-width", Some(format!("{}px", f32::from(size) / 2.0))),
                Some(0 | 1) => say("border-bottom-width", Some("0".to_owned())),
                Some(size) => say("height", Some(format!("{}px", size - 2))),
                None => {}
            }
        }
        "table" => {
            say("width", length("width"));
            say("height", length("height"));
            say("border-spacing", length("cellspacing"));
            say("border-width", border(element));
            say("border-color", attribute("bordercolor"));
        }
        "td" | "th" => {
            say("width", length("width"));
            say("height", length("height"));
            say("white-space", attribute("nowrap").map(|_| "nowrap".to_owned()));
            let table = table_of(dom, id);
            say(
                "padding",
                table.and_then(|table| self::length(&table.attribute("cellpadding")?.to_ascii_lowercase())),
            );
            let has_border = table.and_then(border).is_some_and(|width| width != "0px");
            let has_rules = table.is_some_and(|table| table.attribute("rules").is_some());
            say("border", (has_border && !has_rules).then(|| "1px solid".to_owned()));
            say("border-color", table.and_then(|table| Some(table.attribute("bordercolor")?.to_string())));
        }
        "tr" => say("height", length("height")),
        "a" => {
            let around = std::iter::successors(Some(id), |at| dom.node(*at).parent);
            let mut bodies = around.filter_map(|at| dom.element(at)).filter(|around| &*around.name == "body");
            let link = element.attribute("href").and(bodies.next()).and_then(|body| body.attribute("link"));
            say("color", link.map(|color| color.to_string()));
        }
        "input" if is_typed(element) => say("width", columns("size")),
        "textarea" => {
            say("width", columns("cols"));
            say(
                "height",
                attribute("rows").and_then(|rows| Some(format!("{}lh", rows.parse::<u16>().ok()?))),
            );
        }
        "col" => say("width", length("width")),
        "img" => {
            say("width", length("width"));
            say("height", length("height"));
            say("margin-inline", length("hspace"));
            say("margin-block", length("vspace"));
            say("border", length("border").map(|width| width + " solid"));
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
        let align = attribute("align").map(|align| match align.as_str() {
            "middle" | "absmiddle" => "center".to_owned(),
            _ => align,
        });
        say(
            "text-align",
            align.filter(|align| name != "caption" || !matches!(align.as_str(), "top" | "bottom")),
        );
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

/// How thick the lines of a table are; `border` alone is a pixel.
fn border(table: &Element) -> Option<String> {
    let border = table.attribute("border")?;
    Some(length(&border.to_ascii_lowercase()).unwrap_or_else(|| "1px".to_owned()))
}

/// The table around a cell.
fn table_of(dom: &Dom, id: NodeId) -> Option<&Element> {
    std::iter::successors(dom.node(id).parent, |at| dom.node(*at).parent)
        .find_map(|at| dom.element(at).filter(|element| &*element.name == "table"))
}

fn is_typed(input: &Element) -> bool {
    let kind = input.attribute("type").map_or("text".to_owned(), |kind| kind.to_ascii_lowercase());
    matches!(kind.as_str(), "text" | "search" | "tel" | "url" | "email" | "password")
}
