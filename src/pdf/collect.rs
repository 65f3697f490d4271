//! What the pages use: every face with its glyphs, every picture, and whether there is structure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::clusters;
use crate::page::{Document, Face, GlyphRun, Item, Picture, PlacedImage, Role};

/// A face is its file's hash and its place in the file.
pub(super) type FaceKey = ([u8; 16], u32);

/// A picture is its file's hash, and whether it is smoothed.
pub(super) type PictureKey = ([u8; 16], bool);

#[derive(Default)]
pub(super) struct Used<'a> {
    pub faces: BTreeMap<FaceKey, UsedFace<'a>>,
    pub pictures: BTreeMap<PictureKey, &'a Arc<Picture>>,
    /// Whether any page has an element that is content.
    pub has_structure: bool,
}

pub(super) struct UsedFace<'a> {
    pub face: &'a Arc<Face>,
    /// The texts that each glyph stands for.
    pub glyphs: BTreeMap<u16, BTreeSet<&'a str>>,
}

pub(super) fn picture_key(image: &PlacedImage) -> PictureKey {
    (image.picture.hash, image.smooth)
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
                    self.pictures.entry(picture_key(image)).or_insert(&image.picture);
                }
                Item::Group(group) => self.items(&group.items),
                Item::Begin(structure) => self.has_structure |= structure.role != Role::Artifact,
                Item::Path(_) | Item::Link(_) | Item::Anchor(_) | Item::End => {}
            }
        }
    }

    fn run(&mut self, run: &'a GlyphRun) {
        let face = self
            .faces
            .entry(key(&run.face))
            .or_insert_with(|| UsedFace { face: &run.face, glyphs: BTreeMap::new() });
        for (glyph, text) in clusters::glyphs(run) {
            let texts = face.glyphs.entry(glyph.id).or_default();
            if !text.is_empty() && !texts.contains(text) {
                texts.insert(text);
            }
        }
    }
}
