use std::collections::BTreeMap;
use std::sync::Arc;

/// What a document's cascade layers are called, in the order of their first appearance; parts are joined
/// with dots ([CSS Cascade 5, 6.4](https://www.w3.org/TR/css-cascade-5/#layering)).
#[derive(Default)]
pub(super) struct Layers {
    known: BTreeMap<Arc<str>, usize>,
}

impl Layers {
    /// Notes a layer, and those that it is in.
    pub fn declare(&mut self, name: &str) {
        for outer in prefixes(name) {
            let next = self.known.len();
            self.known.entry(Arc::from(outer)).or_insert(next);
        }
    }

    /// How strong each layer is, from 1; rules in none of them are stronger than all, and have the number
    /// after the last.
    pub fn strengths(&self) -> Strengths {
        let mut paths: Vec<(Vec<usize>, &Arc<str>)> = Vec::new();
        for name in self.known.keys() {
            let mut path: Vec<usize> = prefixes(name).map(|outer| self.known[outer]).collect();
            // A layer's own rules are stronger than those in layers inside it.
            path.push(usize::MAX);
            paths.push((path, name));
        }
        paths.sort();
        let of = paths.into_iter().zip(1..).map(|((_, name), strength)| (name.clone(), strength)).collect();
        Strengths { of, none: self.known.len() as u32 + 1 }
    }
}

#[derive(PartialEq)]
pub(super) struct Strengths {
    of: BTreeMap<Arc<str>, u32>,
    none: u32,
}

impl Strengths {
    pub fn of(&self, layer: Option<&str>) -> u32 {
        layer.and_then(|name| self.of.get(name)).copied().unwrap_or(self.none)
    }
}

/// `a.b.c` is inside `a.b`, which is inside `a`.
fn prefixes(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').map(|(at, _)| &name[..at]).chain([name])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_as_strong_as_they_appear_and_inner_ones_weaker() {
        let mut layers = Layers::default();
        ["b", "a", "b.z", "b.y"].iter().for_each(|name| layers.declare(name));
        let strengths = layers.strengths();
        let order = [Some("b.z"), Some("b.y"), Some("b"), Some("a"), None].map(|name| strengths.of(name));
        assert_eq!(order, [1, 2, 3, 4, 5]);
    }
}
