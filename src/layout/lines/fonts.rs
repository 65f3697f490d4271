//! Tells of faces that a text asks for and its family lacks.

use crate::diagnostics::Diagnostic;
use crate::layout::boxes::BoxId;
use crate::layout::engine::Engine;
use crate::text::{Lack, Shaped};

impl Engine<'_> {
    /// Once for each family and what it lacks.
    pub(super) fn tell_substitutes(&mut self, id: BoxId, shaped: &Shaped) {
        for substitute in &shaped.substitutes {
            if !self.substitutes_told.insert(substitute.clone()) {
                continue;
            }
            let (kind, shown, property) = match substitute.lack {
                Lack::Bold => ("bold", "in the weight it has", "font-weight"),
                Lack::Slanted => ("italic", "upright", "font-style"),
            };
            let message =
                format!("the font `{}` has no {kind} face: its text stands {shown}", substitute.family);
            let help = format!("add that face with `@font-face`, or set `{property}: normal`");
            let note = self.note(id);
            self.diagnostics.push(Diagnostic::warning("synthetic-style", message).note(note).help(help));
        }
    }

    pub(super) fn tell_missing(&mut self, id: BoxId, shaped: &Shaped) {
        for missing in &shaped.missing {
            let letter = missing.character;
            let note = self.note(id);
            self.diagnostics.push(
                Diagnostic::error(
                    "missing-glyph",
                    format!("no font has the character `{letter}` (U+{:04X})", u32::from(letter)),
                )
                .note(note)
                .help("replace the character, or add a font that has it with `@font-face`"),
            );
        }
    }
}
