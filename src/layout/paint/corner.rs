//! Rounded corners ([CSS Backgrounds 3, 4](https://www.w3.org/TR/css-backgrounds-3/#corners)).

use crate::style::ComputedStyle;
use crate::units::{Pt, Rect, Sides};

/// Horizontal and vertical, from the top left, clockwise.
pub(super) type Radii = [(Pt, Pt); 4];

/// Used radii: scaled down together where they would overlap
/// ([CSS Backgrounds 3, 4.5](https://www.w3.org/TR/css-backgrounds-3/#corner-overlap)).
pub(super) fn radii(style: &ComputedStyle, rect: Rect) -> Radii {
    let radii = style
        .border_radius
        .each_ref()
        .map(|(x, y)| (x.resolve(rect.width).max(0.0), y.resolve(rect.height).max(0.0)));
    fitted(radii, rect)
}

pub(super) fn fitted(radii: Radii, rect: Rect) -> Radii {
    let [tl, tr, br, bl] = radii;
    let ratio = |length: Pt, sum: Pt| if sum > length { length / sum } else { 1.0 };
    let factor = ratio(rect.width, tl.0 + tr.0)
        .min(ratio(rect.width, bl.0 + br.0))
        .min(ratio(rect.height, tl.1 + bl.1))
        .min(ratio(rect.height, tr.1 + br.1));
    // A corner that is round along one axis only is square.
    radii.map(|(x, y)| if x > 0.0 && y > 0.0 { (x * factor, y * factor) } else { (0.0, 0.0) })
}

/// Where a box is cut and goes on, its corners are not round
/// ([CSS Fragmentation 3, 5.4](https://www.w3.org/TR/css-break-3/#break-decoration)).
pub(super) fn cut(radii: Radii, is_cut: Sides<bool>) -> Radii {
    let [tl, tr, br, bl] = radii;
    let unless = |is_cut: bool, radius: (Pt, Pt)| if is_cut { (0.0, 0.0) } else { radius };
    [
        unless(is_cut.top || is_cut.left, tl),
        unless(is_cut.top || is_cut.right, tr),
        unless(is_cut.bottom || is_cut.right, br),
        unless(is_cut.bottom || is_cut.left, bl),
    ]
}

pub(super) fn is_round(radii: &Radii) -> bool {
    radii.iter().any(|(x, y)| *x > 0.0 && *y > 0.0)
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

/// Radii of an edge further out: small ones grow less, so that a square corner stays square
/// ([CSS Backgrounds 3, 6.1.1](https://www.w3.org/TR/css-backgrounds-3/#shadow-shape)).
pub(super) fn grow(radii: Radii, by: Pt) -> Radii {
    if by <= 0.0 {
        return shrink(radii, Sides::all(-by));
    }
    let more = |radius: Pt| {
        let share = if radius < by { 1.0 + (radius / by - 1.0).powi(3) } else { 1.0 };
        radius + by * share
    };
    radii.map(|(x, y)| (more(x), more(y)))
}

/// A rectangle whose sides are moved outwards, or inwards as far as they can.
pub(super) fn outset(rect: Rect, by: Pt) -> Rect {
    let (dx, dy) = (by.max(-rect.width / 2.0), by.max(-rect.height / 2.0));
    Rect::new(rect.x - dx, rect.y - dy, rect.width + 2.0 * dx, rect.height + 2.0 * dy)
}
