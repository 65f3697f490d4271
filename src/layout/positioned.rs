//! Relative and absolute positions ([CSS Positioned Layout 3](https://www.w3.org/TR/css-position-3/)), and markers.

use std::rc::Rc;

use super::boxes::{BoxContent, BoxId};
use super::engine::Engine;
use super::fragment::{Constraint, Fragment, Pending, Placed};
use super::sizes::{bubble, is_rtl};
use crate::style::{ComputedStyle, LengthPercentageAuto, Position, Sizing};
use crate::units::{Point, Pt, Rect, Sides, Size};

/// Between a bullet and its item, in the marker's size, beside the space behind it: browsers set bullets
/// further out than numbers.
const BULLET_GAP: f32 = 0.25;

impl Engine<'_> {
    /// Moves a relatively positioned box; nothing around it notices.
    pub fn shift_relative(&self, id: BoxId, width: Pt, height: Option<Pt>, at: &mut Point) {
        let layout_box = self.boxes.get(id);
        if !layout_box.is_anonymous {
            let (dx, dy) = relative_offset(&layout_box.style, width, height);
            *at = Point::new(at.x + dx, at.y + dy);
        }
    }

    /// Places what waits for this box as its containing block.
    pub fn place_out_of_flow(&mut self, fragment: &mut Fragment) {
        let layout_box = self.boxes.get(fragment.id);
        if fragment.pending.is_empty() || !layout_box.is_containing_block() {
            return;
        }
        let has_transform = !layout_box.style.transform.is_empty();
        let border = Rect::new(0.0, 0.0, fragment.size.width, fragment.size.height);
        let area = border.inset(fragment.border);
        let (own, further): (Vec<Pending>, Vec<Pending>) =
            std::mem::take(&mut fragment.pending).into_iter().partition(|waiting| {
                has_transform || self.boxes.get(waiting.id).style.position != Position::Fixed
            });
        fragment.pending = further;
        if !fragment.is_whole() {
            self.has_deferred |= !own.is_empty();
            fragment.deferred.extend(own);
            return;
        }
        for waiting in own {
            let placed = self.absolute(waiting, area);
            bubble(&mut fragment.pending, &placed);
            fragment.children.push(placed);
        }
    }

    /// An absolutely positioned box in its containing block's padding box
    /// ([CSS Positioned Layout 3, 4](https://www.w3.org/TR/css-position-3/#abspos-layout)).
    pub fn absolute(&mut self, waiting: Pending, area: Rect) -> Placed {
        let style = self.boxes.get(waiting.id).style.clone();
        let inset = Insets::of(&style, area);
        let mut constraint =
            Constraint { width: area.width, height: Some(area.height), ..Constraint::default() };
        let used = self.used(waiting.id, constraint);
        let is_replaced = matches!(self.boxes.get(waiting.id).content, BoxContent::Replaced(_));
        if let (Some(left), Some(right), Sizing::Auto, false) =
            (inset.left, inset.right, &style.width, is_replaced)
        {
            let width = (area.width - left - right - used.margin.horizontal()).max(0.0);
            let edges = used.inset().horizontal();
            let width = self.clamp_width(waiting.id, &style, width - edges, area.width, edges) + edges;
            constraint.border_width = Some(width);
        } else if !is_replaced && style.width == Sizing::Auto {
            let room = area.width - inset.left.or(inset.right).unwrap_or(0.0) - used.margin.horizontal();
            let edges = used.inset().horizontal();
            let width = self.shrink_to_fit(waiting.id, room - edges);
            let width = self.clamp_width(waiting.id, &style, width, area.width, edges);
            constraint.border_width = Some(width + edges);
        }
        if let (Some(top), Some(bottom), Sizing::Auto, false) =
            (inset.top, inset.bottom, &style.height, is_replaced)
        {
            let height = (area.height - top - bottom - used.margin.vertical()).max(0.0);
            let edges = used.inset().vertical();
            let bounded = (height - edges).min(used.max_height).max(used.min_height) + edges;
            constraint.border_height = Some(bounded);
        }
        self.containing.insert(waiting.id, Size::new(area.width, area.height));
        let fragment = self.lay_whole(waiting.id, constraint);
        let margin = auto_margins(&style, used.margin, &inset, area, &fragment);
        let x = match (inset.left, inset.right) {
            (Some(left), right) if right.is_none() || !is_rtl(&style) => area.x + left + margin.left,
            (_, Some(right)) => area.right() - right - margin.right - fragment.size.width,
            _ => waiting.at.x + margin.left,
        };
        let y = match (inset.top, inset.bottom) {
            (Some(top), _) => area.y + top + margin.top,
            (None, Some(bottom)) => area.bottom() - bottom - margin.bottom - fragment.size.height,
            (None, None) => waiting.at.y + margin.top,
        };
        Placed { at: Point::new(x, y), fragment }
    }

    /// What an outside marker needs of an item without lines of its own, in which it makes one
    /// ([CSS 2, 12.5.1](https://www.w3.org/TR/CSS2/generate.html#list-style)).
    pub fn marker_height(&mut self, item: BoxId) -> Pt {
        let marker = self.boxes.get(item).marker;
        marker.map_or(0.0, |marker| self.lay_marker(marker).size.height)
    }

    fn lay_marker(&mut self, marker: BoxId) -> Rc<Fragment> {
        let width = self.intrinsic(marker).max;
        let constraint = Constraint { width, border_width: Some(width), ..Constraint::default() };
        self.lay_whole(marker, constraint)
    }

    /// Puts an outside marker beside the first line.
    pub fn place_marker(&mut self, fragment: &mut Fragment) {
        let Some(marker) = self.boxes.get(fragment.id).marker.filter(|_| fragment.is_first) else { return };
        let style = self.boxes.get(marker).style.clone();
        let laid = self.lay_marker(marker);
        let width = laid.size.width;
        let gap = if self.is_bullet(marker) { style.text.size * BULLET_GAP } else { 0.0 };
        let inset = fragment.border.plus(fragment.padding);
        // Outside of the item's border and padding, too.
        let is_rtl = is_rtl(&self.boxes.get(fragment.id).style);
        let x = if is_rtl { fragment.size.width + gap } else { -gap - width };
        let own = laid.baselines.map_or(laid.size.height, |(first, _)| first);
        let first = fragment.baselines.map_or(inset.top + own, |(first, _)| first);
        fragment.children.push(Placed { at: Point::new(x, first - own), fragment: laid });
    }

    fn is_bullet(&self, marker: BoxId) -> bool {
        match &self.boxes.get(marker).content {
            BoxContent::Lines(content) => matches!(content.text.trim_end(), "•" | "◦" | "▪" | "\u{fffc}"),
            _ => false,
        }
    }
}

/// How far `position: relative` moves, in a containing block of that size
/// ([CSS 2, 9.4.3](https://www.w3.org/TR/CSS2/visuren.html#relative-positioning)).
pub(super) fn relative_offset(style: &ComputedStyle, width: Pt, height: Option<Pt>) -> (Pt, Pt) {
    if style.position != Position::Relative {
        return (0.0, 0.0);
    }
    let inset = &style.inset;
    let length = |value: &LengthPercentageAuto, basis: Pt| match value {
        LengthPercentageAuto::Auto => None,
        LengthPercentageAuto::Value(value) => Some(value.resolve(basis)),
    };
    let dx = match (length(&inset.left, width), length(&inset.right, width)) {
        (Some(_), Some(right)) if is_rtl(style) => -right,
        (Some(left), _) => left,
        (None, Some(right)) => -right,
        (None, None) => 0.0,
    };
    let basis = height.unwrap_or(0.0);
    let dy = length(&inset.top, basis).or(length(&inset.bottom, basis).map(|bottom| -bottom));
    (dx, dy.unwrap_or(0.0))
}

struct Insets {
    left: Option<Pt>,
    right: Option<Pt>,
    top: Option<Pt>,
    bottom: Option<Pt>,
}

impl Insets {
    fn of(style: &ComputedStyle, area: Rect) -> Insets {
        let length = |value: &LengthPercentageAuto, basis: Pt| match value {
            LengthPercentageAuto::Auto => None,
            LengthPercentageAuto::Value(value) => Some(value.resolve(basis)),
        };
        Insets {
            left: length(&style.inset.left, area.width),
            right: length(&style.inset.right, area.width),
            top: length(&style.inset.top, area.height),
            bottom: length(&style.inset.bottom, area.height),
        }
    }
}

/// Opposite `auto` margins centre a box between its insets.
fn auto_margins(
    style: &ComputedStyle,
    mut margin: Sides<Pt>,
    inset: &Insets,
    area: Rect,
    fragment: &Fragment,
) -> Sides<Pt> {
    let auto = |value: &LengthPercentageAuto| *value == LengthPercentageAuto::Auto;
    if let (Some(left), Some(right)) = (inset.left, inset.right)
        && auto(&style.margin.left)
        && auto(&style.margin.right)
    {
        let rest = ((area.width - left - right - fragment.size.width) / 2.0).max(0.0);
        (margin.left, margin.right) = (rest, rest);
    } else {
        if auto(&style.margin.left) {
            margin.left = 0.0;
        }
        if auto(&style.margin.right) {
            margin.right = 0.0;
        }
    }
    if let (Some(top), Some(bottom)) = (inset.top, inset.bottom)
        && auto(&style.margin.top)
        && auto(&style.margin.bottom)
    {
        let rest = ((area.height - top - bottom - fragment.size.height) / 2.0).max(0.0);
        (margin.top, margin.bottom) = (rest, rest);
    }
    margin
}
