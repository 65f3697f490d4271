use std::collections::HashMap;
use std::sync::Arc;

use super::super::boxes::{BoxContent, BoxId, Replacement};
use super::super::engine::Engine;
use super::super::fragment::{Fragment, FragmentContent, Placed};
use super::super::overflow::Told;
use super::super::paginate::Sheet;
use super::corner::{self, Radii};
use super::structure::Logical;
use crate::html;
use crate::image;
use crate::page::{Anchor, FillRule, Group, Item, Origin, Page, Path, Role, Structure};
use crate::style::{ComputedStyle, Content, Overflow, Position, TransformFunction};
use crate::units::{Affine, Point, Rect, Sides, Size};

/// Paints one page.
pub(crate) fn page(engine: &mut Engine, sheet: &Sheet, number: usize) -> Page {
    let style = &sheet.style;
    let paths = html::Paths::new(engine.source.dom);
    let mut painter = Painter {
        engine,
        items: Vec::new(),
        to_page: Affine::IDENTITY,
        trim: style.size,
        number,
        told: Told::default(),
        paths,
        origins: HashMap::new(),
        canvas: None,
    };
    let bleed = Sides::all(-style.bleed);
    let sheet_box = Rect {
        x: bleed.left,
        y: bleed.top,
        width: style.size.width + 2.0 * style.bleed,
        height: style.size.height + 2.0 * style.bleed,
    };
    painter.canvas(sheet_box);
    for placed in &sheet.margin_boxes {
        painter.artifact(|painter| painter.placed(placed, Point::default()));
    }
    let mut layers: Vec<&Placed> = sheet.root.iter().chain(&sheet.absolutes).collect();
    layers.sort_by_key(|placed| painter.layer(placed));
    for placed in layers {
        painter.placed(placed, Point::default());
    }
    Page { trim: style.size, bleed: style.bleed, items: painter.items }
}

pub(super) struct Painter<'a, 'e> {
    pub engine: &'a mut Engine<'e>,
    pub items: Vec<Item>,
    /// From the coordinates that are painted in to those of the page.
    pub to_page: Affine,
    pub trim: Size,
    pub number: usize,
    pub told: Told,
    paths: html::Paths<'e>,
    origins: HashMap<html::NodeId, Origin>,
    /// The box whose background fills the page; it paints none itself.
    canvas: Option<BoxId>,
}

impl Painter<'_, '_> {
    pub fn style(&self, id: BoxId) -> Arc<ComputedStyle> {
        self.engine.boxes.get(id).style.clone()
    }

    pub fn origin(&mut self, id: BoxId) -> Origin {
        let node = self.engine.dom_of(id);
        let paths = &mut self.paths;
        self.origins.entry(node).or_insert_with(|| Origin(Some(Arc::from(paths.note(node))))).clone()
    }

    /// The root's background, or else the body's, fills the page to the bleed
    /// ([CSS Backgrounds 3, 2.11](https://www.w3.org/TR/css-backgrounds-3/#root-background)).
    fn canvas(&mut self, sheet: Rect) {
        let has_background =
            |style: &ComputedStyle| style.background_color.is_visible() || !style.backgrounds.is_empty();
        let root = self.engine.boxes.root;
        let body = match &self.engine.boxes.get(root).content {
            BoxContent::Blocks(children) => children.iter().copied().find(|child| self.is_body(*child)),
            _ => None,
        };
        let id = [Some(root), body].into_iter().flatten().find(|id| has_background(&self.style(*id)));
        let Some(id) = id else { return };
        self.canvas = Some(id);
        let style = self.style(id);
        self.artifact(|painter| painter.background(id, &style, sheet, [(0.0, 0.0); 4], [sheet; 3]));
    }

    fn is_body(&self, id: BoxId) -> bool {
        let layout_box = self.engine.boxes.get(id);
        !layout_box.is_anonymous
            && matches!(&self.engine.source.tree.node(layout_box.node).content,
                Content::Element(element) if &*element.name == "body")
    }

    /// Paints what belongs to no logical element; nothing is written for nothing.
    pub fn artifact(&mut self, paint: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.items);
        paint(self);
        let items = std::mem::replace(&mut self.items, outer);
        if items.is_empty() {
            return;
        }
        let artifact = Structure { role: Role::Artifact, element: 0, alt: None, language: None };
        self.items.push(Item::Begin(artifact));
        self.items.extend(items);
        self.items.push(Item::End);
    }

    pub fn begin(&mut self, logical: Logical) {
        self.items.push(Item::Begin(Structure {
            role: logical.role,
            element: logical.number,
            alt: logical.alt,
            language: logical.language,
        }));
    }

    pub fn end(&mut self) {
        self.items.push(Item::End);
    }

    /// Paints a fragment at its place from `origin`.
    pub fn placed(&mut self, placed: &Placed, origin: Point) {
        let fragment = &*placed.fragment;
        let at = Point::new(origin.x + placed.at.x, origin.y + placed.at.y);
        let layout_box = self.engine.boxes.get(fragment.id);
        let style = layout_box.style.clone();
        if layout_box.is_anonymous {
            return self.contents(fragment, at, &style);
        }
        let transform = transform(&style, at, fragment.size);
        if transform.is_none() && style.opacity >= 1.0 {
            return self.boxed(fragment, at, &style);
        }
        let outer = std::mem::take(&mut self.items);
        let to_page = self.to_page;
        if let Some(transform) = transform {
            self.to_page = transform.then(to_page);
        }
        self.boxed(fragment, at, &style);
        self.to_page = to_page;
        let items = std::mem::replace(&mut self.items, outer);
        let opacity = (style.opacity < 1.0).then_some(style.opacity);
        self.items.push(Item::Group(Group { transform, clip: None, opacity, items }));
    }

    /// Background and border, then what is inside.
    fn boxed(&mut self, fragment: &Fragment, at: Point, style: &Arc<ComputedStyle>) {
        let rect = Rect::new(at.x, at.y, fragment.size.width, fragment.size.height);
        if let Some(name) = self.anchor(fragment) {
            self.items.push(Item::Anchor(Anchor { name, at }));
        }
        let radii = corner::cut(corner::radii(style, rect), cut_sides(fragment));
        if style.visible {
            let edges = shown_edges(fragment);
            let areas = [rect, rect.inset(edges.0), rect.inset(edges.0.plus(edges.1))];
            let paints_background = self.canvas != Some(fragment.id);
            self.artifact(|painter| {
                if paints_background {
                    painter.background(fragment.id, style, rect, radii, areas);
                }
                painter.border(fragment, style, rect, radii);
                painter.rules(fragment, style, at);
            });
        }
        self.clipped_contents(fragment, at, style, rect, radii);
        self.outline(fragment.id, style, rect, radii);
    }

    fn clipped_contents(
        &mut self,
        fragment: &Fragment,
        at: Point,
        style: &Arc<ComputedStyle>,
        rect: Rect,
        radii: Radii,
    ) {
        if style.overflow == Overflow::Visible {
            return self.contents(fragment, at, style);
        }
        let outer = std::mem::take(&mut self.items);
        self.contents(fragment, at, style);
        let items = std::mem::replace(&mut self.items, outer);
        if !items.is_empty() {
            let inner = rect.inset(fragment.border);
            let clip = Path::rounded_rect(inner, corner::shrink(radii, fragment.border));
            self.items.push(Item::Group(Group {
                transform: None,
                clip: Some((clip, FillRule::NonZero)),
                opacity: None,
                items,
            }));
        }
    }

    fn contents(&mut self, fragment: &Fragment, at: Point, style: &Arc<ComputedStyle>) {
        self.engine.tell_excess(fragment, self.number, &mut self.told);
        let logical = self.logical(fragment.id);
        let is_element = logical.is_some();
        if let Some(logical) = logical {
            self.begin(logical);
        }
        let body = self.list_body(fragment.id);
        match &fragment.content {
            FragmentContent::None => {}
            FragmentContent::Lines(lines) => {
                let marker = fragment.children.iter().filter(|child| self.is_marker(child));
                for child in marker.collect::<Vec<_>>() {
                    self.marker(fragment.id, child, at);
                }
                if let Some(body) = body.clone() {
                    self.begin(body);
                }
                if style.visible {
                    self.lines(fragment.id, lines, at);
                }
                if body.is_some() {
                    self.end();
                }
            }
            FragmentContent::Image { image, rect } => {
                self.image(fragment, image, rect.translate(at.x, at.y), style)
            }
        }
        let has_lines = matches!(fragment.content, FragmentContent::Lines(_));
        let mut children: Vec<&Placed> = fragment.children.iter().collect();
        children.sort_by_key(|child| self.layer(child));
        let (markers, children): (Vec<&Placed>, Vec<&Placed>) =
            children.into_iter().partition(|child| self.is_marker(child));
        if !has_lines {
            for marker in markers {
                self.marker(fragment.id, marker, at);
            }
        }
        let body = body.filter(|_| !has_lines && !children.is_empty());
        if let Some(body) = body.clone() {
            self.begin(body);
        }
        for child in children {
            self.placed(child, at);
        }
        if body.is_some() {
            self.end();
        }
        if let Some((_, target)) = self.block_link(fragment.id) {
            let rect = Rect::new(at.x, at.y, fragment.size.width, fragment.size.height);
            let text = self.text_of(self.engine.boxes.get(fragment.id).node);
            self.push_link(rect, &target, text);
        }
        if is_element {
            self.end();
        }
    }

    fn is_marker(&self, placed: &Placed) -> bool {
        let node = self.engine.boxes.get(placed.fragment.id).node;
        self.engine.source.tree.node(node).content == Content::Pseudo(crate::style::PseudoElement::Marker)
    }

    fn marker(&mut self, item: BoxId, marker: &Placed, at: Point) {
        let label = self.list_label(item);
        self.begin(label);
        self.placed(marker, at);
        self.end();
    }

    /// Paint order among siblings: z-index, then in-flow before positioned.
    fn layer(&self, placed: &Placed) -> (i32, bool) {
        let layout_box = self.engine.boxes.get(placed.fragment.id);
        let is_positioned = layout_box.style.position != Position::Static && !layout_box.is_anonymous;
        let z = if is_positioned || layout_box.is_independent { layout_box.style.z_index } else { None };
        (z.unwrap_or(0), is_positioned)
    }

    fn anchor(&self, fragment: &Fragment) -> Option<Arc<str>> {
        let node = self.engine.boxes.get(fragment.id).node;
        match &self.engine.source.tree.node(node).content {
            Content::Element(element) if fragment.is_first => element.id.clone(),
            _ => None,
        }
    }

    fn image(&mut self, fragment: &Fragment, image: &image::Image, rect: Rect, style: &ComputedStyle) {
        if !style.visible {
            return;
        }
        let alt = match &self.engine.boxes.get(fragment.id).content {
            BoxContent::Replaced(Replacement::Image { alt, .. } | Replacement::Svg { alt, .. }) => {
                alt.clone()
            }
            _ => None,
        };
        let origin = self.origin(fragment.id);
        let item = image::place(image, rect, origin, alt);
        let inset = fragment.border.plus(fragment.padding);
        let size = fragment.size;
        // The content box, at the place of this fragment.
        let fitted = self.engine.boxes.get(fragment.id).style.clone();
        let natural = image.size();
        let own = super::super::sizes::fit(
            &fitted,
            natural,
            Rect::new(inset.left, inset.top, size.width - inset.horizontal(), size.height - inset.vertical()),
        );
        let content = Rect::new(
            rect.x - own.x + inset.left,
            rect.y - own.y + inset.top,
            size.width - inset.horizontal(),
            size.height - inset.vertical(),
        );
        let border_box = Rect::new(content.x - inset.left, content.y - inset.top, size.width, size.height);
        let radii = corner::shrink(corner::radii(style, border_box), inset);
        let is_round = corner::is_round(&radii);
        let is_cut = rect.width > content.width + 0.01 || rect.height > content.height + 0.01;
        if !is_round && !is_cut {
            self.items.push(item);
            return;
        }
        self.items.push(Item::Group(Group {
            transform: None,
            clip: Some((Path::rounded_rect(content, radii), FillRule::NonZero)),
            opacity: None,
            items: vec![item],
        }));
    }
}

/// Where a part of a box goes on.
fn cut_sides(fragment: &Fragment) -> Sides<bool> {
    Sides { top: !fragment.is_first, bottom: !fragment.is_last, ..Sides::default() }
}

/// Border and padding that this part of a box shows: cut open where it goes on.
pub(super) fn shown_edges(fragment: &Fragment) -> (Sides<f32>, Sides<f32>) {
    let (mut border, mut padding) = (fragment.border, fragment.padding);
    if !fragment.is_first {
        (border.top, padding.top) = (0.0, 0.0);
    }
    if !fragment.is_last {
        (border.bottom, padding.bottom) = (0.0, 0.0);
    }
    (border, padding)
}

/// [CSS Transforms 1, 6](https://www.w3.org/TR/css-transforms-1/#transform-rendering): around the origin, the
/// last function first.
fn transform(style: &ComputedStyle, at: Point, size: Size) -> Option<Affine> {
    if style.transform.is_empty() {
        return None;
    }
    let origin = Point::new(
        at.x + style.transform_origin.0.resolve(size.width),
        at.y + style.transform_origin.1.resolve(size.height),
    );
    let all = style.transform.iter().fold(Affine::IDENTITY, |outer, function| {
        let one = match function {
            TransformFunction::Translate(x, y) => {
                Affine::translate(x.resolve(size.width), y.resolve(size.height))
            }
            TransformFunction::Scale(x, y) => Affine::scale(*x, *y),
            TransformFunction::Rotate(angle) => Affine::rotate(*angle),
            TransformFunction::Skew(x, y) => Affine { c: x.tan(), b: y.tan(), ..Affine::IDENTITY },
            TransformFunction::Matrix([a, b, c, d, e, f]) => {
                Affine { a: *a, b: *b, c: *c, d: *d, e: *e, f: *f }
            }
        };
        one.then(outer)
    });
    Some(Affine::translate(-origin.x, -origin.y).then(all).then(Affine::translate(origin.x, origin.y)))
}
