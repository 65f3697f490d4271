//! Boxes that float, in the room there is ([CSS 2, 9.5](https://www.w3.org/TR/CSS2/visuren.html#floats)).

use super::boxes::BoxId;
use super::engine::{Engine, TOLERANCE};
use super::floats::{Band, Clears, FloatArea, Floats, Side};
use super::fragment::{Constraint, Outcome, Placed, Room, Token};
use crate::style::{Clear, Float, LengthPercentageAuto, Sizing};
use crate::units::{Point, Pt, Rect, Size};

/// A float, or the rest of one, for the next page or column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CarriedFloat {
    pub id: BoxId,
    side: Side,
    /// Where it goes on.
    token: Option<Token>,
    /// Its containing block.
    limits: Band,
    height: Option<Pt>,
}

/// A float that is to be placed.
pub(super) struct FloatRequest<'a> {
    pub id: BoxId,
    pub side: Side,
    pub token: Option<&'a Token>,
    pub limits: Band,
    /// Of its containing block, if definite.
    pub height: Option<Pt>,
    /// It stands here or lower.
    pub top: Pt,
    pub room: Option<Room>,
    /// Nothing of the box around stands above it on this page or column.
    pub is_first: bool,
}

impl CarriedFloat {
    pub fn moved(mut self, dx: Pt) -> CarriedFloat {
        self.limits = self.limits.moved(dx);
        self
    }

    /// Floats and boxes after it may have to wait, too.
    pub fn waits_in(&self, floats: &mut Floats) {
        floats.wait(self.side, self.token.is_none());
    }

    /// At the top of the next page or column, which may be narrower.
    pub fn request(&self, width: Pt, room: Option<Room>) -> FloatRequest<'_> {
        let limits = Band { left: self.limits.left.min(width), right: self.limits.right.min(width) };
        let (id, side, height) = (self.id, self.side, self.height);
        FloatRequest { id, side, token: self.token.as_ref(), limits, height, top: 0.0, room, is_first: true }
    }
}

impl Engine<'_> {
    /// The side of a float in a containing block of that direction.
    pub fn float_side(&self, id: BoxId, rtl: bool) -> Side {
        match self.boxes.get(id).style.float {
            Float::Right => Side::Right,
            Float::InlineStart if rtl => Side::Right,
            Float::InlineEnd if !rtl => Side::Right,
            _ => Side::Left,
        }
    }

    pub fn clears(&self, id: BoxId, rtl: bool) -> Clears {
        let layout_box = self.boxes.get(id);
        if layout_box.is_anonymous {
            return Clears::default();
        }
        let (left, right) = match layout_box.style.clear {
            Clear::None => (false, false),
            Clear::Both => (true, true),
            Clear::Left => (true, false),
            Clear::Right => (false, true),
            Clear::InlineStart => (!rtl, rtl),
            Clear::InlineEnd => (rtl, !rtl),
        };
        Clears { left, right }
    }

    /// Width of a float's margin box.
    pub fn float_width(&mut self, id: BoxId, width: Pt, height: Option<Pt>) -> Pt {
        let used = self.used(id, Constraint { width, height, ..Constraint::default() });
        used.border_width() + used.margin.horizontal()
    }

    /// Places a float, or carries it to the next page or column.
    pub fn place_float(
        &mut self,
        request: &FloatRequest,
        floats: &mut Floats,
        carried: &mut Vec<CarriedFloat>,
    ) -> Option<Placed> {
        let FloatRequest { id, side, token, limits, height, room, .. } = *request;
        let constraint = Constraint { width: limits.width(), height, ..Constraint::default() };
        let used = self.used(id, constraint);
        let cleared = floats.cleared(self.clears(id, false)).unwrap_or(request.top);
        let margin_top = if token.is_some() { 0.0 } else { used.margin.top };
        let tall = if token.is_some() { 0.0 } else { self.lay_whole(id, constraint).size.height };
        let size = Size::new(
            (used.border_width() + used.margin.horizontal()).max(0.0),
            (margin_top + tall + used.margin.bottom).max(0.0),
        );
        let at = floats.place(side, size, request.top.max(cleared), limits);
        let is_first = request.is_first && floats.own().is_empty();
        let room = room.map(|room| room.below(at.y + margin_top, is_first));
        let is_late = floats.is_over && token.is_none() && room.is_some();
        let has_room = room.is_none_or(|room| room.available > TOLERANCE || room.at_top);
        let outcome = match is_late || !has_room {
            true => Outcome::pushed(),
            false => self.lay(id, constraint, room, token),
        };
        let rest = match (&outcome.fragment, outcome.token) {
            (None, _) => Some(token.cloned()),
            (Some(_), Some(rest)) => Some(Some(rest)),
            (Some(_), None) => None,
        };
        let margin_bottom = if rest.is_some() { 0.0 } else { used.margin.bottom };
        if let Some(token) = rest {
            let rest = CarriedFloat { id, side, token, limits, height };
            rest.waits_in(floats);
            carried.push(rest);
        }
        let fragment = outcome.fragment?;
        let height = (margin_top + fragment.size.height + margin_bottom).max(0.0);
        floats.add(FloatArea { side, rect: Rect::new(at.x, at.y, size.width, height) });
        let mut at = Point::new(at.x + used.margin.left, at.y + margin_top);
        self.shift_relative(id, constraint.width, constraint.height, &mut at);
        Some(Placed { at, fragment })
    }

    /// Where a box with a formatting context of its own stands beside floats: where it is as wide as it
    /// must be and meets none of them.
    pub fn spot_beside(
        &mut self,
        id: BoxId,
        y: Pt,
        floats: &Floats,
        constraint: Constraint,
        rtl: bool,
        is_resumed: bool,
    ) -> Spot {
        let limits = Band::of_width(constraint.width);
        let mut y = y;
        loop {
            let mut height = 0.0;
            loop {
                let band = floats.band(y, height, limits);
                if band == limits && !floats.reaches_below(y) {
                    return Spot { x: None, y, border_width: None };
                }
                let (x, width, fits) = self.fit_between(id, band, constraint, rtl);
                if !fits && band != limits {
                    break;
                }
                let border_width = (band != limits).then_some(width);
                let spot = Spot { x: (band != limits).then_some(x), y, border_width };
                if is_resumed {
                    return spot;
                }
                // Further down another float may be wider.
                let tall = self.lay_whole(id, Constraint { border_width, ..constraint }).size.height;
                if tall <= height || floats.band(y, tall, limits) == band {
                    return spot;
                }
                height = tall;
            }
            match floats.next_edge(y) {
                Some(edge) => y = edge,
                None => return Spot { x: None, y, border_width: None },
            }
        }
    }

    /// The left edge and the width of a border box between floats, and whether it fits. Its margins may
    /// lie under them.
    fn fit_between(&mut self, id: BoxId, band: Band, constraint: Constraint, rtl: bool) -> (Pt, Pt, bool) {
        let style = self.boxes.get(id).style.clone();
        let margin = self.margins(&style, id, constraint.width);
        let left = band.left.max(margin.left);
        let right = band.right.min(constraint.width - margin.right);
        let room = (right - left).max(0.0);
        let within = Constraint { width: room + margin.horizontal(), ..constraint };
        let is_auto = style.width == Sizing::Auto;
        let used = self.used(id, if is_auto { within } else { constraint });
        let width = used.border_width();
        let is_auto = |margin: &LengthPercentageAuto| *margin == LengthPercentageAuto::Auto;
        let rest = (room - width).max(0.0);
        let x = match (is_auto(&style.margin.left), is_auto(&style.margin.right)) {
            (true, true) => left + rest / 2.0,
            (true, false) => right - width,
            (false, false) if rtl => right - width,
            _ => left,
        };
        (x, width, room > 0.0 && width <= room + TOLERANCE)
    }
}

/// A place beside floats; what is `None` is as without them.
pub(super) struct Spot {
    pub x: Option<Pt>,
    pub y: Pt,
    pub border_width: Option<Pt>,
}
