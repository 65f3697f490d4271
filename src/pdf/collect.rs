//! What the pages use: every face with its glyphs, every picture, and whether there is structure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::clusters::clusters;
use crate::page::{Document, Face, GlyphRun, Item, Picture, Role};

/// A face is its file's hash and its place in the file.
pub(super) type FaceKey = ([u8; 16], u32);

#[derive(Default)]
pub(super) struct Used<'a> {
    pub faces: BTreeMap<FaceKey, UsedFace<'a>>,
    pub pictures: BTreeMap<[u8; 16], &'a Arc<Picture>>,
    /// Whether any page has an element that is content.
    pub has_structure: bool,
}

pub(super) struct UsedFace<'a> {
    pub face: &'a Arc<Face>,
    pub glyphs: BTreeSet<u16>,
    /// The text each glyph stands for where it stands alone.
    pub texts: BTreeMap<u16, &'a str>,
    /// Glyphs of clusters of several, with a guess at their text.
    pub parts: BTreeMap<u16, String>,
}

pub(super) fn key(face: &Face) -> FaceKey {
    (face.hash, face.index)
}

pub(super) fn collect(document: &Document) -> Used<'_> {
    let mut used = Used::default();
    for page in &document.pages {
        used.items(&page.items);
    }
    used
}

impl<'a> Used<'a> {
    fn items(&mut self, items: &'a [Item]) {
        for item in items {
            match item {
                Item::Glyphs(run) => self.run(run),
                Item::Image(image) => {
                    self.pictures.entry(image.picture.hash).or_insert(&image.picture);
                }
                Item::Group(group) => self.items(&group.items),
                Item::Begin(structure) => self.has_structure |= structure.role != Role::Artifact,
                Item::Path(_) | Item::Link(_) | Item::Anchor(_) | Item::End => {}
            }
        }
    }

    fn run(&mut self, run: &'a GlyphRun) {
        let face = self.faces.entry(key(&run.face)).or_insert_with(|| UsedFace {
            face: &run.face,
            glyphs: BTreeSet::new(),
            texts: BTreeMap::new(),
            parts: BTreeMap::new(),
        });
        for cluster in clusters(run) {
            face.glyphs.extend(cluster.glyphs.iter().map(|glyph| glyph.id));
            if let [glyph] = cluster.glyphs {
                if !cluster.text.is_empty() {
                    face.texts.entry(glyph.id).or_insert(cluster.text);
                }
                continue;
            }
            for (glyph, text) in
                cluster.glyphs.iter().zip(shares(cluster.text, cluster.glyphs.len(), run.rtl))
            {
                face.parts.entry(glyph.id).or_insert(text);
            }
        }
    }
}

impl UsedFace<'_> {
    /// What a reader gets for a glyph. `ToUnicode` holds one text for each: the one it has alone,
    /// else its share of a cluster; a glyph without any is said to be unknown rather than left out.
    pub fn text_of(&self, glyph: u16) -> &str {
        let alone = self.texts.get(&glyph).copied();
        alone.or_else(|| self.parts.get(&glyph).map(String::as_str)).unwrap_or("\u{fffd}")
    }
}

/// A cluster's text dealt out over its glyphs: one character each where that comes out even, else
/// all of it to the first in reading order.
fn shares(text: &str, glyphs: usize, rtl: bool) -> Vec<String> {
    let mut shares: Vec<String> = if text.chars().count() == glyphs {
        text.chars().map(String::from).collect()
    } else {
        let rest = std::iter::repeat_n("\u{fffd}".to_owned(), glyphs - 1);
        std::iter::once(text.to_owned()).filter(|text| !text.is_empty()).chain(rest).collect()
    };
    if rtl {
        shares.reverse();
    }
    shares
}
