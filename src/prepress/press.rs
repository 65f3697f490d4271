use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::page::{OutputIntent, Picture};
use crate::printer::Printer;

/// Pictures in the press's inks that are kept for the documents that follow.
const MAX_PICTURES: usize = 64;

/// A printer's press, ready for many documents. Shared by all threads.
#[derive(Debug)]
pub struct Press {
    pub printer: Printer,
    pub(super) intent: Arc<OutputIntent>,
    /// By the content of the file they came from.
    pub(super) pictures: Mutex<BTreeMap<[u8; 16], Arc<Picture>>>,
}

impl Press {
    pub fn new(printer: Printer) -> Press {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(9));
        let deflated = encoder.write_all(&printer.icc).and_then(|()| encoder.finish());
        let intent = OutputIntent {
            condition: printer.condition.clone(),
            name: printer.name.clone(),
            deflated: Arc::from(deflated.expect("memory takes every byte")),
        };
        Press { printer, intent: Arc::new(intent), pictures: Mutex::default() }
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
}
