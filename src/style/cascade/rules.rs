use std::sync::Arc;

use rustc_hash::FxHashMap;
use selectors::parser::{Component, Selector};

use super::super::PseudoElement;
use super::super::syntax::{Block, Conditions, StyleRule, Syntax};
use super::matching::Level;
use super::sheets::Sheets;

/// The rules of all sheets of a document, by what their rightmost compound selector demands: most elements
/// meet few of them.
pub(super) struct Rules {
    pub sheets: Sheets,
    index: Index,
}

#[derive(Default)]
struct Index {
    ids: FxHashMap<Arc<str>, Vec<Entry>>,
    classes: FxHashMap<Arc<str>, Vec<Entry>>,
    types: FxHashMap<Arc<str>, Vec<Entry>>,
    others: Vec<Entry>,
}

/// One selector of a rule.
pub(super) struct Entry {
    pub selector: Selector<Syntax>,
    pub pseudo: Option<PseudoElement>,
    pub rank: Rank,
    /// Its rule is for pages of some sizes only.
    pub has_conditions: bool,
}

/// Where a block stands in the cascade: level, specificity, sheet, rule
/// ([CSS Cascade 5, 6](https://www.w3.org/TR/css-cascade-5/#cascading)).
pub(super) type Rank = (Level, u32, u32, u32);

enum Key {
    Id(Arc<str>),
    Class(Arc<str>),
    Type(Arc<str>),
}

impl Rules {
    pub fn new(sheets: Sheets) -> Rules {
        let mut index = Index::default();
        for (number, loaded) in sheets.list.iter().enumerate() {
            for (at, rule) in loaded.sheet.rules.iter().enumerate() {
                let level = match number {
                    0 => Level::UserAgent,
                    _ => Level::Author(sheets.strength(loaded.layer.as_deref(), rule.layer.as_deref())),
                };
                let has_conditions = !(loaded.media.is_none() && rule.media.is_none());
                for selector in rule.selectors.slice() {
                    let rank = (level, selector.specificity(), number as u32, at as u32);
                    let pseudo = selector.pseudo_element().copied();
                    let entry = Entry { selector: selector.clone(), pseudo, rank, has_conditions };
                    index.bucket(selector).push(entry);
                }
            }
        }
        Rules { sheets, index }
    }

    /// The selectors that an element may match.
    pub fn candidates<'a>(
        &'a self,
        name: &str,
        id: Option<&str>,
        classes: &'a str,
    ) -> impl Iterator<Item = &'a Entry> {
        let index = &self.index;
        let ids = id.and_then(|id| index.ids.get(id));
        let types = index.types.get(name);
        let classes = classes.split_ascii_whitespace().filter_map(|class| index.classes.get(class));
        ids.into_iter().chain(types).chain(classes).flatten().chain(&index.others)
    }

    pub fn block(&self, entry: &Entry) -> &Block {
        &self.rule(entry).block
    }

    /// What the page must be like for a rule.
    pub fn conditions(&self, entry: &Entry) -> [&Conditions; 2] {
        [&self.sheets.list[entry.rank.2 as usize].media, &self.rule(entry).media]
    }

    fn rule(&self, entry: &Entry) -> &StyleRule {
        &self.sheets.list[entry.rank.2 as usize].sheet.rules[entry.rank.3 as usize]
    }
}

impl Index {
    fn bucket(&mut self, selector: &Selector<Syntax>) -> &mut Vec<Entry> {
        match key(selector) {
            Some(Key::Id(id)) => self.ids.entry(id).or_default(),
            Some(Key::Class(class)) => self.classes.entry(class).or_default(),
            Some(Key::Type(name)) => self.types.entry(name).or_default(),
            None => &mut self.others,
        }
    }
}

fn key(selector: &Selector<Syntax>) -> Option<Key> {
    let mut key = None;
    let mut steps = selector.iter();
    loop {
        for component in &mut steps {
            match component {
                Component::ID(id) => return Some(Key::Id(id.0.clone())),
                Component::Class(class) => key = Some(Key::Class(class.0.clone())),
                Component::LocalName(name) if key.is_none() => {
                    key = Some(Key::Type(name.lower_name.0.clone()));
                }
                _ => {}
            }
        }
        // A pseudo-element stands in a compound of its own before the element's.
        match steps.next_sequence() {
            Some(combinator) if combinator.is_pseudo_element() && key.is_none() => {}
            _ => return key,
        }
    }
}
