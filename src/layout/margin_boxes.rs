//! The boxes in the page margins: running heads and page numbers
//! ([CSS Paged Media 3, 5](https://www.w3.org/TR/css-page-3/#margin-boxes)).

use std::rc::Rc;
use std::sync::Arc;

use super::boxes::{Atom, AtomKind, BoxContent, BoxId, InlineContent, InlineSpan, LayoutBox, Replacement};
use super::engine::Engine;
use super::fragment::{Constraint, Placed};
use crate::style::{
    ComputedStyle, Display, MarginBox, MarginBoxRule, MarginContent, PageStyle, TextAlign, VerticalAlign,
};
use crate::units::{Point, Pt, Rect};

/// Three boxes along one side of the page.
struct Side {
    places: [MarginBox; 3],
    /// Inside the corners.
    area: Rect,
    is_horizontal: bool,
}

pub(super) fn lay(engine: &mut Engine, style: &PageStyle, page: usize, pages: usize) -> Vec<Placed> {
    let mut placed = Vec::new();
    if style.margin_boxes.is_empty() {
        return placed;
    }
    for side in sides(style) {
        let boxes =
            side.places.map(|place| find(style, place).and_then(|rule| build(engine, rule, page, pages)));
        let wanted = boxes.map(|id| {
            id.map(|id| match side.is_horizontal {
                true => engine.outer_intrinsic(id).max,
                false => engine.lay_whole(id, Constraint::of_width(side.area.width)).size.height,
            })
        });
        let length = if side.is_horizontal { side.area.width } else { side.area.height };
        for (index, (start, extent)) in share(wanted, length).into_iter().enumerate() {
            let Some(id) = boxes[index] else { continue };
            let area = match side.is_horizontal {
                true => Rect::new(side.area.x + start, side.area.y, extent, side.area.height),
                false => Rect::new(side.area.x, side.area.y + start, side.area.width, extent),
            };
            placed.push(place(engine, id, area, side.places[index]));
        }
    }
    for (corner, area) in corners(style) {
        if let Some(id) = find(style, corner).and_then(|rule| build(engine, rule, page, pages)) {
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

/// Starts and extents of three boxes: the middle one stays in the middle.
fn share(wanted: [Option<Pt>; 3], length: Pt) -> [(Pt, Pt); 3] {
    let [first, middle, last] = wanted;
    if let Some(middle) = middle {
        let beside = first.unwrap_or(0.0).max(last.unwrap_or(0.0));
        let total = middle + 2.0 * beside;
        let middle = if total > length { length * middle / total } else { middle };
        let beside = (length - middle) / 2.0;
        return [(0.0, beside), (beside, middle), (beside + middle, beside)];
    }
    let (first, last) = match (first, last) {
        (Some(first), Some(last)) if first + last > length => {
            let first = length * first / (first + last);
            (first, length - first)
        }
        (Some(_), Some(last)) => (length - last, last),
        (Some(_), None) => (length, 0.0),
        (None, _) => (0.0, length),
    };
    [(0.0, first), (first, 0.0), (first, last)]
}

/// A box of its own for the margin box; `None` for `content: none`.
fn build(engine: &mut Engine, rule: &MarginBoxRule, page: usize, pages: usize) -> Option<BoxId> {
    let parts = rule.content.as_ref()?;
    let node = engine.source.tree.root;
    let align = match (rule.style.text_align, rule.place) {
        (TextAlign::Start, MarginBox::TopLeft | MarginBox::BottomLeft) => TextAlign::Left,
        (TextAlign::Start, MarginBox::TopRight | MarginBox::BottomRight) => TextAlign::Right,
        (TextAlign::Start, _) => TextAlign::Center,
        (align, _) => align,
    };
    let style =
        Arc::new(ComputedStyle { display: Display::Block, text_align: align, ..(*rule.style).clone() });
    let mut content = InlineContent {
        floats: Vec::new(),
        text: String::new(),
        spans: Vec::new(),
        atoms: Vec::new(),
        inlines: Vec::new(),
        out_of_flow: Vec::new(),
    };
    for part in parts {
        match part {
            MarginContent::Text(text) => content.text.push_str(text),
            MarginContent::Page => content.text.push_str(&page.to_string()),
            MarginContent::Pages => content.text.push_str(&pages.to_string()),
            MarginContent::Image(source) => {
                let image =
                    Replacement::Image { source: source.clone(), alt: None, width: None, height: None };
                let plain = Arc::new(ComputedStyle::inherit(&style));
                let id = engine.boxes.add(LayoutBox::plain(plain, node, BoxContent::Replaced(image)));
                content.atoms.push(Atom { at: content.text.len(), inline: None, kind: AtomKind::Box(id) });
                content.text.push('\u{fffc}');
            }
        }
    }
    let range = 0..content.text.len();
    content.spans.push(InlineSpan { range, style: style.clone(), node, inline: None });
    Some(engine.boxes.add(LayoutBox::plain(style, node, BoxContent::Lines(Rc::new(content)))))
}

fn place(engine: &mut Engine, id: BoxId, area: Rect, place: MarginBox) -> Placed {
    let style = engine.boxes.get(id).style.clone();
    let constraint = Constraint { width: area.width, height: Some(area.height), ..Constraint::default() };
    let fragment = engine.lay_whole(id, constraint);
    let used = engine.used(id, constraint);
    let spare = area.height - fragment.size.height - used.margin.vertical();
    let down = match (&style.vertical_align, place) {
        (VerticalAlign::Top, _) | (VerticalAlign::Baseline, MarginBox::LeftTop | MarginBox::RightTop) => 0.0,
        (VerticalAlign::Bottom, _)
        | (VerticalAlign::Baseline, MarginBox::LeftBottom | MarginBox::RightBottom) => spare,
        _ => spare / 2.0,
    };
    Placed { at: Point::new(area.x + used.margin.left, area.y + used.margin.top + down), fragment }
}
