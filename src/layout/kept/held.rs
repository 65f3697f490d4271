use std::sync::Arc;

use super::patch::Value;
use crate::image::{Image, Redrawable};
use crate::layout::boxes::{self, BoxContent, BoxId};
use crate::layout::engine::Engine;
use crate::style::StyledId;

/// A box that holds variables.
pub(super) struct Held {
    pub id: BoxId,
    /// Their numbers.
    pub variables: Vec<usize>,
}

/// The boxes that hold variables, in order; `None` if one of those stands in no box, which it may be the reason of,
/// or in several.
pub(super) fn held(engine: &Engine, variables: &[StyledId]) -> Option<Vec<Held>> {
    let mut counts = vec![0; variables.len()];
    let mut found = Vec::new();
    for id in engine.watch.ids() {
        let holds = |node: StyledId| match &engine.boxes.get(id).content {
            BoxContent::Lines(content) => {
                engine.variables.has_text(node) && content.spans.iter().any(|span| span.node == node)
            }
            _ => engine.boxes.get(id).node == node,
        };
        let own: Vec<usize> = (0..variables.len()).filter(|index| holds(variables[*index])).collect();
        own.iter().for_each(|variable| counts[*variable] += 1);
        found.push(Held { id, variables: own });
    }
    counts.iter().all(|boxes| *boxes == 1).then_some(found)
}

impl Held {
    /// The values of its own variables among those of all.
    pub fn own(&self, values: &[Value]) -> Vec<Value> {
        self.variables.iter().map(|variable| values[*variable].clone()).collect()
    }

    /// Sets its texts, and its lines with them; what was measured of it is not forgotten. `None`: other boxes hang
    /// on its texts.
    pub fn set_texts(&self, engine: &mut Engine, variables: &[StyledId], own: &[Value]) -> Option<()> {
        for (variable, value) in self.variables.iter().zip(own) {
            let Value::Text(text) = value else { return None };
            engine.variables.set(variables[*variable], text.clone());
        }
        let layout_box = engine.boxes.get(self.id);
        let BoxContent::Lines(content) = &layout_box.content else { return None };
        let content = boxes::lines_again(engine.source.tree, &engine.variables, layout_box, content)?;
        engine.boxes.set_lines(self.id, content);
        Some(())
    }
}

/// A drawing whose path may change.
#[derive(Default)]
pub(super) struct Path {
    /// What stood in it when it was looked at, and what came of that.
    known: Option<(Arc<str>, Option<Redrawable>)>,
}

impl Path {
    /// `old`, which has `known` in its path, with other data there; `None` if that is not all that changes.
    pub fn with(&mut self, old: &Image, known: &Arc<str>, data: &str) -> Option<Image> {
        if self.known.as_ref().is_none_or(|(own, _)| own != known) {
            // One without a view box is drawn for each place by itself.
            let has_view_box = matches!(old, Image::Vector(drawing) if drawing.view_box.is_some());
            let redrawable = has_view_box.then(|| Redrawable::of(old, known)).flatten();
            self.known = Some((known.clone(), redrawable));
        }
        self.known.as_ref()?.1.as_ref()?.with(data)
    }
}
