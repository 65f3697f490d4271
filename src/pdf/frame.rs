//! The frame of the file. printpdf writes document information and fonts; what it writes wrongly or not at all is
//! set here, on the objects (ISO 32000-2, 7.7).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{
    Codepoint, Mm, OffsetDateTime, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};

use super::deflate::deflated;
use super::file::File;
use super::fonts::Subset;
use super::metadata::{self, Press};
use crate::page::Metadata;

/// Embeds fonts under the numbers that they were called by; returns the document information.
pub(super) fn close(
    file: &mut File<'_>,
    metadata: &Metadata,
    press: Option<&Press>,
    fonts: &[Subset],
) -> Option<ObjectId> {
    let mut source = PdfDocument::new(&metadata.title);
    describe(&mut source, metadata);
    let mut ops = Vec::new();
    for font in fonts {
        source.resources.fonts.map.insert(font.id(), font.embedded.clone());
        ops.extend(registration(font));
    }
    source.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), ops));
    let mut document = source.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    metadata::mend_information(&mut document, metadata, press);

    let names = font_names(&document).cloned().expect("printpdf writes one page with its resources");
    let mut moving = Moving { file, moved: BTreeMap::new() };
    for font in fonts {
        let id = names.get(font.resource.name.as_bytes()).and_then(Object::as_reference);
        let id = id.expect("printpdf refers to what it was given by its name");
        mend_font(&mut document, font, id).expect("printpdf writes composite fonts with a descriptor");
        moving.moved.insert(id, font.resource.id);
        moving.object(&document, id);
    }
    let information = document.trailer.get(b"Info").and_then(Object::as_reference).ok()?;
    Some(moving.reference(&document, information))
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
fn registration(font: &Subset) -> [Op; 2] {
    let glyphs = font.texts.iter().map(|(code, text)| Codepoint::with_cid(*code, 0.0, text.clone()));
    [
        Op::SetFont { font: PdfFontHandle::External(font.id()), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] },
    ]
}

fn font_names(document: &Document) -> Option<&Dictionary> {
    let page = document.get_dictionary(document.page_iter().next()?).ok()?;
    let resources =
        document.get_dictionary(page.get(b"Resources").and_then(Object::as_reference).ok()?).ok()?;
    document.get_dictionary(resources.get(b"Font").and_then(Object::as_reference).ok()?).ok()
}

/// Takes objects with all they refer to into the file.
struct Moving<'a, 'w> {
    file: &'a mut File<'w>,
    moved: BTreeMap<ObjectId, ObjectId>,
}

impl Moving<'_, '_> {
    /// Of something that has its number already.
    fn object(&mut self, source: &Document, id: ObjectId) {
        let mut object = source.objects.get(&id).cloned().unwrap_or(Object::Null);
        if let Object::Stream(stream) = &mut object
            && !stream.dict.has(b"Filter")
        {
            *stream = deflated(std::mem::take(&mut stream.dict), &stream.content);
        }
        self.references(source, &mut object);
        self.file.set_object(self.moved[&id], object);
    }

    fn references(&mut self, source: &Document, object: &mut Object) {
        match object {
            Object::Reference(id) => *id = self.reference(source, *id),
            Object::Array(values) => values.iter_mut().for_each(|value| self.references(source, value)),
            Object::Dictionary(entries) => {
                entries.iter_mut().for_each(|(_, value)| self.references(source, value));
            }
            Object::Stream(stream) => {
                stream.dict.iter_mut().for_each(|(_, value)| self.references(source, value));
            }
            _ => {}
        }
    }

    fn reference(&mut self, source: &Document, id: ObjectId) -> ObjectId {
        if let Some(moved) = self.moved.get(&id) {
            return *moved;
        }
        let new = self.file.new_object_id();
        self.moved.insert(id, new);
        self.object(source, id);
        new
    }
}

/// printpdf takes the ascent for the capital height, and calls every font Latin; a subset by glyph
/// ids has no character set of its own, which is what "symbolic" means (ISO 32000-2, 9.8.2). A glyph
/// that stands for several texts has a code for each; the map from codes to glyphs comes here.
fn mend_font(document: &mut Document, font: &Subset, id: ObjectId) -> lopdf::Result<()> {
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
