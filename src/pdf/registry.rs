//! The file in the making: objects that pages share are written once, named by what they are.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::content::{self, Category, Resource};
use super::deflate::{Effort, deflated_with};
use super::file::File;

/// Resource dictionaries that are kept.
const MAX_DICTIONARIES: usize = 1024;

pub(super) struct Registry<'w> {
    pub file: File<'w>,
    /// By category and value, as text.
    shared: BTreeMap<(Category, String), Resource>,
    /// Graphics states by opacity of fill and stroke, and overprint: each text asks for one.
    pub states: FxHashMap<(u32, u32, bool), Resource>,
    /// Resource dictionaries of pages, by what is in them: the pages of a run have the same few.
    dictionaries: FxHashMap<Vec<u32>, ObjectId>,
    counts: BTreeMap<&'static str, usize>,
    /// Optional content groups in use.
    pub layers: BTreeSet<ObjectId>,
    /// Whether anything on the current page lets what is below shine through.
    pub is_transparent: bool,
    /// Whether any ink was named: then transparency is composed in inks.
    pub has_inks: bool,
    /// Of all content, if the file is named by it.
    pub name: Option<Sha256>,
    /// What is done to make content small.
    pub effort: Effort,
}

impl<'w> Registry<'w> {
    pub fn new(file: File<'w>) -> Registry<'w> {
        Registry {
            file,
            shared: BTreeMap::new(),
            states: FxHashMap::default(),
            dictionaries: FxHashMap::default(),
            counts: BTreeMap::new(),
            layers: BTreeSet::new(),
            is_transparent: false,
            has_inks: false,
            name: None,
            effort: Effort::Usual,
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
        let stream = deflated_with(self.effort, dictionary, content);
        if let Some(name) = &mut self.name {
            // Compressed there is less to hash.
            name.update(&stream.content);
        }
        self.file.set_object(id, stream);
    }

    /// The dictionary of exactly these resources.
    pub fn dictionary(&mut self, resources: &BTreeSet<Resource>) -> ObjectId {
        let key: Vec<u32> = resources.iter().map(|resource| resource.id.0).collect();
        if let Some(known) = self.dictionaries.get(&key) {
            return *known;
        }
        let id = self.file.add_object(content::dictionary(resources));
        // Where every page has its own, nothing is gained.
        if self.dictionaries.len() < MAX_DICTIONARIES {
            self.dictionaries.insert(key, id);
        }
        id
    }

    /// Name and number of a resource whose object comes later.
    pub fn reserve(&mut self, category: Category, prefix: &'static str) -> Resource {
        let count = self.counts.entry(prefix).or_default();
        *count += 1;
        let name = format!("{prefix}{count}");
        Resource { category, name, id: self.file.new_object_id() }
    }
}
