//! Tells of words that `hyphens: auto` cannot part.

use crate::diagnostics::Diagnostic;
use crate::layout::boxes::{BoxId, InlineContent};
use crate::layout::engine::Engine;
use crate::text;

impl Engine<'_> {
    /// Once for each language.
    pub(super) fn tell_unparted(&mut self, id: BoxId, content: &InlineContent) {
        for span in &content.spans {
            let style = &span.style.text;
            let is_lacking = text::lacks_patterns(&content.text[span.range.clone()], style);
            if !is_lacking || !self.languages_told.insert(style.language.clone()) {
                continue;
            }
            let (message, help) = match &*style.language {
                "" => (
                    "`hyphens: auto` parts no words without a language".to_owned(),
                    "say which one it is: `<html lang=\"nl\">`",
                ),
                language => (
                    format!("there are no hyphenation patterns for the language `{language}`"),
                    "its words are parted only where they have soft hyphens: `&shy;`",
                ),
            };
            let note = self.note(id);
            self.diagnostics.push(Diagnostic::warning("no-hyphenation", message).note(note).help(help));
        }
    }
}
