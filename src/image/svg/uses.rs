//! What a drawing becomes when every `use` is replaced by what it shows.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

use super::super::ImageError;
use super::bounds::MAX_DEPTH;
use super::{broken, too_complex};

#[derive(Clone, Copy, Default)]
pub(super) struct Load {
    pub nodes: u64,
    /// Of paths: at most that many.
    pub corners: u64,
    /// Of attributes.
    pub bytes: u64,
}

impl Load {
    pub fn of(xml: &Document<'_>) -> Result<Load, ImageError> {
        let mut targets = BTreeMap::new();
        for node in xml.descendants() {
            if let Some(id) = node.attribute("id") {
                targets.entry(id).or_insert(node);
            }
        }
        Uses { targets, loads: BTreeMap::new() }.count(xml.root(), 0)
    }

    fn of_node(node: Node<'_, '_>) -> Load {
        let points = match node.tag_name().name() {
            "path" | "polyline" | "polygon" | "line" => {
                let points = node.attribute("d").or(node.attribute("points")).unwrap_or("");
                points.len() as u64 / 2 + 2
            }
            _ => 0,
        };
        let bytes = node.attributes().map(|attribute| attribute.value().len() as u64).sum();
        Load { nodes: 1, corners: points, bytes }
    }

    fn plus(self, other: Load) -> Load {
        Load {
            nodes: self.nodes.saturating_add(other.nodes),
            corners: self.corners.saturating_add(other.corners),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }
}

struct Uses<'a, 'input> {
    targets: BTreeMap<&'a str, Node<'a, 'input>>,
    /// By node number; None while the count is under way.
    loads: BTreeMap<u32, Option<Load>>,
}

impl<'a, 'input> Uses<'a, 'input> {
    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Load, ImageError> {
        if depth > MAX_DEPTH {
            return Err(too_complex(format!("more than {MAX_DEPTH} levels of `use`")));
        }
        match self.loads.get(&node.id().get()) {
            Some(Some(load)) => return Ok(*load),
            Some(None) => return Err(broken("a `use` shows itself")),
            None => self.loads.insert(node.id().get(), None),
        };
        let mut load = Load::of_node(node);
        for child in node.children() {
            load = load.plus(self.count(child, depth + 1)?);
        }
        if node.tag_name().name() == "use" {
            let href = node.attributes().find(|attribute| attribute.name() == "href");
            let id = href.and_then(|attribute| attribute.value().trim().strip_prefix('#'));
            if let Some(target) = id.and_then(|id| self.targets.get(id).copied()) {
                load = load.plus(self.count(target, depth + 1)?);
            }
        }
        self.loads.insert(node.id().get(), Some(load));
        Ok(load)
    }
}
