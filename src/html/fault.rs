use std::borrow::Cow;
use std::sync::Arc;

use super::Provenance;
use crate::diagnostics::{Diagnostic, Words};

/// A parse error as html5ever words it.
#[derive(Debug)]
pub(super) struct Fault {
    pub message: Cow<'static, str>,
    pub line: u64,
    pub provenance: Option<Arc<Provenance>>,
}

/// html5ever's wording, what it means to an author, and what to do.
const WORDING: &[(&str, &str, &str)] = &[
    ("Duplicate attribute", "an attribute stands twice on one element", "keep one: the first counts"),
    ("Unexpected open tag", "an element is never closed", "add its end tag"),
    (
        "Unexpected open element",
        "an element is closed by the end tag of another",
        "add its own end tag before",
    ),
    (
        "Found special tag while closing",
        "an end tag closes more than one element",
        "close the inner elements first",
    ),
    ("No matching tag to close", "an end tag closes nothing", "remove it"),
    ("No <p> tag to close", "`</p>` closes nothing", "a list or block inside `<p>` has ended it already"),
    ("No heading tag to close", "the end tag of a heading closes nothing", "remove it"),
    (
        "Closing wrong heading tag",
        "a heading is closed by the end tag of another level",
        "use the same level",
    ),
    ("nested heading tags", "a heading stands inside a heading", "close the first heading before"),
    ("Formatting element", "inline elements overlap", "close them in the opposite order of opening"),
    (
        "Unacknowledged self-closing",
        "`/>` does not close this element in HTML",
        "write a start tag and an end tag",
    ),
    (
        "Non-space table text",
        "text between the cells of a table moves in front of the table",
        "put it into a cell",
    ),
    (
        "Unexpected characters",
        "text between the cells of a table moves in front of the table",
        "put it into a cell",
    ),
    (
        "Unexpected token",
        "a tag is not allowed in this place and is left out or moved",
        "move it to where HTML allows it",
    ),
];

/// A missing doctype and the like change nothing on paper.
pub(super) fn is_worth_telling(message: &str) -> bool {
    let is_tag = message.contains("kind: StartTag") || message.contains("kind: EndTag");
    let before_content = ["Initial", "BeforeHtml", "BeforeHead"]
        .iter()
        .any(|mode| message.ends_with(&format!("insertion mode {mode}")));
    match message.strip_prefix("Unexpected token") {
        Some(_) => is_tag && !before_content,
        None => WORDING.iter().any(|(start, ..)| message.starts_with(start)),
    }
}

pub(super) fn explain(fault: &Fault, name: &str) -> Diagnostic {
    let (_, meaning, help) = WORDING
        .iter()
        .find(|(start, ..)| fault.message.starts_with(start))
        .expect("only messages worth telling are kept");
    let message = match tag(&fault.message) {
        Some(tag) => format!("{meaning}: `{tag}`"),
        None => (*meaning).to_owned(),
    };
    let mut diagnostic = Diagnostic::warning("html-structure", message).help(*help);
    if let Some(provenance) = &fault.provenance {
        diagnostic = diagnostic.note(Words::both(format!("{provenance}"), format!("{provenance:#}")));
    }
    diagnostic.in_file(name).note(format!("line {} of the rendered HTML", fault.line))
}

/// `<td>` or `</td>` out of html5ever's debug form of a token (`Atom(\'td\' …`) or a name (`{…}:td`).
fn tag(message: &str) -> Option<String> {
    let (_, after) = message.split_once("Atom(").or_else(|| message.split_once("}:"))?;
    let name: String = after
        .trim_start_matches(['\\', '\''])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    let slash = if message.contains("kind: EndTag") { "/" } else { "" };
    (!name.is_empty()).then(|| format!("<{slash}{name}>"))
}
