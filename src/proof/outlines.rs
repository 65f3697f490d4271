//! Glyphs as shapes, each drawn once from its font.

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder, PathSegment, Point};

use crate::page::GlyphRun;

/// Outlines in font units by face and glyph. Unhinted: on paper there are no pixels to fit.
#[derive(Default)]
pub(super) struct Outlines {
    faces: BTreeMap<([u8; 16], u32), BTreeMap<u16, Option<Path>>>,
}

impl Outlines {
    /// All glyphs of a run as one shape, to be filled non-zero: where they overlap, ink is laid once
    /// (ISO 32000-2, 9.3.8). `None` if nothing of it shows.
    pub fn of(&mut self, run: &GlyphRun) -> Option<Path> {
        let glyphs = self.faces.entry((run.face.hash, run.face.index)).or_default();
        let mut font = None;
        let mut builder = PathBuilder::new();
        let scale = run.size / f32::from(run.face.units_per_em.max(1));
        for glyph in &*run.glyphs {
            let outline = glyphs.entry(glyph.id).or_insert_with(|| {
                let font = font.get_or_insert_with(|| open(run));
                outline(font.as_ref()?, glyph.id)
            });
            let (x, y) = (run.at.x + glyph.x, run.at.y - glyph.y);
            if let Some(outline) = outline {
                push(&mut builder, outline, |point| Point::from_xy(x + point.x * scale, y - point.y * scale));
            }
        }
        builder.finish()
    }
}

fn open(run: &GlyphRun) -> Option<OutlineGlyphCollection<'_>> {
    let font = FontRef::from_index(run.face.data.bytes(), run.face.index).ok()?;
    Some(font.outline_glyphs())
}

/// What cannot be drawn leaves its place empty, as in print.
fn outline(font: &OutlineGlyphCollection, glyph: u16) -> Option<Path> {
    let mut pen = Pen(PathBuilder::new());
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    font.get(GlyphId::from(glyph))?.draw(settings, &mut pen).ok()?;
    pen.0.finish()
}

fn push(builder: &mut PathBuilder, path: &Path, place: impl Fn(Point) -> Point) {
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                let to = place(to);
                builder.move_to(to.x, to.y);
            }
            PathSegment::LineTo(to) => {
                let to = place(to);
                builder.line_to(to.x, to.y);
            }
            PathSegment::QuadTo(control, to) => {
                let (control, to) = (place(control), place(to));
                builder.quad_to(control.x, control.y, to.x, to.y);
            }
            PathSegment::CubicTo(first, second, to) => {
                let (first, second, to) = (place(first), place(second), place(to));
                builder.cubic_to(first.x, first.y, second.x, second.y, to.x, to.y);
            }
            PathSegment::Close => builder.close(),
        }
    }
}

struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
