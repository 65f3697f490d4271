//! Tells of faces that a text asks for and its family lacks.

use crate::diagnostics::{Diagnostic, Words};
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
            let (lacks, mist, property) = match substitute.lack {
                Lack::Bold => (
                    "has no bold face: its text stands in the weight it has",
                    "heeft geen vette letter: de tekst staat in de dikte die er is",
                    "font-weight",
                ),
                Lack::Slanted => (
                    "has no italic face: its text stands upright",
                    "heeft geen cursieve letter: de tekst staat rechtop",
                    "font-style",
                ),
            };
            let family = &substitute.family;
            let message = Words::both(
                format!("the font `{family}` {lacks}"),
                format!("het lettertype `{family}` {mist}"),
            );
            let help = Words::both(
                format!("add that face with `@font-face`, or set `{property}: normal`"),
                format!("voeg die letter toe met `@font-face`, of schrijf `{property}: normal`"),
            );
            let note = self.note(id);
            self.diagnostics.push(Diagnostic::warning("synthetic-style", message).note(note).help(help));
        }
    }

    pub(super) fn tell_missing(&mut self, id: BoxId, shaped: &Shaped) {
        for missing in &shaped.missing {
            let (letter, code) = (missing.character, u32::from(missing.character));
            let message = Words::both(
                format!("no font has the character `{letter}` (U+{code:04X})"),
                format!("geen lettertype heeft het teken `{letter}` (U+{code:04X})"),
            );
            let help = Words::both(
                "replace the character, or add a font that has it with `@font-face`",
                "vervang het teken, of voeg met `@font-face` een lettertype toe dat het heeft",
            );
            let note = self.note(id);
            self.diagnostics.push(Diagnostic::error("missing-glyph", message).note(note).help(help));
        }
    }
}
