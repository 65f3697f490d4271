use std::sync::Arc;

/// A text that people wrote, with the name under which messages show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceFile {
    /// Relative to the project, or `built in: templates/letter/letter.css`.
    pub name: String,
    pub text: String,
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: Arc<SourceFile>,
    /// Byte range in the file's text; may be empty, never outside.
    pub start: usize,
    pub end: usize,
    /// What stands there, shown under the carets: `not a key of a piece`.
    pub label: Option<String>,
}

impl Span {
    /// Bounds are moved to the nearest character boundary inside the text.
    pub fn new(file: Arc<SourceFile>, start: usize, end: usize) -> Span {
        let start = floor_boundary(&file.text, start);
        let end = floor_boundary(&file.text, end.max(start));
        Span { file, start, end, label: None }
    }

    /// The place at a line and a column, both from 1, the column in characters; `width` characters long.
    pub fn at(file: Arc<SourceFile>, line: usize, column: usize, width: usize) -> Span {
        let line_start =
            file.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
        let rest = file.text[line_start..].lines().next().unwrap_or("");
        let offset_of = |chars: usize| rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at);
        let start = line_start + offset_of(column.saturating_sub(1));
        let end = line_start + offset_of(column.saturating_sub(1) + width);
        Span::new(file, start, end)
    }

    pub fn labelled(mut self, label: impl Into<String>) -> Span {
        self.label = Some(label.into());
        self
    }

    /// Line and column of the start, both from 1, the column in characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
