use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::super::ComputedStyle;
use super::super::property::Style;
use super::super::syntax::Block;
use super::compute::{Computer, Hints};
use super::matching::Matched;

/// A style in both forms: what children inherit from, and what layout reads.
pub(super) struct Styled {
    pub style: Style,
    pub computed: Arc<ComputedStyle>,
    number: usize,
}

/// All that decides about a style: the parent's, the blocks, the hints.
type Key = (usize, Vec<*const Block>, Hints);

/// Computes each style once: elements with equal parents and rules share it.
pub(super) struct Shared<'a> {
    pub computer: Computer<'a>,
    known: HashMap<Key, Rc<Styled>>,
    count: usize,
}

impl<'a> Shared<'a> {
    pub fn new(computer: Computer<'a>) -> Shared<'a> {
        Shared { computer, known: HashMap::new(), count: 0 }
    }

    pub fn style(&mut self, parent: &Styled, matched: &Matched<'_>, hints: Hints) -> Rc<Styled> {
        let blocks: Vec<*const Block> =
            matched.blocks.iter().map(|block| std::ptr::from_ref(*block)).collect();
        let key = (parent.number, blocks, hints);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let style = self.computer.compute(&parent.style, matched, &key.2);
        let styled = self.keep(style);
        self.known.insert(key, styled.clone());
        styled
    }

    /// Gives a style its number, which no other one has.
    pub fn keep(&mut self, style: Style) -> Rc<Styled> {
        self.count += 1;
        let computed = Arc::new(style.computed.clone());
        Rc::new(Styled { style, computed, number: self.count })
    }
}
