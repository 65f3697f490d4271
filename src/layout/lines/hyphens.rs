//! Tells of words that `hyphens: auto` cannot part.

use crate::diagnostics::{Diagnostic, Words};
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
                    Words::both(
                        "`hyphens: auto` parts no words without a language",
                        "`hyphens: auto` breekt geen woorden af als de taal niet bekend is",
                    ),
                    Words::both(
                        "say which one it is: `<html lang=\"nl\">`",
                        "schrijf welke taal het is: `<html lang=\"nl\">`",
                    ),
                ),
                language => (
                    Words::both(
                        format!("there are no hyphenation patterns for the language `{language}`"),
                        format!("er zijn geen afbreekpatronen voor de taal `{language}`"),
                    ),
                    Words::both(
                        "its words are parted only where they have soft hyphens: `&shy;`",
                        "woorden worden alleen afgebroken bij een zacht afbreekstreepje: `&shy;`",
                    ),
                ),
            };
            let note = self.note(id);
            self.diagnostics.push(Diagnostic::warning("no-hyphenation", message).note(note).help(help));
        }
    }
}
