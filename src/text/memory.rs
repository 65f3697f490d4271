//! The lines that a paragraph was set in.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::line::Line;
use super::lines::LineOptions;
use super::place::{PlacedLine, Spread};
use crate::units::Pt;

/// Widths of one paragraph that are kept, and lines.
const MAX_WIDTHS: usize = 8;
const MAX_LINES: usize = 64;

/// What became of a paragraph that more than one document has: a print run sets it in the same lines again and
/// again. Nothing is kept of one that was met once.
#[derive(Default)]
pub(super) struct Memory {
    is_open: AtomicBool,
    broken: Mutex<Vec<Broken>>,
    placed: Mutex<Vec<(Line, Spread, Arc<PlacedLine>)>>,
}

/// The lines of one width.
type Broken = (Pt, LineOptions, Arc<[Line]>);

impl Memory {
    /// The paragraph has been met again.
    pub fn open(&self) {
        self.is_open.store(true, Ordering::Relaxed);
    }

    fn is_open(&self) -> bool {
        self.is_open.load(Ordering::Relaxed)
    }

    pub fn broken(&self, width: Pt, options: &LineOptions, make: impl FnOnce() -> Vec<Line>) -> Arc<[Line]> {
        if !self.is_open() {
            return make().into();
        }
        let broken = || self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = |known: &&(Pt, LineOptions, _)| known.0 == width && known.1 == *options;
        if let Some((.., known)) = broken().iter().find(is_known) {
            return known.clone();
        }
        let fresh: Arc<[Line]> = make().into();
        let mut broken = broken();
        if broken.len() < MAX_WIDTHS {
            broken.push((width, *options, fresh.clone()));
        }
        fresh
    }

    pub fn placed(&self, line: &Line, spread: &Spread, make: impl FnOnce() -> PlacedLine) -> Arc<PlacedLine> {
        if !self.is_open() {
            return Arc::new(make());
        }
        let placed = || self.placed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = |known: &&(Line, Spread, _)| known.0 == *line && known.1 == *spread;
        if let Some((.., known)) = placed().iter().find(is_known) {
            return known.clone();
        }
        let fresh = Arc::new(make());
        let mut placed = placed();
        if placed.len() < MAX_LINES {
            placed.push((line.clone(), *spread, fresh.clone()));
        }
        fresh
    }
}
