//! `css`: which properties and values of CSS are supported, as the engine itself knows them.

use std::process::ExitCode;

use super::args::{Format, Report};
use super::console::Console;
use crate::diagnostics::{Diagnostic, Diagnostics, closest};
use crate::style::{self, Offer};

/// Columns of text; values go on below each other.
const WIDTH: usize = 100;
const INDENT: usize = 28;

pub(super) fn css(console: &Console, wanted: &[String], format: Format) -> ExitCode {
    let mut offers = style::offers();
    let mut unknown = Diagnostics::new();
    for name in wanted.iter().filter(|name| !offers.iter().any(|offer| offer.property == **name)) {
        unknown.push(unsupported(name, &offers));
    }
    offers.retain(|offer| wanted.is_empty() || wanted.iter().any(|name| name == offer.property));
    offers.sort_by_key(|offer| offer.property);
    for offer in &offers {
        match format {
            Format::Human => console.text(&row(offer)),
            Format::Json => console.result(
                &serde_json::json!({
                    "property": offer.property, "inherited": offer.inherited, "values": offer.values,
                    "shorthand-of": offer.parts,
                })
                .to_string(),
            ),
        }
    }
    if unknown.is_empty() {
        ExitCode::SUCCESS
    } else {
        console.stop(unknown, &Report { format, ..Report::default() })
    }
}

fn unsupported(name: &str, offers: &[Offer]) -> Diagnostic {
    let told = Diagnostic::error("unsupported-property", format!("`{name}` is not a supported property"));
    let instead = style::instead_of_property(name).map(str::to_owned);
    let meant = || closest(name, offers.iter().map(|offer| offer.property));
    match instead.or_else(|| meant().map(|meant| format!("did you mean `{meant}`?"))) {
        Some(help) => told.help(help),
        None => told.help("`drukwerk css` lists all that are"),
    }
}

/// `name    value | value | …`, as many lines as it takes.
fn row(offer: &Offer) -> String {
    let mut text = String::new();
    let mut line = format!("{:<INDENT$}", offer.property);
    if line.len() > INDENT {
        text.push_str(line.trim_end());
        text.push('\n');
        line = " ".repeat(INDENT);
    }
    let words: Vec<String> = match offer.parts.as_slice() {
        [] => offer.values.iter().enumerate().map(|(at, value)| separated(at, value)).collect(),
        parts => ["stands", "for"].into_iter().chain(parts.iter().copied()).map(str::to_owned).collect(),
    };
    for word in words {
        let is_first = line.len() == INDENT;
        if !is_first && line.len() + 1 + word.len() > WIDTH {
            text.push_str(line.trim_end());
            text.push('\n');
            line = " ".repeat(INDENT);
        } else if !is_first {
            line.push(' ');
        }
        line.push_str(&word);
    }
    text + line.trim_end() + "\n"
}

fn separated(at: usize, value: &str) -> String {
    if at == 0 { value.to_owned() } else { format!("| {value}") }
}
