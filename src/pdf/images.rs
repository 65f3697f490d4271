//! Pictures as image XObjects (ISO 32000-2, 8.9), each once in the file.

use std::collections::BTreeMap;

use printpdf::XObject;
use printpdf::xobject::{DictItem, ExternalStream, ExternalXObject};

use super::registry::deflate;
use crate::page::{Picture, PictureKind};

/// `smooth`: enlarged pixels run into each other (8.9.5.3).
pub(super) fn xobject(picture: &Picture, smooth: bool) -> XObject {
    let mut stream = match &picture.kind {
        PictureKind::Jpeg { bytes, components, inverted } => {
            let mut dict = dictionary(picture, color_space(picture, *components));
            dict.insert("Filter".into(), name("DCTDecode"));
            if *inverted {
                // Photoshop writes its four inks as their opposite.
                let pairs = (0..*components).flat_map(|_| [DictItem::Int(1), DictItem::Int(0)]);
                dict.insert("Decode".into(), DictItem::Array(pairs.collect()));
            }
            ExternalStream { dict, content: bytes.to_vec(), compress: false }
        }
        PictureKind::Raster { samples, channels, alpha } => {
            let mut stream = samples_stream(picture, color_space(picture, *channels), samples);
            if let Some(alpha) = alpha {
                let mask = samples_stream(picture, name(device_space(1)), alpha);
                stream.dict.insert("SMask".into(), DictItem::Stream { stream: mask });
            }
            stream
        }
    };
    if smooth {
        stream.dict.insert("Interpolate".into(), DictItem::Bool(true));
    }
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

fn samples_stream(picture: &Picture, space: DictItem, samples: &[u8]) -> ExternalStream {
    let mut dict = dictionary(picture, space);
    dict.insert("Filter".into(), name("FlateDecode"));
    ExternalStream { dict, content: deflate(samples), compress: false }
}

fn dictionary(picture: &Picture, space: DictItem) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(picture.width.into())),
        ("Height".to_owned(), DictItem::Int(picture.height.into())),
        ("ColorSpace".to_owned(), space),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
    ])
}

/// The picture's own colours, if it has a profile (8.6.5.5).
fn color_space(picture: &Picture, components: u8) -> DictItem {
    let Some(profile) = &picture.profile else { return name(device_space(components)) };
    let dict = BTreeMap::from([
        ("N".to_owned(), DictItem::Int(components.into())),
        ("Alternate".to_owned(), name(device_space(components))),
        ("Filter".to_owned(), name("FlateDecode")),
    ]);
    let stream = ExternalStream { dict, content: deflate(profile), compress: false };
    DictItem::Array(vec![name("ICCBased"), DictItem::Stream { stream }])
}

fn device_space(components: u8) -> &'static str {
    match components {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    }
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}
