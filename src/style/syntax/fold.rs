use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;

/// Names of further findings in one note.
const MAX_NAMES: usize = 12;

/// One finding for all that are alike: where the same is said again, the first one tells how often, and
/// what a style sheet for screens has that paper does not need is one list.
pub(in crate::style) fn folded(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Diagnostic>> = Vec::new();
    for problem in problems {
        let key = (problem.code, alike(&problem));
        let at = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(problem),
            None => groups.push(vec![problem]),
        }
    }
    groups.into_iter().filter_map(one).collect()
}

/// What findings have in common: the advice to leave something out, or every word.
fn alike(problem: &Diagnostic) -> String {
    match &problem.help {
        Some(help) if help.starts_with("leave it out: ") => help.to_string(),
        _ => problem.message.to_string(),
    }
}

fn one(group: Vec<Diagnostic>) -> Option<Diagnostic> {
    let mut group = group.into_iter();
    let first = group.next()?;
    let mut names: Vec<(String, Option<usize>)> = Vec::new();
    let mut again = 0;
    for other in group {
        if other.message == first.message {
            again += 1;
            continue;
        }
        let name = other.message.split('`').nth(1).unwrap_or(&other.message).to_owned();
        let line = other.span.as_ref().map(|span| span.line_column().0);
        if names.iter().all(|(known, _)| *known != name) {
            names.push((name, line));
        }
    }
    let mut told = first;
    if again > 0 {
        told = told.note(format!("and {again} more time{}", if again == 1 { "" } else { "s" }));
    }
    if !names.is_empty() {
        let more = names.len().saturating_sub(MAX_NAMES);
        let list: Vec<String> = names
            .into_iter()
            .take(MAX_NAMES)
            .map(|(name, line)| match line {
                Some(line) => format!("`{name}` (line {line})"),
                None => format!("`{name}`"),
            })
            .collect();
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        told = told.note(format!("also {}{rest}", list.join(", ")));
    }
    Some(told)
}
