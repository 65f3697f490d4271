//! From usvg's tree to items: paths, ramps, groups, clips and embedded pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tiny_skia_path::{PathSegment, Point as SvgPoint};
use usvg::{Group as SvgGroup, ImageKind, Node, PaintOrder, SpreadMethod, Transform};

use super::decode::hash;
use super::error::MAX_PIXELS;
use super::svg::Parsed;
use super::{Drawing, Image, Placing, Unsupported, decode, place};
use crate::color::{Color, Rgba};
use crate::page::{
    Cap, FillRule, Gradient, GradientKind, GradientStop, Group, Item, Join, Origin, Overprint, Paint, Path,
    PathItem, Segment, Stroke,
};
use crate::units::{Affine, PT_PER_PX, Point, Rect};

pub(super) fn draw(parsed: Parsed) -> Drawing {
    let unsupported = parsed.unsupported;
    let mut artist = Artist { unsupported, pictures: BTreeMap::new(), pixels_left: MAX_PIXELS };
    let mut root = artist.group(parsed.tree.root());
    let in_points = Affine::scale(PT_PER_PX, PT_PER_PX);
    root.transform = Some(root.transform.unwrap_or(Affine::IDENTITY).then(in_points));
    Drawing {
        natural: parsed.natural,
        size: parsed.size,
        view_box: parsed.view_box,
        items: Arc::new(vec![Item::Group(root)]),
        pixels: MAX_PIXELS - artist.pixels_left,
        unsupported: artist.unsupported.into_iter().collect(),
    }
}

struct Artist {
    unsupported: BTreeSet<Unsupported>,
    /// Each picture is read once, however often `use` shows it.
    pictures: BTreeMap<[u8; 16], Option<Image>>,
    /// That all pictures together may still have.
    pixels_left: u64,
}

impl Artist {
    fn group(&mut self, group: &SvgGroup) -> Group {
        if group.blend_mode() != usvg::BlendMode::Normal {
            self.unsupported.insert(Unsupported::BlendMode);
        }
        let mut items = Vec::new();
        for node in group.children() {
            self.node(node, &mut items);
        }
        let mut clips = Vec::new();
        let mut next = group.clip_path();
        while let Some(clip) = next {
            clips.push(self.clip(clip));
            next = clip.clip_path();
        }
        let transform = affine(group.transform());
        let outer = clips.pop();
        for clip in clips {
            items = vec![Item::Group(Group { clip: Some(clip), items: items.into(), ..Group::default() })];
        }
        let opacity = group.opacity().get();
        Group {
            transform: (transform != Affine::IDENTITY).then_some(transform),
            clip: outer,
            opacity: (opacity < 1.0).then_some(opacity),
            items: items.into(),
            ..Group::default()
        }
    }

    fn node(&mut self, node: &Node, items: &mut Vec<Item>) {
        match node {
            Node::Group(group) => {
                let group = self.group(group);
                let is_plain = group.transform.is_none() && group.clip.is_none() && group.opacity.is_none();
                if is_plain {
                    items.extend(Arc::unwrap_or_clone(group.items))
                } else {
                    items.push(Item::Group(group))
                }
            }
            Node::Path(path) if path.is_visible() => self.path(path, items),
            Node::Image(image) if image.is_visible() => self.image(image, items),
            Node::Path(_) | Node::Image(_) => {}
            // Only with usvg's text feature; `svg` has noted it already.
            Node::Text(_) => {}
        }
    }

    fn path(&mut self, path: &usvg::Path, items: &mut Vec<Item>) {
        let outline = Arc::new(outline(path.data(), Transform::identity()));
        let fill = path.fill().and_then(|fill| {
            let paint = self.paint(fill.paint(), fill.opacity().get())?;
            Some((paint, rule(fill.rule())))
        });
        let stroke = path.stroke().and_then(|stroke| self.stroke(stroke));
        let mut add = |fill, stroke| {
            let (path, origin) = (outline.clone(), Origin::default());
            items.push(Item::Path(PathItem { path, fill, stroke, overprint: Overprint::Knockout, origin }));
        };
        match (path.paint_order(), fill, stroke) {
            (_, None, None) => {}
            (PaintOrder::StrokeAndFill, Some(fill), Some(stroke)) => {
                add(None, Some(stroke));
                add(Some(fill), None);
            }
            (_, fill, stroke) => add(fill, stroke),
        }
    }

    fn stroke(&mut self, stroke: &usvg::Stroke) -> Option<Stroke> {
        Some(Stroke {
            paint: self.paint(stroke.paint(), stroke.opacity().get())?,
            width: stroke.width().get(),
            dashes: stroke.dasharray().unwrap_or_default().to_vec(),
            dash_offset: stroke.dashoffset(),
            cap: match stroke.linecap() {
                usvg::LineCap::Butt => Cap::Butt,
                usvg::LineCap::Round => Cap::Round,
                usvg::LineCap::Square => Cap::Square,
            },
            join: match stroke.linejoin() {
                usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => Join::Miter,
                usvg::LineJoin::Round => Join::Round,
                usvg::LineJoin::Bevel => Join::Bevel,
            },
            miter_limit: stroke.miterlimit().get(),
        })
    }

    fn paint(&mut self, paint: &usvg::Paint, opacity: f32) -> Option<Paint> {
        let (kind, base) = match paint {
            usvg::Paint::Color(color) => return Some(Paint::Solid(rgba(*color, opacity))),
            // `svg` has noted it already.
            usvg::Paint::Pattern(_) => return None,
            usvg::Paint::LinearGradient(linear) => {
                let from = Point::new(linear.x1(), linear.y1());
                (GradientKind::Linear { from, to: Point::new(linear.x2(), linear.y2()) }, &***linear)
            }
            usvg::Paint::RadialGradient(radial) => {
                if radial.fr().get() > 0.0 {
                    self.unsupported.insert(Unsupported::RepeatedGradient);
                }
                let focus = Point::new(radial.fx(), radial.fy());
                let center = Point::new(radial.cx(), radial.cy());
                (GradientKind::Radial { focus, center, radius: radial.r().get() }, &***radial)
            }
        };
        if base.spread_method() != SpreadMethod::Pad {
            self.unsupported.insert(Unsupported::RepeatedGradient);
        }
        let stops = base.stops().iter().map(|stop| GradientStop {
            offset: stop.offset().get(),
            color: rgba(stop.color(), stop.opacity().get() * opacity),
        });
        let transform = affine(base.transform());
        Some(Paint::Gradient(Arc::new(Gradient { kind, stops: stops.collect(), transform })))
    }

    fn image(&mut self, image: &usvg::Image, items: &mut Vec<Item>) {
        let (ImageKind::PNG(bytes) | ImageKind::JPEG(bytes)) = image.kind() else {
            self.unsupported.insert(Unsupported::BrokenImage);
            return;
        };
        let Some(decoded) = self.picture(bytes) else {
            self.unsupported.insert(Unsupported::BrokenImage);
            return;
        };
        let rect = Rect::new(0.0, 0.0, image.size().width(), image.size().height());
        items.push(place(&decoded, rect, &Placing::default()));
    }

    fn picture(&mut self, bytes: &[u8]) -> Option<Image> {
        let pixels_left = &mut self.pixels_left;
        let read = || {
            let picture = decode(bytes).ok()?;
            *pixels_left = pixels_left.checked_sub(picture.pixels())?;
            Some(picture)
        };
        self.pictures.entry(hash(bytes)).or_insert_with(read).clone()
    }

    /// All shapes of a clip path as one. Without a rule of their own, shapes that overlap add up.
    fn clip(&mut self, clip: &usvg::ClipPath) -> (Path, FillRule) {
        let mut shapes = Vec::new();
        self.clip_shapes(clip.root(), clip.transform(), &mut shapes);
        let rule = match shapes.as_slice() {
            [(_, rule)] => *rule,
            shapes => {
                if shapes.iter().any(|(_, rule)| *rule == FillRule::EvenOdd) {
                    self.unsupported.insert(Unsupported::ComplexClip);
                }
                FillRule::NonZero
            }
        };
        let mut path = Path::default();
        for (shape, _) in shapes {
            path.extend(shape);
        }
        (path, rule)
    }

    fn clip_shapes(&mut self, group: &SvgGroup, transform: Transform, shapes: &mut Vec<(Path, FillRule)>) {
        let transform = transform.pre_concat(group.transform());
        for node in group.children() {
            match node {
                Node::Group(group) => self.clip_shapes(group, transform, shapes),
                Node::Path(path) if path.is_visible() => {
                    let rule = path.fill().map_or(FillRule::NonZero, |fill| rule(fill.rule()));
                    shapes.push((outline(path.data(), transform), rule));
                }
                _ => {}
            }
        }
    }
}

fn outline(data: &tiny_skia_path::Path, transform: Transform) -> Path {
    let mut segments = Vec::new();
    let mut last = SvgPoint::default();
    let place = |mut point: SvgPoint| {
        transform.map_point(&mut point);
        Point::new(point.x, point.y)
    };
    for segment in data.segments() {
        segments.push(match segment {
            PathSegment::MoveTo(to) => Segment::Move(place(to)),
            PathSegment::LineTo(to) => Segment::Line(place(to)),
            PathSegment::QuadTo(control, to) => {
                // The same curve of the third degree: controls two thirds of the way.
                let toward = |end: SvgPoint| {
                    SvgPoint::from_xy(
                        end.x + (control.x - end.x) * 2.0 / 3.0,
                        end.y + (control.y - end.y) * 2.0 / 3.0,
                    )
                };
                Segment::Cubic(place(toward(last)), place(toward(to)), place(to))
            }
            PathSegment::CubicTo(first, second, to) => Segment::Cubic(place(first), place(second), place(to)),
            PathSegment::Close => Segment::Close,
        });
        if let PathSegment::MoveTo(to)
        | PathSegment::LineTo(to)
        | PathSegment::QuadTo(_, to)
        | PathSegment::CubicTo(_, _, to) = segment
        {
            last = to;
        }
    }
    Path { segments }
}

fn affine(transform: Transform) -> Affine {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    Affine { a: sx, b: ky, c: kx, d: sy, e: tx, f: ty }
}

fn rgba(color: usvg::Color, alpha: f32) -> Rgba {
    Rgba { color: Color::Rgb([color.red, color.green, color.blue]), alpha }
}

fn rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}
