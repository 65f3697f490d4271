use super::boxes::BoxId;

/// What is known of each box under the few keys that one box is asked under. Boxes that stand beside each
/// other in the document are laid out one after the other, and so is what is known of them read.
#[derive(Debug)]
pub(super) struct PerBox<K, V> {
    known: Vec<Vec<(K, V)>>,
}

impl<K: PartialEq, V> PerBox<K, V> {
    pub fn new() -> PerBox<K, V> {
        PerBox { known: Vec::new() }
    }

    pub fn get(&self, id: BoxId, key: &K) -> Option<&V> {
        // What was learnt last is asked for first.
        let known = self.known.get(id.0 as usize)?;
        known.iter().rev().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    pub fn forget(&mut self, id: BoxId) {
        if let Some(known) = self.known.get_mut(id.0 as usize) {
            *known = Vec::new();
        }
    }

    /// Forgets the boxes from a number on.
    pub fn truncate(&mut self, count: usize) {
        self.known.truncate(count);
    }

    /// The key must not be known.
    pub fn insert(&mut self, id: BoxId, key: K, value: V) {
        let at = id.0 as usize;
        if self.known.len() <= at {
            self.known.resize_with(at + 1, Vec::new);
        }
        self.known[at].push((key, value));
    }
}
