//! Content streams that are called (ISO 32000-2, 8.10): groups in several places, transparency groups.

use std::sync::Arc;

use lopdf::dictionary;

use super::content::{self, Category, Content, UPWARDS};
use super::painter::{Marks, Painter, Stream, finish};
use super::shared::{Form, can_be_form};
use super::{color, gradient};
use crate::page::{Item, Overprint, bounds};
use crate::units::Affine;

impl Painter<'_, '_> {
    /// The items of a group: where they stand in several places, by a call.
    pub(super) fn inside(&mut self, items: &Arc<Vec<Item>>) {
        if let Some(form) = self.resources.shared.form(items).cloned() {
            return self.call(&form);
        }
        if !self.resources.shared.is_repeated(items) || !can_be_form(items, self.tree.is_some()) {
            return self.items(items);
        }
        let form = self.shared_form(items);
        self.call(&form);
        self.resources.shared.keep(items, form);
    }

    /// Paints items apart from any place: y upwards from the group's origin (ISO 32000-2, 8.10).
    fn shared_form(&mut self, items: &[Item]) -> Form {
        let area = bounds::of_items(items, Affine::IDENTITY).rect().unwrap_or_default();
        let resource = self.registry.reserve(Category::XObject, "X");
        let content = Content::form(UPWARDS);
        let bounding_box = gradient::bounding_box(&content, area);
        let stream = Stream { content, marks: Marks::None, form: Some(resource.id) };
        let outer = std::mem::replace(&mut self.stream, stream);
        let is_transparent = std::mem::take(&mut self.registry.is_transparent);
        self.items(items);
        let is_transparent = std::mem::replace(&mut self.registry.is_transparent, is_transparent);
        let painted = finish(std::mem::replace(&mut self.stream, outer));
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => bounding_box,
            "Resources" => content::dictionary(&painted.resources),
        };
        self.registry.add_content(resource.id, dict, &painted.content);
        Form { resource, area, is_transparent }
    }

    fn call(&mut self, form: &Form) {
        self.mark(|| form.area);
        self.registry.is_transparent |= form.is_transparent;
        let content = &mut self.stream.content;
        // Everything in it is painted under the opacity that holds here.
        color::compose(content, self.registry, 1.0, 1.0, Overprint::Knockout);
        let Affine { e, f, .. } = content.flip();
        let shift = Affine::translate(e, f);
        let is_shifted = shift != Affine::IDENTITY;
        if is_shifted {
            content.save();
            content.concat(shift);
        }
        let name = content.named(&form.resource);
        content.line(&format!("{name} Do"));
        if is_shifted {
            content.restore();
        }
    }

    /// A transparency group of its own (ISO 32000-2, 11.6.6).
    pub(super) fn form(&mut self, items: &[Item], opacity: f32) {
        let area = bounds::of_items(items, Affine::IDENTITY).rect().unwrap_or_default();
        self.registry.is_transparent = true;
        let resource = self.registry.reserve(Category::XObject, "X");
        // Elements inside mark their own content; else the call is content of the element outside.
        let marks = match self.stream.marks {
            Marks::Marked { .. } if has_structure(items) => Marks::Marked { key: None, open: None },
            _ => Marks::None,
        };
        if matches!(marks, Marks::None) {
            self.mark(|| area);
        }
        let content = &mut self.stream.content;
        color::compose(content, self.registry, opacity, opacity, Overprint::Knockout);
        let name = content.named(&resource);
        let bounding_box = gradient::bounding_box(content, area);
        let stream = Stream { content: Content::form(content.flip()), marks, form: Some(resource.id) };

        let outer = std::mem::replace(&mut self.stream, stream);
        self.items(items);
        self.close_mark();
        let painted = finish(std::mem::replace(&mut self.stream, outer));

        let mut dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => bounding_box,
            "Group" => dictionary! { "S" => "Transparency", "I" => true },
            "Resources" => content::dictionary(&painted.resources),
        };
        if let Some(key) = painted.struct_parents {
            dict.set("StructParents", key as i64);
        }
        self.registry.add_content(resource.id, dict, &painted.content);
        self.stream.content.line(&format!("{name} Do"));
    }
}

fn has_structure(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Begin(_) => true,
        Item::Group(group) => has_structure(&group.items),
        _ => false,
    })
}
