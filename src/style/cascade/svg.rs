use crate::html::{Dom, Element, NodeId, NodeKind};
use crate::units::{PT_PER_MM, PT_PER_PX, Pt};

/// An inline `<svg>` as a document of its own.
pub(super) fn markup(dom: &Dom, id: NodeId) -> String {
    let mut out = String::new();
    write(dom, id, true, &mut out);
    out
}

/// The picture's text alternative: `aria-label`, or its `<title>`.
pub(super) fn alternative(dom: &Dom, id: NodeId, element: &Element) -> Option<String> {
    if let Some(label) = element.attribute("aria-label") {
        return Some(label.trim().to_owned());
    }
    let title = dom
        .node(id)
        .children
        .iter()
        .find(|child| dom.element(**child).is_some_and(|child| &*child.name == "title"))?;
    let mut text = String::new();
    collect(dom, *title, &mut text);
    Some(text.split_whitespace().collect::<Vec<&str>>().join(" "))
}

/// A length of SVG in points; a percentage or a length of the font is none.
pub(super) fn length(value: &str) -> Option<Pt> {
    let value = value.trim();
    let unit = value.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic() && letter != '%');
    let number: f32 = value.strip_suffix(unit)?.trim().parse().ok()?;
    let one = match unit {
        "" | "px" => PT_PER_PX,
        "pt" => 1.0,
        "pc" => 12.0,
        "in" => 72.0,
        "cm" => 10.0 * PT_PER_MM,
        "mm" => PT_PER_MM,
        _ => return None,
    };
    (number.is_finite() && number > 0.0).then_some(number * one)
}

/// All text inside an element.
pub(super) fn collect(dom: &Dom, id: NodeId, out: &mut String) {
    match &dom.node(id).kind {
        NodeKind::Text(text) => out.push_str(text),
        _ => dom.node(id).children.iter().for_each(|child| collect(dom, *child, out)),
    }
}

fn write(dom: &Dom, id: NodeId, is_root: bool, out: &mut String) {
    let node = dom.node(id);
    let element = match &node.kind {
        NodeKind::Text(text) => return escape(text, out),
        NodeKind::Document => return,
        NodeKind::Element(element) => element,
    };
    out.push('<');
    out.push_str(&element.name);
    if is_root {
        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    }
    // How large it is its style says.
    let is_size = |name: &str| is_root && matches!(name, "width" | "height");
    for attribute in element.attributes.iter().filter(|attribute| is_xml_name(&attribute.name)) {
        if is_size(&attribute.name) {
            continue;
        }
        out.push(' ');
        out.push_str(&attribute.name);
        out.push_str("=\"");
        escape(&attribute.value, out);
        out.push('"');
    }
    if node.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    node.children.iter().for_each(|child| write(dom, *child, false, out));
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

/// HTML lets pass what XML does not; the name spaces are the root's own.
fn is_xml_name(name: &str) -> bool {
    let is_start = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    let is_declared = match name.split_once(':') {
        Some((prefix, _)) => matches!(prefix, "xlink" | "xml"),
        None => name != "xmlns",
    };
    is_declared
        && name.starts_with(is_start)
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | ':'))
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // No XML document holds these.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
}
