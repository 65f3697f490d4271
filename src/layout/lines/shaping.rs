//! The text of a box as the shaper wants it.

use std::sync::Arc;

use super::Atoms;
use crate::layout::boxes::{BoxId, InlineContent};
use crate::layout::engine::Engine;
use crate::style::{Collapse, Direction, TabSize, UnicodeBidi};
use crate::text::{self, BaseDirection, InlineObject, Paragraph, Shaped};

impl Engine<'_> {
    /// The shaped text of a box around its atoms.
    pub fn shape(&mut self, id: BoxId, content: &InlineContent, atoms: Atoms) -> Arc<Shaped> {
        let is_first = content.line_box().is_some();
        let key = (is_first, if content.atoms.is_empty() { 0 } else { atoms.key() });
        if let Some(known) = self.shaped.get(id, &key) {
            return known.clone();
        }
        let style = self.boxes.get(id).style.clone();
        let objects: Vec<InlineObject> = content
            .atoms
            .iter()
            .map(|atom| InlineObject { at: atom.at, width: self.atom_width(content, atom.kind, atoms) })
            .collect();
        let spans: Vec<text::Span> = content
            .spans
            .iter()
            .map(|span| text::Span {
                range: span.range.clone(),
                style: span.style.text.clone(),
                nowrap: !span.style.white_space.wraps,
                breaks_spaces: span.style.white_space.collapse == Collapse::BreakSpaces,
                keeps_spaces: span.style.white_space.keeps_spaces_at_line_ends(),
            })
            .collect();
        let direction = match (style.unicode_bidi, style.direction) {
            (UnicodeBidi::Plaintext, _) => BaseDirection::Auto,
            (_, Direction::Rtl) => BaseDirection::Rtl,
            (_, Direction::Ltr) => BaseDirection::Ltr,
        };
        // [CSS Text 3, 4.2](https://www.w3.org/TR/css-text-3/#tab-size-property)
        let tab_width = match style.tab_size {
            TabSize::Length(length) => length,
            TabSize::Spaces(count) => {
                let spacing = style.text.letter_spacing + style.text.word_spacing;
                count * (self.font_metrics(&style.text).space + spacing)
            }
        };
        let paragraph =
            Paragraph { text: &content.text, spans: &spans, objects: &objects, direction, tab_width };
        let shaped = match self.variables.has_text_in(content) {
            true => text::shape_changing(self.source.fonts, &paragraph),
            false => text::shape(self.source.fonts, &paragraph),
        };
        if self.glyphs_told.insert((id, is_first)) {
            self.tell_missing(id, &shaped);
            self.tell_substitutes(id, &shaped);
            self.tell_unparted(id, content);
        }
        self.shaped.insert(id, key, shaped.clone());
        shaped
    }
}
