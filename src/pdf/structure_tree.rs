//! The finished structure as objects: elements, kids, parent tree (ISO 32000-2, 14.7.2 to 14.7.5).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::file::File;
use super::number::{self, COORDINATE};
use super::structure::{DOCUMENT, ElementIndex, Kid, Parent, Tree};
use crate::page::Role;
use crate::units::Affine;

/// Writes the tree; returns its root. `flips` leads from each page's coordinates to the file's.
pub(super) fn write(file: &mut File<'_>, mut tree: Tree, flips: &BTreeMap<ObjectId, Affine>) -> ObjectId {
    let kept = prune(&mut tree);
    in_document_order(&mut tree);
    let root = file.new_object_id();
    let ids: Vec<Option<ObjectId>> = kept.iter().map(|kept| kept.then(|| file.new_object_id())).collect();
    let id_of = |element: ElementIndex| ids[element].expect("elements with marks are kept");

    for (index, element) in tree.elements.iter().enumerate().filter(|(index, _)| kept[*index]) {
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Marked { page, .. } | Kid::Annotation { page, .. } => Some(*page),
            Kid::Element(_) => None,
        });
        let mut dict = dictionary! {
            "Type" => "StructElem",
            "S" => tree.tag(index),
            "P" => if index == DOCUMENT { root } else { id_of(element.parent) },
        };
        if let Some(page) = page {
            dict.set("Pg", page);
        }
        let kids = element.kids.iter().map(|kid| match kid {
            Kid::Element(child) => Object::Reference(id_of(*child)),
            Kid::Marked { page: at, form, id } => marked(page, *at, *form, *id),
            Kid::Annotation { page, id } => {
                dictionary! { "Type" => "OBJR", "Obj" => *id, "Pg" => *page }.into()
            }
        });
        dict.set("K", kids.collect::<Vec<_>>());
        if let Some(alt) = element.alt.as_ref().filter(|_| element.role == Some(Role::Figure)) {
            dict.set("Alt", lopdf::text_string(alt));
        }
        if let Some(language) = &element.language {
            dict.set("Lang", Object::string_literal(language.as_bytes()));
        }
        if let Some(attributes) = attributes(&tree, index, flips) {
            dict.set("A", attributes);
        }
        file.set_object(id_of(index), dict);
    }

    let parent_tree = file.add_object(dictionary! { "Nums" => parent_tree(&tree, &ids) });
    file.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => vec![id_of(DOCUMENT).into()],
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => tree.parents.len() as i64,
        },
    );
    root
}

/// Which elements have content, or count without.
fn prune(tree: &mut Tree) -> Vec<bool> {
    let mut kept: Vec<bool> = tree
        .elements
        .iter()
        .map(|element| {
            element.role.is_some_and(Role::is_shape)
                || element.kids.iter().any(|kid| !matches!(kid, Kid::Element(_)))
        })
        .collect();
    // A child comes after its parent, so one pass from the end carries content all the way up.
    for index in (1..tree.elements.len()).rev() {
        if kept[index] {
            kept[tree.elements[index].parent] = true;
        }
    }
    kept[DOCUMENT] = true;
    for element in &mut tree.elements {
        element.kids.retain(|kid| !matches!(kid, Kid::Element(child) if !kept[*child]));
    }
    kept
}

/// Painting order is not reading order. Elements are numbered in document order; where an element
/// has text of its own between its children, they were painted in line with it.
fn in_document_order(tree: &mut Tree) {
    let numbers: Vec<u32> = tree.elements.iter().map(|element| element.number).collect();
    for element in &mut tree.elements {
        if element.kids.iter().all(|kid| matches!(kid, Kid::Element(_))) {
            element.kids.sort_by_key(|kid| match kid {
                Kid::Element(child) => numbers[*child],
                Kid::Marked { .. } | Kid::Annotation { .. } => 0,
            });
        }
    }
}

fn marked(own: Option<ObjectId>, page: ObjectId, form: Option<ObjectId>, id: i64) -> Object {
    if own == Some(page) && form.is_none() {
        return id.into();
    }
    let mut reference = dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => id };
    if let Some(form) = form {
        reference.set("Stm", form);
    }
    reference.into()
}

fn attributes(tree: &Tree, index: ElementIndex, flips: &BTreeMap<ObjectId, Affine>) -> Option<Dictionary> {
    let element = &tree.elements[index];
    match element.role {
        // Cells below and beside find their header by it (14.8.5.7).
        Some(Role::TableHeader) => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Some(Role::Figure) => {
            let (page, bounds) = element.extent?;
            let (rect, flip) = (bounds.rect()?, flips.get(&page)?);
            let corners = [rect.x + flip.e, flip.f - rect.bottom(), rect.right() + flip.e, flip.f - rect.y];
            Some(dictionary! {
                "O" => "Layout",
                "Placement" => "Block",
                "BBox" => number::array(&corners, COORDINATE),
            })
        }
        _ => None,
    }
}

fn parent_tree(tree: &Tree, ids: &[Option<ObjectId>]) -> Vec<Object> {
    let id_of =
        |element: &ElementIndex| Object::Reference(ids[*element].expect("elements with marks are kept"));
    let entries = tree.parents.iter().enumerate().flat_map(|(key, parent)| {
        let value = match parent {
            Parent::Stream(elements) => Object::Array(elements.iter().map(id_of).collect()),
            Parent::Annotation(element) => id_of(element),
        };
        [Object::Integer(key as i64), value]
    });
    entries.collect()
}
