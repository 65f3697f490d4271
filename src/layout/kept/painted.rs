use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::layout::boxes::BoxId;
use crate::layout::fragment::Fragment;
use crate::page::Item;
use crate::units::{Affine, Point, Size};

/// Groups that are kept: a letter has some twenty, each in a few places.
const MAX_KNOWN: usize = 1 << 10;

/// What was painted of boxes that hold nothing that changes: all documents that are laid out again share it.
#[derive(Default)]
pub(in crate::layout) struct Painted {
    /// By box; empty if nothing is shared.
    is_constant: Vec<bool>,
    known: FxHashMap<Key, (Rc<Fragment>, Arc<Vec<Item>>)>,
}

/// Where something is painted: all that it hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::layout) struct Key {
    /// Its address; it is kept as long as the key.
    fragment: usize,
    /// In a layer of its own, or in the flow.
    is_layer: bool,
    /// From 1.
    page: usize,
    at: [u32; 2],
    to_page: [u32; 6],
    /// Of the page.
    trim: [u32; 2],
}

impl Key {
    /// `page`: from 1, with its size.
    pub fn new(
        fragment: &Rc<Fragment>,
        is_layer: bool,
        (page, trim): (usize, Size),
        at: Point,
        to_page: Affine,
    ) -> Key {
        let Affine { a, b, c, d, e, f } = to_page;
        Key {
            fragment: Rc::as_ptr(fragment).addr(),
            is_layer,
            page,
            at: [at.x, at.y].map(f32::to_bits),
            to_page: [a, b, c, d, e, f].map(f32::to_bits),
            trim: [trim.width, trim.height].map(f32::to_bits),
        }
    }
}

impl Painted {
    /// `changing`: boxes that may be of another size from document to document, among `count`.
    pub fn new(changing: impl IntoIterator<Item = BoxId>, count: usize) -> Painted {
        let mut is_constant = vec![true; count];
        for id in changing {
            is_constant[id.0 as usize] = false;
        }
        Painted { is_constant, known: FxHashMap::default() }
    }

    pub fn is_constant(&self, id: BoxId) -> bool {
        self.is_constant.get(id.0 as usize).is_some_and(|is_constant| *is_constant)
    }

    pub fn get(&self, key: &Key) -> Option<Arc<Vec<Item>>> {
        self.known.get(key).map(|(_, items)| items.clone())
    }

    pub fn keep(&mut self, key: Key, fragment: &Rc<Fragment>, items: &Arc<Vec<Item>>) {
        if self.known.len() >= MAX_KNOWN {
            self.known.clear();
        }
        self.known.insert(key, (fragment.clone(), items.clone()));
    }
}
