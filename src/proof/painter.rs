//! From items to pixels.

use tiny_skia::{
    BlendMode, FillRule as SkiaRule, FilterQuality, LineCap, LineJoin, Pattern, Rect as SkiaRect, Shader,
    SpreadMode, Stroke as SkiaStroke, StrokeDash, Transform,
};

use super::canvas::{Area, Canvas};
use super::outlines::Outlines;
use super::picture::Pictures;
use super::screen::Screen;
use super::{place, shader};
use crate::color::Color;
use crate::diagnostics::Diagnostic;
use crate::page::bounds;
use crate::page::{Cap, Group, Item, Join, Overprint, Paint, PathItem, PlacedImage, Stroke};
use crate::units::{Affine, Rect};

/// Pixels of all layers that lie open over each other: one gigabyte.
const MAX_OPEN: u64 = 250_000_000;

/// Paints items; what it has decoded and outlined serves the next page, too.
pub(super) struct Painter<'a> {
    screen: Screen<'a>,
    outlines: Outlines,
    pictures: Pictures,
    open: u64,
}

impl<'a> Painter<'a> {
    pub fn new(screen: Screen<'a>) -> Painter<'a> {
        Painter { screen, outlines: Outlines::default(), pictures: Pictures::default(), open: 0 }
    }

    /// `map` leads from the items' coordinates to pixels.
    pub fn items(&mut self, canvas: &mut Canvas, items: &[Item], map: Affine) -> Result<(), Diagnostic> {
        for item in items {
            match item {
                Item::Glyphs(run) => {
                    if let Some(path) = self.outlines.of(run) {
                        let paint = self.ink(&run.paint, run.overprint);
                        fill(canvas, &path, SkiaRule::Winding, paint, map);
                    }
                }
                Item::Path(item) => self.path(canvas, item, map),
                Item::Image(image) => self.image(canvas, image, map)?,
                Item::Group(group) => self.group(canvas, group, map)?,
                Item::Link(_) | Item::Anchor(_) | Item::Begin(_) | Item::End => {}
            }
        }
        Ok(())
    }

    fn image(&mut self, canvas: &mut Canvas, image: &PlacedImage, map: Affine) -> Result<(), Diagnostic> {
        let sides = [map.a.hypot(map.b) * image.rect.width, map.c.hypot(map.d) * image.rect.height];
        let reduced = self.pictures.reduced(&image.picture, sides, self.screen).ok_or_else(broken)?;
        let (rect, map) = on_pixels(image.rect, map);
        let Some(area) = SkiaRect::from_xywh(rect.x, rect.y, rect.width, rect.height) else { return Ok(()) };
        let [across, down] = reduced.extent;
        let (wide, high) = (rect.width / across, rect.height / down);
        let transform = Transform::from_row(wide, 0.0, 0.0, high, rect.x, rect.y);
        // Readers fill each enlarged pixel as a square, unless they are asked to smooth it.
        let is_enlarged = sides[0] > across || sides[1] > down;
        let quality =
            if is_enlarged && !image.smooth { FilterQuality::Nearest } else { FilterQuality::Bilinear };
        let pattern = Pattern::new(reduced.pixmap.as_ref(), SpreadMode::Pad, quality, 1.0, transform);
        let paint = tiny_skia::Paint { shader: pattern, ..tiny_skia::Paint::default() };
        let transform = canvas.transform(map);
        canvas.pixmap.fill_rect(area, &paint, transform, None);
        Ok(())
    }

    fn group(&mut self, canvas: &mut Canvas, group: &Group, map: Affine) -> Result<(), Diagnostic> {
        let opacity = group.opacity.unwrap_or(1.0);
        let is_visible = opacity > 0.0;
        if !is_visible {
            return Ok(());
        }
        let map = group.transform.map_or(map, |own| own.then(map));
        if group.clip.is_none() && opacity >= 1.0 {
            return self.items(canvas, &group.items, map);
        }
        let Some(area) = area_of(group, map, canvas.area) else { return Ok(()) };
        self.open += area.pixels();
        if self.open > MAX_OPEN {
            return Err(too_deep());
        }
        // A clip alone shows what lies below, so that overprint finds it.
        let layer = if opacity < 1.0 { Canvas::blank(area) } else { canvas.part(area) };
        let mut layer = layer.ok_or_else(too_deep)?;
        self.items(&mut layer, &group.items, map)?;
        let mask = group.clip.as_ref().map(|(clip, rule)| {
            // An empty clip shows nothing (CSS Masking 1, 5.1).
            layer.mask(place::path(clip).as_ref(), place::rule(*rule), map).ok_or_else(too_deep)
        });
        canvas.lay(&layer, mask.transpose()?.as_ref(), opacity);
        self.open -= area.pixels();
        Ok(())
    }

    fn path(&self, canvas: &mut Canvas, item: &PathItem, map: Affine) {
        let Some(path) = place::path(&item.path) else { return };
        if let Some((paint, rule)) = &item.fill {
            fill(canvas, &path, place::rule(*rule), self.ink(paint, item.overprint), map);
        }
        if let Some(stroke) = item.stroke.as_ref().filter(|stroke| stroke.width > 0.0)
            && let Some(paint) = self.ink(&stroke.paint, item.overprint)
        {
            let transform = canvas.transform(map);
            canvas.pixmap.stroke_path(&path, &paint, &style(stroke), transform, None);
        }
    }

    fn ink(&self, paint: &Paint, overprint: Overprint) -> Option<tiny_skia::Paint<'static>> {
        // What is no ink cannot be laid over anything.
        let is_laid_over = overprint == Overprint::Overprint && is_ink(paint);
        if is_laid_over && colors(paint).all(|color| self.screen.is_left_by(color)) {
            return None;
        }
        // Ink on ink darkens: exact for black and for plates of their own, near enough for the others. On one plate
        // the ink on top is the ink that prints.
        let is_mixed = is_laid_over && self.screen.ink.is_none();
        let blend_mode = if is_mixed { BlendMode::Multiply } else { BlendMode::SourceOver };
        let shader: Shader<'static> = shader::shader(paint, self.screen)?;
        Some(tiny_skia::Paint { shader, blend_mode, ..tiny_skia::Paint::default() })
    }
}

/// The pixels that a group can change.
fn area_of(group: &Group, map: Affine, outer: Area) -> Option<Area> {
    let area = Area::around(bounds::of_items(&group.items, map).rect()?)?.within(outer)?;
    let Some((clip, _)) = &group.clip else { return Some(area) };
    Area::around(bounds::mapped(bounds::of_path(clip)?, map))?.within(area)
}

fn fill(
    canvas: &mut Canvas,
    path: &tiny_skia::Path,
    rule: SkiaRule,
    paint: Option<tiny_skia::Paint>,
    map: Affine,
) {
    if let Some(paint) = paint {
        let transform = canvas.transform(map);
        canvas.pixmap.fill_path(path, &paint, rule, transform, None);
    }
}

fn is_ink(paint: &Paint) -> bool {
    colors(paint).all(|color| !matches!(color, Color::Rgb(_)))
}

fn colors(paint: &Paint) -> impl Iterator<Item = &Color> {
    let (solid, gradient) = match paint {
        Paint::Solid(color) => (Some(&color.color), None),
        Paint::Gradient(gradient) => (None, Some(gradient)),
    };
    solid
        .into_iter()
        .chain(gradient.into_iter().flat_map(|gradient| gradient.stops.iter().map(|stop| &stop.color.color)))
}

fn style(stroke: &Stroke) -> SkiaStroke {
    SkiaStroke {
        width: stroke.width,
        // Below 1 a limit is an error (ISO 32000-2, 8.4.3.5).
        miter_limit: stroke.miter_limit.max(1.0),
        line_cap: match stroke.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
            Cap::Square => LineCap::Square,
        },
        line_join: match stroke.join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
            Join::Bevel => LineJoin::Bevel,
        },
        dash: dash(stroke),
    }
}

/// `None`, a solid line, also where all lengths are zero.
fn dash(stroke: &Stroke) -> Option<StrokeDash> {
    let mut lengths: Vec<f32> = stroke.dashes.iter().map(|length| length.max(0.0)).collect();
    // An odd pattern alternates (ISO 32000-2, 8.4.3.6).
    if lengths.len() % 2 == 1 {
        lengths.extend_from_within(..);
    }
    StrokeDash::new(lengths, stroke.dash_offset)
}

/// An upright picture with its edges on pixels, as readers draw it: no seams between tiles.
fn on_pixels(rect: Rect, map: Affine) -> (Rect, Affine) {
    if map.b != 0.0 || map.c != 0.0 {
        return (rect, map);
    }
    let span = |start: f32, end: f32| {
        let (start, end) = (start.round(), end.round());
        let least = if end < start { -1.0 } else { 1.0 };
        (start, if end == start { start + least } else { end })
    };
    let (left, right) = span(map.a * rect.x + map.e, map.a * rect.right() + map.e);
    let (top, bottom) = span(map.d * rect.y + map.f, map.d * rect.bottom() + map.f);
    // A picture may be mirrored: the map keeps its signs, the rectangle its corner.
    let sign = |from: f32, to: f32| if to < from { -1.0 } else { 1.0 };
    let turn = Affine::scale(sign(left, right), sign(top, bottom)).then(Affine::translate(left, top));
    (Rect::new(0.0, 0.0, (right - left).abs(), (bottom - top).abs()), turn)
}

fn broken() -> Diagnostic {
    Diagnostic::error("broken-picture", "a picture on the page cannot be decoded")
        .help("open the picture in an image editor and save it again")
}

pub(super) fn too_deep() -> Diagnostic {
    Diagnostic::error(
        "proof-too-large",
        "transparent groups and clips need more than one gigabyte for a proof",
    )
    .help("ask for smaller pages (`--pixels`), or put fewer transparent elements into each other")
}
