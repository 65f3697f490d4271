//! Paragraphs that were shaped before.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::shaped::Shaped;
use super::{Paragraph, TextStyle};

/// Bytes of text in one generation: some hundred pages.
const GENERATION: usize = 1 << 20;

/// Two generations: when the young one is full it becomes the old one, and what the old one held and
/// nobody asked for again is forgotten.
#[derive(Default)]
pub(super) struct Cache(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashMap<u64, Vec<Arc<Shaped>>>,
    old: HashMap<u64, Vec<Arc<Shaped>>>,
    /// Bytes of text in the young one.
    filled: usize,
}

impl Cache {
    pub fn find(&self, key: u64, paragraph: &Paragraph) -> Option<Arc<Shaped>> {
        let found = self.find_in_generations(key, paragraph)?;
        found.memory.open();
        Some(found)
    }

    fn find_in_generations(&self, key: u64, paragraph: &Paragraph) -> Option<Arc<Shaped>> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |shaped: &&Arc<Shaped>| shaped.is_of(paragraph);
        if let Some(found) = generations.young.get(&key).and_then(|list| list.iter().find(fits)) {
            return Some(Arc::clone(found));
        }
        let found = generations.old.get(&key).and_then(|list| list.iter().find(fits)).cloned()?;
        generations.keep(key, &found);
        Some(found)
    }

    pub fn keep(&self, key: u64, shaped: &Arc<Shaped>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(key, shaped);
    }

    /// What nobody asks for until this is called again is forgotten then.
    pub fn age(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).age();
    }
}

impl Generations {
    fn keep(&mut self, key: u64, shaped: &Arc<Shaped>) {
        if self.filled > GENERATION {
            self.age();
        }
        // Even an empty paragraph takes room.
        self.filled += shaped.text.len() + 64;
        self.young.entry(key).or_default().push(Arc::clone(shaped));
    }

    fn age(&mut self) {
        self.old = std::mem::take(&mut self.young);
        self.filled = 0;
    }
}

pub(super) fn key(paragraph: &Paragraph) -> u64 {
    let mut hasher = DefaultHasher::new();
    paragraph.text.hash(&mut hasher);
    for span in paragraph.spans {
        (span.range.end, span.nowrap, span.keeps_spaces, span.breaks_spaces).hash(&mut hasher);
        hash_style(&span.style, &mut hasher);
    }
    for object in paragraph.objects {
        (object.at, object.width.to_bits()).hash(&mut hasher);
    }
    hasher.finish()
}

/// What differs between styles most often; the comparison after it looks at everything.
fn hash_style(style: &TextStyle, hasher: &mut DefaultHasher) {
    (style.families.first(), style.size.to_bits(), style.weight, style.slant).hash(hasher);
    (style.letter_spacing.to_bits(), style.hyphens, &style.language).hash(hasher);
}
