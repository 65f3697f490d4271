use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Dom, NodeId, Provenance};
use crate::diagnostics::Words;

/// How messages name an element: `main > ul.actions > li:nth-child(2)`. It starts below `<body>`,
/// or at the nearest ancestor with an id.
pub fn element_path(dom: &Dom, id: NodeId) -> String {
    Paths::new(dom).path(id).to_owned()
}

/// The note under a finding about an element: its block and its path.
pub fn element_note(dom: &Dom, id: NodeId) -> Words {
    Paths::new(dom).note(id)
}

/// Names many elements of one document: siblings are counted once, and so is each way to an element.
pub struct Paths<'a> {
    dom: &'a Dom,
    /// Parents whose children have been counted.
    counted: FxHashSet<NodeId>,
    /// Place among all siblings, from 1, of elements that others look like.
    places: FxHashMap<NodeId, usize>,
    known: FxHashMap<NodeId, String>,
}

impl<'a> Paths<'a> {
    pub fn new(dom: &'a Dom) -> Paths<'a> {
        let (counted, places, known) = Default::default();
        Paths { dom, counted, places, known }
    }

    /// See [`element_note`].
    pub fn note(&mut self, id: NodeId) -> Words {
        let provenance = self.dom.element(id).and_then(|element| element.provenance.as_ref());
        let path = self.path(id);
        match provenance {
            Some(at) => Words::both(format!("{at}, in `{path}`"), format!("{at:#}, in `{path}`")),
            None => Words::both(format!("in `{path}`"), format!("in `{path}`")),
        }
    }

    fn path(&mut self, id: NodeId) -> &str {
        let mut around = std::iter::successors(Some(id), |id| self.dom.node(*id).parent);
        let Some(id) = around.find(|id| self.dom.element(*id).is_some()) else { return "" };
        let mut missing = Vec::new();
        let mut current = Some(id);
        while let Some(id) = current.filter(|id| !self.known.contains_key(id)) {
            missing.push(id);
            current = self.around(id);
        }
        while let Some(id) = missing.pop() {
            let mut path = match current {
                Some(around) => self.known[&around].clone() + " > ",
                None => String::new(),
            };
            self.step(id, &mut path);
            self.known.insert(id, path);
            current = Some(id);
        }
        self.known.get(&id).map_or("", |path| path)
    }

    /// The element that the way to another one leads through.
    fn around(&self, id: NodeId) -> Option<NodeId> {
        if self.dom.element(id)?.attribute("id").is_some() {
            return None;
        }
        let parent = self.dom.node(id).parent?;
        let element = self.dom.element(parent)?;
        (!matches!(&*element.name, "html" | "body")).then_some(parent)
    }

    fn step(&mut self, id: NodeId, path: &mut String) {
        let Some(element) = self.dom.element(id) else { return };
        path.push_str(&element.name);
        if let Some(id) = element.attribute("id") {
            path.push('#');
            path.push_str(id);
            return;
        }
        let classes = element.attribute("class");
        if let Some(class) = classes.and_then(|classes| classes.split_whitespace().next()) {
            path.push('.');
            path.push_str(class);
        }
        if let Some(parent) = self.dom.node(id).parent
            && self.counted.insert(parent)
        {
            self.count(parent);
        }
        if let Some(place) = self.places.get(&id) {
            path.push_str(&format!(":nth-child({place})"));
        }
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

/// ``block `body` of letter/letter.html (utrecht)``; with `{:#}` in Dutch.
impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Provenance { block, template, layer } = self;
        match (f.alternate(), &**layer) {
            _ if block.is_empty() => {}
            (false, _) => write!(f, "block `{block}` of ")?,
            (true, _) => write!(f, "blok `{block}` van ")?,
        }
        match (f.alternate(), &**layer) {
            (true, "built in") => write!(f, "{template} (ingebouwd)"),
            _ => write!(f, "{template} ({layer})"),
        }
    }
}
