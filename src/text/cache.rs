//! Paragraphs that were shaped before.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHasher;

use super::shaped::Shaped;
use super::{Paragraph, TextStyle};

/// Bytes of text in one generation: some hundred pages.
const GENERATION: usize = 1 << 20;
/// The same of texts that change from document to document: some two hundred dates and names of towns.
const RECURRING: usize = 1 << 14;
/// How many texts that change are remembered to have been met.
const MET: usize = 1 << 12;

/// Two generations: when the young one is full it becomes the old one, and what the old one held and
/// nobody asked for again is forgotten.
pub(super) struct Cache(Mutex<Generations>);

struct Generations {
    young: HashMap<u64, Vec<Arc<Shaped>>>,
    old: HashMap<u64, Vec<Arc<Shaped>>>,
    /// Bytes of text in the young one.
    filled: usize,
    most: usize,
}

impl Default for Cache {
    fn default() -> Cache {
        Cache::with_room(GENERATION)
    }
}

impl Cache {
    /// `most`: bytes of text in one generation.
    fn with_room(most: usize) -> Cache {
        Cache(Mutex::new(Generations { young: HashMap::new(), old: HashMap::new(), filled: 0, most }))
    }

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
        if self.filled > self.most {
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

/// Paragraphs whose text changes from document to document. Most come once, as names do, and nothing is kept of them
/// but that they came; those that come again, as dates do, are kept.
pub(super) struct Recurring {
    known: Cache,
    /// The keys that were met last, each in the place of its lowest bits.
    met: Mutex<Vec<u64>>,
}

impl Default for Recurring {
    fn default() -> Recurring {
        Recurring { known: Cache::with_room(RECURRING), met: Mutex::new(vec![0; MET]) }
    }
}

impl Recurring {
    /// The paragraph as it was shaped before, or shaped by `make`.
    pub fn shaped(&self, paragraph: &Paragraph, make: impl FnOnce() -> Shaped) -> Arc<Shaped> {
        let key = key_by(FxHasher::default(), paragraph);
        if !self.is_met(key) {
            return Arc::new(make());
        }
        self.known.find(key, paragraph).unwrap_or_else(|| {
            let shaped = Arc::new(make());
            self.known.keep(key, &shaped);
            shaped
        })
    }

    fn is_met(&self, key: u64) -> bool {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let place = &mut met[key as usize % MET];
        std::mem::replace(place, key) == key
    }

    pub fn age(&self) {
        self.known.age();
    }
}

pub(super) fn key(paragraph: &Paragraph) -> u64 {
    key_by(DefaultHasher::new(), paragraph)
}

fn key_by(mut hasher: impl Hasher, paragraph: &Paragraph) -> u64 {
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
fn hash_style(style: &TextStyle, hasher: &mut impl Hasher) {
    (style.families.first(), style.size.to_bits(), style.weight, style.slant).hash(hasher);
    (style.letter_spacing.to_bits(), style.hyphens, &style.language).hash(hasher);
}
