//! Shadows of boxes ([CSS Backgrounds 3, 6](https://www.w3.org/TR/css-backgrounds-3/#shadows)).
//!
//! A blur is drawn as vectors: faint shapes laid over each other, as many as the eye can tell apart.
//! Their outlines are those of a blurred box of that size, so that together they are as dark at each place
//! as a Gaussian blur to within three hundredths. All keep the shadow's own colour, inks included, and nothing
//! depends on a resolution. What remains is transparency: every step has to be flattened at the printer,
//! and a sharp shadow in an opaque colour has no such cost.

use super::super::boxes::BoxId;
use super::corner::{Radii, fitted, grow, outset};
use super::painter::Painter;
use super::stroke::filled;
use crate::color::Rgba;
use crate::page::{FillRule, Group, Item, Origin, Overprint, Paint, Path, PathItem};
use crate::style::{BoxArea, ComputedStyle, Shadow};
use crate::units::{Pt, Rect};

/// Steps that the eye can tell apart in a shadow of full black.
const STEPS: f32 = 96.0;
const MAX_STEPS: f32 = 48.0;
/// Steps nearer to each other than this are one.
const MIN_DISTANCE: Pt = 0.2;

impl Painter<'_, '_> {
    /// Below the box, and outside its border only.
    pub fn outer_shadows(&mut self, id: BoxId, style: &ComputedStyle, rect: Rect, radii: Radii) {
        // Under an opaque box there is nothing to cut out, and no hair line where the two would meet.
        let is_covered =
            style.background_color.alpha >= 1.0 && style.background_color_clip == BoxArea::Border;
        for shadow in style.box_shadows.iter().rev().filter(|shadow| !shadow.inset) {
            let origin = self.origin(id);
            let by = shadow.spread;
            let shape = Blurred::new(outset(rect, by), grow(radii, by), shadow);
            let items = shape.steps(false).into_iter().filter_map(|(outline, color)| {
                Some(Item::Path(filled(outline?, Paint::Solid(color), origin)))
            });
            let items: Vec<Item> = items.collect();
            if is_covered {
                self.items.extend(items);
            } else {
                let reach = outset(shape.rect, 2.0 * shadow.blur);
                let mut clip = Path::rect(around(reach, rect));
                clip.extend(Path::rounded_rect(rect, radii));
                self.items.push(within(clip, FillRule::EvenOdd, items));
            }
        }
    }

    /// Over the background, inside the border; `rect` and `radii` are of the padding box.
    pub fn inner_shadows(&mut self, id: BoxId, style: &ComputedStyle, rect: Rect, radii: Radii) {
        for shadow in style.box_shadows.iter().rev().filter(|shadow| shadow.inset) {
            let origin = self.origin(id);
            let hole = Blurred::new(outset(rect, -shadow.spread), grow(radii, -shadow.spread), shadow);
            let whole = outset(around(rect, hole.rect), 2.0 * shadow.blur + 1.0);
            let items = hole.steps(true).into_iter().map(|(inside, color)| {
                let mut path = Path::rect(whole);
                path.extend(inside.unwrap_or_default());
                ring(path, &color, &origin)
            });
            let items = items.collect();
            self.items.push(within(Path::rounded_rect(rect, radii), FillRule::NonZero, items));
        }
    }
}

/// A box with soft edges.
struct Blurred<'s> {
    rect: Rect,
    radii: Radii,
    shadow: &'s Shadow,
}

impl<'s> Blurred<'s> {
    fn new(rect: Rect, radii: Radii, shadow: &'s Shadow) -> Blurred<'s> {
        let rect = rect.translate(shadow.x, shadow.y);
        Blurred { rect, radii: fitted(radii, rect), shadow }
    }

    /// Outlines of the steps, the faintest places first; `None` where so far inside nothing of the box is
    /// left.
    fn steps(&self, is_hole: bool) -> Vec<(Option<Path>, Rgba)> {
        let Shadow { blur, color, .. } = self.shadow;
        if *blur <= 0.0 {
            let Rect { width, height, .. } = self.rect;
            let is_there = width > 0.0 && height > 0.0;
            let outline = is_there.then(|| Path::rounded_rect(self.rect, self.radii));
            return vec![(outline, color.clone())];
        }
        let count = (color.alpha * STEPS).min(2.0 * blur / MIN_DISTANCE).clamp(3.0, MAX_STEPS).round();
        let deviation = blur / 2.0;
        (0..count as usize)
            .map(|step| {
                let step = step as f32;
                let inside = deviation * quantile((step + 0.5) / count);
                let outline = self.outline(if is_hole { inside } else { -inside });
                // On top of the steps before it, it makes the shadow darker by an equal share.
                let (before, after) = (color.alpha * step / count, color.alpha * (step + 1.0) / count);
                let alpha = 1.0 - (1.0 - after) / (1.0 - before);
                (outline, Rgba { color: color.color.clone(), alpha })
            })
            .collect()
    }

    /// Where the blur is equally dark, so far outside the edge: the core that no blur reaches, grown round.
    /// At a square corner this is within a sixteenth of the blur of the true curve.
    fn outline(&self, distance: Pt) -> Option<Path> {
        let rect = outset(self.rect, distance);
        if rect.width <= 0.0 || rect.height <= 0.0 {
            return None;
        }
        let blur = self.shadow.blur;
        let radii = grow(self.radii, -blur).map(|(x, y)| (x + blur + distance, y + blur + distance));
        Some(Path::rounded_rect(rect, fitted(radii, rect)))
    }
}

/// How many standard deviations have this share of a normal distribution below them, after
/// Shore (1982).
fn quantile(share: f32) -> f32 {
    if share < 0.5 {
        return -quantile(1.0 - share);
    }
    5.5556 * (1.0 - ((1.0 - share) / share).powf(0.1186))
}

fn around(one: Rect, other: Rect) -> Rect {
    let (left, top) = (one.x.min(other.x), one.y.min(other.y));
    let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
    Rect::new(left, top, right - left, bottom - top)
}

fn within(clip: Path, rule: FillRule, items: Vec<Item>) -> Item {
    Item::Group(Group { clip: Some((clip, rule)), items: items.into(), ..Group::default() })
}

fn ring(path: Path, color: &Rgba, origin: &Origin) -> Item {
    Item::Path(PathItem {
        path: path.into(),
        fill: Some((Paint::Solid(color.clone()), FillRule::EvenOdd)),
        stroke: None,
        overprint: Overprint::Knockout,
        origin: *origin,
    })
}
