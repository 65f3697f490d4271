use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::collect::collect;
use super::frame::{self, Frame};
use super::links::Annotations;
use super::metadata::Press;
use super::number::{self, COORDINATE};
use super::painter::{Painted, Painter};
use super::registry::deflated;
use super::structure::Tree;
use super::{fonts, layers, metadata, output, save, structure_tree};
use crate::diagnostics::Diagnostic;
use crate::page::{Document, Page};
use crate::units::Affine;

/// Writes a document as PDF 1.7: the same document gives the same bytes.
///
/// A page's coordinates are points from the top left corner of its trim box. A link to an anchor
/// that no page has leads nowhere.
///
/// # Errors
/// `broken-font` if a face cannot be cut down to its glyphs.
pub fn write(document: &Document) -> Result<Vec<u8>, Diagnostic> {
    let used = collect(document);
    let fonts = fonts::prepare(&used)?;
    let Frame { mut registry, resources, catalog, pages } = frame::open(&document.metadata, &used, fonts);
    let mut tree = used.has_structure.then(Tree::new);
    let mut annotations = Annotations::default();
    let mut flips = BTreeMap::new();
    let mut painted = Vec::new();
    for page in &document.pages {
        let id = registry.document.new_object_id();
        let flip = flip(page);
        flips.insert(id, flip);
        registry.is_transparent = false;
        let language = &document.metadata.language;
        let painter =
            Painter::new(&mut registry, &resources, tree.as_mut(), &mut annotations, (id, flip, language));
        let content = painter.paint(&page.items);
        painted.push((id, page, content, registry.is_transparent));
    }
    let blending = if registry.has_inks { "DeviceCMYK" } else { "DeviceRGB" };
    let press = document.output.as_ref().map(|_| {
        let contents = painted.iter().map(|(_, _, content, _)| content.content.as_slice());
        Press::named_by(contents)
    });
    let kids: Vec<Object> = painted.iter().map(|(id, ..)| Object::Reference(*id)).collect();
    for (id, page, content, is_transparent) in painted {
        let contents = registry.document.add_object(deflated(Dictionary::new(), &content.content));
        let mut dict = page_dictionary(page, pages, contents, content);
        if is_transparent {
            dict.set("Group", dictionary! { "S" => "Transparency", "CS" => blending });
        }
        if tree.is_some() {
            // Tab order follows the structure.
            dict.set("Tabs", "S");
        }
        if let Some(links) = annotations.of_page(id) {
            dict.set("Annots", links);
        }
        registry.document.set_object(id, dict);
    }
    let count = kids.len() as i64;
    registry.document.set_object(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });

    let layers = layers::properties(registry.layers.iter().copied());
    let mut file = registry.document;
    let mut entries = dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Metadata" => file.add_object(metadata::xmp_stream(&document.metadata, press.as_ref())),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    };
    if !document.metadata.language.is_empty() {
        entries.set("Lang", Object::string_literal(document.metadata.language.as_bytes()));
    }
    if let Some(tree) = tree {
        entries.set("MarkInfo", dictionary! { "Marked" => true });
        entries.set("StructTreeRoot", structure_tree::write(&mut file, tree, &flips));
    }
    if let Some(destinations) = annotations.destinations() {
        entries.set("Names", dictionary! { "Dests" => destinations });
    }
    if let Some(layers) = layers {
        entries.set("OCProperties", layers);
    }
    if let Some(output) = &document.output {
        let intent = output::intent(&mut file, output);
        entries.set("OutputIntents", vec![Object::Dictionary(intent)]);
    }
    file.set_object(catalog, entries);
    metadata::mend_information(&mut file, &document.metadata, press.as_ref());
    Ok(save::save(file))
}

/// From a page's coordinates to the file's: the trim box's top left corner is inside bleed and slug.
fn flip(page: &Page) -> Affine {
    let margin = page.margin();
    Affine { a: 1.0, b: 0.0, c: 0.0, d: -1.0, e: margin, f: page.trim.height + margin }
}

fn page_dictionary(page: &Page, parent: ObjectId, contents: ObjectId, painted: Painted) -> Dictionary {
    let (width, height, margin) = (page.trim.width, page.trim.height, page.margin());
    // As far inside the sheet as `inset`, on every side.
    let within = |inset: f32| {
        let (right, top) = (width + 2.0 * margin - inset, height + 2.0 * margin - inset);
        number::array(&[inset, inset, right, top], COORDINATE)
    };
    let mut dict = dictionary! { "Type" => "Page", "Parent" => parent, "MediaBox" => within(0.0) };
    if page.bleed > 0.0 {
        dict.set("BleedBox", within(page.slug));
    }
    dict.set("TrimBox", within(margin));
    dict.set("Resources", painted.resources);
    dict.set("Contents", contents);
    if let Some(key) = painted.struct_parents {
        dict.set("StructParents", key as i64);
    }
    dict
}
