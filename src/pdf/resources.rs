//! What content streams call by name: faces, pictures, and groups that stand in several places.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::content::{Category, Resource};
use super::fonts::Font;
use super::images;
use super::registry::Registry;
use super::shared::Shared;
use crate::diagnostics::Diagnostic;
use crate::page::{Face, Item, PlacedImage};

/// A face is its file's hash and its place in the file.
type FaceKey = ([u8; 16], u32);

/// A picture is its file's hash, and whether it is smoothed.
type PictureKey = ([u8; 16], bool);

#[derive(Default)]
pub(super) struct Resources {
    /// Embedded at the end, when it is known which glyphs are used.
    pub fonts: BTreeMap<FaceKey, Font>,
    /// In the file already.
    pictures: BTreeMap<PictureKey, Resource>,
    pub shared: Shared,
}

impl Resources {
    pub fn font(&mut self, face: &Face) -> Option<&mut Font> {
        self.fonts.get_mut(&(face.hash, face.index))
    }

    pub fn picture(&self, image: &PlacedImage) -> Option<&Resource> {
        self.pictures.get(&key(image))
    }

    /// Gets ready what items use, before they are painted: opens faces, writes pictures, counts places.
    pub fn prepare(&mut self, registry: &mut Registry, items: &[Item]) -> Result<(), Diagnostic> {
        for item in items {
            match item {
                Item::Glyphs(run) => self.open(registry, &run.face)?,
                Item::Image(image) => {
                    let picture = || images::write(registry, &image.picture, image.smooth);
                    self.pictures.entry(key(image)).or_insert_with(picture);
                }
                Item::Group(group) => {
                    if self.shared.count(&group.items) {
                        self.prepare(registry, &group.items)?;
                    }
                }
                Item::Path(_) | Item::Link(_) | Item::Anchor(_) | Item::Begin(_) | Item::End => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, registry: &mut Registry, face: &Arc<Face>) -> Result<(), Diagnostic> {
        if let Entry::Vacant(entry) = self.fonts.entry((face.hash, face.index)) {
            entry.insert(Font::open(face.clone(), registry.reserve(Category::Font, "F"))?);
        }
        Ok(())
    }
}

fn key(image: &PlacedImage) -> PictureKey {
    (image.picture.hash, image.smooth)
}
