use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use super::{Dom, Element, NodeId, Provenance};

/// How messages name an element: `main > ul.actions > li:nth-child(2)`. It starts below `<body>`,
/// or at the nearest ancestor with an id.
pub fn element_path(dom: &Dom, id: NodeId) -> String {
    Paths::new(dom).path(id)
}

/// The note under a finding about an element: its block and its path.
pub fn element_note(dom: &Dom, id: NodeId) -> String {
    Paths::new(dom).note(id)
}

/// Names many elements of one document: siblings are counted once.
pub struct Paths<'a> {
    dom: &'a Dom,
    /// Parents whose children have been counted.
    counted: HashSet<NodeId>,
    /// Place among all siblings, from 1, of elements that others look like.
    places: HashMap<NodeId, usize>,
}

impl<'a> Paths<'a> {
    pub fn new(dom: &'a Dom) -> Paths<'a> {
        Paths { dom, counted: HashSet::new(), places: HashMap::new() }
    }

    /// See [`element_note`].
    pub fn note(&mut self, id: NodeId) -> String {
        let path = self.path(id);
        match self.dom.element(id).and_then(|element| element.provenance.as_ref()) {
            Some(provenance) => format!("{provenance}, in `{path}`"),
            None => format!("in `{path}`"),
        }
    }

    fn path(&mut self, id: NodeId) -> String {
        let dom = self.dom;
        let mut steps = Vec::new();
        let mut current = Some(id);
        while let Some(id) = current {
            if let Some(element) = dom.element(id) {
                if matches!(&*element.name, "html" | "body") && !steps.is_empty() {
                    break;
                }
                let has_id = element.attribute("id").is_some();
                steps.push(self.step(id, element));
                if has_id {
                    break;
                }
            }
            current = dom.node(id).parent;
        }
        steps.reverse();
        steps.join(" > ")
    }

    fn step(&mut self, id: NodeId, element: &Element) -> String {
        let mut step = element.name.to_string();
        if let Some(id) = element.attribute("id") {
            return format!("{step}#{id}");
        }
        let classes = element.attribute("class");
        if let Some(class) = classes.and_then(|classes| classes.split_whitespace().next()) {
            step.push('.');
            step.push_str(class);
        }
        if let Some(parent) = self.dom.node(id).parent
            && self.counted.insert(parent)
        {
            self.count(parent);
        }
        if let Some(place) = self.places.get(&id) {
            step.push_str(&format!(":nth-child({place})"));
        }
        step
    }

    fn count(&mut self, parent: NodeId) {
        let mut alike = BTreeMap::<(&str, Option<&str>), Vec<_>>::new();
        let children = self.dom.node(parent).children.iter();
        let elements = children.filter_map(|child| Some((*child, self.dom.element(*child)?)));
        for (index, (child, element)) in elements.enumerate() {
            let key = (&*element.name, element.attribute("class").map(|classes| &**classes));
            alike.entry(key).or_default().push((child, index + 1));
        }
        self.places.extend(alike.into_values().filter(|group| group.len() > 1).flatten());
    }
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
