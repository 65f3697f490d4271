//! The smallest document that breaks a promise: decisions are left out and made smaller as long as it does.

use super::chance::Chance;

/// Writes down what another chance decides.
pub struct Record<C> {
    pub chance: C,
    pub decisions: Vec<usize>,
}

impl<C: Chance> Chance for Record<C> {
    fn below(&mut self, bound: usize) -> usize {
        let decision = self.chance.below(bound);
        self.decisions.push(decision);
        decision
    }
}

/// Decisions that were written down; after the last one, the first of each choice.
pub struct Replay<'a>(pub std::slice::Iter<'a, usize>);

impl Chance for Replay<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.0.next().map_or(0, |decision| decision % bound)
    }
}

/// `breaks` says whether the document of some decisions still breaks its promise.
pub fn shrink(mut decisions: Vec<usize>, breaks: &dyn Fn(&[usize]) -> bool) -> Vec<usize> {
    loop {
        let before = decisions.clone();
        let mut size = decisions.len().next_power_of_two();
        while size > 0 {
            let mut at = 0;
            while at < decisions.len() {
                let end = (at + size).min(decisions.len());
                let fewer = [&decisions[..at], &decisions[end..]].concat();
                if breaks(&fewer) {
                    decisions = fewer;
                } else {
                    at += size;
                }
            }
            size /= 2;
        }
        for at in 0..decisions.len() {
            for smaller in [0, decisions[at] / 2, decisions[at].saturating_sub(1)] {
                let known = std::mem::replace(&mut decisions[at], smaller);
                if smaller == known || breaks(&decisions) {
                    break;
                }
                decisions[at] = known;
            }
        }
        if decisions == before {
            return decisions;
        }
    }
}
