use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector;

use super::super::PseudoElement;
use super::super::syntax::{Block, Syntax, inside};
use super::elements::ElementRef;
use super::sheets::{Loaded, Sheets};
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
    sheets: &'s Sheets,
    caches: SelectorCaches,
    /// The first page's trim size, for media queries.
    pub page: Size,
}

/// Where a block stands in the cascade: level, specificity, sheet, rule
/// ([CSS Cascade 5, 6](https://www.w3.org/TR/css-cascade-5/#cascading)).
type Rank = (Level, u32, u32, u32);

impl<'s> Matcher<'s> {
    pub fn new(sheets: &'s Sheets, page: Size) -> Matcher<'s> {
        Matcher { sheets, caches: SelectorCaches::default(), page }
    }

    pub fn matched(&mut self, element: ElementRef<'_>) -> MatchedAll<'s> {
        let mut found: Vec<(Option<PseudoElement>, Rank, &'s Block)> = Vec::new();
        let id = element.element.attribute("id").map(|id| &**id);
        let classes = element.element.attribute("class").map_or("", |classes| &**classes);
        for (number, Loaded { sheet, layer, media }) in self.sheets.list.iter().enumerate() {
            if !media.are_met(self.page) {
                continue;
            }
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
                let rule = &sheet.rules[entry.rule as usize];
                if matches_selector(&entry.selector, 0, None, &element, &mut context)
                    && rule.media.are_met(self.page)
                {
                    let level = match number {
                        0 => Level::UserAgent,
                        _ => Level::Author(self.strength(layer.as_deref(), rule.layer.as_deref())),
                    };
                    let rank = (level, entry.selector.specificity(), number as u32, entry.rule);
                    found.push((entry.pseudo, rank, &rule.block));
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
                Some(PseudoElement::FirstLetter) => &mut all.first_letter,
                Some(PseudoElement::FirstLine) => &mut all.first_line,
            };
            list.push(rank.0, block);
        }
        all
    }

    fn strength(&self, sheet: Option<&str>, rule: Option<&str>) -> u32 {
        match (sheet, rule) {
            (Some(_), Some(rule)) => self.sheets.layers.of(Some(&inside(sheet, rule))),
            (one, other) => self.sheets.layers.of(one.or(other)),
        }
    }
}
