//! Which face shows which characters.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use skrifa::charmap::Charmap;

use super::character::{is_ignorable, is_space};
use super::face::OpenFace;
use super::{FontBook, Missing, TextStyle};

/// The faces of one style in the order they are asked.
pub(super) struct Candidates {
    pub style: Arc<TextStyle>,
    pub faces: Arc<[Arc<OpenFace>]>,
}

/// The candidates of every style of a paragraph.
pub(super) struct Choice {
    pub styles: Vec<Candidates>,
}

impl Choice {
    /// One entry for each span's style, with the entry of each span.
    pub fn of(fonts: &FontBook, spans: &[super::Span]) -> (Choice, Vec<usize>) {
        let mut styles: Vec<Candidates> = Vec::new();
        let mut by_span = Vec::with_capacity(spans.len());
        for span in spans {
            // Recent styles return: a link in a paragraph, a bold word.
            let known = styles.iter().rposition(|known| is_same(&known.style, &span.style));
            by_span.push(known.unwrap_or_else(|| {
                let faces = fonts.candidates(&span.style);
                styles.push(Candidates { style: Arc::clone(&span.style), faces });
                styles.len() - 1
            }));
        }
        (Choice { styles }, by_span)
    }
}

pub(super) fn is_same(one: &Arc<TextStyle>, other: &Arc<TextStyle>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

/// Looks characters up, and notes those that no face has.
pub(super) struct Lookup<'a> {
    choice: &'a Choice,
    charmaps: Vec<Vec<Cover<'a>>>,
    seen: BTreeSet<char>,
    pub missing: Vec<Missing>,
}

impl<'a> Lookup<'a> {
    pub fn new(choice: &'a Choice) -> Lookup<'a> {
        let cover = |face: &'a Arc<OpenFace>| Cover { face, charmap: OnceCell::new() };
        let charmaps = |one: &'a Candidates| one.faces.iter().map(cover).collect();
        let charmaps = choice.styles.iter().map(charmaps).collect();
        Lookup { choice, charmaps, seen: BTreeSet::new(), missing: Vec::new() }
    }

    /// What ends hyphenated lines is shown by the first face of its style.
    pub fn look_up_hyphens(&mut self) {
        for (candidates, charmaps) in self.choice.styles.iter().zip(&self.charmaps) {
            let Some(text) = &candidates.style.hyphenate_character else { continue };
            let is_shown = |character| charmaps.first().is_some_and(|charmap| covers(charmap, character));
            for character in text.chars().filter(|character| !is_shown(*character)) {
                if self.seen.insert(character) {
                    self.missing.push(Missing { character, at: 0 });
                }
            }
        }
    }

    pub fn has(&self, style: usize, face: usize, cluster: &str) -> bool {
        let charmap = &self.charmaps[style][face];
        cluster.chars().all(|character| covers(charmap, character))
    }

    /// The first face with all characters of a grapheme cluster; without one the first face that has
    /// its base.
    pub fn face(&mut self, style: usize, cluster: &str, at: usize) -> usize {
        let count = self.charmaps[style].len();
        if let Some(face) = (0..count).find(|face| self.has(style, *face, cluster)) {
            return face;
        }
        let base = cluster.chars().next().unwrap_or(' ');
        let face = (0..count).find(|face| covers(&self.charmaps[style][*face], base)).unwrap_or(0);
        for (offset, character) in cluster.char_indices() {
            let is_shown = self.charmaps[style].get(face).is_some_and(|charmap| covers(charmap, character));
            if !is_shown && self.seen.insert(character) {
                self.missing.push(Missing { character, at: at + offset });
            }
        }
        face
    }
}

/// What a face can show.
struct Cover<'a> {
    face: &'a OpenFace,
    /// Most texts ask the first face only.
    charmap: OnceCell<Charmap<'a>>,
}

fn covers(cover: &Cover, character: char) -> bool {
    let charmap = || cover.charmap.get_or_init(|| cover.face.charmap());
    let has = |character: char| match character.is_ascii() {
        true => cover.face.has_ascii(character),
        false => charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0),
    };
    is_ignorable(character)
        || character.is_control()
        || cover.face.may_show(character)
            && (has(character)
                || is_space(character)
                // Shaping takes a hyphen for it.
                || (character == '\u{2011}' && has('\u{2010}')))
}
