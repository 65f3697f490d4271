//! Block formatting: boxes one below the other
//! ([CSS 2, 9.4.1](https://www.w3.org/TR/CSS2/visuren.html#block-formatting)).

mod breaks;

use std::rc::Rc;

use super::boxes::BoxId;
use super::edges::Edges;
use super::engine::{Engine, TOLERANCE};
use super::float::{CarriedFloat, FloatRequest};
use super::floats::{Band, Clears, Floats};
use super::fragment::{
    Constraint, Fragment, FragmentContent, Outcome, Pending, Placed, Resume, Room, Token, resume_at,
};
use super::margins::Margin;
use super::sizes::Used;
use crate::style::Break;
use crate::units::{Point, Pt, Size};
use breaks::Step;

/// Children in a column of a given width.
pub(super) struct FlowRequest<'a> {
    pub children: &'a [BoxId],
    /// The first child not to lay out.
    pub end: usize,
    pub width: Pt,
    pub height: Option<Pt>,
    /// From the top of the content.
    pub room: Option<Room>,
    /// The first child to lay out, and where in it.
    pub start: usize,
    pub inside: Option<&'a Token>,
    /// Floats that began before.
    pub carried: &'a [CarriedFloat],
    /// Those around that reach in.
    pub floats: Floats,
    /// Floats do not reach out: it is a block formatting context of its own.
    pub contains_floats: bool,
    /// What stands before is on an earlier page or column.
    pub is_resumed: bool,
    /// The first child's top margin is one of the box around.
    pub passes_top: bool,
    /// The last child's bottom margin is one of the box around.
    pub passes_bottom: bool,
    pub rtl: bool,
}

/// Children placed from the top of the content box.
#[derive(Default)]
pub(super) struct Flow {
    pub placed: Vec<Placed>,
    pub pending: Vec<Pending>,
    pub height: Pt,
    pub token: Option<Token>,
    pub forced: Option<Break>,
    /// The first child belongs on the next page or column, and so does the box.
    pub is_pushed: bool,
    pub floats: Floats,
    /// Of the last children, if it is a margin of the box around.
    pub margin_below: Option<Margin>,
    /// For the next page or column.
    pub carried: Vec<CarriedFloat>,
}

impl Flow {
    /// With the last child's margin that is one of the box around.
    pub fn height_with_margin(&self) -> Pt {
        (self.height + self.margin_below.map_or(0.0, Margin::sum)).max(0.0)
    }
}

impl Engine<'_> {
    pub fn lay_flow(
        &mut self,
        id: BoxId,
        children: &[BoxId],
        used: Used,
        floats: Floats,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let edges = Edges::of(&used, resume.is_some());
        let style = self.boxes.get(id).style.clone();
        let Resume { index: start, inside, carried } = resume_at(resume);
        let flow = self.flow(FlowRequest {
            children,
            start,
            inside,
            carried,
            floats,
            contains_floats: self.boxes.get(id).contains_floats(),
            is_resumed: resume.is_some(),
            end: children.len(),
            width: used.width,
            height: used.definite_height(),
            room: room.map(|room| edges.inner(room)),
            passes_top: self.passes_top_margin(id, used.inset().top),
            passes_bottom: self.passes_bottom_margin(id, used.inset().bottom),
            rtl: super::sizes::is_rtl(&style),
        });
        self.close_flow(id, used, edges, room, resume.is_some(), flow)
    }

    /// The box around a flow.
    pub fn close_flow(
        &mut self,
        id: BoxId,
        used: Used,
        edges: Edges,
        room: Option<Room>,
        is_resumed: bool,
        mut flow: Flow,
    ) -> Outcome {
        if flow.is_pushed {
            return Outcome::pushed();
        }
        let is_broken = flow.token.is_some();
        let is_whole = !is_broken && !is_resumed;
        let has_lines = |placed: &Placed| {
            placed.fragment.baselines.is_some() && !self.boxes.get(placed.fragment.id).is_floating()
        };
        if is_whole && !flow.placed.iter().any(has_lines) {
            flow.height = flow.height.max(self.marker_height(id));
        }
        let mut height = if is_whole { used.clamp_height(flow.height) } else { flow.height };
        let lower = if is_whole { self.content_shift(id, height - flow.height) } else { 0.0 };
        let shift = Point::new(used.inset().left, edges.top + lower);
        for child in &mut flow.placed {
            child.at = Point::new(child.at.x + shift.x, child.at.y + shift.y);
        }
        for waiting in &mut flow.pending {
            waiting.at = Point::new(waiting.at.x + shift.x, waiting.at.y + shift.y);
        }
        let floats = match self.boxes.get(id).contains_floats() {
            true => Vec::new(),
            false => flow.floats.own().iter().map(|float| float.moved(shift)).collect(),
        };
        let carried = flow.carried.into_iter().map(|float| float.moved(shift.x)).collect();
        // A minimum height parts them.
        let is_stretched = height > flow.height + TOLERANCE;
        let margin_below =
            flow.margin_below.map(|below| if is_stretched { Margin::default() } else { below });
        let excess = if is_broken { 0.0 } else { flow.height - height };
        if let (true, Some(room)) = (is_broken, room) {
            // A box that goes on fills what is left, so that its background and borders do.
            height = height.max(room.available - edges.top - edges.foot(true));
        }
        let size = Size::new(used.border_width(), edges.top + height + edges.foot(is_broken));
        let mut fragment = self.finish(id, &used, size, FragmentContent::None, flow.placed);
        fragment.pending.extend(flow.pending);
        fragment.is_first = !is_resumed;
        fragment.is_last = !is_broken;
        fragment.floats = floats;
        fragment.margin_below = margin_below;
        fragment.baselines = self.flow_baselines(&fragment);
        fragment.excess.height = excess.max(0.0);
        self.place_marker(&mut fragment);
        self.place_out_of_flow(&mut fragment);
        Outcome { fragment: Some(Rc::new(fragment)), token: flow.token, forced: flow.forced, carried }
    }

    pub fn flow(&mut self, request: FlowRequest) -> Flow {
        let mut inside = request.inside;
        let mut flow = Flow { floats: request.floats.clone(), ..Flow::default() };
        for float in request.carried {
            let float = float.request(request.width, request.room);
            let placed = self.place_float(&float, &mut flow.floats, &mut flow.carried);
            flow.placed.extend(placed);
        }
        let mut trail: Vec<Step> = Vec::new();
        let mut y: Pt = 0.0;
        let mut below = Margin::default();
        let mut first = true;
        // Margins below clearance are no margins of the box around.
        let mut is_below_clearance = false;
        for index in request.start..request.end {
            let child = request.children[index];
            if self.boxes.get(child).is_out_of_flow() {
                flow.pending.push(Pending { id: child, at: Point::new(0.0, y + below.sum()) });
                continue;
            }
            if self.boxes.get(child).is_floating() {
                self.float_child(&request, &mut flow, child, y + below.sum(), first);
                continue;
            }
            let resume = inside.take();
            let step = Step {
                index,
                y,
                placed: flow.placed.len(),
                pending: flow.pending.len(),
                floats: flow.floats.count(),
                carried: flow.carried.len(),
            };
            if let (Some(room), Some(step), None) = (request.room, trail.last(), resume) {
                let before = request.children[step.index];
                let forced = self.forced_between(before, child, room.is_column);
                if let Some(forced) = forced.filter(|forced| room.is_paged || *forced == Break::Column) {
                    flow.token = Some(Token::Child(index, None));
                    flow.forced = Some(forced);
                    break;
                }
            }
            let margins = self.block_margins(child, request.width);
            // Margins vanish at an unforced break (CSS Fragmentation 3, 5.2).
            let vanishes = if request.is_resumed { !self.is_after_forced } else { request.passes_top };
            let is_at_top = first && vanishes;
            let top = if resume.is_some() || is_at_top { Margin::default() } else { margins.top };
            let mut child_y = y + below.join(top).sum();
            let clears = if resume.is_none() { self.clears(child, request.rtl) } else { Clears::default() };
            if clears.any() && flow.floats.waits_for(clears) && request.room.is_some() {
                self.break_before_child(&request, &mut flow, &trail, index, &mut y);
                below = Margin::default();
                break;
            }
            // CSS 2, 9.5.2.
            let clearance = flow.floats.cleared(clears).filter(|bottom| *bottom > child_y);
            if let Some(bottom) = clearance {
                child_y = bottom;
            }
            let mut constraint =
                Constraint { width: request.width, height: request.height, ..Constraint::default() };
            let mut x = None;
            if self.boxes.get(child).contains_floats() && flow.floats.reaches_below(child_y) {
                let spot =
                    self.spot_beside(child, child_y, &flow.floats, constraint, request.rtl, resume.is_some());
                (x, child_y, constraint.border_width) = (spot.x, spot.y, spot.border_width);
            }
            let x = x.unwrap_or_else(|| self.child_x(child, constraint, request.rtl));
            let seen = flow.floats.seen_from(Point::new(x, child_y));
            constraint.floats = (!seen.is_empty()).then_some(&seen);
            let is_alone = first && flow.floats.own().is_empty();
            let room = request.room.map(|room| room.below(child_y, is_alone));
            let is_empty = margins.collapses_through && resume.is_none();
            let outcome = match room {
                Some(room) if room.available <= TOLERANCE && !room.at_top && !is_empty => Outcome::pushed(),
                _ => self.lay(child, constraint, room, resume),
            };
            let Some(fragment) = outcome.fragment else {
                match resume {
                    Some(inside) => flow.token = Some(Token::Child(index, Some(Box::new(inside.clone())))),
                    None => self.break_before_child(&request, &mut flow, &trail, index, &mut y),
                }
                below = Margin::default();
                break;
            };
            for float in &fragment.floats {
                flow.floats.add(float.moved(Point::new(x, child_y)));
            }
            for float in outcome.carried {
                let float = float.moved(x);
                float.waits_in(&mut flow.floats);
                flow.carried.push(float);
            }
            trail.push(step);
            let mut at = Point::new(x, child_y);
            let is_through =
                is_empty || (margins.may_collapse_through && fragment.size.height == 0.0 && resume.is_none());
            match (is_through, clearance) {
                (false, _) => {
                    y = child_y + fragment.size.height;
                    below = match fragment.margin_below {
                        Some(inner) => margins.own_bottom.join(inner),
                        None => margins.bottom,
                    };
                    first = false;
                }
                // At the top both are margins of the box around.
                (true, None) if is_at_top => {}
                (true, None) => below = below.join(top).join(margins.bottom),
                (true, Some(bottom)) => {
                    y = bottom - margins.top.sum();
                    below = margins.top.join(margins.bottom);
                    first = false;
                }
            }
            is_below_clearance = is_through && (is_below_clearance || clearance.is_some());
            self.shift_relative(child, request.width, request.height, &mut at);
            flow.placed.push(Placed { at, fragment });
            if let Some(token) = outcome.token {
                flow.token = Some(Token::Child(index, Some(Box::new(token))));
                flow.forced = outcome.forced;
                below = Margin::default();
                break;
            }
        }
        let leaves_margin = request.passes_bottom && !is_below_clearance;
        if request.passes_bottom {
            flow.margin_below = Some(if leaves_margin { below } else { Margin::default() });
        }
        // A margin does not go on behind the end of a page
        // ([CSS Fragmentation 3, 5.2](https://www.w3.org/TR/css-break-3/#break-margins)).
        let end = request.room.map_or(Pt::INFINITY, |room| room.available.max(y));
        flow.height = match flow.token.is_some() || leaves_margin {
            true => y,
            false => (y + below.sum()).min(end).max(0.0),
        };
        if request.contains_floats {
            flow.height = flow.height.max(flow.floats.bottom());
            if !flow.carried.is_empty() {
                let rest = flow.token.take().unwrap_or(Token::Child(request.end, None));
                flow.token = Some(Token::Floats(std::mem::take(&mut flow.carried), Box::new(rest)));
            }
        }
        flow
    }

    fn float_child(&mut self, request: &FlowRequest, flow: &mut Flow, child: BoxId, top: Pt, is_first: bool) {
        let float = FloatRequest {
            id: child,
            side: self.float_side(child, request.rtl),
            token: None,
            limits: Band::of_width(request.width),
            height: request.height,
            top,
            room: request.room,
            is_first,
        };
        let placed = self.place_float(&float, &mut flow.floats, &mut flow.carried);
        flow.placed.extend(placed);
    }

    /// The left edge of a block in its containing block.
    fn child_x(&mut self, child: BoxId, constraint: Constraint, rtl: bool) -> Pt {
        let used = self.used(child, constraint);
        if rtl { constraint.width - used.margin.right - used.border_width() } else { used.margin.left }
    }

    /// Of the first and the last child that have one.
    pub fn flow_baselines(&self, fragment: &Fragment) -> Option<(Pt, Pt)> {
        let of = |child: &Placed| {
            let is_floating = self.boxes.get(child.fragment.id).is_floating();
            let (first, last) = child.fragment.baselines.filter(|_| !is_floating)?;
            Some((first + child.at.y, last + child.at.y))
        };
        let first = fragment.children.iter().find_map(of)?.0;
        let last = fragment.children.iter().rev().find_map(of)?.1;
        Some((first, last))
    }
}
