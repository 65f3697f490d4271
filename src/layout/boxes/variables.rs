//! Texts and drawings that change from record to record of a print run.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::InlineContent;
use crate::style::{Content, StyledId, StyledTree};

/// The nodes that change, and what they hold now if it is not what the tree says.
#[derive(Debug, Default)]
pub(in crate::layout) struct Variables {
    texts: FxHashMap<StyledId, Option<Arc<str>>>,
    drawings: FxHashSet<StyledId>,
}

impl Variables {
    pub fn of(tree: &StyledTree, nodes: &[StyledId]) -> Variables {
        let is_text = |node: &StyledId| matches!(tree.node(*node).content, Content::Text(_));
        Variables {
            texts: nodes.iter().copied().filter(is_text).map(|node| (node, None)).collect(),
            drawings: nodes.iter().copied().filter(|node| !is_text(node)).collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.drawings.is_empty()
    }

    pub fn has_text(&self, node: StyledId) -> bool {
        !self.texts.is_empty() && self.texts.contains_key(&node)
    }

    /// Whether a text in these lines is one of them.
    pub fn has_text_in(&self, content: &InlineContent) -> bool {
        content.spans.iter().any(|span| self.has_text(span.node))
    }

    pub fn has_drawing(&self, node: StyledId) -> bool {
        self.drawings.contains(&node)
    }

    /// What a text holds now; `None` if it is what the tree says.
    pub fn text(&self, node: StyledId) -> Option<&Arc<str>> {
        if self.texts.is_empty() { None } else { self.texts.get(&node)?.as_ref() }
    }

    pub fn set(&mut self, node: StyledId, text: Arc<str>) {
        self.texts.insert(node, Some(text));
    }
}
