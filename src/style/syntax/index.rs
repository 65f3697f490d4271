use std::collections::HashMap;
use std::sync::Arc;

use selectors::parser::{Component, Selector};

use super::{StyleRule, Syntax};
use crate::style::PseudoElement;

/// The rules of a sheet by what their rightmost compound selector demands: most elements meet few of
/// them.
#[derive(Default)]
pub(in crate::style) struct RuleIndex {
    ids: HashMap<Arc<str>, Vec<Entry>>,
    classes: HashMap<Arc<str>, Vec<Entry>>,
    types: HashMap<Arc<str>, Vec<Entry>>,
    others: Vec<Entry>,
}

/// One selector of a rule.
#[derive(Clone)]
pub(in crate::style) struct Entry {
    pub selector: Selector<Syntax>,
    /// Its number in the sheet.
    pub rule: u32,
    pub pseudo: Option<PseudoElement>,
}

enum Key {
    Id(Arc<str>),
    Class(Arc<str>),
    Type(Arc<str>),
}

impl RuleIndex {
    pub fn new(rules: &[StyleRule]) -> RuleIndex {
        let mut index = RuleIndex::default();
        for (number, rule) in rules.iter().enumerate() {
            for selector in rule.selectors.slice() {
                let pseudo = selector.pseudo_element().copied();
                let entry = Entry { selector: selector.clone(), rule: number as u32, pseudo };
                let bucket = match key(selector) {
                    Some(Key::Id(id)) => index.ids.entry(id).or_default(),
                    Some(Key::Class(class)) => index.classes.entry(class).or_default(),
                    Some(Key::Type(name)) => index.types.entry(name).or_default(),
                    None => &mut index.others,
                };
                bucket.push(entry);
            }
        }
        index
    }

    /// The selectors that an element may match.
    pub fn candidates<'a>(
        &'a self,
        name: &str,
        id: Option<&str>,
        classes: &'a str,
    ) -> impl Iterator<Item = &'a Entry> {
        let ids = id.and_then(|id| self.ids.get(id));
        let types = self.types.get(name);
        let classes = classes.split_ascii_whitespace().filter_map(|class| self.classes.get(class));
        ids.into_iter().chain(types).chain(classes).flatten().chain(&self.others)
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
