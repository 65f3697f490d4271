use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::Look;
use crate::page::{OutputIntent, Picture};
use crate::printer::Printer;

/// Pictures in the press's inks that are kept for the documents that follow.
const MAX_PICTURES: usize = 64;
/// Of what pictures look like: a quarter of a megabyte each.
const MAX_LOOKS: usize = 256;

/// A printer's press, ready for many documents. Shared by all threads.
#[derive(Debug)]
pub struct Press {
    pub printer: Printer,
    pub(super) intent: Arc<OutputIntent>,
    /// By the content of the file they came from.
    pub(super) pictures: Mutex<BTreeMap<[u8; 16], Arc<Picture>>>,
    /// The same; `None` of those that cannot be decoded.
    looks: Mutex<BTreeMap<[u8; 16], Option<Arc<Look>>>>,
}

impl Press {
    pub fn new(printer: Printer) -> Press {
        let intent = OutputIntent {
            condition: printer.condition.clone(),
            name: printer.name.clone(),
            profile: printer.icc.clone(),
            deflated: OnceLock::new(),
        };
        Press { printer, intent: Arc::new(intent), pictures: Mutex::default(), looks: Mutex::default() }
    }

    /// Makes ready what every page needs, beside what else is to be done before the first one is there.
    pub fn warm(&self) {
        self.printer.profile.warm();
    }

    /// What a file for it says of it.
    pub fn intent(&self) -> Arc<OutputIntent> {
        self.intent.clone()
    }

    /// The picture in inks: kept, or made outside the lock.
    pub(super) fn picture(&self, source: &Picture, make: impl FnOnce() -> Picture) -> Arc<Picture> {
        let lock = || self.pictures.lock().expect("no thread panics with the pictures");
        if let Some(kept) = lock().get(&source.hash) {
            return kept.clone();
        }
        let made = Arc::new(make());
        let mut pictures = lock();
        if pictures.len() >= MAX_PICTURES {
            pictures.clear();
        }
        pictures.entry(source.hash).or_insert(made).clone()
    }

    /// What a picture in the press's inks looks like; `None` if it cannot be decoded.
    pub fn look(&self, picture: &Picture) -> Option<Arc<Look>> {
        let looks = self.looks.lock().expect("no thread panics with the looks");
        if let Some(kept) = looks.get(&picture.hash) {
            return kept.clone();
        }
        drop(looks);
        let made = Look::of(picture, &self.printer.profile).map(Arc::new);
        self.keep(picture, made)
    }

    /// Spares decoding what was just made.
    pub(super) fn keep_look(&self, picture: &Picture, look: Look) {
        self.keep(picture, Some(Arc::new(look)));
    }

    fn keep(&self, picture: &Picture, made: Option<Arc<Look>>) -> Option<Arc<Look>> {
        let mut looks = self.looks.lock().expect("no thread panics with the looks");
        if looks.len() >= MAX_LOOKS {
            looks.clear();
        }
        looks.entry(picture.hash).or_insert(made).clone()
    }
}
