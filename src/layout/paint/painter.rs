use std::rc::Rc;
use std::sync::Arc;

use super::super::boxes::{BoxContent, BoxId, Replacement};
use super::super::engine::Engine;
use super::super::fragment::{Fragment, FragmentContent, LineFragment, Placed};
use super::super::kept::{Key, Place};
use super::super::overflow::Told;
use super::super::paginate::Sheet;
use super::super::slices::Slices;
use super::box_part::BoxPart;
use super::corner::{self, Radii};
use super::structure::Logical;
use super::table::{frame, is_hidden_cell};
use crate::image::{self, Placing};
use crate::page::{Anchor, FillRule, Group, Item, Marks, Origin, Page, Path, Role, Structure};
use crate::style::{ComputedStyle, Content, PageStyle, StyledId, TransformFunction};
use crate::units::{Affine, Point, Rect, Sides, Size};

/// Paints one page.
pub(crate) fn page(engine: &mut Engine, sheet: &Sheet, slices: &Slices, number: usize) -> Page {
    let style = &sheet.style;
    let has_floats = engine.boxes.has_floats;
    let mut painter = Painter {
        engine,
        slices,
        has_floats,
        items: Vec::new(),
        to_page: Affine::IDENTITY,
        trim: style.size,
        number,
        told: Told::default(),
        canvas: None,
        is_inside_shared: false,
    };
    let bleed = Sides::all(-style.bleed);
    let sheet_box = Rect {
        x: bleed.left,
        y: bleed.top,
        width: style.size.width + 2.0 * style.bleed,
        height: style.size.height + 2.0 * style.bleed,
    };
    painter.page_box(style, sheet_box);
    painter.canvas(style);
    for placed in &sheet.margin_boxes {
        painter.artifact(|painter| painter.alone(placed));
    }
    painter.root(sheet.root.as_ref(), &sheet.absolutes);
    let marks = style.marks.map(|marks| Marks { crop: marks.crop, cross: marks.cross });
    Page { trim: style.size, bleed: style.bleed, slug: 0.0, marks, items: painter.items.into() }
}

/// Paints other lines into a place of a page that is painted.
pub(crate) fn lines_again(
    engine: &mut Engine,
    id: BoxId,
    lines: &[LineFragment],
    place: &Place,
) -> Vec<Item> {
    again(engine, place, |painter| painter.lines(id, lines, place.at))
}

/// Paints another picture into a place of a page that is painted.
pub(crate) fn image_again(engine: &mut Engine, image: &image::Image, place: &Place) -> Vec<Item> {
    let FragmentContent::Image { rect, .. } = place.fragment.content else { return Vec::new() };
    again(engine, place, |painter| painter.image(&place.fragment, image, rect, place.at))
}

fn again(engine: &mut Engine, place: &Place, paint: impl FnOnce(&mut Painter)) -> Vec<Item> {
    let has_floats = engine.boxes.has_floats;
    let mut painter = Painter {
        engine,
        slices: &Slices::default(),
        has_floats,
        items: Vec::new(),
        to_page: place.to_page,
        trim: place.trim,
        number: place.number,
        told: Told::default(),
        canvas: None,
        is_inside_shared: false,
    };
    paint(&mut painter);
    painter.items
}

pub(super) struct Painter<'a, 'e> {
    pub engine: &'a mut Engine<'e>,
    pub slices: &'a Slices,
    pub items: Vec<Item>,
    /// From the coordinates that are painted in to those of the page.
    pub to_page: Affine,
    pub trim: Size,
    pub number: usize,
    pub told: Told,
    /// The box whose background fills the page; it paints none itself.
    canvas: Option<BoxId>,
    /// What is painted belongs to a group that documents share.
    is_inside_shared: bool,
    pub has_floats: bool,
}

impl Painter<'_, '_> {
    pub fn style(&self, id: BoxId) -> Arc<ComputedStyle> {
        self.engine.boxes.get(id).style.clone()
    }

    pub fn origin(&self, id: BoxId) -> Origin {
        self.engine.origin(id)
    }

    /// The page's own background reaches to the bleed, its border stands inside its margins
    /// ([CSS Paged Media 3, 4.4](https://www.w3.org/TR/css-page-3/#page-properties)).
    fn page_box(&mut self, page: &PageStyle, sheet: Rect) {
        let (root, style) = (self.engine.boxes.root, &page.style);
        let square = [(0.0, 0.0); 4];
        let border = style.border.clone().map(|border| border.width);
        self.artifact(|painter| {
            painter.background(root, style, sheet, square, [sheet; 3]);
            painter.border_of(root, style, border, page.border_box(), square);
        });
    }

    /// The root's background, or else the body's, fills the page inside its margins
    /// ([CSS Backgrounds 3, 2.11](https://www.w3.org/TR/css-backgrounds-3/#root-background), as browsers and
    /// WeasyPrint have it), and runs into the bleed where there is no margin.
    fn canvas(&mut self, page: &PageStyle) {
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
        let bleed = page.margin.map(|margin| if margin == 0.0 { -page.bleed } else { 0.0 });
        let area = page.border_box().inset(bleed);
        self.artifact(|painter| painter.background(id, &style, area, [(0.0, 0.0); 4], [area; 3]));
    }

    fn is_body(&self, id: BoxId) -> bool {
        let layout_box = self.engine.boxes.get(id);
        !layout_box.is_anonymous
            && matches!(&self.engine.source.tree.node(layout_box.node).content,
                Content::Element(element) if &*element.name == "body")
    }

    /// Paints what belongs to no logical element; nothing is written for nothing.
    pub fn artifact(&mut self, paint: impl FnOnce(&mut Self)) {
        let start = self.items.len();
        let artifact = Structure { role: Role::Artifact, element: 0, alt: None, language: None };
        self.items.push(Item::Begin(artifact));
        paint(self);
        if self.items.len() == start + 1 {
            self.items.truncate(start);
        } else {
            self.items.push(Item::End);
        }
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

    /// What is painted meanwhile, kept apart.
    pub fn aside(&mut self, paint: impl FnOnce(&mut Self)) -> Vec<Item> {
        let start = self.items.len();
        paint(self);
        self.items.split_off(start)
    }

    /// Background and border of a box, the lines between its columns, and the anchor of its name.
    pub fn backdrop(&mut self, fragment: &Fragment, at: Point) {
        self.engine.tell_excess(fragment, self.number, &mut self.told);
        if let FragmentContent::Row { behind, .. } = &fragment.content {
            self.row_backdrops(behind, at);
        }
        for (node, y) in &fragment.targets {
            let at = Point::new(at.x, at.y + y);
            self.items.extend(self.name_of(*node).map(|name| Item::Anchor(Anchor { name, at })));
        }
        let layout_box = self.engine.boxes.get(fragment.id);
        if layout_box.is_anonymous {
            return;
        }
        let style = layout_box.style.clone();
        let rect = frame(fragment, Rect::new(at.x, at.y, fragment.size.width, fragment.size.height));
        if let Some(name) = self.anchor(fragment) {
            self.items.push(Item::Anchor(Anchor { name, at }));
        }
        let is_row = matches!(fragment.content, FragmentContent::Row { .. });
        // Captions that stand on a page of their own have nothing around them.
        let is_unframed = matches!(fragment.content, FragmentContent::Table { .. }) && rect.width <= 0.0;
        if !style.visible || is_row || is_unframed || is_hidden_cell(fragment, &style) {
            return;
        }
        let part = BoxPart {
            rect,
            border: fragment.border,
            padding: fragment.padding,
            is_cut: cut_sides(fragment),
            whole: self.whole(fragment, rect),
        };
        let with_background = self.canvas != Some(fragment.id);
        self.artifact(|painter| {
            painter.box_part(fragment.id, &style, &part, with_background);
            painter.rules(fragment, &style, at);
        });
    }

    /// All of the box that a fragment at this place is a part of, as if it were not broken.
    pub fn whole(&self, fragment: &Fragment, rect: Rect) -> Rect {
        match self.slices.of(fragment) {
            Some(slice) => Rect { y: rect.y - slice.before, height: slice.total, ..rect },
            None => rect,
        }
    }

    /// Paints inside the logical element of a box, if it has one; in the body of a list item.
    pub fn structured(&mut self, id: BoxId, paint: impl FnOnce(&mut Self)) {
        let logicals: Vec<Logical> = self.logical(id).into_iter().chain(self.list_body(id)).collect();
        let count = logicals.len();
        for logical in logicals {
            self.begin(logical);
        }
        paint(self);
        for _ in 0..count {
            self.end();
        }
    }

    /// Text and pictures of a box, and of those inside that stay in its flow.
    pub fn contents(&mut self, fragment: &Fragment, at: Point) {
        let markers: Vec<&Placed> = fragment.children.iter().filter(|child| self.is_marker(child)).collect();
        let link = self.block_link(fragment.id);
        let around = self.broken_link(fragment.id);
        let is_around =
            !matches!(fragment.content, FragmentContent::Lines(_) | FragmentContent::Image { .. });
        let logical = self.logical(fragment.id);
        // Empty cells keep a table in shape.
        let is_needed = !is_around || logical.as_ref().is_some_and(|logical| logical.role.is_shape());
        if let Some((link, ..)) = &around {
            self.begin(link.clone());
        }
        let start = self.items.len();
        let mut is_element = logical.is_some();
        if let Some(logical) = logical {
            self.begin(logical);
        }
        for marker in &markers {
            self.marker(fragment.id, marker, at);
        }
        let before_body = self.items.len();
        let body = self.list_body(fragment.id);
        let has_body = body.is_some();
        if let Some(body) = body {
            self.begin(body);
        }
        let before_content = self.items.len();
        match &fragment.content {
            FragmentContent::None | FragmentContent::Table { .. } | FragmentContent::Row { .. } => {}
            FragmentContent::Lines(lines) => {
                self.in_slot(fragment, at, |painter| painter.lines(fragment.id, lines, at));
            }
            FragmentContent::Image { image, rect } => {
                self.in_slot(fragment, at, |painter| painter.image(fragment, image, *rect, at));
            }
        }
        self.children_with_lines(fragment, at);
        if self.items.len() > before_content {
            if has_body {
                self.end();
            }
        } else {
            self.items.truncate(before_body);
            // What was raised out of it names it again.
            if markers.is_empty() && link.is_none() && !is_needed {
                self.items.truncate(start);
                is_element = false;
            }
        }
        let rect = Rect::new(at.x, at.y, fragment.size.width, fragment.size.height);
        if let Some((_, target)) = link {
            let text = self.text_of(self.engine.boxes.get(fragment.id).node);
            self.push_link(rect, &target, text);
        }
        if is_element {
            self.end();
        }
        if let Some((_, target, node)) = around {
            let text = self.text_of(node);
            self.push_link(rect, &target, text);
            self.end();
        }
    }

    /// What will change from record to record is painted into a group of its own.
    fn in_slot(&mut self, fragment: &Fragment, at: Point, paint: impl FnOnce(&mut Self)) {
        if !self.engine.watch.has(fragment.id) {
            return paint(self);
        }
        let items = Arc::new(self.aside(paint));
        let (number, trim, to_page) = (self.number, self.trim, self.to_page);
        let place = |slot| Place { slot, number, trim, to_page, at, fragment: fragment.clone() };
        let slot = Some(self.engine.watch.paint(fragment.id, place));
        self.items.push(Item::Group(Group { slot, items, ..Group::default() }));
    }

    /// What stays as it is from record to record is painted once, into a group that the documents share.
    pub fn shared(
        &mut self,
        fragment: &Rc<Fragment>,
        (at, is_layer): (Point, bool),
        paint: impl FnOnce(&mut Self),
    ) {
        if self.is_inside_shared || !self.engine.painted.is_constant(fragment.id) {
            return paint(self);
        }
        let key = Key::new(fragment, is_layer, (self.number, self.trim), at, self.to_page);
        let items = self.engine.painted.get(&key).unwrap_or_else(|| {
            self.is_inside_shared = true;
            let items = Arc::new(self.aside(paint));
            self.is_inside_shared = false;
            self.engine.painted.keep(key, fragment, &items);
            items
        });
        if !items.is_empty() {
            self.items.push(Item::Group(Group { items, ..Group::default() }));
        }
    }

    pub fn is_marker(&self, placed: &Placed) -> bool {
        let node = self.engine.boxes.get(placed.fragment.id).node;
        self.engine.source.tree.node(node).content == Content::Pseudo(crate::style::PseudoElement::Marker)
    }

    fn marker(&mut self, item: BoxId, marker: &Placed, at: Point) {
        let label = self.list_label(item);
        self.begin(label);
        self.atomic(marker, at);
        self.end();
    }

    fn anchor(&self, fragment: &Fragment) -> Option<Arc<str>> {
        self.name_of(self.engine.boxes.get(fragment.id).node).filter(|_| fragment.is_first)
    }

    /// What links call an element.
    fn name_of(&self, node: StyledId) -> Option<Arc<str>> {
        match &self.engine.source.tree.node(node).content {
            Content::Element(element) => element.id.clone(),
            _ => None,
        }
    }

    /// A picture at its place in a box, cut off at the edges of its content.
    fn image(&mut self, fragment: &Fragment, image: &image::Image, rect: Rect, at: Point) {
        let style = self.style(fragment.id);
        if !style.visible {
            return;
        }
        let alt = match &self.engine.boxes.get(fragment.id).content {
            BoxContent::Replaced(Replacement::Image { alt, .. } | Replacement::Svg { alt, .. }) => {
                alt.clone()
            }
            _ => None,
        };
        let placing = Placing { origin: self.origin(fragment.id), alt, smooth: style.images_smooth };
        let rect = rect.translate(at.x, at.y);
        let item = image::place(image, rect, &placing);
        let inset = fragment.border.plus(fragment.padding);
        let border_box = Rect::new(at.x, at.y, fragment.size.width, fragment.size.height);
        let content = border_box.inset(inset);
        let radii = corner::shrink(corner::radii(&style, border_box), inset);
        let past = (content.x - rect.x).max(rect.right() - content.right());
        let is_cut = past.max(content.y - rect.y).max(rect.bottom() - content.bottom()) > 0.01;
        if !corner::is_round(&radii) && !is_cut {
            self.items.push(item);
            return;
        }
        self.items.push(Item::Group(Group {
            clip: Some((Path::rounded_rect(content, radii), FillRule::NonZero)),
            items: vec![item].into(),
            ..Group::default()
        }));
    }
}

/// Where a part of a box goes on.
fn cut_sides(fragment: &Fragment) -> Sides<bool> {
    let is_cut = |is_end: bool| !is_end && !fragment.clones;
    Sides { top: is_cut(fragment.is_first), bottom: is_cut(fragment.is_last), ..Sides::default() }
}

/// Of the corners that this part of a box shows.
pub(super) fn radii(fragment: &Fragment, style: &ComputedStyle, rect: Rect) -> Radii {
    corner::cut(corner::radii(style, rect), cut_sides(fragment))
}

/// Border and padding that this part of a box shows: cut open where it goes on.
pub(super) fn shown_edges(fragment: &Fragment) -> (Sides<f32>, Sides<f32>) {
    let (mut border, mut padding) = (fragment.border, fragment.padding);
    if fragment.clones {
        return (border, padding);
    }
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
pub(super) fn transform(style: &ComputedStyle, at: Point, size: Size) -> Option<Affine> {
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
