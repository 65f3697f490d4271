use std::sync::Arc;

use super::parse::MAX_DEPTH;
use super::sink::{RawKind, RawNode, is_template};
use super::{Dom, Node, NodeId, NodeKind};

/// Puts the nodes that are in the tree into document order. Also gives the first element whose
/// children were left out because they stand too deep.
pub(super) fn arrange(raw: Vec<RawNode>, name: &str) -> (Dom, Option<NodeId>) {
    let mut raw: Vec<Option<RawNode>> = raw.into_iter().map(Some).collect();
    let mut nodes: Vec<Node> = Vec::with_capacity(raw.len());
    let mut refused = None;
    // Number in `raw`, parent, depth; the next node is the last.
    let mut waiting: Vec<(u32, Option<NodeId>, usize)> = vec![(0, None, 0)];
    while let Some((at, parent, depth)) = waiting.pop() {
        let Some(node) = raw.get_mut(at as usize).and_then(Option::take) else { continue };
        let id = NodeId(nodes.len() as u32);
        if let Some(parent) = parent {
            nodes[parent.0 as usize].children.push(id);
        }
        let (kind, is_shown) = match node.kind {
            RawKind::Document => (NodeKind::Document, true),
            RawKind::Text(text) => (NodeKind::Text(Arc::from(text)), true),
            RawKind::Element(name, element) => (NodeKind::Element(element), !is_template(&name)),
        };
        nodes.push(Node { parent, children: Vec::with_capacity(node.children.len()), kind });
        if depth < MAX_DEPTH {
            let children = node.children.into_iter().filter(|_| is_shown);
            waiting.extend(children.rev().map(|child| (child, Some(id), depth + 1)));
        } else if !node.children.is_empty() {
            refused.get_or_insert(id);
        }
    }
    (Dom { nodes, name: Arc::from(name) }, refused)
}
