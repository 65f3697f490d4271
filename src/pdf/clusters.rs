//! Neighbouring glyphs that show the same characters, and which of them stands for which.

use crate::page::{Glyph, GlyphRun};

/// Every glyph of a run in visual order, with the text a reader is to take for it.
///
/// A cluster's text goes to its widest glyph; the others, dots and accents, say nothing: where they
/// stand is no measure of where they are read. Where there are as many letters as characters, each
/// gets one.
pub(super) fn each<'r>(run: &'r GlyphRun, mut take: impl FnMut(&'r Glyph, &'r str)) {
    for glyphs in run.glyphs.chunk_by(|one, next| one.text == next.text && !one.text.is_empty()) {
        let range = &glyphs[0].text;
        let text = run.text.get(range.start as usize..range.end as usize).unwrap_or("");
        match glyphs {
            [glyph] => take(glyph, text),
            _ => glyphs.iter().zip(shares(text, glyphs, run.rtl)).for_each(|(glyph, text)| take(glyph, text)),
        }
    }
}

fn shares<'a>(text: &'a str, glyphs: &[Glyph], rtl: bool) -> Vec<&'a str> {
    let are_letters = glyphs.len() > 1 && glyphs.iter().all(|glyph| glyph.advance > 0.0);
    if are_letters && text.chars().count() == glyphs.len() {
        let mut shares: Vec<&str> = text.split_inclusive(|_| true).collect();
        if rtl {
            shares.reverse();
        }
        return shares;
    }
    let mut shares = vec![""; glyphs.len()];
    let widest = (0..glyphs.len())
        .reduce(|best, next| if glyphs[next].advance > glyphs[best].advance { next } else { best });
    if let Some(widest) = widest {
        shares[widest] = text;
    }
    shares
}
