//! Every item of a page where it is seen, in paint order.

use std::cell::Cell;

use super::plane::{common, is_in};
use crate::page::{
    FillRule, GlyphRun, Group, Item, Origin, Page, Paint, Path, PathItem, PlacedImage, bounds,
};
use crate::text;
use crate::units::{Affine, Point, Pt, Rect, Sides};

/// Things that a page is looked through for. More is no page for people.
const MOST: usize = 1 << 17;
/// Steps that looking for what lies below the things of one page may take.
const STEPS: usize = 100_000_000;

/// One thing that is seen on a page.
pub(super) struct Visit<'a> {
    pub seen: Seen<'a>,
    /// From the item's coordinates to the page's.
    pub to_page: Affine,
    /// Of all groups around it.
    pub opacity: f32,
    /// All of it, in its own coordinates.
    pub rect: Rect,
    /// What is seen of it: points from the top left corner of the trim box.
    pub reach: Rect,
    pub origin: Origin,
    /// The drawing that it belongs to: the index of its visit.
    pub drawing: Option<usize>,
    /// The index of the visit after it and, of a drawing, after its parts.
    pub next: usize,
    clip: Option<usize>,
}

pub(super) enum Seen<'a> {
    Text(&'a GlyphRun),
    Shape(&'a PathItem),
    Picture(&'a PlacedImage),
    /// All of a drawing, before its parts.
    Drawing,
}

/// An outline that cuts off what lies outside, and those around it.
struct Clip<'a> {
    path: &'a Path,
    rule: FillRule,
    back: Option<Affine>,
    around: Option<usize>,
}

/// What [`walk`] saw.
pub(super) struct Walked<'a> {
    pub visits: Vec<Visit<'a>>,
    clips: Vec<Clip<'a>>,
    is_cut_short: bool,
    steps: Cell<usize>,
}

/// What holds for the items of a group.
#[derive(Clone, Copy)]
struct Around {
    to_page: Affine,
    opacity: f32,
    /// What the clips leave, at most.
    reach: Rect,
    origin: Origin,
    drawing: Option<usize>,
    clip: Option<usize>,
}

/// Layers beside printing, marks outside the bleed and what is not seen are left out.
pub(super) fn walk(page: &Page) -> Walked<'_> {
    let mut walked =
        Walked { visits: Vec::new(), clips: Vec::new(), is_cut_short: false, steps: Cell::new(0) };
    let around = Around {
        to_page: Affine::IDENTITY,
        opacity: 1.0,
        reach: page.bleed_box(),
        origin: Origin::default(),
        drawing: None,
        clip: None,
    };
    walked.items(&page.items, around);
    walked
}

impl<'a> Walked<'a> {
    fn items(&mut self, items: &'a [Item], around: Around) {
        for item in items {
            if self.visits.len() >= MOST {
                self.is_cut_short = true;
                return;
            }
            match item {
                Item::Glyphs(run) if is_seen(&run.paint) => {
                    let ink = text::ink_box(&run.face, &run.glyphs, run.size);
                    let rect = ink.map(|ink| ink.translate(run.at.x, run.at.y));
                    self.visit(Seen::Text(run), rect, run.origin, around);
                }
                Item::Path(path) if !is_mark(path) => {
                    self.visit(Seen::Shape(path), reach_of(path), path.origin, around);
                }
                Item::Image(image) => {
                    self.visit(Seen::Picture(image), Some(image.rect), image.origin, around);
                }
                Item::Group(group) if group.layer.is_none() => self.group(group, around),
                _ => {}
            }
        }
    }

    fn visit(&mut self, seen: Seen<'a>, rect: Option<Rect>, origin: Origin, around: Around) {
        let Around { to_page, opacity, drawing, clip, .. } = around;
        let Some(rect) = rect.filter(|_| opacity > 0.0) else { return };
        let Some(reach) = common(bounds::mapped(rect, to_page), around.reach) else { return };
        let origin = if origin.0.is_some() { origin } else { around.origin };
        let next = self.visits.len() + 1;
        self.visits.push(Visit { seen, to_page, opacity, rect, reach, origin, drawing, next, clip });
    }

    fn group(&mut self, group: &'a Group, around: Around) {
        let to_page = group.transform.unwrap_or(Affine::IDENTITY).then(around.to_page);
        let mut inner = Around { to_page, opacity: around.opacity * group.opacity.unwrap_or(1.0), ..around };
        if let Some((path, rule)) = &group.clip {
            let hull = bounds::of_path(path).map(|hull| bounds::mapped(hull, to_page));
            let Some(reach) = hull.and_then(|hull| common(hull, around.reach)) else { return };
            let back = to_page.inverse();
            self.clips.push(Clip { path, rule: *rule, back, around: around.clip });
            (inner.reach, inner.clip) = (reach, Some(self.clips.len() - 1));
        }
        if group.origin.0.is_none() {
            return self.items(&group.items, inner);
        }
        inner.origin = group.origin;
        let drawing = self.visits.len();
        if inner.drawing.is_none() {
            inner.drawing = Some(drawing);
        }
        let Around { opacity, reach, origin, clip, .. } = inner;
        let outer = around.drawing;
        self.visits.push(Visit {
            seen: Seen::Drawing,
            to_page,
            opacity,
            rect: reach,
            reach,
            origin,
            drawing: outer,
            next: drawing + 1,
            clip,
        });
        self.items(&group.items, inner);
        let mut parts = bounds::Bounds::default();
        self.visits[drawing + 1..].iter().for_each(|part| parts.add(part.reach));
        match parts.rect() {
            Some(reach) => {
                let next = self.visits.len();
                let visit = &mut self.visits[drawing];
                (visit.reach, visit.next) = (reach, next);
            }
            None => self.visits.truncate(drawing),
        }
    }

    /// Whether there is time for so many steps; after the last one nothing below anything is known.
    pub fn spend(&self, steps: usize) -> bool {
        self.steps.set(self.steps.get().saturating_add(steps));
        self.steps.get() <= STEPS
    }

    /// The page holds more than was looked at.
    pub fn is_cut_short(&self) -> bool {
        self.is_cut_short || self.steps.get() > STEPS
    }

    /// Whether the clips around a thing leave a point of the page.
    pub fn is_open(&self, visit: &Visit, at: Point) -> bool {
        if !is_in(at, visit.reach) {
            return false;
        }
        let mut next = visit.clip;
        while let Some(index) = next {
            let clip = &self.clips[index];
            let is_inside = self.spend(clip.path.segments.len())
                && clip.back.is_some_and(|back| super::plane::covers(clip.path, clip.rule, back.apply(at)));
            if !is_inside {
                return false;
            }
            next = clip.around;
        }
        true
    }
}

/// Whether a paint lets not everything through.
pub(super) fn is_seen(paint: &Paint) -> bool {
    match paint {
        Paint::Solid(solid) => solid.is_visible(),
        Paint::Gradient(gradient) => gradient.stops.iter().any(|stop| stop.color.is_visible()),
    }
}

/// Lines to cut and align by belong to the sheet: they are of all inks.
fn is_mark(item: &PathItem) -> bool {
    let Some(Paint::Solid(solid)) = item.stroke.as_ref().map(|stroke| &stroke.paint) else { return false };
    solid.color.is_registration()
}

/// What is painted of a shape, without the room that bounds leave for corners.
fn reach_of(item: &PathItem) -> Option<Rect> {
    let rect = bounds::of_path(&item.path)?;
    let is_filled = item.fill.as_ref().is_some_and(|(paint, _)| is_seen(paint));
    let width = item.stroke.as_ref().filter(|stroke| is_seen(&stroke.paint)).map(|stroke| stroke.width);
    if !is_filled && width.is_none() {
        return None;
    }
    let outset: Pt = width.unwrap_or(0.0) / 2.0;
    Some(rect.inset(Sides::all(-outset)))
}
