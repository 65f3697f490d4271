//! The file in the making: objects that pages share are written once, named by what they are.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};

use super::content::{Category, Resource};
use super::file::File;

/// Of what is new in every file: above it files hardly shrink and time doubles.
const LEVEL: u32 = 6;

pub(super) struct Registry<'w> {
    pub file: File<'w>,
    /// By category and value, as text.
    shared: BTreeMap<(Category, String), Resource>,
    counts: BTreeMap<&'static str, usize>,
    /// Optional content groups in use.
    pub layers: BTreeSet<ObjectId>,
    /// Whether anything on the current page lets what is below shine through.
    pub is_transparent: bool,
    /// Whether any ink was named: then transparency is composed in inks.
    pub has_inks: bool,
    /// Of all content, if the file is named by it.
    pub name: Option<Sha256>,
}

impl<'w> Registry<'w> {
    pub fn new(file: File<'w>) -> Registry<'w> {
        Registry {
            file,
            shared: BTreeMap::new(),
            counts: BTreeMap::new(),
            layers: BTreeSet::new(),
            is_transparent: false,
            has_inks: false,
            name: None,
        }
    }

    /// The resource with this value: an earlier one if there is an equal one.
    pub fn share(&mut self, category: Category, prefix: &'static str, value: Object) -> Resource {
        let key = (category, format!("{value:?}"));
        if let Some(resource) = self.shared.get(&key) {
            return resource.clone();
        }
        let resource = self.add(category, prefix, value);
        self.shared.insert(key, resource.clone());
        resource
    }

    /// A resource that is known to be new.
    pub fn add(&mut self, category: Category, prefix: &'static str, value: Object) -> Resource {
        let resource = self.reserve(category, prefix);
        self.file.set_object(resource.id, value);
        resource
    }

    /// The content of a page or a form.
    pub fn add_content(&mut self, id: ObjectId, dictionary: Dictionary, content: &[u8]) {
        if let Some(name) = &mut self.name {
            name.update(content);
        }
        self.file.set_object(id, deflated(dictionary, content));
    }

    /// Name and number of a resource whose object comes later.
    pub fn reserve(&mut self, category: Category, prefix: &'static str) -> Resource {
        let count = self.counts.entry(prefix).or_default();
        *count += 1;
        let name = format!("{prefix}{count}");
        Resource { category, name, id: self.file.new_object_id() }
    }
}

/// A stream with its content compressed.
pub(super) fn deflated(mut dictionary: Dictionary, content: &[u8]) -> Stream {
    dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dictionary, deflate(content, LEVEL)).with_compression(false)
}

/// `level`: 0 to 9.
pub(super) fn deflate(content: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len() / 3), Compression::new(level));
    encoder.write_all(content).and_then(|()| encoder.finish()).expect("memory takes every byte")
}
