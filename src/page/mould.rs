use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Group, Item, Page};
use crate::units::Affine;

/// What stands in a slot: the number of the slot and its items.
pub type Filling = (u32, Arc<Vec<Item>>);

/// A place on a page that changes.
#[derive(Clone, Debug)]
pub struct Slot {
    pub items: Arc<Vec<Item>>,
    /// From its items' coordinates to the page's.
    pub to_page: Affine,
}

/// A page of which some places change, ready to be filled again and again.
#[derive(Clone, Debug)]
pub struct Mould {
    /// Without items.
    page: Page,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Constant(Arc<Vec<Item>>),
    Slot(u32),
    /// A group with slots in it, without its items.
    Around(Group, Vec<Part>),
}

impl Mould {
    /// Of a page as layout made it, and what stands in its slots.
    pub fn of(page: &Page) -> (Mould, BTreeMap<u32, Slot>) {
        let mut slots = BTreeMap::new();
        let parts = parts(&page.items, Affine::IDENTITY, &mut slots);
        (Mould { page: Page { items: Arc::default(), ..page.clone() }, parts }, slots)
    }

    /// The page with other items in its slots; what does not change is shared between all such pages, as groups of
    /// its own. A slot that nothing is given for is empty.
    pub fn filled(&self, fillings: &BTreeMap<u32, Arc<Vec<Item>>>) -> Page {
        Page { items: filled(&self.parts, fillings, false).into(), ..self.page.clone() }
    }

    /// The same with every item where it was, for files whose elements are tagged: those cannot be shared.
    pub fn filled_flat(&self, fillings: &BTreeMap<u32, Arc<Vec<Item>>>) -> Page {
        Page { items: filled(&self.parts, fillings, true).into(), ..self.page.clone() }
    }
}

fn parts(items: &[Item], to_page: Affine, slots: &mut BTreeMap<u32, Slot>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut constant: Vec<Item> = Vec::new();
    for item in items {
        match item {
            Item::Group(group) if group.slot.is_some() || has_slots(&group.items) => {
                if !constant.is_empty() {
                    parts.push(Part::Constant(std::mem::take(&mut constant).into()));
                }
                parts.push(match group.slot {
                    Some(slot) => {
                        slots.insert(slot, Slot { items: group.items.clone(), to_page });
                        Part::Slot(slot)
                    }
                    None => {
                        let inner = group.transform.unwrap_or(Affine::IDENTITY).then(to_page);
                        let inside = self::parts(&group.items, inner, slots);
                        Part::Around(Group { items: Arc::default(), ..group.clone() }, inside)
                    }
                });
            }
            _ => constant.push(item.clone()),
        }
    }
    if !constant.is_empty() {
        parts.push(Part::Constant(constant.into()));
    }
    parts
}

fn has_slots(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Group(group) => group.slot.is_some() || has_slots(&group.items),
        _ => false,
    })
}

fn filled(parts: &[Part], fillings: &BTreeMap<u32, Arc<Vec<Item>>>, is_flat: bool) -> Vec<Item> {
    let mut items = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Part::Constant(constant) if is_flat => items.extend(constant.iter().cloned()),
            Part::Constant(constant) => {
                items.push(Item::Group(Group { items: constant.clone(), ..Group::default() }));
            }
            // Of one page only: no group of its own.
            Part::Slot(slot) => {
                items.extend(fillings.get(slot).iter().flat_map(|items| items.iter()).cloned())
            }
            Part::Around(group, inside) => {
                let inside = filled(inside, fillings, is_flat);
                items.push(Item::Group(Group { items: inside.into(), ..group.clone() }));
            }
        }
    }
    items
}
