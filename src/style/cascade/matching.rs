use std::sync::Arc;

use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector;

use super::super::PseudoElement;
use super::super::syntax::{Block, ParsedSheet, Syntax};
use super::elements::ElementRef;
use super::sheets::Sheets;

/// Blocks that apply to one element or pseudo-element, weakest first. How many of them are the user
/// agent's is known, as `revert` goes back to them.
#[derive(Default)]
pub(super) struct Matched<'s> {
    pub blocks: Vec<&'s Block>,
    pub of_user_agent: usize,
}

/// The blocks of an element and of its pseudo-elements.
#[derive(Default)]
pub(super) struct MatchedAll<'s> {
    pub element: Matched<'s>,
    pub before: Matched<'s>,
    pub after: Matched<'s>,
    pub marker: Matched<'s>,
}

pub(super) struct Matcher<'s> {
    sheets: &'s [Arc<ParsedSheet>],
    caches: SelectorCaches,
}

/// Where a block stands in the cascade: author or not, specificity, sheet, rule
/// ([CSS Cascade 4, 6](https://www.w3.org/TR/css-cascade-4/#cascading)).
type Rank = (bool, u32, u32, u32);

impl<'s> Matcher<'s> {
    pub fn new(sheets: &'s Sheets) -> Matcher<'s> {
        Matcher { sheets: &sheets.list, caches: SelectorCaches::default() }
    }

    pub fn matched(&mut self, element: ElementRef<'_>) -> MatchedAll<'s> {
        let mut found: Vec<(Option<PseudoElement>, Rank, &'s Block)> = Vec::new();
        let id = element.element.attribute("id").map(|id| &**id);
        let classes = element.element.attribute("class").map_or("", |classes| &**classes);
        for (number, sheet) in self.sheets.iter().enumerate() {
            for entry in sheet.index.candidates(&element.element.name, id, classes) {
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
                if matches_selector(&entry.selector, 0, None, &element, &mut context) {
                    let rank = (number > 0, entry.selector.specificity(), number as u32, entry.rule);
                    found.push((entry.pseudo, rank, &sheet.rules[entry.rule as usize].block));
                }
            }
        }
        found.sort_by_key(|(_, rank, _)| *rank);
        let mut all = MatchedAll::default();
        for (pseudo, rank, block) in found {
            let list = match pseudo {
                None => &mut all.element,
                Some(PseudoElement::Before) => &mut all.before,
                Some(PseudoElement::After) => &mut all.after,
                Some(PseudoElement::Marker) => &mut all.marker,
            };
            list.of_user_agent += usize::from(!rank.0);
            list.blocks.push(block);
        }
        all
    }
}
