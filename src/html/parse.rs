use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

use super::arrange::arrange;
use super::fault;
use super::sink::Sink;
use super::{Dom, NodeId};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// More nodes than any piece of print has; a runaway loop in a template has more.
const MAX_NODES: usize = 1_000_000;
/// Layout walks the tree by recursion, so its stack depends on this.
pub(super) const MAX_DEPTH: usize = 256;
/// The limits are looked at after so many bytes: one step cannot do much harm.
const STEP: usize = 4096;

/// Reads rendered HTML as browsers do ([HTML, 13.2](https://html.spec.whatwg.org/multipage/parsing.html)).
/// `name` is what messages call it, such as `letter/letter.html`.
///
/// Errors: `too-deep`, `too-many-nodes`; the rest of the document is then missing. Slips that change
/// what the author meant are warnings `html-structure`. No message quotes the text: it may name a resident.
pub fn parse(text: &str, name: &str) -> (Dom, Diagnostics) {
    let options = ParseOpts {
        // Names in messages cost time only where there is a fault.
        tree_builder: TreeBuilderOpts {
            exact_errors: true,
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Sink::new(MAX_NODES, 2 * MAX_DEPTH), options);
    for step in steps(text) {
        parser.process(StrTendril::from(step));
        if parser.tokenizer.sink.sink.is_full() {
            break;
        }
    }
    let outcome = parser.finish();
    let mut diagnostics = Diagnostics::new();
    for fault in &outcome.faults {
        diagnostics.push(fault::explain(fault, name));
    }
    if outcome.nodes.len() >= MAX_NODES {
        diagnostics.push(
            Diagnostic::error(
                "too-many-nodes",
                format!("the page has more than {MAX_NODES} elements and texts"),
            )
            .in_file(name)
            .help("look for a loop in the template that repeats too often"),
        );
    }
    let (dom, deepest_refused) = arrange(outcome.nodes, name);
    if let Some(id) = deepest_refused {
        diagnostics.push(too_deep(&dom, id));
    }
    (dom, diagnostics)
}

fn too_deep(dom: &Dom, parent: NodeId) -> Diagnostic {
    let line = dom.element(parent).map_or(0, |element| element.line);
    Diagnostic::error("too-deep", format!("elements stand more than {MAX_DEPTH} deep inside each other"))
        .in_file(&*dom.name)
        .note(format!("line {line} of the rendered HTML"))
        .help("an end tag is missing in a loop, or a block includes itself")
}

/// The text in pieces of about [`STEP`] bytes.
fn steps(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = STEP.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (step, after) = rest.split_at(end);
        rest = after;
        Some(step)
    })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
