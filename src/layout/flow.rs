//! Block formatting: boxes one below the other
//! ([CSS 2, 9.4.1](https://www.w3.org/TR/CSS2/visuren.html#block-formatting)).

use std::rc::Rc;

use super::boxes::BoxId;
use super::engine::{Engine, TOLERANCE};
use super::fragment::{Constraint, Fragment, FragmentContent, Outcome, Pending, Placed, Room, Token};
use super::margins::{self, Margin};
use super::sizes::Used;
use crate::style::Break;
use crate::units::{Point, Pt, Size};

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
    /// What stands before is on an earlier page or column.
    pub is_resumed: bool,
    /// The first child's top margin is one of the box around.
    pub passes_top: bool,
    /// The last child's bottom margin is one of the box around.
    pub passes_bottom: bool,
    pub rtl: bool,
}

/// Children placed from the top of the content box.
pub(super) struct Flow {
    pub placed: Vec<Placed>,
    pub pending: Vec<Pending>,
    pub height: Pt,
    pub token: Option<Token>,
    pub forced: Option<Break>,
    /// The first child belongs on the next page or column, and so does the box.
    pub is_pushed: bool,
}

impl Engine<'_> {
    pub fn lay_flow(
        &mut self,
        id: BoxId,
        children: &[BoxId],
        used: Used,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let edges = Edges::of(&used, resume.is_some());
        let style = self.boxes.get(id).style.clone();
        let (start, inside) = resume_at(resume);
        let flow = self.flow(FlowRequest {
            children,
            start,
            inside,
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
        let (left, top) = (used.inset().left, edges.top);
        for child in &mut flow.placed {
            child.at = Point::new(child.at.x + left, child.at.y + top);
        }
        for waiting in &mut flow.pending {
            waiting.at = Point::new(waiting.at.x + left, waiting.at.y + top);
        }
        let is_broken = flow.token.is_some();
        let mut height = if is_resumed { flow.height } else { used.clamp_height(flow.height) };
        let excess = if is_broken { 0.0 } else { flow.height - height };
        if let (true, Some(room)) = (is_broken, room) {
            // A box that goes on fills what is left, so that its background and borders do.
            height = height.max(room.available - edges.top);
        }
        let bottom = if is_broken { 0.0 } else { edges.bottom };
        let size = Size::new(used.border_width(), edges.top + height + bottom);
        let mut fragment = self.finish(id, &used, size, FragmentContent::None, flow.placed);
        fragment.pending.extend(flow.pending);
        fragment.is_first = !is_resumed;
        fragment.is_last = !is_broken;
        fragment.baselines = baselines(&fragment);
        fragment.excess.height = excess.max(0.0);
        self.place_marker(&mut fragment);
        self.place_out_of_flow(&mut fragment);
        Outcome { fragment: Some(Rc::new(fragment)), token: flow.token, forced: flow.forced }
    }

    pub fn flow(&mut self, request: FlowRequest) -> Flow {
        let mut inside = request.inside;
        let mut flow = Flow {
            placed: Vec::new(),
            pending: Vec::new(),
            height: 0.0,
            token: None,
            forced: None,
            is_pushed: false,
        };
        // For each placed child its index, and the height before it, in case a break moves up.
        let mut trail: Vec<(usize, Pt, usize)> = Vec::new();
        let mut y: Pt = 0.0;
        let mut below = Margin::default();
        let mut first = true;
        for index in request.start..request.end {
            let child = request.children[index];
            if self.boxes.get(child).is_out_of_flow() {
                flow.pending.push(Pending { id: child, at: Point::new(0.0, y + below.sum()) });
                continue;
            }
            let resume = inside.take();
            if let (Some(room), Some((previous, ..)), None) = (request.room, trail.last(), resume) {
                let before = request.children[*previous];
                let forced = self.forced_between(before, child, room.is_column);
                if let Some(forced) = forced.filter(|forced| room.is_paged || *forced == Break::Column) {
                    flow.token = Some(Token::Child(index, None));
                    flow.forced = Some(forced);
                    break;
                }
            }
            let margins = self.block_margins(child, request.width);
            let top = match () {
                _ if resume.is_some() => Margin::default(),
                // Margins vanish at an unforced break (CSS Fragmentation 3, 5.2).
                _ if first && (request.is_resumed || request.passes_top) => Margin::default(),
                _ => margins.top,
            };
            if margins.collapses_through && resume.is_none() {
                below = below.join(top).join(margins.bottom);
                let fragment = self.lay_whole(
                    child,
                    Constraint { width: request.width, height: request.height, ..Constraint::default() },
                );
                trail.push((index, y, flow.pending.len()));
                flow.placed.push(Placed { at: Point::new(0.0, y + below.sum()), fragment });
                continue;
            }
            let child_y = y + below.join(top).sum();
            let room = request.room.map(|room| room.below(child_y, first));
            let constraint =
                Constraint { width: request.width, height: request.height, ..Constraint::default() };
            let outcome = match room {
                Some(room) if room.available <= TOLERANCE && !room.at_top => Outcome::pushed(),
                _ => self.lay(child, constraint, room, resume),
            };
            let Some(fragment) = outcome.fragment else {
                self.break_before_child(&request, &mut flow, &trail, index, &mut y);
                below = Margin::default();
                break;
            };
            first = false;
            trail.push((index, y, flow.pending.len()));
            let x = self.child_x(child, &fragment, constraint, request.rtl);
            let mut at = Point::new(x, child_y);
            y = child_y + fragment.size.height;
            self.shift_relative(child, request.width, request.height, &mut at);
            flow.placed.push(Placed { at, fragment });
            below = margins.bottom;
            if let Some(token) = outcome.token {
                flow.token = Some(Token::Child(index, Some(Box::new(token))));
                flow.forced = outcome.forced;
                below = Margin::default();
                break;
            }
        }
        flow.height =
            if flow.token.is_some() || request.passes_bottom { y } else { (y + below.sum()).max(0.0) };
        flow
    }

    /// Breaks before a child that does not fit, or further up where a break is not avoided.
    fn break_before_child(
        &mut self,
        request: &FlowRequest,
        flow: &mut Flow,
        trail: &[(usize, Pt, usize)],
        index: usize,
        y: &mut Pt,
    ) {
        let room = request.room.expect("only a page or column pushes");
        let mut keep = trail.len();
        let mut next = index;
        while keep > 0
            && self.avoids_between(
                request.children[trail[keep - 1].0],
                request.children[next],
                room.is_column,
            )
        {
            keep -= 1;
            next = trail[keep].0;
        }
        if keep == 0 && trail.is_empty() && !room.at_top {
            flow.is_pushed = true;
            return;
        }
        if keep == 0 && !trail.is_empty() {
            if !room.at_top && !request.is_resumed && next == request.start {
                flow.is_pushed = true;
                return;
            }
            // Nothing above is better: break here after all.
            if room.at_top || next == request.start {
                keep = trail.len();
                next = index;
            }
        }
        if let Some((_, before, pending)) = trail.get(keep) {
            *y = *before;
            flow.pending.truncate(*pending);
        }
        flow.placed.truncate(keep);
        flow.token = Some(Token::Child(next, None));
    }

    pub fn forced_between(&self, before: BoxId, after: BoxId, is_column: bool) -> Option<Break> {
        let value = margins::stronger(self.break_after(before), self.break_before(after));
        let forced = margins::forced(value, is_column);
        let changes_page = !is_column && self.last_page_name(before) != self.page_name(after);
        forced.or(changes_page.then_some(Break::Page))
    }

    fn last_page_name(&self, id: BoxId) -> Option<std::sync::Arc<str>> {
        self.boxes.get(id).style.page.clone()
    }

    fn avoids_between(&self, before: BoxId, after: BoxId, is_column: bool) -> bool {
        margins::avoided(self.break_after(before), is_column)
            || margins::avoided(self.break_before(after), is_column)
    }

    /// The left edge of a block in its containing block.
    fn child_x(&mut self, child: BoxId, fragment: &Fragment, constraint: Constraint, rtl: bool) -> Pt {
        let used = self.used(child, constraint);
        if rtl { constraint.width - used.margin.right - fragment.size.width } else { used.margin.left }
    }
}

/// The child that a token is in, and the token inside it.
pub(super) fn resume_at(token: Option<&Token>) -> (usize, Option<&Token>) {
    match token {
        Some(Token::Child(index, inside)) => (*index, inside.as_deref()),
        _ => (0, None),
    }
}

/// Border and padding above and below the content, by what of the box this fragment is
/// ([CSS Fragmentation 3, 5.4](https://www.w3.org/TR/css-break-3/#break-decoration)).
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    pub top: Pt,
    pub bottom: Pt,
}

impl Edges {
    pub fn of(used: &Used, is_resumed: bool) -> Edges {
        let inset = used.inset();
        Edges { top: if is_resumed { 0.0 } else { inset.top }, bottom: inset.bottom }
    }

    /// The room for content: the bottom edge is kept free, whether the box ends here or not.
    pub fn inner(self, room: Room) -> Room {
        Room { available: room.available - self.top - self.bottom, ..room }
    }
}

/// Of the first and the last child that have one.
pub(super) fn baselines(fragment: &Fragment) -> Option<(Pt, Pt)> {
    let of = |child: &Placed| {
        child.fragment.baselines.map(|(first, last)| (first + child.at.y, last + child.at.y))
    };
    let first = fragment.children.iter().find_map(of)?.0;
    let last = fragment.children.iter().rev().find_map(of)?.1;
    Some((first, last))
}
