//! Lines over a page that nobody prints: where it is cut, folded into an envelope, or read.

use crate::color::Rgba;
use crate::page::{Cap, Item, Join, Origin, Overprint, Page, Paint, Path, PathItem, Stroke};
use crate::units::{Affine, Pt, Rect, Sides};

use super::words::Words;

/// What is shown over a page, in its coordinates: points from the top left corner of the trim box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlays {
    /// The finished size.
    pub trim: bool,
    /// How far colour must run; a page without bleed has no such line.
    pub bleed: bool,
    /// From the trim box inwards: what must not be cut off stays inside.
    pub safe: Option<Pt>,
    /// The outlines that the knife follows.
    pub die: Vec<Path>,
    /// What an envelope shows.
    pub window: Option<Rect>,
}

/// The kinds of lines, in the order of the legend. Told apart by their dashes as well: one man in twelve sees
/// red and green as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    Trim,
    Bleed,
    Safe,
    Die,
    Window,
}

impl Line {
    pub const ALL: [Line; 5] = [Line::Trim, Line::Bleed, Line::Safe, Line::Die, Line::Window];

    pub fn name(self, words: &Words) -> &'static str {
        match self {
            Line::Trim => words.trim,
            Line::Bleed => words.bleed,
            Line::Safe => words.safe,
            Line::Die => words.die,
            Line::Window => words.window,
        }
    }

    fn color(self) -> Rgba {
        match self {
            Line::Trim => Rgba::rgb(0, 140, 90),
            Line::Bleed => Rgba::rgb(0, 105, 200),
            Line::Safe => Rgba::rgb(225, 130, 0),
            Line::Die => Rgba::rgb(215, 0, 130),
            Line::Window => Rgba::rgb(110, 60, 190),
        }
    }

    /// In widths of the line.
    fn dashes(self) -> &'static [f32] {
        match self {
            Line::Trim | Line::Die => &[],
            Line::Bleed => &[2.0, 2.0],
            Line::Safe => &[6.0, 3.0],
            Line::Window => &[9.0, 3.0, 2.0, 3.0],
        }
    }

    /// A path as this kind of line, `width` wide; on white, so that it shows on dark pictures.
    pub fn along(self, path: &Path, width: Pt) -> [Item; 2] {
        let line = |color: Rgba, width: Pt, dashes: Vec<Pt>| {
            let stroke = Stroke {
                paint: Paint::Solid(color),
                width,
                dashes,
                dash_offset: 0.0,
                cap: Cap::Butt,
                join: Join::Miter,
                miter_limit: 4.0,
            };
            Item::Path(PathItem {
                path: path.clone().into(),
                fill: None,
                stroke: Some(stroke),
                overprint: Overprint::Knockout,
                origin: Origin::default(),
            })
        };
        let white = Rgba { alpha: 0.6, ..Rgba::rgb(255, 255, 255) };
        let dashes = self.dashes().iter().map(|length| length * width).collect();
        [line(white, width * 1.9, Vec::new()), line(self.color(), width, dashes)]
    }
}

impl Overlays {
    /// The lines of a page, strongest last.
    fn paths(&self, page: &Page) -> Vec<(Line, Path)> {
        let trim = Rect::new(0.0, 0.0, page.trim.width, page.trim.height);
        let mut paths = Vec::new();
        if self.bleed && page.bleed > 0.0 {
            paths.push((Line::Bleed, Path::rect(page.bleed_box())));
        }
        if let Some(distance) = self.safe {
            paths.push((Line::Safe, Path::rect(trim.inset(Sides::all(distance)))));
        }
        if let Some(window) = self.window {
            paths.push((Line::Window, Path::rect(window)));
        }
        if self.trim {
            paths.push((Line::Trim, Path::rect(trim)));
        }
        paths.extend(self.die.iter().map(|path| (Line::Die, path.clone())));
        paths
    }

    pub(super) fn lines(&self, page: &Page) -> Vec<Line> {
        self.paths(page).into_iter().map(|(line, _)| line).collect()
    }

    /// Placed by `map`; the lines are `width` wide there.
    pub(super) fn items(&self, page: &Page, map: Affine, width: Pt) -> Vec<Item> {
        let paths = self.paths(page);
        paths.iter().flat_map(|(line, path)| line.along(&path.mapped(map), width)).collect()
    }
}
