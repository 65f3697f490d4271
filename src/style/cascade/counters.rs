use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::property::Style;

/// The counters in scope while the tree is walked in document order
/// ([CSS Lists 3, 4.4](https://www.w3.org/TR/css-lists-3/#creating-counters)).
#[derive(Clone, Default)]
pub(super) struct Counters {
    /// Outermost first: depth of the element that made the counter, and its value.
    stacks: BTreeMap<Arc<str>, Vec<(usize, i32)>>,
}

/// What HTML says about the number of a list or an item.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListNumbers {
    /// A list begins, with this number before its first item.
    pub reset: Option<i32>,
    /// An item counts by this.
    pub step: Option<i32>,
    /// `<li value>`
    pub value: Option<i32>,
}

/// The counter of list items.
pub(super) const LIST_ITEM: &str = "list-item";

impl Counters {
    /// An element or pseudo-element begins: reset, count, set, in this order.
    pub fn enter(&mut self, style: &Style, lists: ListNumbers, depth: usize) {
        let extra = &style.extra;
        let has = |list: &[(Arc<str>, i32)]| list.iter().any(|(name, _)| &**name == LIST_ITEM);
        if let Some(value) = lists.reset.filter(|_| !has(&extra.counter_reset)) {
            self.reset(&Arc::from(LIST_ITEM), value, depth);
        }
        for (name, value) in &extra.counter_reset {
            self.reset(name, *value, depth);
        }
        if let Some(step) = lists.step.filter(|_| !has(&extra.counter_increment)) {
            let value = self.get_or_make(&Arc::from(LIST_ITEM), depth);
            *value = value.saturating_add(step);
        }
        for (name, step) in &extra.counter_increment {
            let value = self.get_or_make(name, depth);
            *value = value.saturating_add(*step);
        }
        if let Some(value) = lists.value {
            *self.get_or_make(&Arc::from(LIST_ITEM), depth) = value;
        }
        for (name, value) in &extra.counter_set {
            *self.get_or_make(name, depth) = *value;
        }
    }

    /// The element at this depth is over. A counter that it made goes on for its siblings, unless the
    /// parent has one of that name, which they inherit
    /// ([CSS Lists 3, 4.4.1](https://www.w3.org/TR/css-lists-3/#inheriting-counters)).
    pub fn leave(&mut self, depth: usize) {
        for stack in self.stacks.values_mut() {
            while stack.last().is_some_and(|(made, _)| *made > depth || (*made == depth && stack.len() > 1)) {
                stack.pop();
            }
        }
    }

    /// Whether an element made the counter, here or further out.
    pub fn is_made(&self, name: &str) -> bool {
        self.stacks.get(name).is_some_and(|stack| !stack.is_empty())
    }

    pub fn value(&self, name: &str) -> i32 {
        self.stacks.get(name).and_then(|stack| stack.last()).map_or(0, |(_, value)| *value)
    }

    /// Outermost first; a counter that nobody made is 0.
    pub fn values(&self, name: &str) -> Vec<i32> {
        let values: Vec<i32> = self.stacks.get(name).into_iter().flatten().map(|(_, value)| *value).collect();
        if values.is_empty() { vec![0] } else { values }
    }

    /// A sibling's counter of that name is replaced, an outer one is hidden.
    fn reset(&mut self, name: &Arc<str>, value: i32, depth: usize) {
        let stack = self.stacks.entry(name.clone()).or_default();
        match stack.last_mut() {
            Some((made, old)) if *made == depth => *old = value,
            _ => stack.push((depth, value)),
        }
    }

    fn get_or_make(&mut self, name: &Arc<str>, depth: usize) -> &mut i32 {
        let stack = self.stacks.entry(name.clone()).or_default();
        if stack.is_empty() {
            stack.push((depth, 0));
        }
        let last = stack.len() - 1;
        &mut stack[last].1
    }
}
