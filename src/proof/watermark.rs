use std::sync::Arc;

use super::label::Setting;
use crate::color::Rgba;
use crate::page::{Cap, FillRule, Group, Item, Join, Origin, Overprint, Paint, PathItem, Stroke};
use crate::units::{Affine, Point, Rect};

/// How much of the diagonal the word takes.
const SPAN: f32 = 0.72;
/// Height of capitals in the built-in sans, to the size.
const CAPITALS: f32 = 0.66;

/// A word up the diagonal of a rectangle. Grey in between: it shows on white and on black, and both still
/// carry text.
pub(super) fn items(word: &str, rect: Rect, setting: Setting) -> Option<Item> {
    let unit = setting.label(word, 100.0, 700);
    let diagonal = rect.width.hypot(rect.height);
    // A strip takes the word lying along it; no letter is higher than a third of the narrow side.
    let size = (SPAN * diagonal / unit.width * 100.0).min(rect.width.min(rect.height) / 3.0 / CAPITALS);
    let is_placed = unit.width > 0.0 && size.is_finite() && size > 0.0;
    if !is_placed {
        return None;
    }
    let label = setting.label(word, size, 700);
    let path = label.outline(Point::new(-label.width / 2.0, size * CAPITALS / 2.0));
    let stroke = Stroke {
        paint: Paint::Solid(Rgba { alpha: 0.16, ..Rgba::rgb(255, 255, 255) }),
        width: size / 60.0,
        dashes: Vec::new(),
        dash_offset: 0.0,
        cap: Cap::Butt,
        join: Join::Round,
        miter_limit: 4.0,
    };
    let shape = PathItem {
        path: path.into(),
        fill: Some((Paint::Solid(Rgba { alpha: 0.16, ..Rgba::rgb(120, 120, 120) }), FillRule::NonZero)),
        // Where the ground is as grey as the word, its rim is seen.
        stroke: Some(stroke),
        overprint: Overprint::Knockout,
        origin: Origin::default(),
    };
    let turn = Affine::rotate(-(rect.height / rect.width).atan());
    let center = Affine::translate(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    let items = Arc::new(vec![Item::Path(shape)]);
    Some(Item::Group(Group { transform: Some(turn.then(center)), items, ..Group::default() }))
}
