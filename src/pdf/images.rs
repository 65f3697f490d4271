//! Pictures as image XObjects (ISO 32000-2, 8.9), each once in the file.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::content::{Category, Resource};
use super::deflate::deflated;
use super::registry::Registry;
use crate::page::{Picture, PictureKind};

/// `smooth`: enlarged pixels run into each other (8.9.5.3).
pub(super) fn write(registry: &mut Registry, picture: &Picture, smooth: bool) -> Resource {
    let mut stream = match &picture.kind {
        PictureKind::Jpeg { bytes, components, inverted } => {
            let mut dict = dictionary(picture, color_space(registry, picture, *components));
            dict.set("Filter", "DCTDecode");
            if *inverted {
                // Photoshop writes its four inks as their opposite.
                let pairs = (0..*components).flat_map(|_| [1.into(), 0.into()]);
                dict.set("Decode", pairs.collect::<Vec<Object>>());
            }
            Stream::new(dict, bytes.to_vec())
        }
        PictureKind::Raster { samples, channels, alpha } => {
            let mut dict = dictionary(picture, color_space(registry, picture, *channels));
            if let Some(alpha) = alpha {
                let mask = deflated(dictionary(picture, device_space(1)), alpha);
                dict.set("SMask", registry.file.add_object(mask));
            }
            deflated(dict, samples)
        }
    };
    if smooth {
        stream.dict.set("Interpolate", true);
    }
    registry.add(Category::XObject, "Im", stream.into())
}

fn dictionary(picture: &Picture, space: Object) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(picture.width),
        "Height" => i64::from(picture.height),
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
    }
}

/// The picture's own colours, if it has a profile (8.6.5.5).
fn color_space(registry: &mut Registry, picture: &Picture, components: u8) -> Object {
    let device = device_space(components);
    let Some(profile) = &picture.profile else { return device };
    let dict = dictionary! { "N" => i64::from(components), "Alternate" => device };
    let profile = registry.file.add_object(deflated(dict, profile));
    vec!["ICCBased".into(), Object::Reference(profile)].into()
}

fn device_space(components: u8) -> Object {
    match components {
        1 => "DeviceGray".into(),
        4 => "DeviceCMYK".into(),
        _ => "DeviceRGB".into(),
    }
}
