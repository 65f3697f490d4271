//! What stands around the finished page: lines to cut by, crosses to align by, patches of ink, a line of text.

use super::slug;
use crate::color::{Color, Rgba};
use crate::page::{
    Document, FillRule, Item, Marks, Overprint, Page, Paint, Path, PathItem, Role, Stroke, Structure,
};
use crate::printer::{Printer, SheetMarks};
use crate::units::{PT_PER_MM, Point, Pt, Rect};

/// Room around the bleed if anything stands there.
pub const SLUG: Pt = 10.0 * PT_PER_MM;
/// Between bleed and marks: nothing of them may be cut into the page.
const GAP: Pt = 1.0 * PT_PER_MM;
const CROP: Pt = 6.0 * PT_PER_MM;
/// Beside the lines of a corner.
const CLEAR: Pt = 2.0 * PT_PER_MM;
const LINE: Pt = 0.3;
const CROSS: Pt = 3.0 * PT_PER_MM;
const PATCH: Pt = 5.0 * PT_PER_MM;
/// What is smaller no instrument reads.
const LEAST_PATCH: Pt = 2.0 * PT_PER_MM;

/// The printer's marks, or those that the page's style sheet asks for, for the [`SLUG`] around the bleed. Empty for
/// a printer that wants none.
pub(super) fn around(page: &Page, printer: &Printer, text: &str) -> Vec<Item> {
    draw(page, wanted(page, printer.marks), text)
}

/// Gives pages the marks that their own style sheet asks for, where no printer has a say.
pub fn mark(document: &mut Document) {
    for page in &mut document.pages {
        let Some(Marks { crop, cross }) = page.marks else { continue };
        let marks = draw(page, SheetMarks { crop, registration: cross, ..SheetMarks::NONE }, "");
        if !marks.is_empty() {
            let mut items = Vec::clone(&page.items);
            items.push(Item::Begin(Structure {
                role: Role::Artifact,
                element: 0,
                alt: None,
                language: None,
            }));
            items.extend(marks);
            items.push(Item::End);
            page.items = items.into();
            page.slug = SLUG;
        }
    }
}

fn draw(page: &Page, marks: SheetMarks, text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    if marks.crop {
        items.push(line_item(crop(page)));
    }
    if marks.registration {
        items.push(line_item(crosses(page)));
    }
    if marks.color_bars {
        bars(page, &mut items);
    }
    if marks.slug {
        let at = Point::new(CLEAR, page.trim.height + page.bleed + SLUG / 2.0);
        let room = page.trim.width / 2.0 - CLEAR - CROSS * 1.5;
        items.extend(slug::lines(text, at, room));
    }
    items
}

/// A style sheet chooses among what the printer allows: who wants no marks gets none.
fn wanted(page: &Page, printer: SheetMarks) -> SheetMarks {
    match page.marks {
        Some(Marks { crop: false, cross: false }) => SheetMarks::NONE,
        Some(Marks { crop, cross }) if printer != SheetMarks::NONE => {
            SheetMarks { crop, registration: cross, ..printer }
        }
        _ => printer,
    }
}

fn crop(page: &Page) -> Path {
    let (width, height) = (page.trim.width, page.trim.height);
    let (near, far) = (page.bleed + GAP, page.bleed + GAP + CROP);
    let mut path = Path::default();
    for (x, outward) in [(0.0, -1.0), (width, 1.0)] {
        for y in [0.0, height] {
            path.extend(Path::line(Point::new(x + outward * near, y), Point::new(x + outward * far, y)));
        }
    }
    for (y, outward) in [(0.0, -1.0), (height, 1.0)] {
        for x in [0.0, width] {
            path.extend(Path::line(Point::new(x, y + outward * near), Point::new(x, y + outward * far)));
        }
    }
    path
}

fn crosses(page: &Page) -> Path {
    let (width, height) = (page.trim.width, page.trim.height);
    let out = page.bleed + SLUG / 2.0;
    let centers =
        [(width / 2.0, -out), (width + out, height / 2.0), (width / 2.0, height + out), (-out, height / 2.0)];
    let mut path = Path::default();
    for (x, y) in centers {
        path.extend(Path::register(Point::new(x, y), CROSS));
    }
    path
}

/// Full inks, pairs of them and half tones, above the right half of the page; smaller where that is narrow, for a
/// press is set by all of them.
fn bars(page: &Page, items: &mut Vec<Item>) {
    const PATCHES: [[f32; 4]; 11] = [
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0],
        [0.0, 0.0, 0.0, 1.0],
        [1.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 1.0, 0.0],
        [0.0, 1.0, 1.0, 0.0],
        [0.5, 0.0, 0.0, 0.0],
        [0.0, 0.5, 0.0, 0.0],
        [0.0, 0.0, 0.5, 0.0],
        [0.0, 0.0, 0.0, 0.5],
    ];
    let left = page.trim.width / 2.0 + CROSS * 1.5;
    let room = page.trim.width - CLEAR - left;
    let side = PATCH.min(room / PATCHES.len() as Pt);
    if side < LEAST_PATCH {
        return;
    }
    let y = -page.bleed - (SLUG + side) / 2.0;
    for (index, inks) in PATCHES.into_iter().enumerate() {
        let patch = Rect::new(left + index as Pt * side, y, side, side);
        let paint = Paint::Solid(Rgba { color: Color::Cmyk(inks), alpha: 1.0 });
        items.push(Item::Path(PathItem {
            path: Path::rect(patch).into(),
            fill: Some((paint, FillRule::NonZero)),
            stroke: None,
            overprint: Overprint::Knockout,
            origin: Default::default(),
        }));
    }
}

fn line_item(path: Path) -> Item {
    Item::Path(PathItem {
        path: path.into(),
        fill: None,
        stroke: Some(Stroke::solid(Color::registration(), LINE)),
        overprint: Overprint::Overprint,
        origin: Default::default(),
    })
}
