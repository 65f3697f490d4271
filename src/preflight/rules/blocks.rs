//! A piece has the parts that it cannot be without: people must know who writes and whom to call.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Words, closest};
use crate::page::Origin;
use crate::preflight::Finished;
use crate::preflight::plane::common;
use crate::preflight::tell::Tell;
use crate::preflight::view::View;

pub fn check(finished: &Finished, views: &[View], tell: &mut Tell) {
    if finished.needs.is_empty() {
        return;
    }
    let mut known: BTreeMap<Origin, Option<String>> = BTreeMap::new();
    for view in views {
        for visit in view.visits().iter().filter(|visit| common(visit.reach, view.trim()).is_some()) {
            known.entry(visit.origin).or_insert_with(|| view.block(visit));
        }
    }
    let there: BTreeSet<&str> = known.values().flatten().map(String::as_str).collect();
    for need in finished.needs.iter().filter(|need| !there.contains(need.block.as_str())) {
        let block = &need.block;
        let message = Words::both(
            format!("no page shows the part `{block}`, which this piece needs"),
            format!("geen pagina toont het onderdeel `{block}`, dat dit stuk nodig heeft"),
        );
        let help = match closest(block, there.iter().copied()) {
            Some(near) => Words::both(format!("did you mean `{near}`?"), format!("bedoelde u `{near}`?")),
            None => Words::both(
                format!(
                    "mark the element that has it with `data-block=\"{block}\"`, or take it out of `needs`"
                ),
                format!("geef het element ervan `data-block=\"{block}\"`, of haal het uit `needs`"),
            ),
        };
        tell.whole(Diagnostic::error("missing-block", message).at(need.span.clone()).help(help));
    }
}
