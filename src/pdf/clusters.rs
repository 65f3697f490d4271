//! Neighbouring glyphs that show the same characters.

use crate::page::{Glyph, GlyphRun};

/// Glyphs in visual order and the characters they show together.
pub(super) struct Cluster<'a> {
    pub glyphs: &'a [Glyph],
    pub text: &'a str,
}

pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Cluster<'_>> {
    run.glyphs.chunk_by(|one, next| one.text == next.text && !one.text.is_empty()).map(|glyphs| {
        let text = &glyphs[0].text;
        Cluster { glyphs, text: run.text.get(text.start as usize..text.end as usize).unwrap_or("") }
    })
}
