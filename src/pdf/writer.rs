use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, dictionary};
use sha2::{Digest, Sha256};

use super::deflate::Effort;
use super::file::File;
use super::links::Annotations;
use super::metadata::Press;
use super::number::{self, COORDINATE};
use super::page_tree::PageTree;
use super::painter::Painter;
use super::registry::Registry;
use super::resources::Resources;
use super::structure::Tree;
use super::{frame, layers, metadata, object, output, structure_tree};
use crate::diagnostics::Diagnostic;
use crate::page::{Metadata, OutputIntent, Page};
use crate::units::Affine;

/// Writes a PDF page by page, for runs of any length: what is finished goes out at once, and only what pages share
/// stays in memory. A group that stands in several places is one form; fonts come last, cut down to what was used.
///
/// Pages are tagged where [`Writer::tag`] asks for it; the tree over all of them stays in memory then.
///
/// ```
/// use drukwerk::page::{Metadata, Page};
/// use drukwerk::pdf::Writer;
///
/// let mut bytes = Vec::new();
/// let mut writer = Writer::new(&mut bytes, &Metadata::default(), None);
/// for _ in 0..3 {
///     writer.add(&Page::default())?;
/// }
/// writer.finish()?;
/// assert!(bytes.starts_with(b"%PDF-1.7"));
/// # Ok::<(), drukwerk::pdf::WriteError>(())
/// ```
pub struct Writer<'w> {
    registry: Registry<'w>,
    resources: Resources,
    annotations: Annotations,
    pages: PageTree,
    /// Only of a tagged document.
    structure: Option<Structure>,
    /// How transparency is composed, which is known at the end.
    blending: Option<ObjectId>,
    metadata: Metadata,
    output: Option<Arc<OutputIntent>>,
}

struct Structure {
    tree: Tree,
    /// From each page's coordinates to the file's.
    flips: BTreeMap<ObjectId, Affine>,
}

/// Why a file could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// `broken-font`: a face cannot be cut down to its glyphs.
    Font(Diagnostic),
    /// The disk is full, or the like.
    File(io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Font(fault) => f.write_str(&fault.message),
            WriteError::File(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<Diagnostic> for WriteError {
    fn from(fault: Diagnostic) -> WriteError {
        WriteError::Font(fault)
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> WriteError {
        WriteError::File(error)
    }
}

impl<'w> Writer<'w> {
    /// `output`: the press, if it is for one; the file then is PDF/X-4.
    pub fn new(out: impl Write + 'w, metadata: &Metadata, output: Option<Arc<OutputIntent>>) -> Writer<'w> {
        let mut file = File::new(out);
        let pages = PageTree::new(&mut file);
        let mut registry = Registry::new(file);
        registry.name = output.as_ref().map(|_| Sha256::new());
        Writer {
            registry,
            resources: Resources::default(),
            annotations: Annotations::default(),
            pages,
            structure: None,
            blending: None,
            metadata: metadata.clone(),
            output,
        }
    }

    /// Writes the next page.
    pub fn add(&mut self, page: &Page) -> Result<(), WriteError> {
        self.prepare(page)?;
        self.paint(page)
    }

    /// From now on pages are compressed with little effort: files are larger, and made sooner.
    pub fn hurry(&mut self) {
        self.registry.effort = Effort::Little;
    }

    /// From now on elements are kept, and written at the end: the pages are tagged.
    pub fn tag(&mut self) {
        self.structure = Some(Structure { tree: Tree::new(), flips: BTreeMap::new() });
    }

    /// The pages that come now are another document's: what has the number of an element before is another one.
    pub fn next_document(&mut self) {
        if let Some(structure) = &mut self.structure {
            structure.tree.next_document();
        }
    }

    pub(super) fn prepare(&mut self, page: &Page) -> Result<(), WriteError> {
        Ok(self.resources.prepare(&mut self.registry, &page.items)?)
    }

    pub(super) fn paint(&mut self, page: &Page) -> Result<(), WriteError> {
        let id = self.registry.file.new_object_id();
        let flip = flip(page);
        self.registry.is_transparent = false;
        let tree = self.structure.as_mut().map(|structure| {
            structure.flips.insert(id, flip);
            &mut structure.tree
        });
        let painter = Painter::new(
            &mut self.registry,
            &mut self.resources,
            tree,
            &mut self.annotations,
            (id, flip, &self.metadata.language),
        );
        let painted = painter.paint(&page.items);

        let contents = self.registry.file.new_object_id();
        self.registry.add_content(contents, Dictionary::new(), &painted.content);
        let parent = self.pages.add(&mut self.registry.file, id);
        let resources = self.registry.dictionary(&painted.resources);
        let is_transparent = self.registry.is_transparent;
        let blending =
            is_transparent.then(|| *self.blending.get_or_insert_with(|| self.registry.file.new_object_id()));
        let links = self.annotations.take(id);
        let is_tagged = self.structure.is_some();
        self.registry.file.pack(id, |out| {
            page_boxes(out, page);
            let mut refer = |key: &str, id: ObjectId| {
                out.extend_from_slice(key.as_bytes());
                number::integer(out, id.0);
                out.extend_from_slice(b" 0 R");
            };
            refer("/Parent ", parent);
            refer("/Resources ", resources);
            refer("/Contents ", contents);
            if let Some(blending) = blending {
                refer("/Group ", blending);
            }
            if let Some(key) = painted.struct_parents {
                out.extend_from_slice(format!("/StructParents {key}").as_bytes());
            }
            if is_tagged {
                // Tab order follows the structure.
                out.extend_from_slice(b"/Tabs/S");
            }
            if let Some(links) = links {
                out.extend_from_slice(b"/Annots ");
                object::write(out, &links);
            }
            out.extend_from_slice(b">>");
        });
        Ok(self.registry.file.check()?)
    }

    /// Writes what pages share, and where everything is.
    pub fn finish(self) -> Result<(), WriteError> {
        let Writer { mut registry, resources, annotations, pages, structure, blending, metadata, output } =
            self;
        let press = registry.name.take().map(Press::named_by);
        let layers = layers::properties(registry.layers.iter().copied());
        let mut file = registry.file;
        if let Some(id) = blending {
            let space = if registry.has_inks { "DeviceCMYK" } else { "DeviceRGB" };
            file.set_object(id, dictionary! { "S" => "Transparency", "CS" => space });
        }
        let mut entries = dictionary! {
            "Type" => "Catalog",
            "Pages" => pages.finish(&mut file),
            "Metadata" => file.add_object(metadata::xmp_stream(&metadata, press.as_ref())),
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        };
        if !metadata.language.is_empty() {
            entries.set("Lang", Object::string_literal(metadata.language.as_bytes()));
        }
        if let Some(Structure { tree, flips }) = structure {
            entries.set("MarkInfo", dictionary! { "Marked" => true });
            entries.set("StructTreeRoot", structure_tree::write(&mut file, tree, &flips));
        }
        if let Some(destinations) = annotations.destinations() {
            entries.set("Names", dictionary! { "Dests" => destinations });
        }
        if let Some(layers) = layers {
            entries.set("OCProperties", layers);
        }
        if let Some(output) = &output {
            let intent = output::intent(&mut file, output);
            entries.set("OutputIntents", vec![Object::Dictionary(intent)]);
        }
        let catalog = file.add_object(entries);
        let fonts = resources.fonts.into_values().map(|font| font.finish()).collect::<Result<Vec<_>, _>>()?;
        let information = frame::close(&mut file, &metadata, press.as_ref(), &fonts);
        Ok(file.finish(catalog, information)?)
    }
}

/// From a page's coordinates to the file's: the trim box's top left corner is inside bleed and slug.
fn flip(page: &Page) -> Affine {
    let margin = page.margin();
    Affine { a: 1.0, b: 0.0, c: 0.0, d: -1.0, e: margin, f: page.trim.height + margin }
}

/// The beginning of a page's dictionary (ISO 32000-2, 7.7.3.3 and 14.11.2).
fn page_boxes(out: &mut Vec<u8>, page: &Page) {
    let (width, height, margin) = (page.trim.width, page.trim.height, page.margin());
    out.extend_from_slice(b"<</Type/Page");
    // As far inside the sheet as `inset`, on every side.
    let mut within = |key: &str, inset: f32| {
        let (right, top) = (width + 2.0 * margin - inset, height + 2.0 * margin - inset);
        out.extend_from_slice(key.as_bytes());
        for (index, value) in [inset, inset, right, top].into_iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            number::write(out, value, COORDINATE);
        }
        out.push(b']');
    };
    within("/MediaBox[", 0.0);
    if page.bleed > 0.0 {
        within("/BleedBox[", page.slug);
    }
    within("/TrimBox[", margin);
}
