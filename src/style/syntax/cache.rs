use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use rustc_hash::FxHashMap;

use super::{ParsedSheet, sheet};
use crate::diagnostics::SourceFile;
use crate::style::property::Base;

/// More text than the sheets of any campaign.
const MAX_BYTES: usize = 16 << 20;
const MAX_SHEETS: usize = 256;

/// Parsed sheets of this process: the editions of a campaign share most of theirs.
#[derive(Default)]
struct Cache {
    sheets: HashMap<(Arc<SourceFile>, Base), Arc<ParsedSheet>>,
    /// The same, by the addresses of files that are known: text is compared once only.
    addresses: FxHashMap<(usize, Base), Arc<ParsedSheet>>,
    bytes: usize,
}

static CACHE: LazyLock<Mutex<Cache>> = LazyLock::new(Mutex::default);

/// The sheet's rules, parsed now or before.
pub(in crate::style) fn parsed(file: &Arc<SourceFile>, base: &Base) -> Arc<ParsedSheet> {
    let address = (Arc::as_ptr(file).addr(), base.clone());
    if let Some(known) = lock().addresses.get(&address) {
        return known.clone();
    }
    let key = (file.clone(), base.clone());
    if let Some(known) = lock().sheets.get(&key) {
        return known.clone();
    }
    // Not under the lock: two threads may parse the same sheet once each.
    let fresh = Arc::new(sheet(file.clone(), base.clone()));
    let mut cache = lock();
    if cache.sheets.len() >= MAX_SHEETS || cache.bytes + file.text.len() > MAX_BYTES {
        *cache = Cache::default();
    }
    cache.bytes += file.text.len();
    // A sheet keeps its file, and so the address is no other one's.
    cache.addresses.insert(address, fresh.clone());
    cache.sheets.insert(key, fresh.clone());
    fresh
}

fn lock() -> std::sync::MutexGuard<'static, Cache> {
    CACHE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
