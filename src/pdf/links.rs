//! Clickable areas and the places they lead to (ISO 32000-2, 12.5.6.5 and 12.3.2.4).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use super::number::{self, COORDINATE};
use crate::page::{Link, LinkTarget};
use crate::units::{Point, Rect};

/// Links and anchors of all pages.
#[derive(Default)]
pub(super) struct Annotations {
    links: BTreeMap<ObjectId, Vec<ObjectId>>,
    anchors: BTreeMap<String, (ObjectId, Point)>,
}

impl Annotations {
    pub fn link(&mut self, page: ObjectId, annotation: ObjectId) {
        self.links.entry(page).or_default().push(annotation);
    }

    /// The first anchor of a name wins, as in HTML.
    pub fn anchor(&mut self, name: &str, page: ObjectId, at: Point) {
        self.anchors.entry(name.to_owned()).or_insert((page, at));
    }

    /// Those of a finished page.
    pub fn take(&mut self, page: ObjectId) -> Option<Object> {
        let links = self.links.remove(&page)?;
        Some(Object::Array(links.into_iter().map(Object::Reference).collect()))
    }

    /// The name tree of destinations.
    pub fn destinations(&self) -> Option<Dictionary> {
        let names = self.anchors.iter().flat_map(|(name, (page, at))| {
            let place = vec![
                Object::Reference(*page),
                "XYZ".into(),
                number::object(at.x, COORDINATE),
                number::object(at.y, COORDINATE),
                Object::Null,
            ];
            [bytes(name), Object::Array(place)]
        });
        (!self.anchors.is_empty()).then(|| dictionary! { "Names" => names.collect::<Vec<_>>() })
    }
}

/// A link annotation over `rect`, which is in the file's coordinates.
pub(super) fn annotation(link: &Link, rect: Rect) -> Dictionary {
    let mut dict = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => number::array(&[rect.x, rect.y, rect.right(), rect.bottom()], COORDINATE),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Print: a link is never hidden, though it shows nothing itself.
        "F" => 4,
    };
    let target = match &link.target {
        LinkTarget::Uri(uri) => {
            let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(ascii_uri(uri)) };
            dict.set("A", action);
            uri.as_str()
        }
        LinkTarget::Anchor(name) => {
            dict.set("Dest", bytes(name));
            name.as_ref()
        }
    };
    let description = if link.description.trim().is_empty() { target } else { &link.description };
    dict.set("Contents", lopdf::text_string(description));
    dict
}

fn bytes(name: &str) -> Object {
    Object::String(name.as_bytes().to_vec(), StringFormat::Literal)
}

/// A URI is ASCII: everything else as its UTF-8 bytes in per cent form (RFC 3987, 3.1).
fn ascii_uri(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.trim().bytes() {
        match byte {
            0x21..=0x7e => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
