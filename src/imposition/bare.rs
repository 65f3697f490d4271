//! Pages as a press form takes them: what is seen, without tags, links and places to link to.

use std::collections::HashMap;
use std::sync::Arc;

use crate::page::{Group, Item};

/// Parts that pages share with each other, and what is left of them; more are made anew each time.
const MAX_SHARED: usize = 4096;

/// Bares pages one after the other. What they share stays shared.
#[derive(Default)]
pub(super) struct Bare {
    /// By address. Each list that it came from is held, so that no other can get its address.
    known: HashMap<*const Vec<Item>, [Arc<Vec<Item>>; 2]>,
}

impl Bare {
    pub fn items(&mut self, items: &Arc<Vec<Item>>) -> Arc<Vec<Item>> {
        if is_bare(items) {
            return items.clone();
        }
        let address = Arc::as_ptr(items);
        if let Some([_, bare]) = self.known.get(&address) {
            return bare.clone();
        }
        let bare = Arc::new(items.iter().filter_map(|item| self.item(item)).collect());
        // Nobody else has it: it does not come again.
        if Arc::strong_count(items) > 1 && self.known.len() < MAX_SHARED {
            self.known.insert(address, [items.clone(), Arc::clone(&bare)]);
        }
        bare
    }

    fn item(&mut self, item: &Item) -> Option<Item> {
        match item {
            Item::Begin(_) | Item::End | Item::Link(_) | Item::Anchor(_) => None,
            Item::Group(group) => {
                Some(Item::Group(Group { items: self.items(&group.items), ..group.clone() }))
            }
            Item::Glyphs(_) | Item::Path(_) | Item::Image(_) => Some(item.clone()),
        }
    }
}

fn is_bare(items: &[Item]) -> bool {
    items.iter().all(|item| match item {
        Item::Begin(_) | Item::End | Item::Link(_) | Item::Anchor(_) => false,
        Item::Group(group) => is_bare(&group.items),
        Item::Glyphs(_) | Item::Path(_) | Item::Image(_) => true,
    })
}
