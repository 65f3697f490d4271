use super::blocks::Place;

/// A finding about the text of a sheet, before it is told.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub code: &'static str,
    pub message: String,
    pub label: &'static str,
    pub help: Option<String>,
    pub place: Place,
}

impl Problem {
    pub fn new(code: &'static str, message: impl Into<String>, place: Place) -> Problem {
        Problem { code, message: message.into(), label: "", help: None, place }
    }

    pub fn label(mut self, label: &'static str) -> Problem {
        self.label = label;
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }
}

/// At most a few words of what was written, for a message.
pub(super) fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    match text.char_indices().nth(50) {
        Some((at, _)) => format!("`{}…`", &text[..at]),
        None => format!("`{text}`"),
    }
}
