//! Borders and column rules ([CSS Backgrounds 3, 4](https://www.w3.org/TR/css-backgrounds-3/#borders)).
//!
//! ```text
//!  outer ┌───────────────┐   A side is one band between the outer and the inner edge, or two
//!        │╲ top         ╱│   (`double`, `groove`, `ridge`). Bands of one colour are painted as one
//!        │ ┌───────────┐ │   shape; neighbours of different colours meet along the joint from the
//!  left  │ │   inner   │ │   outer to the inner corner.
//! ```

use super::super::boxes::BoxId;
use super::super::fragment::Fragment;
use super::corner::{Radii, is_round, shrink};
use super::dashes;
use super::decoration::filled;
use super::painter::Painter;
use super::shades::shades;
use crate::color::Rgba;
use crate::page::{FillRule, Group, Item, Origin, Overprint, Paint, Path, PathItem, Segment};
use crate::style::{Border, BorderStyle, ComputedStyle};
use crate::units::{Point, Pt, Rect, Sides};

/// Four sides around a box.
pub(super) struct Frame<'b> {
    /// Top first, clockwise.
    pub sides: [&'b Border; 4],
    /// 0 where no side is shown.
    pub widths: Sides<Pt>,
    pub rect: Rect,
    pub radii: Radii,
}

/// A part of the border's width that has one colour: shares from the outer edge.
#[derive(PartialEq)]
struct Band {
    from: f32,
    to: f32,
    color: Rgba,
}

impl Painter<'_, '_> {
    pub fn border_of(
        &mut self,
        id: BoxId,
        style: &ComputedStyle,
        widths: Sides<Pt>,
        rect: Rect,
        radii: Radii,
    ) {
        let Sides { top, right, bottom, left } = &style.border;
        self.frame(id, &Frame { sides: [top, right, bottom, left], widths, rect, radii });
    }

    pub fn frame(&mut self, id: BoxId, frame: &Frame<'_>) {
        if !(0..4).any(|side| frame.shows(side)) {
            return;
        }
        let origin = self.origin(id);
        self.items.extend(frame.solid_items(&origin));
        self.items.extend(frame.dashed_items(&origin));
    }

    /// Lines between columns.
    pub fn rules(&mut self, fragment: &Fragment, style: &ComputedStyle, at: Point) {
        let rule = &style.column_rule;
        if rule.width <= 0.0 || !rule.color.is_visible() || fragment.rules.is_empty() {
            return;
        }
        let origin = self.origin(fragment.id);
        for (x, top, bottom) in &fragment.rules {
            let (x, top, height) = (at.x + x, at.y + top, bottom - top);
            if is_dashed(rule) {
                let (from, to) = (Point::new(x, top), Point::new(x, top + height));
                self.items.push(Item::Path(dashes::straight(from, to, rule, rule.width, origin)));
            }
            for band in bands(LEFT, rule) {
                let left = x + (band.from - 0.5) * rule.width;
                let place = Rect::new(left, top, (band.to - band.from) * rule.width, height);
                self.items.push(Item::Path(filled(Path::rect(place), Paint::Solid(band.color), origin)));
            }
        }
    }
}

const TOP: usize = 0;
const LEFT: usize = 3;

/// Light falls from the top left. Dashes are no bands.
fn bands(side: usize, border: &Border) -> Vec<Band> {
    let faces_light = side == TOP || side == LEFT;
    let band = |from, to, color: &Rgba| Band { from, to, color: color.clone() };
    let carved = |outer_is_lit: bool, inner_is_lit: bool| {
        let (light, dark) = shades(&border.color);
        let shade = |is_lit: bool| if is_lit { &light } else { &dark };
        match outer_is_lit == inner_is_lit {
            true => vec![band(0.0, 1.0, shade(outer_is_lit))],
            false => vec![band(0.0, 0.5, shade(outer_is_lit)), band(0.5, 1.0, shade(inner_is_lit))],
        }
    };
    match border.style {
        BorderStyle::None | BorderStyle::Hidden | BorderStyle::Dashed | BorderStyle::Dotted => Vec::new(),
        BorderStyle::Solid => vec![band(0.0, 1.0, &border.color)],
        BorderStyle::Double => {
            vec![band(0.0, 1.0 / 3.0, &border.color), band(2.0 / 3.0, 1.0, &border.color)]
        }
        BorderStyle::Inset => carved(!faces_light, !faces_light),
        BorderStyle::Outset => carved(faces_light, faces_light),
        BorderStyle::Groove => carved(!faces_light, faces_light),
        BorderStyle::Ridge => carved(faces_light, !faces_light),
    }
}

fn is_dashed(border: &Border) -> bool {
    matches!(border.style, BorderStyle::Dashed | BorderStyle::Dotted)
}

impl Frame<'_> {
    fn width(&self, side: usize) -> Pt {
        let Sides { top, right, bottom, left } = self.widths;
        [top, right, bottom, left][side]
    }

    fn shows(&self, side: usize) -> bool {
        self.width(side) > 0.0 && self.sides[side].color.is_visible()
    }

    fn solid_items(&self, origin: &Origin) -> Vec<Item> {
        let mut all: Vec<(Band, Vec<usize>)> = Vec::new();
        for side in (0..4).filter(|side| self.shows(*side)) {
            for band in bands(side, self.sides[side]) {
                match all.iter_mut().find(|(known, _)| *known == band) {
                    Some((_, sides)) => sides.push(side),
                    None => all.push((band, vec![side])),
                }
            }
        }
        all.into_iter().map(|(band, sides)| self.band(&band, &sides, origin)).collect()
    }

    fn band(&self, band: &Band, sides: &[usize], origin: &Origin) -> Item {
        let paint = Paint::Solid(band.color.clone());
        let covers_all = (0..4).all(|side| sides.contains(&side) || self.width(side) <= 0.0);
        if covers_all && sides.len() < 4 && is_round(&self.radii) {
            return Item::Path(filled(self.crescents(band, sides), paint, *origin));
        }
        let is_ring = covers_all && sides.len() == 4;
        if !is_ring && !is_round(&self.radii) {
            let mut path = Path::default();
            sides.iter().for_each(|side| path.extend(self.trapezoid(*side, band.from, band.to)));
            return Item::Path(filled(path, paint, *origin));
        }
        let edge = |share: f32| {
            let by = self.widths.map(|width| width * share);
            Path::rounded_rect(self.rect.inset(by), shrink(self.radii, by))
        };
        let mut ring = edge(band.from);
        ring.extend(edge(band.to));
        let ring = Item::Path(PathItem {
            path: ring.into(),
            fill: Some((paint, FillRule::EvenOdd)),
            stroke: None,
            overprint: Overprint::Knockout,
            origin: *origin,
        });
        if covers_all { ring } else { self.within(sides, ring) }
    }

    /// Neighbouring sides that taper off in the corners at their ends. A whole ring, whose edges meet where
    /// there is no border, would show as a hair line there.
    fn crescents(&self, band: &Band, sides: &[usize]) -> Path {
        let edge = |share: f32| {
            let by = self.widths.map(|width| width * share);
            Path::corners(self.rect.inset(by), shrink(self.radii, by))
        };
        let (outer, inner) = (edge(band.from), edge(band.to));
        let mut path = Path::default();
        for first in sides.iter().copied().filter(|side| !sides.contains(&((side + 3) % 4))) {
            let count = (0..4).take_while(|step| sides.contains(&((first + step) % 4))).count();
            let corners: Vec<usize> = (0..=count).map(|step| (first + step) % 4).collect();
            for (index, corner) in corners.iter().enumerate() {
                let [start, one, two, end] = outer[*corner];
                path.segments.push(if index == 0 { Segment::Move(start) } else { Segment::Line(start) });
                path.segments.push(Segment::Cubic(one, two, end));
            }
            for corner in corners.iter().rev() {
                let [start, one, two, end] = inner[*corner];
                path.segments.extend([Segment::Line(end), Segment::Cubic(two, one, start)]);
            }
            path.segments.push(Segment::Close);
        }
        path
    }

    /// An item as far as it belongs to some of the sides.
    fn within(&self, sides: &[usize], item: Item) -> Item {
        let mut clip = Path::default();
        sides.iter().for_each(|side| clip.extend(self.territory(*side)));
        let clip = Some((clip, FillRule::NonZero));
        Item::Group(Group { clip, items: vec![item].into(), ..Group::default() })
    }

    fn dashed_items(&self, origin: &Origin) -> Vec<Item> {
        let dashed: Vec<usize> =
            (0..4).filter(|side| self.shows(*side) && is_dashed(self.sides[*side])).collect();
        let first = self.sides[*dashed.first().unwrap_or(&TOP)];
        let is_uniform = dashed.len() == 4 && self.sides.iter().all(|side| *side == first);
        if is_round(&self.radii) {
            let half = self.widths.map(|width| width / 2.0);
            let line = Path::rounded_rect(self.rect.inset(half), shrink(self.radii, half));
            let around =
                |side: usize| dashes::around(line.clone(), self.sides[side], self.width(side), *origin);
            if is_uniform {
                return vec![Item::Path(around(TOP))];
            }
            return dashed.iter().map(|side| self.within(&[*side], Item::Path(around(*side)))).collect();
        }
        let line = |side: &usize| {
            let item = Item::Path(self.straight(*side, origin));
            // Neighbours that look alike share the corner; others meet along the joint.
            let fits = |other: usize| self.width(other) <= 0.0 || self.sides[other] == self.sides[*side];
            let is_shared = fits((side + 1) % 4) && fits((side + 3) % 4) && first.color.alpha >= 1.0;
            if is_shared { item } else { self.within(&[*side], item) }
        };
        dashed.iter().map(line).collect()
    }

    /// Along the middle of a side, from corner to corner.
    fn straight(&self, side: usize, origin: &Origin) -> PathItem {
        let width = self.width(side);
        let half = width / 2.0;
        let Rect { x, y, .. } = self.rect;
        let (right, bottom) = (self.rect.right(), self.rect.bottom());
        let (from, to) = match side {
            TOP => ((x, y + half), (right, y + half)),
            1 => ((right - half, y), (right - half, bottom)),
            2 => ((x, bottom - half), (right, bottom - half)),
            _ => ((x + half, y), (x + half, bottom)),
        };
        let point = |(x, y)| Point::new(x, y);
        dashes::straight(point(from), point(to), self.sides[side], width, *origin)
    }

    fn corners(rect: Rect) -> [Point; 4] {
        let (right, bottom) = (rect.right(), rect.bottom());
        [(rect.x, rect.y), (right, rect.y), (right, bottom), (rect.x, bottom)].map(|(x, y)| Point::new(x, y))
    }

    fn trapezoid(&self, side: usize, from: f32, to: f32) -> Path {
        let edge = |share: f32| Frame::corners(self.rect.inset(self.widths.map(|width| width * share)));
        let (outer, inner) = (edge(from), edge(to));
        let next = (side + 1) % 4;
        polygon(&[outer[side], outer[next], inner[next], inner[side]])
    }

    /// All that is nearer to this side than to its neighbours: joints go on inside, as far as round corners
    /// may reach.
    fn territory(&self, side: usize) -> Path {
        if !is_round(&self.radii) {
            return self.trapezoid(side, 0.0, 1.0);
        }
        let (outer, inner) = (Frame::corners(self.rect), Frame::corners(self.rect.inset(self.widths)));
        let end = |corner: usize| {
            let (dx, dy) = (inner[corner].x - outer[corner].x, inner[corner].y - outer[corner].y);
            let times = |room: Pt, step: Pt| if step != 0.0 { room / step.abs() } else { Pt::INFINITY };
            let reach = times(self.rect.width / 2.0, dx).min(times(self.rect.height / 2.0, dy));
            let reach = if reach.is_finite() { reach } else { 0.0 };
            Point::new(outer[corner].x + dx * reach, outer[corner].y + dy * reach)
        };
        let next = (side + 1) % 4;
        polygon(&[outer[side], outer[next], end(next), end(side)])
    }
}

fn polygon(points: &[Point; 4]) -> Path {
    let mut segments = vec![Segment::Move(points[0])];
    segments.extend(points[1..].iter().map(|point| Segment::Line(*point)));
    segments.push(Segment::Close);
    Path { segments }
}
