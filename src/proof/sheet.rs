//! Many pages on one picture, each with what there is to know of it.

use std::sync::Arc;

use super::label::{Label, Setting};
use super::overlay::{Line, Overlays};
use super::plate::{self, Plate};
use super::raster::{self, Resolution};
use super::screen::Screen;
use super::shelf::{self, Book};
use super::watermark;
use super::words::Words;
use crate::color::{OutputProfile, Rgba};
use crate::diagnostics::Diagnostic;
use crate::page::{FillRule, Group, Item, Origin, Overprint, Page, Paint, Path, PathItem};
use crate::text::FontBook;
use crate::units::{Affine, Point, Rect, Size};

/// Pages side by side, for people to say yes to.
pub struct ContactSheet<'a> {
    /// The campaign.
    pub title: &'a str,
    /// For whom, in which language.
    pub subtitle: &'a str,
    pub pages: &'a [ProofPage<'a>],
    pub resolution: Resolution,
    /// What inks look like; `None`: as a screen would guess.
    pub press: Option<&'a OutputProfile>,
    /// `PROEF` or `PROOF` across each page.
    pub watermark: bool,
    /// BCP 47 of what stands beside the pages: Dutch, else English.
    pub language: &'a str,
    pub fonts: &'a FontBook,
}

/// A page of an edition.
pub struct ProofPage<'a> {
    pub page: &'a Page,
    /// Of the edition: pages that follow each other with the same name stand closer together.
    pub name: &'a str,
    /// From 1.
    pub number: usize,
    /// How many pages the edition has.
    pub count: usize,
    pub overlays: Overlays,
    /// The plate that is shown of it; `None`: all of them on paper.
    pub ink: Option<&'a str>,
}

const GROUND: Rgba = Rgba::rgb(231, 232, 234);
const INK: Rgba = Rgba::rgb(33, 37, 41);
const SOFT_INK: Rgba = Rgba::rgb(92, 98, 104);

/// Draws a contact sheet, light grey, with a legend of the lines over the pages; gives a PNG in sRGB. The same
/// sheet gives the same bytes.
///
/// # Errors
/// `proof-too-large` beyond 60 megapixels, and where transparency needs more than a gigabyte;
/// `broken-picture` if a photo on a page cannot be decoded.
pub fn contact_sheet(sheet: &ContactSheet) -> Result<Vec<u8>, Diagnostic> {
    let page = compose(sheet)?;
    raster::draw(&page, page.trim, Affine::IDENTITY, Screen { press: sheet.press, ink: None })
}

/// A page with its caption, in pixels.
struct Cell<'a> {
    shown: &'a ProofPage<'a>,
    /// Pixels per point.
    scale: f32,
    caption: [Label; 2],
    book: Book,
}

/// The sheet as a page, of which a point is a pixel.
fn compose(sheet: &ContactSheet) -> Result<Page, Diagnostic> {
    let words = Words::of(sheet.language);
    let setting = Setting { fonts: sheet.fonts, language: sheet.language };
    let em = em(sheet);
    let cells = cells(sheet, words, setting, em);
    let books: Vec<Book> = cells.iter().map(|cell| cell.book).collect();
    let rows = shelf::rows(&books, 2.6 * em);

    let mut items = Vec::new();
    let margin = (2.6 * em).round();
    let title = setting.label(sheet.title, 1.7 * em, 700);
    let subtitle = setting.label(sheet.subtitle, em, 400);
    items.extend(title.items(Point::new(margin, margin + 1.2 * em), &INK));
    items.extend(subtitle.items(Point::new(margin, margin + 2.7 * em), &SOFT_INK));

    let mut top = margin + 4.9 * em;
    let mut feet = Vec::with_capacity(cells.len());
    let mut rest = &cells[..];
    for row in &rows {
        let (here, after) = rest.split_at(row.count);
        let mut left = margin;
        for (index, cell) in here.iter().enumerate() {
            left += if index == 0 { 0.0 } else { cell.book.gap };
            let foot = Point::new(left, (top + row.above).round());
            feet.push(foot);
            items.extend(caption_items(cell, Point::new(left, foot.y + row.below), em));
            left += cell.book.width;
        }
        top += row.above + row.below + 2.6 * em;
        rest = after;
    }

    let foot = Point::new(margin, top + 0.6 * em);
    let (legend, legend_width) = legend(sheet, words, setting, (foot, em));
    items.extend(legend);
    let note = setting.label(words.note, 0.85 * em, 400);
    let has_legend = legend_width > 0.0;
    let note_y = foot.y + if has_legend { 1.9 * em } else { 0.0 };
    items.extend(note.items(Point::new(margin, note_y), &SOFT_INK));

    let rows_width = rows.iter().map(|row| row.width).fold(0.0, f32::max);
    let width =
        [title.width, subtitle.width, legend_width, note.width].into_iter().fold(rows_width, f32::max);
    let size = Size::new((width + 2.0 * margin).ceil(), (note_y + 0.4 * em + margin).ceil());
    // Before plates are drawn, which are kept until all are there.
    raster::check(size)?;
    items.insert(0, filled(Path::rect(Rect::new(0.0, 0.0, size.width, size.height)), GROUND));
    for (number, (cell, foot)) in cells.iter().zip(feet).enumerate() {
        items.extend(page_items(cell, sheet, words, setting, (number, foot, em))?);
    }
    Ok(Page { trim: size, items: Arc::new(items), ..Page::default() })
}

/// The size of letters on the sheet: read well beside the pages, whatever their resolution.
fn em(sheet: &ContactSheet) -> f32 {
    let side = |shown: &ProofPage| {
        let trim = shown.page.trim;
        trim.width.max(trim.height) * sheet.resolution.scale(trim)
    };
    let longest = sheet.pages.iter().map(side).fold(0.0, f32::max);
    (longest / 45.0).clamp(11.0, 60.0)
}

fn cells<'a>(sheet: &ContactSheet<'a>, words: &Words, setting: Setting, em: f32) -> Vec<Cell<'a>> {
    let mut cells = Vec::with_capacity(sheet.pages.len());
    let mut last = None;
    for shown in sheet.pages {
        let page = shown.page;
        let scale = sheet.resolution.scale(page.trim);
        let is_further = last.replace(shown.name) == Some(shown.name);
        let name = match shown.ink {
            Some(ink) => format!("{} · {}", shown.name, words.ink(ink)),
            None => shown.name.to_owned(),
        };
        let caption = [
            setting.label(&name, em, 600),
            setting.label(&words.caption(page, shown.number, shown.count), 0.85 * em, 400),
        ];
        let margin = page.margin() * scale;
        let widest = caption.iter().map(|line| line.width).fold(0.0, f32::max);
        let width = (page.trim.width * scale + 2.0 * margin).max(widest);
        let below = margin + 2.9 * em;
        let gap = if is_further { 1.2 * em } else { 3.0 * em };
        let book =
            Book { width: width.round(), above: page.trim.height * scale + margin, below, gap: gap.round() };
        cells.push(Cell { shown, scale, caption, book });
    }
    cells
}

/// The page with its shadow, its watermark and its lines. `foot`: under its left edge, where it is trimmed.
fn page_items(
    cell: &Cell,
    sheet: &ContactSheet,
    words: &Words,
    setting: Setting,
    (number, foot, em): (usize, Point, f32),
) -> Result<Vec<Item>, Diagnostic> {
    let (page, scale) = (cell.shown.page, cell.scale);
    let margin = page.margin() * scale;
    let trim = Rect::new(
        (foot.x + margin).round(),
        foot.y - (page.trim.height * scale).round(),
        (page.trim.width * scale).round(),
        (page.trim.height * scale).round(),
    );
    let paper =
        Rect::new(trim.x - margin, trim.y - margin, trim.width + 2.0 * margin, trim.height + 2.0 * margin);
    let mut items = Vec::new();
    for (spread, alpha) in [(0.28, 0.05), (0.14, 0.06), (0.04, 0.1)] {
        let spread = spread * em;
        let around = Rect::new(
            paper.x - spread,
            paper.y - spread * 0.5,
            paper.width + 2.0 * spread,
            paper.height + 2.0 * spread,
        );
        items.push(filled(Path::rect(around), Rgba { alpha, ..Rgba::BLACK }));
    }
    items.push(filled(Path::rect(paper), Rgba::rgb(255, 255, 255)));
    // The lines of the trim box lie between pixels, where they are sharp.
    let (across, down) = (trim.width / page.trim.width, trim.height / page.trim.height);
    let map = Affine::scale(across, down).then(Affine::translate(trim.x, trim.y));
    let placed = match cell.shown.ink {
        None => Item::Group(Group { transform: Some(map), items: page.items.clone(), ..Group::default() }),
        Some(ink) => plate::item(page, &Plate { ink, map, area: in_pixels(paper), number }, sheet.press)?,
    };
    items.push(Item::Group(Group {
        clip: Some((Path::rect(paper), FillRule::NonZero)),
        items: Arc::new(vec![placed]),
        ..Group::default()
    }));
    if sheet.watermark {
        items.extend(watermark::items(words.watermark, trim, setting));
    }
    items.extend(cell.shown.overlays.items(page, map, line_width(em)));
    Ok(items)
}

/// All that it touches.
fn in_pixels(rect: Rect) -> Rect {
    let (left, top) = (rect.x.floor(), rect.y.floor());
    Rect::new(left, top, rect.right().ceil() - left, rect.bottom().ceil() - top)
}

fn caption_items(cell: &Cell, foot: Point, em: f32) -> Vec<Item> {
    let [name, details] = &cell.caption;
    let at = |lines: f32| Point::new(foot.x, foot.y - lines * em);
    name.items(at(1.35), &INK).chain(details.items(at(0.1), &SOFT_INK)).collect()
}

/// The lines that stand over pages, named, side by side; with the width of it all.
fn legend(sheet: &ContactSheet, words: &Words, setting: Setting, (at, em): (Point, f32)) -> (Vec<Item>, f32) {
    let used: Vec<Line> = sheet.pages.iter().flat_map(|shown| shown.overlays.lines(shown.page)).collect();
    let mut items = Vec::new();
    let mut x = at.x;
    for line in Line::ALL.into_iter().filter(|line| used.contains(line)) {
        let y = at.y - 0.3 * em;
        let sample = Path::line(Point::new(x, y), Point::new(x + 2.2 * em, y));
        items.extend(line.along(&sample, line_width(em)));
        let name = setting.label(line.name(words), 0.85 * em, 400);
        items.extend(name.items(Point::new(x + 2.7 * em, at.y), &INK));
        x += 2.7 * em + name.width + 2.0 * em;
    }
    (items, (x - at.x - 2.0 * em).max(0.0))
}

fn line_width(em: f32) -> f32 {
    (em / 11.0).max(1.0)
}

fn filled(path: Path, color: Rgba) -> Item {
    Item::Path(PathItem {
        path: path.into(),
        fill: Some((Paint::Solid(color), FillRule::NonZero)),
        stroke: None,
        overprint: Overprint::Knockout,
        origin: Origin::default(),
    })
}
