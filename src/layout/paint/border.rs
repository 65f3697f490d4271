//! Borders, rounded corners and column rules ([CSS Backgrounds 3, 4](https://www.w3.org/TR/css-backgrounds-3/#borders)).

use super::super::boxes::BoxId;
use super::super::fragment::Fragment;
use super::decoration::filled;
use super::painter::{Painter, shown_edges};
use crate::page::{Cap, FillRule, Item, Join, Origin, Overprint, Paint, Path, PathItem, Segment, Stroke};
use crate::style::{Border, BorderStyle, ComputedStyle};
use crate::units::{Point, Pt, Rect, Sides};

pub(super) type Radii = [(Pt, Pt); 4];

/// Used radii: scaled down together where they would overlap
/// ([CSS Backgrounds 3, 4.5](https://www.w3.org/TR/css-backgrounds-3/#corner-overlap)).
pub(super) fn radii(style: &ComputedStyle, rect: Rect) -> Radii {
    let radii = style
        .border_radius
        .each_ref()
        .map(|(x, y)| (x.resolve(rect.width).max(0.0), y.resolve(rect.height).max(0.0)));
    let [tl, tr, br, bl] = radii;
    let ratio = |length: Pt, sum: Pt| if sum > length { length / sum } else { 1.0 };
    let factor = ratio(rect.width, tl.0 + tr.0)
        .min(ratio(rect.width, bl.0 + br.0))
        .min(ratio(rect.height, tl.1 + bl.1))
        .min(ratio(rect.height, tr.1 + br.1));
    radii.map(|(x, y)| (x * factor, y * factor))
}

/// Radii of the inner edge.
pub(super) fn shrink(radii: Radii, by: Sides<Pt>) -> Radii {
    let [tl, tr, br, bl] = radii;
    let less = |(x, y): (Pt, Pt), dx: Pt, dy: Pt| ((x - dx).max(0.0), (y - dy).max(0.0));
    [
        less(tl, by.left, by.top),
        less(tr, by.right, by.top),
        less(br, by.right, by.bottom),
        less(bl, by.left, by.bottom),
    ]
}

impl Painter<'_, '_> {
    pub fn border(&mut self, fragment: &Fragment, style: &ComputedStyle, rect: Rect, radii: Radii) {
        self.border_of(fragment.id, style, shown_edges(fragment).0, rect, radii);
    }

    pub fn border_of(
        &mut self,
        id: BoxId,
        style: &ComputedStyle,
        widths: Sides<Pt>,
        rect: Rect,
        radii: Radii,
    ) {
        if widths.horizontal() + widths.vertical() <= 0.0 {
            return;
        }
        let origin = self.origin(id);
        let sides = [
            (&style.border.top, widths.top),
            (&style.border.right, widths.right),
            (&style.border.bottom, widths.bottom),
            (&style.border.left, widths.left),
        ];
        let shown: Vec<&Border> =
            sides.iter().filter(|(_, width)| *width > 0.0).map(|(border, _)| *border).collect();
        // A ring whose edges meet where there is no border would show as a hair line there.
        let is_closed = shown.len() == 4 || radii.iter().any(|(x, y)| *x > 0.0 && *y > 0.0);
        let is_one = is_closed
            && shown.iter().all(|border| border.color == shown[0].color)
            && shown.iter().all(|border| border.style == BorderStyle::Solid);
        if is_one && shown[0].color.is_visible() {
            let mut ring = Path::rounded_rect(rect, radii);
            ring.extend(Path::rounded_rect(rect.inset(widths), shrink(radii, widths)));
            let fill = Some((Paint::Solid(shown[0].color.clone()), FillRule::EvenOdd));
            self.items.push(Item::Path(PathItem {
                path: ring,
                fill,
                stroke: None,
                overprint: Overprint::Knockout,
                origin,
            }));
            return;
        }
        let is_uniform = shown.len() == 4
            && shown.iter().all(|border| *border == shown[0])
            && matches!(shown[0].style, BorderStyle::Dashed | BorderStyle::Dotted);
        if is_uniform {
            let half = widths.map(|width| width / 2.0);
            let path = Path::rounded_rect(rect.inset(half), shrink(radii, half));
            self.items.push(Item::Path(stroked(path, shown[0], widths.top, origin)));
            return;
        }
        for (index, (border, width)) in sides.into_iter().enumerate() {
            if width > 0.0 && border.color.is_visible() {
                self.side(index, border, width, widths, rect, origin.clone());
            }
        }
    }

    /// One side by itself: corners are cut along the diagonal.
    fn side(
        &mut self,
        index: usize,
        border: &Border,
        width: Pt,
        widths: Sides<Pt>,
        rect: Rect,
        origin: Origin,
    ) {
        let inner = rect.inset(widths);
        let p = Point::new;
        let outer_corners = [
            p(rect.x, rect.y),
            p(rect.right(), rect.y),
            p(rect.right(), rect.bottom()),
            p(rect.x, rect.bottom()),
        ];
        let inner_corners = [
            p(inner.x, inner.y),
            p(inner.right(), inner.y),
            p(inner.right(), inner.bottom()),
            p(inner.x, inner.bottom()),
        ];
        let next = (index + 1) % 4;
        let trapezoid = |share: (f32, f32)| {
            let between = |corner: usize, share: f32| {
                let (from, to) = (outer_corners[corner], inner_corners[corner]);
                p(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
            };
            let points = [
                between(index, share.0),
                between(next, share.0),
                between(next, share.1),
                between(index, share.1),
            ];
            let mut segments = vec![Segment::Move(points[0])];
            segments.extend(points[1..].iter().map(|point| Segment::Line(*point)));
            segments.push(Segment::Close);
            Path { segments }
        };
        let paint = Paint::Solid(border.color.clone());
        match border.style {
            BorderStyle::None => {}
            BorderStyle::Solid => self.items.push(Item::Path(filled(trapezoid((0.0, 1.0)), paint, origin))),
            BorderStyle::Double => {
                let mut path = trapezoid((0.0, 1.0 / 3.0));
                path.extend(trapezoid((2.0 / 3.0, 1.0)));
                self.items.push(Item::Path(filled(path, paint, origin)));
            }
            BorderStyle::Dashed | BorderStyle::Dotted => {
                let middle = |corner: usize| {
                    let (outer, inner) = (outer_corners[corner], inner_corners[corner]);
                    p((outer.x + inner.x) / 2.0, (outer.y + inner.y) / 2.0)
                };
                let path = Path::line(middle(index), middle(next));
                self.items.push(Item::Path(stroked(path, border, width, origin)));
            }
        }
    }

    /// Lines between columns.
    pub fn rules(&mut self, fragment: &Fragment, style: &ComputedStyle, at: Point) {
        let rule = &style.column_rule;
        if rule.width <= 0.0 || rule.style == BorderStyle::None || fragment.rules.is_empty() {
            return;
        }
        let origin = self.origin(fragment.id);
        for (x, top, bottom) in &fragment.rules {
            let path = Path::line(Point::new(at.x + x, at.y + top), Point::new(at.x + x, at.y + bottom));
            self.items.push(Item::Path(stroked(path, rule, rule.width, origin.clone())));
        }
    }
}

fn stroked(path: Path, border: &Border, width: Pt, origin: Origin) -> PathItem {
    let (dashes, cap) = match border.style {
        BorderStyle::Dashed => (vec![2.0 * width, 2.0 * width], Cap::Butt),
        BorderStyle::Dotted => (vec![0.0, 2.0 * width], Cap::Round),
        _ => (Vec::new(), Cap::Butt),
    };
    PathItem {
        path,
        fill: None,
        stroke: Some(Stroke {
            paint: Paint::Solid(border.color.clone()),
            width,
            dashes,
            dash_offset: 0.0,
            cap,
            join: Join::Miter,
            miter_limit: 4.0,
        }),
        overprint: Overprint::Knockout,
        origin,
    }
}
