use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::die::Die;
use super::inks::{BLACK, Inks};
use super::marks::{self, SLUG};
use super::pictures;
use super::plates::plates;
use super::press::Press;
use crate::color::{Color, Palette};
use crate::page::{
    Document, GlyphRun, Group, Item, Link, Overprint, Page, Paint, PathItem, PlacedImage, Segment, Stroke,
    bounds,
};
use crate::units::{Affine, PT_PER_MM, Point, Pt, Rect};

/// From this width and height on, a black area is large: black ink alone looks grey there.
const LARGE: Pt = 20.0 * PT_PER_MM;

/// A black area as thin as this is a line: it lies over what is below, as text does.
const THIN: Pt = 3.0;

/// What an edition brings along to the press.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    pub palette: &'a Palette,
    /// The line beside the page that says what it is.
    pub slug: &'a str,
    pub die: Option<&'a Die>,
}

/// A document for the press, and what it lost on the way.
#[derive(Debug)]
pub struct Dressed {
    pub document: Document,
    /// Paper has no links: those that each page had.
    pub links: Vec<Vec<Link>>,
    /// The inks of each page, by name; marks not counted.
    pub plates: Vec<BTreeSet<String>>,
}

/// Gives pages their final colours, marks and die line. What a screen reader needs is left out: a press reads
/// no text.
pub fn dress(document: Document, press: &Press, job: &Job) -> Dressed {
    Dresser { names_plates: true, ..Dresser::new(press, job.palette) }.dress(document, job)
}

struct DressedPage {
    page: Page,
    links: Vec<Link>,
    plates: BTreeSet<String>,
}

/// Drawings that are kept for the documents that follow.
const MAX_SHARED: usize = 512;

/// Dresses one document after the other: what they share stays shared.
pub struct Dresser<'a> {
    inks: Inks<'a>,
    press: &'a Press,
    /// Drawings that stand in several places stay shared: by where they are in memory, which they keep.
    shared: BTreeMap<usize, Shared>,
    /// Whether somebody asks which plates each page needs.
    names_plates: bool,
}

struct Shared {
    _source: Arc<Vec<Item>>,
    dressed: Arc<Vec<Item>>,
    links: Vec<Link>,
}

impl<'a> Dresser<'a> {
    pub fn new(press: &'a Press, palette: &'a Palette) -> Dresser<'a> {
        Dresser { inks: Inks::new(press, palette), press, shared: BTreeMap::new(), names_plates: false }
    }

    /// As [`dress`] does it, without the plates; the palette is the dresser's.
    pub fn dress(&mut self, document: Document, job: &Job) -> Dressed {
        let Document { pages, metadata, elements, .. } = document;
        // Whatever others share the drawings with, one document depends only on those before it.
        if self.shared.len() > MAX_SHARED {
            self.shared.clear();
        }
        let mut links = Vec::with_capacity(pages.len());
        let mut dressed = Vec::with_capacity(pages.len());
        let mut plates = Vec::with_capacity(pages.len());
        for (index, page) in pages.into_iter().enumerate() {
            let DressedPage { page, links: of_page, plates: inks } = self.page(page, index, job);
            dressed.push(page);
            links.push(of_page);
            plates.push(inks);
        }
        let output = Some(self.press.intent.clone());
        Dressed { document: Document { pages: dressed, metadata, output, elements }, links, plates }
    }

    /// The final colours of items in a place of a page that is dressed.
    pub fn items_in(&mut self, items: &[Item], to_page: Affine) -> Vec<Item> {
        if self.shared.len() > MAX_SHARED {
            self.shared.clear();
        }
        self.items(items, to_page, &mut Vec::new())
    }

    fn page(&mut self, page: Page, index: usize, job: &Job) -> DressedPage {
        let mut links = Vec::new();
        let mut items = self.items(&page.items, Affine::IDENTITY, &mut links);
        if let Some(die) = job.die {
            items.push(die.item(&self.press.printer.die, page.trim, index));
        }
        let plates = if self.names_plates { plates(&items) } else { BTreeSet::new() };
        let marks = marks::around(&page, &self.press.printer, job.slug);
        let slug = if marks.is_empty() { 0.0 } else { SLUG };
        items.extend(marks);
        DressedPage { page: Page { items: items.into(), slug, ..page }, links, plates }
    }

    fn items(&mut self, items: &[Item], to_page: Affine, links: &mut Vec<Link>) -> Vec<Item> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Item::Glyphs(run) => out.push(Item::Glyphs(self.glyphs(run))),
                Item::Path(path) => out.push(Item::Path(self.path(path, to_page))),
                Item::Image(image) => out.push(Item::Image(self.image(image))),
                Item::Group(group) => out.push(Item::Group(self.group(group, to_page, links))),
                Item::Link(link) => links.push(link.clone()),
                Item::Anchor(_) | Item::Begin(_) | Item::End => {}
            }
        }
        out
    }

    /// Black text lies over what is below: no white edge where plates do not meet.
    fn glyphs(&mut self, run: &GlyphRun) -> GlyphRun {
        let paint = self.inks.paint(&run.paint);
        let overprint = overprint_of(&paint);
        GlyphRun { paint, overprint, ..run.clone() }
    }

    fn path(&mut self, item: &PathItem, to_page: Affine) -> PathItem {
        let mut fill = item.fill.as_ref().map(|(paint, rule)| (self.inks.paint(paint), *rule));
        let stroke = item.stroke.as_ref();
        let stroke = stroke.map(|stroke| Stroke { paint: self.inks.paint(&stroke.paint), ..stroke.clone() });
        let rich = self.press.printer.rich_black;
        if let (Some((paint, _)), Some(rich)) = (&mut fill, rich)
            && is_black(paint)
            && is_large(item, to_page)
        {
            *paint = solid(Color::Cmyk(rich));
        }
        let overprint = match (&fill, &stroke) {
            (None, Some(stroke)) => overprint_of(&stroke.paint),
            (Some((paint, _)), None) if is_line(item, to_page) => overprint_of(paint),
            _ => item.overprint,
        };
        PathItem { path: item.path.clone(), fill, stroke, overprint, origin: item.origin }
    }

    fn image(&mut self, image: &PlacedImage) -> PlacedImage {
        let picture = pictures::for_press(&image.picture, self.press);
        PlacedImage { picture, ..image.clone() }
    }

    fn group(&mut self, group: &Group, to_page: Affine, links: &mut Vec<Link>) -> Group {
        let inner = group.transform.unwrap_or(Affine::IDENTITY).then(to_page);
        let address = Arc::as_ptr(&group.items) as usize;
        let is_shared = Arc::strong_count(&group.items) > 1;
        if let Some(known) = self.shared.get(&address).filter(|_| is_shared) {
            links.extend(known.links.iter().cloned());
            return Group { items: known.dressed.clone(), ..group.clone() };
        }
        let before = links.len();
        let items = Arc::new(self.items(&group.items, inner, links));
        if is_shared {
            let (source, links) = (group.items.clone(), links[before..].to_vec());
            self.shared.insert(address, Shared { _source: source, dressed: items.clone(), links });
        }
        Group { items, ..group.clone() }
    }
}

fn solid(color: Color) -> Paint {
    Paint::Solid(crate::color::Rgba { color, alpha: 1.0 })
}

fn is_black(paint: &Paint) -> bool {
    matches!(paint, Paint::Solid(solid) if solid.alpha >= 1.0 && solid.color == BLACK)
}

fn overprint_of(paint: &Paint) -> Overprint {
    if is_black(paint) { Overprint::Overprint } else { Overprint::Knockout }
}

/// One outline of it alone reaches so far, and it is no frame: the small squares of a QR code stay one plate.
fn is_large(item: &PathItem, to_page: Affine) -> bool {
    let is_wide = |reach: Option<Rect>| reach.is_some_and(|it| it.width >= LARGE && it.height >= LARGE);
    // Turned, the frame of an outline is wider than the outline: most need not be mapped.
    let may_be_wide = |outline: &[Segment]| {
        is_wide(bounds::of_segments(outline).map(|frame| bounds::mapped(frame, to_page)))
    };
    if !item.path.sub_paths().any(may_be_wide) {
        return false;
    }
    let path = item.path.mapped(to_page);
    path.sub_paths().any(|outline| is_wide(bounds::of_segments(outline)))
        && path.sub_paths().map(area).sum::<f32>().abs() >= LARGE * LARGE / 2.0
}

/// Of the straight lines between all points of an outline; negative if it runs the other way, as holes do.
fn area(outline: &[Segment]) -> f32 {
    let mut points: Vec<Point> = Vec::new();
    for segment in outline {
        match *segment {
            Segment::Move(point) | Segment::Line(point) => points.push(point),
            Segment::Cubic(first, second, end) => points.extend([first, second, end]),
            Segment::Close => {}
        }
    }
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(one, other)| one.x * other.y - other.x * one.y).sum::<f32>() / 2.0
}

/// Rules and borders are thin areas.
fn is_line(item: &PathItem, to_page: Affine) -> bool {
    on_page(item, to_page).is_some_and(|rect| rect.width.min(rect.height) <= THIN)
}

fn on_page(item: &PathItem, to_page: Affine) -> Option<Rect> {
    Some(bounds::mapped(bounds::of_path(&item.path)?, to_page))
}
