use std::sync::Arc;

use super::{SourceFile, Span, Words};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// One finding, in plain words: lower case, no full stop.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable name in kebab case, for example `unknown-key`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Words,
    /// Where, if a file has the place.
    pub span: Option<Span>,
    /// Where, if only the file is known: its name as `Span::file` would show it.
    pub file: Option<String>,
    /// Edition, page, element: `letter for utrecht (nl), page 1, in .address > .name`.
    pub notes: Vec<Words>,
    /// How to mend it.
    pub help: Option<Words>,
}

impl Diagnostic {
    pub fn error(code: &'static str, message: impl Into<Words>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message.into())
    }

    pub fn warning(code: &'static str, message: impl Into<Words>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: Words) -> Diagnostic {
        Diagnostic { severity, code, message, span: None, file: None, notes: Vec::new(), help: None }
    }

    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }

    pub fn at_line(self, file: &Arc<SourceFile>, line: usize, column: usize, width: usize) -> Diagnostic {
        self.at(Span::at(file.clone(), line, column, width))
    }

    pub fn in_file(mut self, name: impl Into<String>) -> Diagnostic {
        self.file = Some(name.into());
        self
    }

    pub fn note(mut self, note: impl Into<Words>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// What a note says of findings that are not told one by one.
    pub(crate) fn more_like_it(others: usize) -> Words {
        Words::both(format!("and {others} more like this"), format!("en nog {others} van deze soort"))
    }

    pub fn help(mut self, help: impl Into<Words>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}
