//! Groups that stand in several places: painted once, as a form that is called (ISO 32000-2, 8.10).

use std::sync::{Arc, Weak};

use rustc_hash::FxHashMap;

use super::content::Resource;
use crate::page::Item;
use crate::units::Rect;

/// A form costs some two hundred bytes; what has fewer strokes and glyphs is painted in each place.
const LEAST_FORM: usize = 16;

/// Groups that were seen, by the address of their items.
#[derive(Default)]
pub(super) struct Shared {
    seen: FxHashMap<usize, Seen>,
    /// When to look for groups that nobody has any more.
    next_sweep: usize,
}

struct Seen {
    /// Holds the address, not the items: no other group can get it as long as this one is known.
    items: Weak<Vec<Item>>,
    is_repeated: bool,
    form: Option<Form>,
}

/// A painted form.
#[derive(Clone)]
pub(super) struct Form {
    pub resource: Resource,
    /// In the group's own coordinates.
    pub area: Rect,
    /// Whether anything in it lets what is below shine through.
    pub is_transparent: bool,
}

impl Shared {
    /// Counts a place; whether it is the group's first.
    pub fn count(&mut self, items: &Arc<Vec<Item>>) -> bool {
        if self.seen.len() > self.next_sweep {
            self.seen.retain(|_, seen| seen.items.strong_count() > 0);
            self.next_sweep = 2 * self.seen.len() + 1024;
        }
        let address = address(items);
        if let Some(seen) = self.seen.get_mut(&address) {
            seen.is_repeated = true;
            return false;
        }
        let seen = Seen { items: Arc::downgrade(items), is_repeated: false, form: None };
        self.seen.insert(address, seen);
        true
    }

    pub fn is_repeated(&self, items: &Arc<Vec<Item>>) -> bool {
        self.seen.get(&address(items)).is_some_and(|seen| seen.is_repeated)
    }

    pub fn form(&self, items: &Arc<Vec<Item>>) -> Option<&Form> {
        self.seen.get(&address(items))?.form.as_ref()
    }

    pub fn keep(&mut self, items: &Arc<Vec<Item>>, form: Form) {
        if let Some(seen) = self.seen.get_mut(&address(items)) {
            seen.form = Some(form);
        }
    }
}

fn address(items: &Arc<Vec<Item>>) -> usize {
    Arc::as_ptr(items).addr()
}

/// Whether items look the same wherever they stand, and are worth a form. What is clicked or jumped to is in one
/// place; so is what is tagged, and text in its language, if the document `is_tagged`.
pub(super) fn can_be_form(items: &[Item], is_tagged: bool) -> bool {
    is_same_everywhere(items, is_tagged) && weight(items) >= LEAST_FORM
}

fn is_same_everywhere(items: &[Item], is_tagged: bool) -> bool {
    items.iter().all(|item| match item {
        Item::Path(_) => true,
        Item::Glyphs(_) | Item::Begin(_) | Item::End => !is_tagged,
        Item::Image(image) => !is_tagged || image.alt.is_none(),
        Item::Group(group) => is_same_everywhere(&group.items, is_tagged),
        Item::Link(_) | Item::Anchor(_) => false,
    })
}

fn weight(items: &[Item]) -> usize {
    let weights = items.iter().map(|item| match item {
        Item::Path(item) => 1 + item.path.segments.len(),
        Item::Glyphs(run) => 4 + run.glyphs.len(),
        Item::Image(_) => 2,
        Item::Group(group) => 2 + weight(&group.items),
        Item::Link(_) | Item::Anchor(_) | Item::Begin(_) | Item::End => 0,
    });
    weights.sum()
}
