use std::collections::BTreeMap;

use super::Built;
use crate::diagnostics::{Diagnostic, Locale, Severity, Words};

/// Editions that a note names before it counts the rest.
const NAMED: usize = 3;

/// The findings of all editions in order, each once, with the editions that have it.
pub fn merge(built: &[Built]) -> Vec<Diagnostic> {
    let mut order: Vec<Diagnostic> = Vec::new();
    let mut where_found: BTreeMap<usize, Vec<&Words>> = BTreeMap::new();
    let mut known: BTreeMap<Diagnostic, usize> = BTreeMap::new();
    for edition in built {
        for finding in edition.found.iter() {
            // What is a warning for a screen may be an error for a press: it is one thing, told as the worse.
            let plain = Diagnostic { severity: Severity::Warning, ..finding.clone() };
            let index = *known.entry(plain).or_insert_with(|| {
                order.push(finding.clone());
                order.len() - 1
            });
            if finding.severity == Severity::Error {
                order[index].severity = Severity::Error;
            }
            let editions = where_found.entry(index).or_default();
            if editions.last() != Some(&&edition.name) {
                editions.push(&edition.name);
            }
        }
    }
    order
        .into_iter()
        .enumerate()
        .map(|(index, mut finding)| {
            finding.notes.insert(0, editions(&where_found[&index]));
            finding
        })
        .collect()
}

fn editions(names: &[&Words]) -> Words {
    let list = |locale| {
        let names: Vec<&str> = names.iter().take(NAMED).map(|name| name.in_locale(locale)).collect();
        names.join(", ")
    };
    let (english, dutch, count) = (list(Locale::English), list(Locale::Dutch), names.len());
    match count.saturating_sub(NAMED) {
        0 => Words::both(english, dutch),
        more => Words::both(
            format!("in {count} editions: {english} and {more} more"),
            format!("in {count} edities: {dutch} en nog {more}"),
        ),
    }
}
