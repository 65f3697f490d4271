//! Steps of production as optional content groups (ISO 32000-2, 8.11; ISO 19593-1).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::content::{Category, Resource};
use super::registry::Registry;
use crate::page::Layer;

/// The group that a layer's items belong to, one in the whole file.
pub(super) fn membership(registry: &mut Registry, layer: Layer) -> Resource {
    let (name, group, kind) = match layer {
        Layer::Cutting => ("Cutting", "Structural", "Cutting"),
    };
    let value = dictionary! {
        "Type" => "OCG",
        "Name" => Object::string_literal(name),
        "GTS_Metadata" => dictionary! {
            "Type" => "GTS_Metadata",
            "GTS_ProcStepsGroup" => group,
            "GTS_ProcStepsType" => kind,
        },
    };
    let resource = registry.share(Category::Properties, "L", value.into());
    registry.layers.insert(resource.id);
    resource
}

/// What the catalogue says of the layers: all are shown and printed (8.11.4). PDF/X-4 wants their one
/// configuration named.
pub(super) fn properties(layers: impl Iterator<Item = ObjectId>) -> Option<Dictionary> {
    let groups: Vec<Object> = layers.map(Object::Reference).collect();
    let configuration = dictionary! {
        "Name" => Object::string_literal("Print"),
        "Order" => groups.clone(),
        "ON" => groups.clone(),
    };
    (!groups.is_empty()).then(|| dictionary! { "OCGs" => groups, "D" => configuration })
}
