use std::sync::Arc;

/// A parsed document: nodes in document order, parents before children.
#[derive(Clone, Debug, Default)]
pub struct Dom {
    /// The document node is the first.
    pub nodes: Vec<Node>,
    /// What messages call the document: `letter/letter.html`.
    pub name: Arc<str>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

#[derive(Clone, Debug)]
pub struct Node {
    pub parent: Option<NodeId>,
    pub children: Vec<NodeId>,
    pub kind: NodeKind,
}

#[derive(Clone, Debug)]
pub enum NodeKind {
    Document,
    Element(Element),
    Text(Arc<str>),
}

#[derive(Clone, Debug)]
pub struct Element {
    /// Lower-case local name.
    pub name: Arc<str>,
    /// In source order, each name once.
    pub attributes: Vec<Attribute>,
    /// Line in the rendered HTML, from 1.
    pub line: u64,
    /// The innermost template block around the element.
    pub provenance: Option<Arc<Provenance>>,
    /// Inside `<svg>`: markup of a picture, not of the document.
    pub is_svg: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    pub name: Arc<str>,
    pub value: Arc<str>,
}

/// Where a piece of rendered HTML was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Provenance {
    pub block: Arc<str>,
    pub template: Arc<str>,
    pub layer: Arc<str>,
}

impl Dom {
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Nodes inside each other at most.
    pub fn depth(&self) -> usize {
        let mut depths: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            depths.push(node.parent.map_or(0, |parent| depths[parent.0 as usize] + 1));
        }
        depths.into_iter().max().unwrap_or(0)
    }

    pub fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&Arc<str>> {
        self.attributes.iter().find(|attribute| &*attribute.name == name).map(|attribute| &attribute.value)
    }
}
