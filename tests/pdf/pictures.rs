//! Pictures as the file has them: their colours and how they are enlarged.

use std::sync::Arc;

use drukwerk::image::{Image, Placing, decode, place};
use drukwerk::page::Picture;
use drukwerk::units::Rect;
use lopdf::{Dictionary, Document, Object};

use super::{pdf, tools};

fn photo() -> Picture {
    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/image/rgb.jpg")).expect("it is there");
    match decode(&bytes) {
        Ok(Image::Raster(picture)) => Arc::unwrap_or_clone(picture),
        other => panic!("a photo: {other:?}"),
    }
}

/// The dictionaries of the pictures in a file with this picture, plain and smooth.
fn written(picture: Picture) -> (Document, Vec<Dictionary>) {
    let image = Image::Raster(Arc::new(picture));
    let items = [false, true].map(|smooth| {
        place(&image, Rect::new(10.0, 10.0, 36.0, 24.0), &Placing { smooth, ..Placing::default() })
    });
    let bytes = pdf(items.to_vec());
    tools::ask("qpdf", &["--check", "{}"], &bytes);
    let document = Document::load_mem(&bytes).expect("lopdf reads what it wrote");
    let pictures = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_picture =
        |dict: &&Dictionary| matches!(dict.get(b"Subtype"), Ok(Object::Name(name)) if name == b"Image");
    let pictures = pictures.map(|stream| &stream.dict).filter(is_picture).cloned().collect();
    (document, pictures)
}

#[test]
fn a_smooth_picture_is_one_of_its_own() {
    let (_, pictures) = written(photo());
    let smooth = pictures.iter().filter(|dict| matches!(dict.get(b"Interpolate"), Ok(Object::Boolean(true))));
    assert_eq!((pictures.len(), smooth.count()), (2, 1));
}

#[test]
fn a_profile_stands_in_the_file() {
    let profile: Arc<[u8]> = (0..200).collect();
    let (document, pictures) = written(Picture { profile: Some(profile.clone()), ..photo() });
    let space = pictures[0].get(b"ColorSpace").and_then(Object::as_array).expect("a space with parts");
    assert_eq!(space[0].as_name().ok(), Some(&b"ICCBased"[..]));
    let stream = document.get_object(space[1].as_reference().expect("a stream stands apart"));
    let stream = stream.and_then(Object::as_stream).expect("it is one");
    assert_eq!(stream.decompressed_content().ok().as_deref(), Some(&profile[..]));
}
