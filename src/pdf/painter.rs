//! From items to a page's content stream.

use std::collections::BTreeSet;

use lopdf::ObjectId;

use super::content::{Content, Resource};
use super::links::Annotations;
use super::registry::Registry;
use super::resources::Resources;
use super::structure::{Scope, Tree};
use super::{color, layers, links, path, text};
use crate::page::bounds;
use crate::page::{Group, Item, Layer, Link, Overprint, PictureKind, PlacedImage, Role};
use crate::units::{Affine, Rect};

/// Paints one page.
pub(super) struct Painter<'a, 'w> {
    pub registry: &'a mut Registry<'w>,
    pub resources: &'a mut Resources,
    /// None if the document has no structure: then nothing is marked.
    pub tree: Option<&'a mut Tree>,
    pub annotations: &'a mut Annotations,
    pub page: ObjectId,
    /// From the page's coordinates to the file's.
    flip: Affine,
    /// The document's language.
    pub language: &'a str,
    pub(super) stream: Stream,
    /// From the coordinates of the items now painted to the page's.
    to_page: Affine,
}

/// A content stream with the marks in it.
pub(super) struct Stream {
    pub content: Content,
    pub marks: Marks,
    pub form: Option<ObjectId>,
}

/// How a stream's content is marked.
pub(super) enum Marks {
    /// Not at all: there is no structure, or the whole form is marked where it is called.
    None,
    Marked {
        /// Key in the parent tree, from the first element's content on.
        key: Option<usize>,
        open: Option<Scope>,
    },
}

/// A painted stream.
pub(super) struct Painted {
    pub content: Vec<u8>,
    pub resources: BTreeSet<Resource>,
    /// The stream's key in the parent tree.
    pub struct_parents: Option<usize>,
}

impl<'a, 'w> Painter<'a, 'w> {
    pub fn new(
        registry: &'a mut Registry<'w>,
        resources: &'a mut Resources,
        tree: Option<&'a mut Tree>,
        annotations: &'a mut Annotations,
        (page, flip, language): (ObjectId, Affine, &'a str),
    ) -> Painter<'a, 'w> {
        let marks = if tree.is_some() { Marks::Marked { key: None, open: None } } else { Marks::None };
        let stream = Stream { content: Content::new(flip), marks, form: None };
        let to_page = Affine::IDENTITY;
        Painter { registry, resources, tree, annotations, page, flip, language, stream, to_page }
    }

    pub fn paint(mut self, items: &[Item]) -> Painted {
        self.items(items);
        if let Some(tree) = &mut self.tree {
            tree.end_page();
        }
        self.close_mark();
        finish(self.stream)
    }

    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Glyphs(run) => {
                    self.mark(|| bounds::of_run(run));
                    let in_language = self.begin_language(&run.language);
                    if let Some(font) = self.resources.font(&run.face) {
                        text::paint(&mut self.stream.content, self.registry, font, run);
                    }
                    if in_language {
                        self.stream.content.line("EMC");
                    }
                }
                Item::Path(item) => {
                    self.mark(|| bounds::of_path_item(item).unwrap_or_default());
                    path::paint(&mut self.stream.content, self.registry, item);
                }
                Item::Image(image) => self.image(image),
                Item::Group(group) => self.group(group),
                Item::Link(link) => self.link(link),
                Item::Anchor(anchor) => {
                    let at = self.flip.apply(self.to_page.apply(anchor.at));
                    self.annotations.anchor(&anchor.name, self.page, at);
                }
                Item::Begin(structure) => {
                    if let Some(tree) = &mut self.tree {
                        tree.begin(structure);
                    }
                }
                Item::End => {
                    if let Some(tree) = &mut self.tree {
                        tree.end();
                    }
                }
            }
        }
    }

    fn image(&mut self, image: &PlacedImage) {
        let Some(resource) = self.resources.picture(image).cloned() else { return };
        // A picture with a text of its own is a figure, even if nobody said so.
        let implicit = image.alt.is_some() && self.tree.as_ref().is_some_and(|tree| needs_figure(tree));
        if let Some(tree) = self.tree.as_mut().filter(|_| implicit) {
            tree.begin_implicit(Role::Figure, image.alt.clone());
        }
        self.mark(|| image.rect);
        let Rect { x, width, height, .. } = image.rect;
        let content = &mut self.stream.content;
        color::compose(content, self.registry, 1.0, 1.0, Overprint::Knockout);
        self.registry.is_transparent |=
            matches!(image.picture.kind, PictureKind::Raster { alpha: Some(_), .. });
        content.save();
        let flip = content.flip();
        content.concat(Affine {
            a: width,
            b: 0.0,
            c: 0.0,
            d: height,
            e: x + flip.e,
            f: flip.f - image.rect.bottom(),
        });
        let name = content.named(&resource);
        content.line(&format!("{name} Do"));
        content.restore();
        if let Some(tree) = self.tree.as_mut().filter(|_| implicit) {
            tree.end();
        }
    }

    fn group(&mut self, group: &Group) {
        let opacity = group.opacity.filter(|opacity| *opacity < 1.0);
        if opacity.is_some_and(|opacity| opacity <= 0.0) {
            return;
        }
        if let Some(layer) = group.layer {
            return self.layer(layer, group);
        }
        if group.transform.is_none() && group.clip.is_none() && opacity.is_none() {
            return self.inside(&group.items);
        }
        self.close_mark();
        let outer = self.to_page;
        self.stream.content.save();
        if let Some(transform) = group.transform {
            self.stream.content.enter(transform);
            self.to_page = transform.then(self.to_page);
        }
        if let Some((clip, rule)) = &group.clip {
            path::clip(&mut self.stream.content, clip, *rule);
        }
        match opacity {
            Some(opacity) => self.form(&group.items, opacity),
            None => self.inside(&group.items),
        }
        self.close_mark();
        self.stream.content.restore();
        self.to_page = outer;
    }

    /// Optional content (ISO 32000-2, 8.11.3.2).
    fn layer(&mut self, layer: Layer, group: &Group) {
        self.close_mark();
        let resource = layers::membership(self.registry, layer);
        let name = self.stream.content.named(&resource);
        self.stream.content.line(&format!("/OC {name} BDC"));
        self.group(&Group { layer: None, ..group.clone() });
        self.close_mark();
        self.stream.content.line("EMC");
    }

    fn link(&mut self, link: &Link) {
        let mut reach = bounds::Bounds::default();
        for corner in bounds::corners(link.rect) {
            let at = self.flip.apply(self.to_page.apply(corner));
            reach.add(Rect::new(at.x, at.y, 0.0, 0.0));
        }
        let Some(rect) = reach.rect() else { return };
        let mut dict = links::annotation(link, rect);
        let id = self.registry.file.new_object_id();
        if let Some(tree) = &mut self.tree {
            let current = tree.current();
            let is_link = tree.elements[current].role == Some(Role::Link);
            let element = if is_link { current } else { tree.begin_implicit(Role::Link, None) };
            dict.set("StructParent", tree.annotate(element, self.page, id) as i64);
            if !is_link {
                tree.end();
            }
        }
        self.registry.file.set_object(id, dict);
        self.annotations.link(self.page, id);
    }

    /// Opens the marked-content sequence that what comes next belongs to, unless it is open already.
    pub(super) fn mark(&mut self, area: impl FnOnce() -> Rect) {
        let (Some(tree), page, form) = (&mut self.tree, self.page, self.stream.form) else { return };
        if let Some(figure) = tree.figure() {
            for corner in bounds::corners(area()) {
                let at = self.to_page.apply(corner);
                tree.extend_figure(figure, page, Rect::new(at.x, at.y, 0.0, 0.0));
            }
        }
        let Marks::Marked { key, open } = &mut self.stream.marks else { return };
        let scope = tree.scope();
        if *open == Some(scope) {
            return;
        }
        if open.is_some() {
            self.stream.content.line("EMC");
        }
        match scope {
            Scope::Artifact => self.stream.content.line("/Artifact BMC"),
            Scope::Element(element) => {
                let key = *key.get_or_insert_with(|| tree.add_stream());
                let id = tree.mark(key, element, page, form);
                let tag = tree.tag(element);
                self.stream.content.line(&format!("/{tag} <</MCID {id}>> BDC"));
            }
        }
        *open = Some(scope);
    }

    pub(super) fn close_mark(&mut self) {
        if let Marks::Marked { open, .. } = &mut self.stream.marks
            && open.take().is_some()
        {
            self.stream.content.line("EMC");
        }
    }

    /// Text in a language other than its element's says so.
    fn begin_language(&mut self, language: &str) -> bool {
        let Some(tree) = &self.tree else { return false };
        let around = tree.language().unwrap_or(self.language);
        let differs = !language.is_empty() && !language.eq_ignore_ascii_case(around);
        let is_tag = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !differs || !is_tag || tree.scope() == Scope::Artifact {
            return false;
        }
        self.stream.content.line(&format!("/Span <</Lang ({language})>> BDC"));
        true
    }
}

pub(super) fn finish(stream: Stream) -> Painted {
    let struct_parents = if let Marks::Marked { key, .. } = stream.marks { key } else { None };
    let (content, resources) = stream.content.into_parts();
    Painted { resources, content, struct_parents }
}

fn needs_figure(tree: &Tree) -> bool {
    tree.scope() != Scope::Artifact && tree.figure().is_none()
}
