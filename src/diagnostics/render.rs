use std::fmt::Write;

use serde::Serialize;

use super::{Diagnostic, Locale, Severity, Span};

/// A line of a source file is shown at most this wide; more is cut around the place.
const MAX_WIDTH: usize = 120;

/// All findings for a terminal, a blank line between them; equal ones once, with a count. `color`
/// adds ANSI colours. What has no words in the language is told in English.
pub fn render(list: &[Diagnostic], locale: Locale, color: bool) -> String {
    let mut seen: Vec<(&Diagnostic, usize)> = Vec::new();
    for diagnostic in list {
        // Where a thing was found may differ from edition to edition; what it is does not.
        let same = |other: &Diagnostic| {
            other.code == diagnostic.code
                && other.message == diagnostic.message
                && other.span == diagnostic.span
                && (diagnostic.span.is_some() || other.notes == diagnostic.notes)
        };
        match seen.iter_mut().find(|(other, _)| same(other)) {
            Some((_, count)) => *count += 1,
            None => seen.push((diagnostic, 1)),
        }
    }
    let mut out = String::new();
    for (diagnostic, count) in seen {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, diagnostic, count, spoken(diagnostic, locale), &Style::new(diagnostic.severity, color));
    }
    out
}

/// A finding is told in one language, from its first word to its last.
fn spoken(diagnostic: &Diagnostic, locale: Locale) -> Locale {
    if diagnostic.message.speaks(locale) { locale } else { Locale::English }
}

struct Style {
    kind: &'static str,
    dim: &'static str,
    strong: &'static str,
    off: &'static str,
}

impl Style {
    fn new(severity: Severity, color: bool) -> Style {
        match (color, severity) {
            (false, _) => Style { kind: "", dim: "", strong: "", off: "" },
            (true, Severity::Error) => {
                Style { kind: "\x1b[1;31m", dim: "\x1b[34m", strong: "\x1b[1m", off: "\x1b[0m" }
            }
            (true, Severity::Warning) => {
                Style { kind: "\x1b[1;33m", dim: "\x1b[34m", strong: "\x1b[1m", off: "\x1b[0m" }
            }
        }
    }
}

fn one(out: &mut String, diagnostic: &Diagnostic, count: usize, locale: Locale, style: &Style) {
    let Style { kind, dim, strong, off } = style;
    let severity = match diagnostic.severity {
        Severity::Error => locale.choose("error", "fout"),
        Severity::Warning => locale.choose("warning", "waarschuwing"),
    };
    let (note, help) = (locale.choose("note", "opmerking"), locale.choose("help", "oplossing"));
    let message = diagnostic.message.in_locale(locale);
    let _ = writeln!(out, "{kind}{severity}[{}]{off}{strong}: {message}{off}", diagnostic.code);
    let mut gutter = 2;
    if let Some(span) = &diagnostic.span {
        gutter = snippet(out, span, style);
    } else if let Some(file) = &diagnostic.file {
        let _ = writeln!(out, " {dim}-->{off} {file}");
    }
    let margin = " ".repeat(gutter);
    let more = (count > 1).then(|| Diagnostic::more_like_it(count - 1));
    let notes = diagnostic.notes.iter().chain(&more).map(|words| (note, words));
    for (name, words) in notes.chain(diagnostic.help.iter().map(|words| (help, words))) {
        let text = words.in_locale(locale).replace('\n', &format!("\n{margin}  "));
        let _ = writeln!(out, "{margin}{dim}={off} {name}: {text}");
    }
}

/// The line with carets under the place. Returns the width of the gutter.
fn snippet(out: &mut String, span: &Span, style: &Style) -> usize {
    let Style { kind, dim, off, .. } = style;
    let (line, column) = span.line_column();
    let number = line.to_string();
    let margin = " ".repeat(number.len() + 1);
    let text = span.file.text.lines().nth(line - 1).unwrap_or("");
    let _ = writeln!(out, "{}{dim}-->{off} {}:{line}:{column}", " ".repeat(number.len()), span.file.name);
    let characters: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start = column - 1;
    let spanned = span.file.text[span.start..span.end].lines().next().unwrap_or("").chars().count();
    let width = spanned.clamp(1, characters.len().saturating_sub(start).max(1));
    let (from, to) = window(characters.len(), start, width);
    let shown: String = characters[from..to].iter().collect();
    let (lead, tail) = (if from > 0 { "…" } else { "" }, if to < characters.len() { "…" } else { "" });
    let indent = " ".repeat(start - from + lead.chars().count());
    let carets = "^".repeat(width.min(to.saturating_sub(start)).max(1));
    let label = span.label.as_deref().map(|label| format!(" {label}")).unwrap_or_default();
    let _ = writeln!(out, "{margin}{dim}|{off}");
    let _ = writeln!(out, "{dim}{number} |{off} {lead}{shown}{tail}");
    let _ = writeln!(out, "{margin}{dim}|{off} {indent}{kind}{carets}{label}{off}");
    let _ = writeln!(out, "{margin}{dim}|{off}");
    margin.len()
}

/// The part of a long line that is shown.
fn window(length: usize, start: usize, width: usize) -> (usize, usize) {
    if length <= MAX_WIDTH {
        return (0, length);
    }
    let from = start.saturating_sub((MAX_WIDTH - width.min(MAX_WIDTH)) / 2).min(length - MAX_WIDTH);
    (from, from + MAX_WIDTH)
}

/// A finding as one JSON object on one line; its names are English, its words are for people.
pub fn to_json(diagnostic: &Diagnostic, locale: Locale) -> String {
    #[derive(Serialize)]
    struct Line<'d> {
        severity: &'static str,
        code: &'d str,
        message: &'d str,
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<&'d str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<usize>,
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<usize>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        notes: Vec<&'d str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        help: Option<&'d str>,
    }
    let (place, locale) = (diagnostic.span.as_ref().map(Span::line_column), spoken(diagnostic, locale));
    let line = Line {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: diagnostic.code,
        message: diagnostic.message.in_locale(locale),
        file: diagnostic.span.as_ref().map(|span| span.file.name.as_str()).or(diagnostic.file.as_deref()),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        notes: diagnostic.notes.iter().map(|note| note.in_locale(locale)).collect(),
        help: diagnostic.help.as_ref().map(|help| help.in_locale(locale)),
    };
    serde_json::to_string(&line).expect("plain strings and numbers are always JSON")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::{SourceFile, Words};

    fn file() -> Arc<SourceFile> {
        let text = "pieces:\n  letter:\n    format: A4\n    # ruim\n    bleeed: 3mm\n".to_owned();
        Arc::new(SourceFile { name: "campaigns/donkere-dagen/campaign.yaml".into(), text })
    }

    #[test]
    fn points_at_the_place() {
        let span = Span::at(file(), 5, 5, 6).labelled("not a key of a piece");
        let diagnostic =
            Diagnostic::error("unknown-key", "unknown key `bleeed`").at(span).help("did you mean `bleed`?");
        let expected = "\
error[unknown-key]: unknown key `bleeed`
 --> campaigns/donkere-dagen/campaign.yaml:5:5
  |
5 |     bleeed: 3mm
  |     ^^^^^^ not a key of a piece
  |
  = help: did you mean `bleed`?
";
        assert_eq!(render(&[diagnostic], Locale::English, false), expected);
    }

    #[test]
    fn tells_equal_findings_once() {
        let diagnostic = Diagnostic::warning("overflow", "text runs 6.2 mm past the bottom of its frame")
            .note("on page 1");
        let expected = "\
warning[overflow]: text runs 6.2 mm past the bottom of its frame
  = note: on page 1
  = note: and 2 more like this
";
        assert_eq!(
            render(&[diagnostic.clone(), diagnostic.clone(), diagnostic], Locale::English, false),
            expected
        );
    }

    #[test]
    fn tells_in_dutch_what_has_dutch_words() {
        let line = Words::both("a line is thin", "een lijn is dun");
        let known = Diagnostic::error("hairline", line).note("in `hr`").help(Words::both("draw", "teken"));
        let english = Diagnostic::warning("unknown-key", "unknown key `bleeed`").help("look");
        let expected = "\
fout[hairline]: een lijn is dun
  = opmerking: in `hr`
  = opmerking: en nog 1 van deze soort
  = oplossing: teken

warning[unknown-key]: unknown key `bleeed`
  = help: look
";
        assert_eq!(render(&[known.clone(), known, english], Locale::Dutch, false), expected);
    }

    #[test]
    fn writes_one_object_a_line() {
        let diagnostic =
            Diagnostic::error("unknown-key", "unknown key `bleeed`").at(Span::at(file(), 5, 5, 6));
        assert_eq!(
            to_json(&diagnostic.note(Words::both("in `hr`", "in de `hr`")), Locale::Dutch),
            r#"{"severity":"error","code":"unknown-key","message":"unknown key `bleeed`","file":"campaigns/donkere-dagen/campaign.yaml","line":5,"column":5,"notes":["in `hr`"]}"#
        );
    }
}
