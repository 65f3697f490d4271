use std::fmt;

use super::{Dom, Element, NodeId, Provenance};

/// How messages name an element: `main > ul.actions > li:nth-child(2)`. It starts below `<body>`,
/// or at the nearest ancestor with an id.
pub fn element_path(dom: &Dom, id: NodeId) -> String {
    let mut steps = Vec::new();
    let mut current = Some(id);
    while let Some(id) = current {
        if let Some(element) = dom.element(id) {
            if matches!(&*element.name, "html" | "body") && !steps.is_empty() {
                break;
            }
            let has_id = element.attribute("id").is_some();
            steps.push(step(dom, id, element));
            if has_id {
                break;
            }
        }
        current = dom.node(id).parent;
    }
    steps.reverse();
    steps.join(" > ")
}

/// The note under a finding about an element: its block and its path.
pub fn element_note(dom: &Dom, id: NodeId) -> String {
    let path = element_path(dom, id);
    match dom.element(id).and_then(|element| element.provenance.as_ref()) {
        Some(provenance) => format!("{provenance}, in `{path}`"),
        None => format!("in `{path}`"),
    }
}

fn step(dom: &Dom, id: NodeId, element: &Element) -> String {
    let mut step = element.name.to_string();
    if let Some(id) = element.attribute("id") {
        return format!("{step}#{id}");
    }
    if let Some(class) = element.attribute("class").and_then(|classes| classes.split_whitespace().next()) {
        step.push('.');
        step.push_str(class);
    }
    let siblings: Vec<(NodeId, &Element)> = dom
        .node(id)
        .parent
        .map(|parent| {
            dom.node(parent)
                .children
                .iter()
                .filter_map(|child| Some((*child, dom.element(*child)?)))
                .collect()
        })
        .unwrap_or_default();
    let alike = siblings.iter().filter(|(_, other)| {
        other.name == element.name && other.attribute("class") == element.attribute("class")
    });
    if alike.count() > 1
        && let Some(at) = siblings.iter().position(|(other, _)| *other == id)
    {
        step.push_str(&format!(":nth-child({})", at + 1));
    }
    step
}

/// `block body of letter/letter.html (utrecht)`
impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.block.is_empty() {
            write!(f, "{} ({})", self.template, self.layer)
        } else {
            write!(f, "block `{}` of {} ({})", self.block, self.template, self.layer)
        }
    }
}
