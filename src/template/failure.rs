//! What Tera complains about, as findings at the author's own lines.

use tera::{Error, ErrorKind, ReportError};

use super::engine::{Engine, Registered};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};

/// One finding per complaint. `rendering` is the template that was asked for, if no place is known.
pub(super) fn diagnose(engine: &Engine, error: &Error, rendering: Option<&str>) -> Diagnostics {
    match error.kind() {
        ErrorKind::SyntaxError(report) => at_report(engine, "template-syntax", report).into(),
        ErrorKind::RenderingError(report) => at_report(engine, "template", report).into(),
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => circle(engine, tpl, chain).into(),
        ErrorKind::Msg(message) => reports(engine, message, rendering),
        other => nowhere(engine, &other.to_string(), rendering).into(),
    }
}

fn at_report(engine: &Engine, code: &'static str, report: &ReportError) -> Diagnostic {
    let Some(registered) = engine.files.get(report.filename()) else {
        return nowhere(engine, report.message(), None);
    };
    let range = report.span().range.clone();
    worded(code, report.message(), registered, range.start, range.end)
}

/// When all templates are there Tera checks names and gives its reports as one text:
/// `error: MESSAGE`, then ` --> NAME:LINE:COLUMN`.
fn reports(engine: &Engine, message: &str, rendering: Option<&str>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for report in message.split("\n\nerror: ") {
        let report = report.strip_prefix("error: ").unwrap_or(report);
        let mut lines = report.lines();
        let text = lines.next().unwrap_or_default();
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let finding = place.and_then(|place| {
            let (name, line, column) = split_place(place)?;
            let registered = engine.files.get(name)?;
            let start = offset(&registered.marked.text, line, column);
            let width = lines.nth(2).map_or(1, |carets| carets.matches('^').count().max(1));
            Some(worded("template", text, registered, start, start + width))
        });
        found.push(finding.unwrap_or_else(|| nowhere(engine, text, rendering)));
    }
    found
}

fn split_place(place: &str) -> Option<(&str, usize, usize)> {
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, line, column))
}

/// The byte at a line and column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at)
}

fn nowhere(engine: &Engine, message: &str, rendering: Option<&str>) -> Diagnostic {
    let finding = Diagnostic::error("template", lower_first(message.lines().next().unwrap_or_default()));
    match rendering.and_then(|name| engine.files.get(name)) {
        Some(registered) => finding.in_file(registered.file.source.name.clone()),
        None => finding,
    }
}

fn circle(engine: &Engine, template: &str, chain: &[String]) -> Diagnostic {
    let shown = |name: &str| engine.files.get(name).map_or(name.to_owned(), |it| it.file.source.name.clone());
    let mut steps: Vec<String> = chain.iter().map(|name| shown(name)).collect();
    if steps.first() != Some(&shown(template)) {
        steps.insert(0, shown(template));
    }
    Diagnostic::error("template", "templates extend or include each other in a circle")
        .in_file(shown(template))
        .note(steps.join(" → "))
        .help("remove one of these `extends` or `include` lines")
}

/// Gives Tera's message our words, and its place in what the author wrote.
fn worded(
    code: &'static str,
    message: &str,
    registered: &Registered,
    start: usize,
    end: usize,
) -> Diagnostic {
    let marked = &registered.marked;
    let start = marked.original(start.min(marked.text.len()));
    let end = marked.original(end.min(marked.text.len())).max(start);
    let span = Span::new(registered.file.source.clone(), start, end);
    let source = &registered.file.source.text[span.start..span.end];

    for (what, list) in [("Variable", "Available variables: "), ("Field", "Available fields: ")] {
        let Some((name, rest)) = quoted_after(message, what) else { continue };
        if !rest.starts_with(" is not defined") {
            continue;
        }
        let known: Vec<&str> = rest.split_once(list).map_or(vec![], |(_, names)| names.split(", ").collect());
        let kind = what.to_lowercase();
        let finding = Diagnostic::error("undefined-variable", format!("no {kind} is called `{name}`"))
            .at(span.labelled("not defined"));
        return match (nearest(name, known.iter().copied()), known.is_empty()) {
            (Some(near), _) => finding.help(format!("did you mean `{near}`?")),
            (None, false) => finding.help(format!("known here: {}", known.join(", "))),
            (None, true) => finding,
        };
    }
    if message == "Tried to render a variable that is undefined" {
        return Diagnostic::error("undefined-variable", format!("`{source}` has no value"))
            .at(span.labelled("not defined"))
            .help("give it a value, or write `| default(value=\"\")` behind it");
    }
    if let Some((name, "")) = quoted_after(message, "Unknown function") {
        let near = nearest(name, super::functions::NAMES);
        let finding = Diagnostic::error(code, format!("no function is called `{name}`"));
        return with_help(finding.at(span.labelled("not a function")), near);
    }
    if let Some((name, "")) = quoted_after(message, "Unknown filter") {
        let near = nearest(name, super::filters::NAMES);
        let finding = Diagnostic::error(code, format!("no filter is called `{name}`"));
        return with_help(finding.at(span.labelled("not a filter")), near);
    }
    if let Some((name, " is not defined in any parent template")) = quoted_after(message, "Block") {
        return Diagnostic::error("unknown-block", format!("the template has no block `{name}`"))
            .at(span.labelled("replaces nothing"))
            .help("`drukwerk templates show` lists the blocks of a template");
    }
    let finding = Diagnostic::error(code, lower_first(message)).at(span.clone());
    match field_of_call(&span) {
        Some(better) if message.starts_with("Found `.`") => {
            finding.help(format!("give the result a name first: `{better}`"))
        }
        _ => finding,
    }
}

/// Tera has no `fact(key="x").value`: how to write it.
fn field_of_call(dot: &Span) -> Option<String> {
    let text = &dot.file.text;
    let before = text[..dot.start].rsplit("{{").next()?.trim();
    let field: String =
        text[dot.end..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let is_call = before.ends_with(')') && !before.contains(['\n', '%']);
    is_call.then(|| format!("{{% set found = {before} %}}{{{{ found.{field} }}}}"))
}

fn with_help(finding: Diagnostic, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    }
}

/// ``Field `x` is…`` with `Field`: `x` and what follows.
fn quoted_after<'a>(message: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    message.strip_prefix(word)?.strip_prefix(" `")?.split_once('`')
}

fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "the template cannot be rendered".to_owned(),
    }
}

/// The known name that `wanted` was probably meant to be.
pub(super) fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wanted, name), name))
        .filter(|(distance, name)| *distance <= 1 + wanted.len().max(name.len()) / 4)
        .min()
        .map(|(_, name)| name)
}
