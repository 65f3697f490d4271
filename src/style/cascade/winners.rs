use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::Direction;
use super::super::property::{Value, Wide};
use super::super::syntax::{Block, Declaration, Variable};
use super::matching::{Level, Matched};

/// A declaration with the block it stands in.
pub(super) type Winner<'s> = (&'s Block, &'s Declaration);

/// The declaration that wins for each longhand, by its number.
pub(super) struct Winners<'s> {
    pub list: BTreeMap<u16, Winner<'s>>,
    pub variables: BTreeMap<Arc<str>, (&'s Block, &'s Variable)>,
}

/// The number of `direction`, which decides what flow-relative names mean.
pub(super) const DIRECTION: u16 = 0;

/// The winner for `direction` alone.
pub(super) fn direction<'s>(matched: &Matched<'s>) -> Option<Winner<'s>> {
    let is_direction = |declaration: &Declaration| declaration.declared.longhand == DIRECTION;
    let mut winner = None;
    each(matched, |_, block, declaration| {
        if is_direction(declaration) {
            winner = Some((block, declaration));
        }
    });
    winner
}

pub(super) fn winners<'s>(matched: &Matched<'s>, direction: Direction) -> Winners<'s> {
    let mut list: BTreeMap<u16, Winner<'s>> = BTreeMap::new();
    each(matched, |level, block, declaration| {
        let declared = &declaration.declared;
        if declared.when.is_some_and(|when| when != direction) {
            return;
        }
        // What goes back keeps its place if there is nothing to go back to.
        let winner = below(matched, direction, level, declaration).unwrap_or((block, declaration));
        list.insert(declared.longhand, winner);
    });
    let variables = variables(matched);
    Winners { list, variables }
}

/// A custom property with the level that it is set at.
type Set<'s> = (Level, &'s Block, &'s Variable);

fn variables<'s>(matched: &Matched<'s>) -> BTreeMap<Arc<str>, (&'s Block, &'s Variable)> {
    let blocks = || matched.levels.iter().copied().zip(matched.blocks.iter().copied());
    let all = |(level, block): (Level, &'s Block)| block.variables.iter().map(move |one| (level, block, one));
    let mut list: Vec<Set<'s>> = blocks().flat_map(all).filter(|(.., one)| !one.important).collect();
    if blocks().flat_map(all).any(|(.., one)| one.important) {
        list.extend(importantly(matched).into_iter().flat_map(all).filter(|(.., one)| one.important));
    }
    let mut winners = BTreeMap::new();
    for (at, (level, block, variable)) in list.iter().enumerate() {
        if !variable.value.trim().eq_ignore_ascii_case("revert-layer") {
            winners.insert(variable.name.clone(), (*block, *variable));
            continue;
        }
        let is_below = |set: &&Set<'s>| set.2.name == variable.name && set.0 < *level;
        match list[..at].iter().rev().find(is_below) {
            Some((_, block, lower)) => winners.insert(variable.name.clone(), (*block, *lower)),
            None => winners.remove(&variable.name),
        };
    }
    winners
}

/// What `revert` or `revert-layer` go back to
/// ([CSS Cascade 5, 7.3](https://www.w3.org/TR/css-cascade-5/#defaulting-keywords)).
fn below<'s>(
    matched: &Matched<'s>,
    direction: Direction,
    mut level: Level,
    declaration: &'s Declaration,
) -> Option<Winner<'s>> {
    let mut value = &declaration.declared.value;
    let mut winner = None;
    loop {
        let limit = match value {
            Value::Wide(Wide::Revert) => level.min(Level::Author(0)),
            Value::Wide(Wide::RevertLayer) => level,
            _ => return winner,
        };
        let mut last = None;
        each(matched, |other, block, candidate| {
            let declared = &candidate.declared;
            let is_same = declared.longhand == declaration.declared.longhand
                && declared.when.is_none_or(|when| when == direction);
            if is_same && other < limit {
                last = Some((other, block, candidate));
            }
        });
        let (lower, block, candidate) = last?;
        (level, value, winner) = (lower, &candidate.declared.value, Some((block, candidate)));
    }
}

/// All declarations, weakest first.
fn each<'s>(matched: &Matched<'s>, mut visit: impl FnMut(Level, &'s Block, &'s Declaration)) {
    let mut has_important = false;
    for (level, block) in matched.levels.iter().zip(&matched.blocks) {
        for declaration in &block.declarations {
            if declaration.important {
                has_important = true;
            } else {
                visit(*level, block, declaration);
            }
        }
    }
    if !has_important {
        return;
    }
    for (level, block) in importantly(matched) {
        for declaration in block.declarations.iter().filter(|declaration| declaration.important) {
            visit(level, block, declaration);
        }
    }
}

/// Blocks with their levels, as important ones follow each other, weakest first: layers and origins turn
/// round, but not what stands within one of them; a `style` attribute stays above all of the author's layers.
fn importantly<'s>(matched: &Matched<'s>) -> Vec<(Level, &'s Block)> {
    let mut list: Vec<(Level, &Block)> =
        matched.levels.iter().copied().zip(matched.blocks.iter().copied()).collect();
    list.sort_by_key(|(level, _)| match level {
        Level::Author(strength) => (0, u32::MAX - strength),
        Level::Attribute => (1, 0),
        Level::UserAgent => (2, 0),
    });
    list
}
