//! Glyphs as shapes, for what looks like text and is none.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::PlacedRun;
use crate::page::{Path, Segment};
use crate::units::Point;

/// The outlines of a run whose baseline begins at `at`; to be filled non-zero.
pub fn outline(run: &PlacedRun, at: Point) -> Path {
    let mut pen = Pen { path: Path::default(), at, last: at };
    let Ok(font) = FontRef::from_index(run.face.data.bytes(), run.face.index) else { return pen.path };
    let glyphs = font.outline_glyphs();
    for glyph in &*run.glyphs {
        pen.at = Point::new(at.x + glyph.x, at.y - glyph.y);
        if let Some(shape) = glyphs.get(GlyphId::new(glyph.id.into())) {
            let settings = DrawSettings::unhinted(Size::new(run.size), LocationRef::default());
            // A glyph that cannot be drawn has no shadow, either.
            let _ = shape.draw(settings, &mut pen);
        }
    }
    pen.path
}

/// Turns a glyph's own coordinates, upwards from its origin, to those of the page.
struct Pen {
    path: Path,
    at: Point,
    last: Point,
}

impl Pen {
    fn point(&mut self, x: f32, y: f32) -> Point {
        self.last = Point::new(self.at.x + x, self.at.y - y);
        self.last
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.point(x, y);
        self.path.segments.push(Segment::Move(to));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.point(x, y);
        self.path.segments.push(Segment::Line(to));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let from = self.last;
        let (control, to) = (self.point(cx, cy), self.point(x, y));
        let near = |end: Point| {
            Point::new(end.x + (control.x - end.x) * 2.0 / 3.0, end.y + (control.y - end.y) * 2.0 / 3.0)
        };
        self.path.segments.push(Segment::Cubic(near(from), near(to), to));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (first, second) = (self.point(ax, ay), self.point(bx, by));
        let to = self.point(x, y);
        self.path.segments.push(Segment::Cubic(first, second, to));
    }

    fn close(&mut self) {
        self.path.segments.push(Segment::Close);
    }
}
