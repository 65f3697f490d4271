use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::TextStyle;

/// Styles of which something is kept.
const MAX_STYLES: usize = 1024;

/// What is known of styles, by their addresses. The styles are kept with it: documents share them.
pub(super) struct ByStyle<V>(Mutex<FxHashMap<usize, (Arc<TextStyle>, V)>>);

impl<V> Default for ByStyle<V> {
    fn default() -> ByStyle<V> {
        ByStyle(Mutex::default())
    }
}

impl<V: Clone> ByStyle<V> {
    /// What is known of a style, made by `make` if it is new.
    pub fn of(&self, style: &Arc<TextStyle>, make: impl FnOnce() -> V) -> V {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let address = Arc::as_ptr(style).addr();
        if let Some((_, value)) = known().get(&address) {
            return value.clone();
        }
        let fresh = make();
        let mut known = known();
        if known.len() >= MAX_STYLES {
            known.clear();
        }
        known.insert(address, (style.clone(), fresh.clone()));
        fresh
    }
}
