//! Sheets judged by what comes out of the guillotine: cut, turn, stack and fold them, and read.

mod fits;
mod marks;
mod order;
mod register;
mod sheets;

use std::num::NonZeroUsize;

use drukwerk::color::Rgba;
use drukwerk::imposition::{Booklet, Flip, Piece, Plan, Scheme, Setup, Sides, impose, plan};
use drukwerk::page::{FillRule, Group, Item, Origin, Overprint, Page, Paint, Path, PathItem, Segment};
use drukwerk::units::{Affine, Length, Point, Rect, Size};

pub fn mm(value: f32) -> f32 {
    Length::mm(value).to_pt()
}

pub fn piece(width: f32, height: f32, bleed: f32) -> Piece {
    Piece { trim: Size::new(mm(width), mm(height)), bleed: mm(bleed) }
}

/// A page that says its number: by the origin of the one shape on it.
pub fn page(piece: &Piece, number: usize) -> Page {
    let rect = Rect::new(0.0, 0.0, piece.trim.width, piece.trim.height);
    let item = Item::Path(PathItem {
        path: Path::rect(rect).into(),
        fill: Some((Paint::Solid(Rgba::BLACK), FillRule::NonZero)),
        stroke: None,
        overprint: Overprint::Knockout,
        origin: Origin(Some(number as u32)),
    });
    Page { trim: piece.trim, bleed: piece.bleed, items: vec![item].into(), ..Page::default() }
}

pub fn planned(scheme: Scheme, piece: &Piece, pages: usize) -> Plan {
    plan(&Setup::new(scheme), piece, pages).expect("it fits")
}

pub fn imposed(plan: &Plan, piece: &Piece) -> Vec<Page> {
    impose(plan, |number| Ok(page(piece, number))).map(|sheet| sheet.expect("the pages are good")).collect()
}

/// A page on a sheet.
#[derive(Clone, Debug)]
pub struct Placed {
    pub number: usize,
    pub map: Affine,
    /// What may be seen, in the sheet's coordinates.
    pub area: Rect,
}

pub fn placed(sheet: &Page) -> Vec<Placed> {
    sheet.items.iter().filter_map(read).collect()
}

/// None for the marks.
fn read(item: &Item) -> Option<Placed> {
    let Item::Group(Group { transform: Some(map), clip: Some((clip, _)), items, .. }) = item else {
        return None;
    };
    let Item::Path(PathItem { origin: Origin(Some(number)), .. }) = &items[0] else { return None };
    let corners = clip.segments.iter().filter_map(|segment| match segment {
        Segment::Move(point) | Segment::Line(point) => Some(map.apply(*point)),
        _ => None,
    });
    Some(Placed { number: *number as usize, map: *map, area: around(corners) })
}

pub fn around(points: impl Iterator<Item = Point>) -> Rect {
    let (mut left, mut top, mut right, mut bottom) =
        (f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY);
    for Point { x, y } in points {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    Rect::new(left, top, right - left, bottom - top)
}

#[track_caller]
pub fn near(a: Point, b: Point) {
    assert!((a.x - b.x).abs() < 0.01 && (a.y - b.y).abs() < 0.01, "{a:?} is not {b:?}");
}

pub const FLIPS: [Flip; 2] = [Flip::Turn, Flip::Tumble];

pub fn booklet(flip: Flip) -> Scheme {
    Scheme::Booklet(Booklet { flip, binding: Default::default(), creep: 0.0 })
}

pub fn copies(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).expect("at least one")
}

pub const SINGLE: Scheme = Scheme::CutAndStack(Sides::Single);
