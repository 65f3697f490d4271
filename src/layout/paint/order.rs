//! What is painted over what ([CSS 2, Appendix E](https://www.w3.org/TR/CSS2/zindex.html)).
//!
//! Backgrounds of blocks come first, then floats, then text: three walks through the same boxes. What is
//! positioned, transparent or transformed is taken out of them and painted after them, or before, by `z-index`.

use super::super::boxes::{BoxContent, BoxId};
use super::super::fragment::{Fragment, FragmentContent, LineFragment, Placed};
use super::painter::Painter;
use super::structure::Logical;
use crate::page::{FillRule, Group, Item, Path};
use crate::style::{BoxArea, ComputedStyle, Float, Overflow, Position, StyledId};
use crate::units::{Point, Pt, Rect, Sides};

/// Along an axis that is not clipped there is no end: no paper is larger.
const ENDLESS: Pt = 14_400.0;

/// One walk through the boxes of a stacking context that stay in its flow.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Blocks,
    Floats,
    Lines,
}

/// A box that its stacking context paints, whatever stands between the two.
struct Raised<'f> {
    placed: &'f Placed,
    /// Of the fragment that holds it.
    origin: Point,
    z: i32,
    /// What of it is seen: one area inside the other.
    clips: Vec<Path>,
    around: Vec<Step>,
}

/// A logical element on the way from a stacking context to a raised box.
#[derive(Clone, Copy)]
enum Step {
    Box(BoxId),
    Link(StyledId),
}

/// The way to what is searched.
#[derive(Default)]
struct Way {
    clips: Vec<Path>,
    around: Vec<Step>,
}

impl Painter<'_, '_> {
    /// Paints the page's own stacking context: the root, and what is positioned on the page.
    pub fn root(&mut self, root: Option<&Placed>, absolutes: &[Placed]) {
        let at = Point::default();
        let mut raised = Vec::new();
        for placed in root.into_iter().chain(absolutes) {
            self.search(placed, at, &mut Way::default(), &mut raised);
        }
        let layers = self.sorted(raised);
        let (behind, before) = layers.split_at(layers.partition_point(|raised| raised.z < 0));
        for layer in behind {
            self.layer(layer);
        }
        if let Some(root) = root.filter(|root| self.raised_to(root).is_none()) {
            self.in_phases(&root.fragment, root.at);
        }
        for layer in before {
            self.layer(layer);
        }
    }

    /// Paints a box that nothing stands around: its own, and what is raised out of it.
    pub fn alone(&mut self, placed: &Placed) {
        let at = Point::default();
        if self.raised_to(placed).is_some() {
            return self.context(placed, at);
        }
        self.stack(&placed.fragment, placed.at);
    }

    /// A stacking context, with what makes it one.
    fn context(&mut self, placed: &Placed, origin: Point) {
        let at = Point::new(origin.x + placed.at.x, origin.y + placed.at.y);
        let style = self.style(placed.fragment.id);
        let transform = super::painter::transform(&style, at, placed.fragment.size);
        let clip = self.clip_path(&placed.fragment, &style, at);
        if transform.is_none() && style.opacity >= 1.0 && clip.is_none() {
            return self.stack(&placed.fragment, at);
        }
        let to_page = self.to_page;
        if let Some(transform) = transform {
            self.to_page = transform.then(to_page);
        }
        let items = self.aside(|painter| painter.stack(&placed.fragment, at));
        self.to_page = to_page;
        let opacity = (style.opacity < 1.0).then_some(style.opacity);
        self.items.push(Item::Group(Group {
            transform,
            clip,
            opacity,
            items: items.into(),
            ..Group::default()
        }));
    }

    fn stack(&mut self, fragment: &Fragment, at: Point) {
        let mut raised = Vec::new();
        self.search_inside(fragment, at, &mut Way::default(), &mut raised);
        let layers = self.sorted(raised);
        let (behind, before) = layers.split_at(layers.partition_point(|raised| raised.z < 0));
        self.backdrop(fragment, at);
        for layer in behind {
            self.layer(layer);
        }
        for phase in [Phase::Blocks, Phase::Floats, Phase::Lines] {
            self.inside(phase, fragment, at);
        }
        for layer in before {
            self.layer(layer);
        }
    }

    fn sorted<'f>(&self, mut raised: Vec<Raised<'f>>) -> Vec<Raised<'f>> {
        let node = |raised: &Raised| self.engine.boxes.get(raised.placed.fragment.id).node;
        raised.sort_by_key(|raised| (raised.z, node(raised)));
        raised
    }

    fn layer(&mut self, raised: &Raised) {
        let fragment = &raised.placed.fragment;
        let mut items = self.aside(|painter| {
            let logicals: Vec<Logical> =
                raised.around.iter().flat_map(|step| painter.logicals(*step)).collect();
            let count = logicals.len();
            for logical in logicals {
                painter.begin(logical);
            }
            let at = Point::new(raised.origin.x + raised.placed.at.x, raised.origin.y + raised.placed.at.y);
            painter.shared(fragment, (at, true), |painter| match painter.is_context(fragment.id) {
                true => painter.context(raised.placed, raised.origin),
                false => painter.atomic(raised.placed, raised.origin),
            });
            for _ in 0..count {
                painter.end();
            }
        });
        for clip in raised.clips.iter().rev() {
            items = vec![clipped(clip.clone(), items)];
        }
        self.items.extend(items);
    }

    fn logicals(&self, step: Step) -> Vec<Logical> {
        match step {
            Step::Box(id) => self.logical(id).into_iter().chain(self.list_body(id)).collect(),
            Step::Link(node) => self.link(node).map(|(logical, _)| logical).into_iter().collect(),
        }
    }

    /// Paints a box as if it were a stacking context, except that what is raised out of it is painted
    /// with the context around.
    pub fn atomic(&mut self, placed: &Placed, origin: Point) {
        let at = Point::new(origin.x + placed.at.x, origin.y + placed.at.y);
        self.in_phases(&placed.fragment, at);
    }

    /// Paints a box in a line, unless it has a layer of its own.
    pub fn atom(&mut self, placed: &Placed, origin: Point) {
        if self.raised_to(placed).is_none() {
            self.atomic(placed, origin);
        }
    }

    fn in_phases(&mut self, fragment: &Fragment, at: Point) {
        self.backdrop(fragment, at);
        for phase in [Phase::Blocks, Phase::Floats, Phase::Lines] {
            self.inside(phase, fragment, at);
        }
    }

    fn inside(&mut self, phase: Phase, fragment: &Fragment, at: Point) {
        if phase == Phase::Floats && !self.has_floats {
            return;
        }
        let clip = self.clip(fragment, at);
        let start = self.items.len();
        match phase {
            Phase::Blocks => {
                self.children(phase, fragment, at);
                if let FragmentContent::Table { lines, .. } = &fragment.content {
                    self.table_lines(fragment.id, lines, at);
                }
            }
            Phase::Floats => {
                let mut is_nothing = false;
                self.structured(fragment.id, |painter| {
                    let inside = painter.items.len();
                    painter.children(phase, fragment, at);
                    is_nothing = painter.items.len() == inside;
                });
                if is_nothing {
                    self.items.truncate(start);
                }
            }
            Phase::Lines => self.contents(fragment, at),
        }
        if let Some(clip) = clip.filter(|_| self.items.len() > start) {
            let items = self.items.split_off(start);
            self.items.push(clipped(clip, items));
        }
        if phase == Phase::Lines && !self.engine.boxes.get(fragment.id).is_anonymous {
            let style = self.style(fragment.id);
            let rect = Rect::new(at.x, at.y, fragment.size.width, fragment.size.height);
            self.outline(fragment.id, &style, rect, super::painter::radii(fragment, &style, rect));
        }
    }

    /// The walk goes on through children that no layer of their own takes out of it.
    fn children(&mut self, phase: Phase, fragment: &Fragment, at: Point) {
        let around = self.engine.boxes.get(fragment.id);
        let has_items = matches!(around.content, BoxContent::Flex(_) | BoxContent::Grid(_));
        for child in &fragment.children {
            let is_float = self.style(child.fragment.id).float != Float::None;
            if self.raised_to(child).is_some() || self.is_marker(child) {
                continue;
            }
            match phase {
                // Items are painted like atoms of a line (CSS Flexbox 1, 4.3).
                Phase::Lines if has_items => self.atomic(child, at),
                Phase::Floats if is_float => self.atomic(child, at),
                _ if is_float || has_items => {}
                _ => {
                    let at = Point::new(at.x + child.at.x, at.y + child.at.y);
                    let start = self.items.len();
                    if phase == Phase::Blocks {
                        self.backdrop(&child.fragment, at);
                    }
                    match (phase, &child.fragment.content) {
                        (Phase::Lines, content) if !matches!(content, FragmentContent::Row { .. }) => {
                            self.shared(&child.fragment, (at, false), |painter| {
                                painter.inside(phase, &child.fragment, at);
                            });
                        }
                        _ => self.inside(phase, &child.fragment, at),
                    }
                    if let FragmentContent::Row { is_repeated: true, .. } = child.fragment.content {
                        let items = self.items.split_off(start);
                        self.repeated(items);
                    }
                }
            }
        }
    }

    /// Children in the flow, in the walk that paints text.
    pub fn children_with_lines(&mut self, fragment: &Fragment, at: Point) {
        self.children(Phase::Lines, fragment, at);
    }

    /// What of the content of a box is seen, if not all.
    fn clip(&self, fragment: &Fragment, at: Point) -> Option<Path> {
        let layout_box = self.engine.boxes.get(fragment.id);
        let style = &layout_box.style;
        let (x, y) = (style.overflow_x != Overflow::Visible, style.overflow_y != Overflow::Visible);
        if layout_box.is_anonymous || !(x || y) {
            return None;
        }
        let rect = Rect::new(at.x, at.y, fragment.size.width, fragment.size.height);
        let radii = super::painter::radii(fragment, &layout_box.style, rect);
        let border = super::painter::shown_edges(fragment).0;
        let inner = rect.inset(border);
        if !x {
            return Some(Path::rect(Rect {
                x: inner.x - ENDLESS,
                width: inner.width + 2.0 * ENDLESS,
                ..inner
            }));
        }
        if !y {
            return Some(Path::rect(Rect {
                y: inner.y - ENDLESS,
                height: inner.height + 2.0 * ENDLESS,
                ..inner
            }));
        }
        Some(Path::rounded_rect(inner, super::corner::shrink(radii, border)))
    }

    fn clip_path(&self, fragment: &Fragment, style: &ComputedStyle, at: Point) -> Option<(Path, FillRule)> {
        let clip = style.clip_path.as_ref()?;
        // A shape is of all of the box, whatever of it is here.
        let rect = Rect::new(at.x, at.y, fragment.size.width, fragment.size.height);
        let rect = self.whole(fragment, rect);
        let radii = super::corner::radii(style, rect);
        let (border, padding) = (fragment.border, fragment.padding);
        let by = match clip.area {
            BoxArea::Border => Sides::all(0.0),
            BoxArea::Padding => border,
            BoxArea::Content => border.plus(padding),
        };
        Some(super::clip_path::clip_path(clip, rect.inset(by), super::corner::shrink(radii, by)))
    }

    /// The layer that a box is raised to.
    fn raised_to(&self, placed: &Placed) -> Option<i32> {
        let layout_box = self.engine.boxes.get(placed.fragment.id);
        if layout_box.is_anonymous {
            return None;
        }
        let style = &layout_box.style;
        let z = match style.position {
            Position::Static if !layout_box.is_independent => None,
            _ => style.z_index,
        };
        let is_raised = style.position != Position::Static || self.is_context(placed.fragment.id);
        is_raised.then_some(z.unwrap_or(0))
    }

    /// Whether it keeps all that is raised inside it.
    fn is_context(&self, id: BoxId) -> bool {
        let layout_box = self.engine.boxes.get(id);
        let style = &layout_box.style;
        let has_layer = style.position != Position::Static || layout_box.is_independent;
        style.opacity < 1.0
            || style.clip_path.is_some()
            || !style.transform.is_empty()
            || style.position == Position::Fixed
            || (has_layer && style.z_index.is_some())
    }

    fn search<'f>(&self, placed: &'f Placed, origin: Point, way: &mut Way, found: &mut Vec<Raised<'f>>) {
        if let Some(z) = self.raised_to(placed) {
            let (clips, around) = (way.clips.clone(), way.around.clone());
            found.push(Raised { placed, origin, z, clips, around });
            if self.is_context(placed.fragment.id) {
                return;
            }
        }
        let at = Point::new(origin.x + placed.at.x, origin.y + placed.at.y);
        self.search_inside(&placed.fragment, at, way, found);
    }

    fn search_inside<'f>(
        &self,
        fragment: &'f Fragment,
        at: Point,
        way: &mut Way,
        found: &mut Vec<Raised<'f>>,
    ) {
        let (clips, steps) = (way.clips.len(), way.around.len());
        way.clips.extend(self.clip(fragment, at));
        way.around.push(Step::Box(fragment.id));
        if let FragmentContent::Lines(lines) = &fragment.content {
            let content = self.engine.inline_content(fragment.id);
            let atoms = |line: &'f LineFragment| line.atoms.iter().map(move |atom| (line, atom));
            for (line, atom) in lines.iter().flat_map(atoms) {
                let steps = way.around.len();
                way.around.extend(self.link_around(content.shown_on(line), atom.inline).map(Step::Link));
                self.search(&atom.placed, at, way, found);
                way.around.truncate(steps);
            }
        }
        for child in &fragment.children {
            self.search(child, at, way, found);
        }
        way.clips.truncate(clips);
        way.around.truncate(steps);
    }
}

fn clipped(clip: Path, items: Vec<Item>) -> Item {
    Item::Group(Group { clip: Some((clip, FillRule::NonZero)), items: items.into(), ..Group::default() })
}
