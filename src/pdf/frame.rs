//! The file around the pages. printpdf makes its frame (catalogue, document information, fonts,
//! pictures); what it writes wrongly or not at all is set here, on the objects (ISO 32000-2, 7.7).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{
    Codepoint, Mm, OffsetDateTime, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
    XObjectId,
};

use super::collect::{FaceKey, PictureKey, Used};
use super::content::{Category, Resource};
use super::fonts::Font;
use super::images;
use super::painter::Resources;
use super::registry::{Registry, deflated};
use crate::page::Metadata;

/// A document with everything but pages, and the names of its fonts and pictures.
pub(super) struct Frame {
    pub registry: Registry,
    pub resources: Resources,
    pub catalog: ObjectId,
    /// The root of the page tree.
    pub pages: ObjectId,
}

pub(super) fn open(metadata: &Metadata, used: &Used<'_>, fonts: BTreeMap<FaceKey, Font>) -> Frame {
    let mut source = PdfDocument::new(&metadata.title);
    describe(&mut source, metadata);
    let mut ops = Vec::new();
    for font in fonts.values() {
        source.resources.fonts.map.insert(font.id(), font.embedded.clone());
        ops.extend(registration(font));
    }
    let pictures = used.pictures.iter().enumerate();
    let pictures: BTreeMap<PictureKey, XObjectId> =
        pictures.map(|(index, (key, _))| (*key, XObjectId(format!("Im{}", index + 1)))).collect();
    for (key, picture) in &used.pictures {
        source.resources.xobjects.map.insert(pictures[key].clone(), images::xobject(picture, key.1));
    }
    source.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), ops));
    let document = source.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    take_apart(document, fonts, &pictures)
}

fn describe(source: &mut PdfDocument, metadata: &Metadata) {
    let about = &mut source.metadata.info;
    about.author = metadata.author.clone().unwrap_or_default();
    about.subject = metadata.subject.clone().unwrap_or_default();
    about.producer = super::PRODUCER.to_owned();
    about.creator = super::PRODUCER.to_owned();
    if let Some(date) = metadata.date.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()) {
        about.creation_date = date;
        about.modification_date = date;
        about.metadata_date = date;
    }
}

/// Every glyph once: from this page printpdf fills `/W` and `ToUnicode`.
fn registration(font: &Font) -> [Op; 2] {
    let glyphs = font.codes().map(|code| Codepoint::with_cid(code.code, 0.0, code.text.clone()));
    [
        Op::SetFont { font: PdfFontHandle::External(font.id()), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] },
    ]
}

/// Keeps fonts, pictures, catalogue and information; the registration page and its resources go.
fn take_apart(
    mut document: Document,
    fonts: BTreeMap<FaceKey, Font>,
    pictures: &BTreeMap<PictureKey, XObjectId>,
) -> Frame {
    const SHAPE: &str = "printpdf writes a catalogue, one page and its resources";
    let catalog = document.trailer.get(b"Root").and_then(Object::as_reference).expect(SHAPE);
    let pages = document.catalog().and_then(|catalog| catalog.get(b"Pages")?.as_reference()).expect(SHAPE);
    let page = document.page_iter().next().expect(SHAPE);
    let page = removed(&mut document, page);
    document.objects.remove(&reference(&page, b"Contents"));
    let resources = removed(&mut document, reference(&page, b"Resources"));
    let mut named = |key: &[u8]| removed(&mut document, reference(&resources, key));
    let (font_names, picture_names) = (named(b"Font"), named(b"XObject"));
    named(b"ExtGState");
    named(b"Shading");

    let fonts: BTreeMap<FaceKey, (Font, Resource)> = fonts
        .into_iter()
        .map(|(key, font)| {
            let id = reference(&font_names, font.name.as_bytes());
            let resource = Resource { category: Category::Font, name: font.name.clone(), id };
            (key, (font, resource))
        })
        .collect();
    let pictures = pictures
        .iter()
        .map(|(key, name)| {
            let id = reference(&picture_names, name.0.as_bytes());
            (*key, Resource { category: Category::XObject, name: name.0.clone(), id })
        })
        .collect();
    for (font, resource) in fonts.values() {
        mend_font(&mut document, font, resource.id)
            .expect("printpdf writes composite fonts with a descriptor");
    }
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Filter")
        {
            let plain = std::mem::take(&mut stream.content);
            *stream = deflated(std::mem::take(&mut stream.dict), &plain);
        }
    }
    Frame { registry: Registry::new(document), resources: Resources { fonts, pictures }, catalog, pages }
}

/// printpdf takes the ascent for the capital height, and calls every font Latin; a subset by glyph
/// ids has no character set of its own, which is what "symbolic" means (ISO 32000-2, 9.8.2). A glyph
/// that stands for several texts has a code for each; the map from codes to glyphs comes here.
fn mend_font(document: &mut Document, font: &Font, id: ObjectId) -> lopdf::Result<()> {
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let map = font.glyph_of_code.as_ref().map(|glyphs| {
        let bytes: Vec<u8> = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
        document.add_object(deflated(Dictionary::new(), &bytes))
    });
    let descendants = document.get_dictionary_mut(id)?.get_mut(b"DescendantFonts")?.as_array_mut()?;
    let descendant = descendants[0].as_dict_mut()?;
    if let Some(map) = map {
        descendant.set("CIDToGIDMap", map);
    }
    let descriptor = descendant.get(b"FontDescriptor")?.as_reference()?;
    let descriptor = document.get_dictionary_mut(descriptor)?;
    descriptor.set("CapHeight", font.cap_height.round() as i64);
    descriptor.set("Flags", SYMBOLIC | if font.is_italic { ITALIC } else { 0 });
    Ok(())
}

fn removed(document: &mut Document, id: ObjectId) -> Dictionary {
    match document.objects.remove(&id) {
        Some(Object::Dictionary(dictionary)) => dictionary,
        _ => Dictionary::new(),
    }
}

fn reference(dictionary: &Dictionary, key: &[u8]) -> ObjectId {
    dictionary
        .get(key)
        .and_then(Object::as_reference)
        .expect("printpdf refers to what it was given by its name")
}
