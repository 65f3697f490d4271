//! Where glyphs have ink: what an underline goes around, what must not be cut.

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::page::{Face, Glyph};
use crate::units::{Pt, Rect};

/// Straight pieces that stand for a curve.
const PIECES: usize = 8;

/// From where to where each glyph has ink in a band above (or, negative, below) the baseline, counted
/// from the start of the run.
pub fn ink_between(face: &Face, glyphs: &[Glyph], size: Pt, band: (Pt, Pt)) -> Vec<(Pt, Pt)> {
    let Ok(font) = FontRef::from_index(face.data.bytes(), face.index) else { return Vec::new() };
    let outlines = font.outline_glyphs();
    let scale = size / f32::from(face.units_per_em.max(1));
    let mut found = Vec::new();
    for glyph in glyphs {
        let Some(outline) = outlines.get(GlyphId::from(glyph.id)) else { continue };
        let band = ((band.0 - glyph.y) / scale, (band.1 - glyph.y) / scale);
        let mut pen = BandPen { band, start: (0.0, 0.0), at: (0.0, 0.0), reach: None };
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        if outline.draw(settings, &mut pen).is_ok()
            && let Some((left, right)) = pen.reach
        {
            found.push((glyph.x + left * scale, glyph.x + right * scale));
        }
    }
    found
}

/// The rectangle of all ink of a run, from the start of its baseline, y downwards. `None` if it has none: spaces.
pub fn ink_box(face: &Face, glyphs: &[Glyph], size: Pt) -> Option<Rect> {
    let count = || metrics(face).map_or(0, |metrics| metrics.glyph_count() as usize);
    let scale = size / f32::from(face.units_per_em.max(1));
    let mut reach: Option<(Pt, Pt, Pt, Pt)> = None;
    for glyph in glyphs {
        let ink = face.ink.of(glyph.id, count, || {
            let ink = metrics(face)?.bounds(GlyphId::from(glyph.id))?;
            let has_ink = ink.x_max > ink.x_min && ink.y_max > ink.y_min;
            has_ink.then_some([ink.x_min, ink.y_min, ink.x_max, ink.y_max])
        });
        let Some(ink) = ink else { continue };
        let [x_min, y_min, x_max, y_max] = ink.map(|edge| edge * scale);
        let (left, right) = (glyph.x + x_min, glyph.x + x_max);
        let (top, bottom) = (-glyph.y - y_max, -glyph.y - y_min);
        reach = Some(match reach {
            None => (left, top, right, bottom),
            Some((l, t, r, b)) => (l.min(left), t.min(top), r.max(right), b.max(bottom)),
        });
    }
    reach.map(|(left, top, right, bottom)| Rect::new(left, top, right - left, bottom - top))
}

/// In font units.
fn metrics(face: &Face) -> Option<GlyphMetrics<'_>> {
    let font = FontRef::from_index(face.data.bytes(), face.index).ok()?;
    Some(font.glyph_metrics(Size::unscaled(), LocationRef::default()))
}

/// Follows an outline and keeps how far it reaches to both sides inside a band.
struct BandPen {
    band: (f32, f32),
    start: (f32, f32),
    at: (f32, f32),
    reach: Option<(f32, f32)>,
}

impl BandPen {
    fn line(&mut self, to: (f32, f32)) {
        let from = std::mem::replace(&mut self.at, to);
        let (low, high) = if from.1 <= to.1 { (from, to) } else { (to, from) };
        if high.1 < self.band.0 || low.1 > self.band.1 {
            return;
        }
        let rise = high.1 - low.1;
        let x_at = |y: f32| {
            let share = if rise > 0.0 { ((y - low.1) / rise).clamp(0.0, 1.0) } else { 0.0 };
            low.0 + (high.0 - low.0) * share
        };
        let ends = if rise > 0.0 { [x_at(self.band.0), x_at(self.band.1)] } else { [low.0, high.0] };
        for x in ends {
            let (left, right) = self.reach.unwrap_or((x, x));
            self.reach = Some((left.min(x), right.max(x)));
        }
    }

    fn curve(&mut self, point: impl Fn(f32) -> (f32, f32)) {
        for piece in 1..=PIECES {
            self.line(point(piece as f32 / PIECES as f32));
        }
    }
}

impl OutlinePen for BandPen {
    fn move_to(&mut self, x: f32, y: f32) {
        (self.start, self.at) = ((x, y), (x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line((x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (fx, fy) = self.at;
        self.curve(|t| {
            let mix =
                |a: f32, b: f32, c: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
            (mix(fx, cx, x), mix(fy, cy, y))
        });
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (fx, fy) = self.at;
        self.curve(|t| {
            let s = 1.0 - t;
            let mix = |a: f32, b: f32, c: f32, d: f32| {
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            (mix(fx, ax, bx, x), mix(fy, ay, by, y))
        });
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}
