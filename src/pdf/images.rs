//! Pictures as image XObjects (ISO 32000-2, 8.9), each once in the file.

use std::collections::BTreeMap;

use printpdf::XObject;
use printpdf::xobject::{DictItem, ExternalStream, ExternalXObject};

use super::registry::deflate;
use crate::page::{Picture, PictureKind};

pub(super) fn xobject(picture: &Picture) -> XObject {
    let stream = match &picture.kind {
        PictureKind::Jpeg { bytes, components, inverted } => {
            let mut dict = dictionary(picture, device_space(*components));
            dict.insert("Filter".into(), name("DCTDecode"));
            if *inverted {
                // Photoshop writes its four inks as their opposite.
                let pairs = (0..*components).flat_map(|_| [DictItem::Int(1), DictItem::Int(0)]);
                dict.insert("Decode".into(), DictItem::Array(pairs.collect()));
            }
            ExternalStream { dict, content: bytes.to_vec(), compress: false }
        }
        PictureKind::Raster { samples, channels, alpha } => {
            let mut stream = samples_stream(picture, *channels, samples);
            if let Some(alpha) = alpha {
                let mask = samples_stream(picture, 1, alpha);
                stream.dict.insert("SMask".into(), DictItem::Stream { stream: mask });
            }
            stream
        }
    };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

fn samples_stream(picture: &Picture, channels: u8, samples: &[u8]) -> ExternalStream {
    let mut dict = dictionary(picture, device_space(channels));
    dict.insert("Filter".into(), name("FlateDecode"));
    ExternalStream { dict, content: deflate(samples), compress: false }
}

fn dictionary(picture: &Picture, space: &str) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(picture.width.into())),
        ("Height".to_owned(), DictItem::Int(picture.height.into())),
        ("ColorSpace".to_owned(), name(space)),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
    ])
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
