//! The boxes in the page margins: running heads and page numbers
//! ([CSS Paged Media 3, 5](https://www.w3.org/TR/css-page-3/#margin-boxes)).

mod content;
mod share;

use super::boxes::BoxId;
use super::engine::Engine;
use super::fragment::{Constraint, Placed};
use super::running::PageValues;
use crate::style::{MarginBox, MarginBoxRule, PageStyle, Sizing, VerticalAlign};
use crate::units::{Point, Pt, Rect};
use share::Wanted;

/// Three boxes along one side of the page.
struct Side {
    places: [MarginBox; 3],
    /// Inside the corners.
    area: Rect,
    is_horizontal: bool,
}

pub(super) fn lay(engine: &mut Engine, style: &PageStyle, values: &PageValues) -> Vec<Placed> {
    let mut placed = Vec::new();
    if style.margin_boxes.is_empty() {
        return placed;
    }
    for side in sides(style) {
        let boxes =
            side.places.map(|place| find(style, place).and_then(|rule| content::build(engine, rule, values)));
        let wanted = boxes.map(|id| id.map(|id| wanted(engine, id, &side)));
        let length = if side.is_horizontal { side.area.width } else { side.area.height };
        for (index, (start, extent)) in share::share(wanted, length).into_iter().enumerate() {
            let Some(id) = boxes[index] else { continue };
            let area = match side.is_horizontal {
                true => Rect::new(side.area.x + start, side.area.y, extent, side.area.height),
                false => Rect::new(side.area.x, side.area.y + start, side.area.width, extent),
            };
            placed.push(place(engine, id, area, side.places[index]));
        }
    }
    for (corner, area) in corners(style) {
        if let Some(id) = find(style, corner).and_then(|rule| content::build(engine, rule, values)) {
            placed.push(place(engine, id, area, corner));
        }
    }
    placed
}

fn find(style: &PageStyle, place: MarginBox) -> Option<&MarginBoxRule> {
    style.margin_boxes.iter().rev().find(|rule| rule.place == place)
}

fn sides(style: &PageStyle) -> [Side; 4] {
    use MarginBox::*;
    let (size, margin) = (style.size, style.margin);
    let width = size.width - margin.horizontal();
    let height = size.height - margin.vertical();
    let (right, bottom) = (size.width - margin.right, size.height - margin.bottom);
    [
        Side {
            places: [TopLeft, TopCenter, TopRight],
            area: Rect::new(margin.left, 0.0, width, margin.top),
            is_horizontal: true,
        },
        Side {
            places: [BottomLeft, BottomCenter, BottomRight],
            area: Rect::new(margin.left, bottom, width, margin.bottom),
            is_horizontal: true,
        },
        Side {
            places: [LeftTop, LeftMiddle, LeftBottom],
            area: Rect::new(0.0, margin.top, margin.left, height),
            is_horizontal: false,
        },
        Side {
            places: [RightTop, RightMiddle, RightBottom],
            area: Rect::new(right, margin.top, margin.right, height),
            is_horizontal: false,
        },
    ]
}

fn corners(style: &PageStyle) -> [(MarginBox, Rect); 4] {
    let (size, margin) = (style.size, style.margin);
    let (right, bottom) = (size.width - margin.right, size.height - margin.bottom);
    [
        (MarginBox::TopLeftCorner, Rect::new(0.0, 0.0, margin.left, margin.top)),
        (MarginBox::TopRightCorner, Rect::new(right, 0.0, margin.right, margin.top)),
        (MarginBox::BottomLeftCorner, Rect::new(0.0, bottom, margin.left, margin.bottom)),
        (MarginBox::BottomRightCorner, Rect::new(right, bottom, margin.right, margin.bottom)),
    ]
}

/// How far content, border, padding and margin go along a side.
fn wanted(engine: &mut Engine, id: BoxId, side: &Side) -> Wanted {
    let style = engine.boxes.get(id).style.clone();
    let (width, height) = (side.area.width, side.area.height);
    let constraint = Constraint { width, height: Some(height), ..Constraint::default() };
    let used = engine.used(id, constraint);
    if side.is_horizontal {
        let edges = used.inset().horizontal() + used.margin.horizontal();
        let content = engine.intrinsic(id).widen(edges);
        let mut outer = |value: &Sizing| {
            let inset = used.inset().horizontal();
            engine.width_of(id, &style, value, width, inset).map(|width| width + edges)
        };
        return Wanted {
            fixed: outer(&style.width),
            min: content.min,
            max: content.max,
            least: outer(&style.min_width).unwrap_or(0.0),
            most: outer(&style.max_width).unwrap_or(Pt::INFINITY),
        };
    }
    let edges = used.inset().vertical() + used.margin.vertical();
    let content = engine.lay_whole(id, constraint).size.height + used.margin.vertical();
    Wanted {
        fixed: used.height.map(|height| height + edges),
        min: content,
        max: content,
        least: used.min_height + edges,
        most: used.max_height + edges,
    }
}

/// A box fills its place, unless a width or height says otherwise; then it stands by the page's content.
fn place(engine: &mut Engine, id: BoxId, area: Rect, place: MarginBox) -> Placed {
    let style = engine.boxes.get(id).style.clone();
    let mut constraint = Constraint { width: area.width, height: Some(area.height), ..Constraint::default() };
    let used = engine.used(id, constraint);
    let inset = used.inset();
    let width = match (&style.width, is_beside(place)) {
        (Sizing::Auto, _) | (_, false) => area.width - used.margin.horizontal(),
        _ => used.border_width(),
    };
    let height = match (used.height, is_beside(place)) {
        (None, _) | (_, true) => area.height - used.margin.vertical(),
        (Some(height), false) => height + inset.vertical(),
    };
    constraint.border_width = Some(width.max(inset.horizontal()));
    // What sticks out of a box without room for content is its content.
    let border_height = Some(inset.vertical());
    let squeezed = engine.lay_whole(id, Constraint { height: None, border_height, ..constraint });
    let spare = (height - squeezed.size.height - squeezed.excess.height).max(0.0);
    constraint.border_height = Some(height.max(inset.vertical()));
    constraint.lower = match style.vertical_align {
        VerticalAlign::Top => 0.0,
        VerticalAlign::Bottom => spare,
        _ => spare / 2.0,
    };
    let fragment = engine.lay_whole(id, constraint);
    use MarginBox::*;
    let x = match place {
        LeftTop | LeftMiddle | LeftBottom => area.right() - used.margin.right - fragment.size.width,
        _ => area.x + used.margin.left,
    };
    let y = match place {
        TopLeft | TopCenter | TopRight | TopLeftCorner | TopRightCorner => {
            area.bottom() - used.margin.bottom - fragment.size.height
        }
        _ => area.y + used.margin.top,
    };
    Placed { at: Point::new(x, y), fragment }
}

/// Whether a box stands left or right of the page's content.
fn is_beside(place: MarginBox) -> bool {
    use MarginBox::*;
    matches!(place, LeftTop | LeftMiddle | LeftBottom | RightTop | RightMiddle | RightBottom)
}
