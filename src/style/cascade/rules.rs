use std::sync::Arc;

use rustc_hash::FxHashMap;
use selectors::parser::{Component, Selector};

use super::super::PseudoElement;
use super::super::syntax::{Block, Conditions, StyleRule, Syntax};
use super::matching::Level;
use super::sheets::Sheets;
use crate::html::Element;

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
#[derive(Clone)]
pub(super) struct Entry {
    pub selector: Selector<Syntax>,
    pub pseudo: Option<PseudoElement>,
    pub rank: Rank,
    /// Its rule is for pages of some sizes only.
    pub has_conditions: bool,
    demand: Option<Demand>,
}

/// What is seen at once of an element, and few have.
#[derive(Clone)]
enum Demand {
    Attribute(Arc<str>),
    Root,
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
                let level = sheets.level(number, rule.layer.as_deref());
                let has_conditions = !(loaded.media.is_none() && rule.media.is_none());
                for selector in rule.selectors.slice() {
                    let rank = (level, selector.specificity(), number as u32, at as u32);
                    let pseudo = selector.pseudo_element().copied();
                    let (selector, demand) = (selector.clone(), demand(selector));
                    let entry = Entry { selector, pseudo, rank, has_conditions, demand };
                    index.add(entry);
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
    fn add(&mut self, entry: Entry) {
        let Some(keys) = keys(&entry.selector) else { return self.others.push(entry) };
        for key in keys {
            let bucket = match key {
                Key::Id(id) => self.ids.entry(id).or_default(),
                Key::Class(class) => self.classes.entry(class).or_default(),
                Key::Type(name) => self.types.entry(name).or_default(),
            };
            bucket.push(entry.clone());
        }
    }
}

impl Entry {
    /// Whether trying the selector is worth while.
    pub fn may_match(&self, element: &Element, is_root: bool) -> bool {
        match &self.demand {
            None => true,
            Some(Demand::Attribute(name)) => element.attribute(name).is_some(),
            Some(Demand::Root) => is_root,
        }
    }
}

/// Of the rightmost compound selector.
fn demand(selector: &Selector<Syntax>) -> Option<Demand> {
    selector.iter().find_map(|component| match component {
        Component::Root => Some(Demand::Root),
        Component::AttributeInNoNamespace { local_name, .. } => Some(Demand::Attribute(local_name.0.clone())),
        Component::AttributeInNoNamespaceExists { local_name, local_name_lower }
            if local_name == local_name_lower =>
        {
            Some(Demand::Attribute(local_name.0.clone()))
        }
        _ => None,
    })
}

/// Each element that a selector matches has one of these; `None`: nothing is known of them.
fn keys(selector: &Selector<Syntax>) -> Option<Vec<Key>> {
    let mut key = None;
    let mut alternatives = None;
    let mut steps = selector.iter();
    loop {
        for component in &mut steps {
            match component {
                Component::ID(id) => return Some(vec![Key::Id(id.0.clone())]),
                Component::Class(class) => key = Some(Key::Class(class.0.clone())),
                Component::LocalName(name) if key.is_none() => {
                    key = Some(Key::Type(name.lower_name.0.clone()));
                }
                Component::Is(list) | Component::Where(list) if alternatives.is_none() => {
                    let each: Option<Vec<Vec<Key>>> = list.slice().iter().map(keys).collect();
                    alternatives = each.map(|each| each.into_iter().flatten().collect());
                }
                _ => {}
            }
        }
        // A pseudo-element stands in a compound of its own before the element's.
        match steps.next_sequence() {
            Some(combinator) if combinator.is_pseudo_element() && key.is_none() && alternatives.is_none() => {
            }
            _ => return key.map(|key| vec![key]).or(alternatives),
        }
    }
}
