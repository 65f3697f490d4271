use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::Direction;
use super::super::property::{Value, Wide};
use super::super::syntax::{Block, Declaration, Variable};
use super::matching::Matched;

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
    let mut of_user_agent: BTreeMap<u16, Winner<'s>> = BTreeMap::new();
    each(matched, |is_user_agent, block, declaration| {
        let declared = &declaration.declared;
        if declared.when.is_some_and(|when| when != direction) {
            return;
        }
        if is_user_agent {
            of_user_agent.insert(declared.longhand, (block, declaration));
        }
        let is_revert = matches!(declared.value, Value::Wide(Wide::Revert));
        match of_user_agent.get(&declared.longhand).filter(|_| is_revert) {
            Some(reverted) => list.insert(declared.longhand, *reverted),
            None => list.insert(declared.longhand, (block, declaration)),
        };
    });
    let mut variables = BTreeMap::new();
    for important in [false, true] {
        for block in &matched.blocks {
            for variable in block.variables.iter().filter(|variable| variable.important == important) {
                variables.insert(variable.name.clone(), (*block, variable));
            }
        }
    }
    Winners { list, variables }
}

/// All declarations, weakest first; the user agent's are marked.
fn each<'s>(matched: &Matched<'s>, mut visit: impl FnMut(bool, &'s Block, &'s Declaration)) {
    for important in [false, true] {
        for (number, block) in matched.blocks.iter().enumerate() {
            for declaration in block.declarations.iter().filter(|found| found.important == important) {
                visit(number < matched.of_user_agent, block, declaration);
            }
        }
    }
}
