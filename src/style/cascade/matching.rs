use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector;

use super::super::PseudoElement;
use super::super::syntax::{Block, Syntax};
use super::elements::ElementRef;
use super::rules::{Rank, Rules};
use crate::units::Size;

/// Blocks that apply to one element or pseudo-element, weakest first.
#[derive(Default)]
pub(super) struct Matched<'s> {
    pub blocks: Vec<&'s Block>,
    /// Of each block, ascending.
    pub levels: Vec<Level>,
}

/// Who says something, and in which layer: what `revert` and `revert-layer` go back to, and what turns round
/// where it is important ([CSS Cascade 5, 6.1](https://www.w3.org/TR/css-cascade-5/#cascade-sort)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    UserAgent,
    /// An author's layer, by its strength.
    Author(u32),
    /// A `style` attribute.
    Attribute,
}

impl<'s> Matched<'s> {
    /// Which blocks they are.
    pub fn addresses(&self) -> Vec<usize> {
        self.blocks.iter().map(|block| std::ptr::from_ref(*block).addr()).collect()
    }

    pub fn push(&mut self, level: Level, block: &'s Block) {
        self.levels.push(level);
        self.blocks.push(block);
    }

    /// What an older attribute says: the first and weakest of the author's blocks
    /// ([CSS Cascade 5, 6.5](https://www.w3.org/TR/css-cascade-5/#preshint)).
    pub fn insert_hint(&mut self, block: &'s Block) {
        let at = self.levels.partition_point(|level| *level == Level::UserAgent);
        self.levels.insert(at, Level::Author(0));
        self.blocks.insert(at, block);
    }
}

/// The blocks of an element and of its pseudo-elements.
#[derive(Default)]
pub(super) struct MatchedAll<'s> {
    pub element: Matched<'s>,
    pub before: Matched<'s>,
    pub after: Matched<'s>,
    pub marker: Matched<'s>,
    pub first_letter: Matched<'s>,
    pub first_line: Matched<'s>,
}

pub(super) struct Matcher<'s> {
    rules: &'s Rules,
    caches: SelectorCaches,
    /// The first page's trim size, for media queries.
    pub page: Size,
}

impl<'s> Matcher<'s> {
    pub fn new(rules: &'s Rules, page: Size) -> Matcher<'s> {
        Matcher { rules, caches: SelectorCaches::default(), page }
    }

    pub fn matched(&mut self, element: ElementRef<'_>) -> MatchedAll<'s> {
        let mut found: Vec<(Option<PseudoElement>, Rank, &'s Block)> = Vec::new();
        let id = element.element.attribute("id").map(|id| &**id);
        let classes = element.element.attribute("class").map_or("", |classes| &**classes);
        let is_root = selectors::Element::is_root(&element);
        let candidates = self.rules.candidates(&element.element.name, id, classes);
        for entry in candidates.filter(|entry| entry.may_match(element.element, is_root)) {
            let mode = match entry.pseudo {
                None => MatchingMode::Normal,
                Some(_) => MatchingMode::ForStatelessPseudoElement,
            };
            let mut context = MatchingContext::<Syntax>::new(
                mode,
                None,
                &mut self.caches,
                QuirksMode::NoQuirks,
                NeedsSelectorFlags::No,
                MatchingForInvalidation::No,
            );
            if matches_selector(&entry.selector, 0, None, &element, &mut context)
                && (!entry.has_conditions
                    || self.rules.conditions(entry).iter().all(|media| media.are_met(self.page)))
            {
                found.push((entry.pseudo, entry.rank, self.rules.block(entry)));
            }
        }
        found.sort_by_key(|(_, rank, _)| *rank);
        // Two selectors of one rule, or one selector by two of its names.
        found.dedup_by_key(|(pseudo, rank, _)| (*pseudo, *rank));
        let mut all = MatchedAll::default();
        for (pseudo, rank, block) in found {
            let list = match pseudo {
                None => &mut all.element,
                Some(PseudoElement::Before) => &mut all.before,
                Some(PseudoElement::After) => &mut all.after,
                Some(PseudoElement::Marker) => &mut all.marker,
                Some(PseudoElement::FirstLetter) => &mut all.first_letter,
                Some(PseudoElement::FirstLine) => &mut all.first_line,
            };
            list.push(rank.0, block);
        }
        all
    }
}
