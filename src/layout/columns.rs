//! Columns of text ([CSS Multi-column Layout 1](https://www.w3.org/TR/css-multicol-1/)): the flow in
//! column-sized fragmentainers, balanced by bisection.

mod spanner;

use super::boxes::BoxId;
use super::edges::Edges;
use super::engine::{Engine, TOLERANCE};
use super::float::CarriedFloat;
use super::floats::Floats;
use super::flow::{Flow, FlowRequest};
use super::fragment::{Outcome, Pending, Placed, Resume, Room, Token, resume_at};
use super::margins::Margin;
use super::sizes::{Used, is_rtl};
use crate::style::{Break, ColumnFill, ComputedStyle};
use crate::units::{Point, Pt};

/// More columns than fit on any sheet.
const MAX_COLUMNS: u32 = 100;
/// Heights nearer than this are balanced: a tenth of a millimetre.
const BALANCED: Pt = 0.25;

/// Halvings that bring the height of any sheet below [`BALANCED`].
const MAX_TRIALS: usize = 20;

/// Columns side by side.
#[derive(Clone, Copy)]
struct Grid {
    count: usize,
    width: Pt,
    gap: Pt,
}

/// Children between two that span all columns.
struct Segment<'a> {
    id: BoxId,
    children: &'a [BoxId],
    start: usize,
    end: usize,
    inside: Option<&'a Token>,
    carried: &'a [CarriedFloat],
    is_resumed: bool,
    grid: Grid,
    height: Option<Pt>,
    /// What the columns do not hold goes on elsewhere; otherwise further columns stick out.
    goes_on: bool,
    /// It may go on on another page.
    is_paged: bool,
}

/// A segment in its columns.
struct Filled {
    columns: Vec<Flow>,
    height: Pt,
    /// Without a margin at the end of a column, which truncates it
    /// ([CSS Fragmentation 3, 5.2](https://www.w3.org/TR/css-break-3/#break-margins)).
    needed: Pt,
    token: Option<Token>,
    forced: Option<Break>,
    is_pushed: bool,
}

impl Engine<'_> {
    pub fn column_gap(&self, style: &ComputedStyle) -> Pt {
        style.column_gap.as_ref().map_or(style.text.size, |gap| gap.resolve(0.0))
    }

    fn column_grid(&self, style: &ComputedStyle, width: Pt) -> Grid {
        let gap = style.column_gap.as_ref().map_or(style.text.size, |gap| gap.resolve(width)).max(0.0);
        let fitting = |column: Pt| (((width + gap) / (column.max(1.0) + gap)).floor() as u32).max(1);
        let count = match (style.column_count, style.column_width) {
            (Some(count), Some(column)) => count.min(fitting(column)),
            (Some(count), None) => count,
            (None, Some(column)) => fitting(column),
            (None, None) => 1,
        }
        .clamp(1, MAX_COLUMNS);
        let width = ((width - gap * (count - 1) as f32) / count as f32).max(0.0);
        Grid { count: count as usize, width, gap }
    }

    pub fn lay_columns(
        &mut self,
        id: BoxId,
        children: &[BoxId],
        used: Used,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let edges = Edges::of(&used, resume.is_some());
        let inner = room.map(|room| edges.inner(room));
        let style = self.boxes.get(id).style.clone();
        let grid = self.column_grid(&style, used.width);
        let Resume { mut index, mut inside, mut carried } = resume_at(resume);
        let spanners = self.spanners(id, children);
        let mut all = Flow::default();
        let mut rules = Vec::new();
        let mut sticking_out = 0;
        let mut y: Pt = 0.0;
        // Margins of boxes across all columns touch each other.
        let mut below = Margin::default();
        while (index < children.len() || !carried.is_empty()) && all.token.is_none() {
            let nothing_yet = all.placed.is_empty();
            let here = inner.map(|inner| inner.below(y, nothing_yet));
            if carried.is_empty() && spanners.contains(&index) {
                let is_truncated = nothing_yet && resume.is_some() && !self.is_after_forced;
                let above = (!is_truncated).then_some(below);
                match self.spanner(children[index], &used, inside.take(), here, y, above) {
                    Some(spanner) => {
                        all.placed.push(spanner.placed);
                        (y, below) = (spanner.bottom, spanner.below);
                        if let Some(token) = spanner.token {
                            all.token = Some(Token::Child(index, Some(Box::new(token))));
                            all.forced = spanner.forced;
                        }
                    }
                    None if nothing_yet => all.is_pushed = true,
                    None => all.token = Some(Token::Child(index, None)),
                }
                if all.is_pushed {
                    break;
                }
                index += 1;
                continue;
            }
            y += std::mem::take(&mut below).sum();
            let here = inner.map(|inner| inner.below(y, nothing_yet));
            let end = spanners.iter().copied().find(|spanner| *spanner >= index).unwrap_or(children.len());
            let segment = Segment {
                id,
                children,
                start: index,
                end,
                inside: inside.take(),
                carried: std::mem::take(&mut carried),
                is_resumed: nothing_yet && resume.is_some(),
                grid,
                height: used.definite_height(),
                goes_on: room.is_some_and(|room| room.is_paged || room.is_column),
                is_paged: room.is_some_and(|room| room.is_paged),
            };
            let fixed = used.definite_height().map(|height| (height - y).max(0.0));
            let filled = self.fill_segment(&segment, here, fixed, style.column_fill);
            if filled.is_pushed {
                if nothing_yet {
                    all.is_pushed = true;
                } else {
                    all.token = Some(Token::Child(index, None));
                }
                break;
            }
            let count = filled.columns.len();
            sticking_out = sticking_out.max(count.saturating_sub(grid.count));
            for (column, flow) in filled.columns.into_iter().enumerate() {
                let step =
                    if is_rtl(&style) { grid.count as f32 - 1.0 - column as f32 } else { column as f32 };
                let x = step * (grid.width + grid.gap);
                if column > 0 && column < count {
                    let middle =
                        if is_rtl(&style) { x + grid.width + grid.gap / 2.0 } else { x - grid.gap / 2.0 };
                    rules.push((middle, y, y + filled.height));
                }
                all.placed.extend(flow.placed.into_iter().map(|child| Placed {
                    at: Point::new(child.at.x + x, child.at.y + y),
                    fragment: child.fragment,
                }));
                all.pending.extend(flow.pending.into_iter().map(|waiting| Pending {
                    id: waiting.id,
                    at: Point::new(waiting.at.x + x, waiting.at.y + y),
                }));
            }
            y += filled.height;
            all.token = filled.token;
            all.forced = filled.forced;
            index = end;
        }
        all.height = if all.token.is_some() { y } else { y + below.sum() };
        let inset = (used.inset().left, edges.top);
        let mut outcome = self.close_flow(id, used, edges, room, resume.is_some(), all);
        if let Some(fragment) = outcome.fragment.as_mut().and_then(std::rc::Rc::get_mut) {
            fragment.excess.width = sticking_out as f32 * (grid.width + grid.gap);
            fragment.rules = rules
                .into_iter()
                .map(|(x, top, bottom)| (x + inset.0, top + inset.1, bottom + inset.1))
                .collect();
        }
        outcome
    }

    fn fill_segment(
        &mut self,
        segment: &Segment,
        room: Option<Room>,
        fixed: Option<Pt>,
        fill: ColumnFill,
    ) -> Filled {
        let limit = room.map_or(Pt::INFINITY, |room| room.available).min(fixed.unwrap_or(Pt::INFINITY));
        let at_top = room.is_none_or(|room| room.at_top);
        if let (ColumnFill::Auto, Some(height)) = (fill, fixed) {
            return self.fill_columns(segment, height.min(limit), Some(at_top));
        }
        if fill == ColumnFill::Auto && room.is_some_and(|room| room.is_paged && !room.is_column) {
            // The page is as tall as the columns may become.
            return self.fill_columns(segment, limit, Some(at_top));
        }
        // What goes on is not measured to its end on each of its pages.
        let at_limit = limit.is_finite().then(|| self.fill_columns(segment, limit, None));
        if at_limit.as_ref().is_some_and(|tried| !tried.fits(limit)) {
            return self.fill_columns(segment, limit, Some(at_top));
        }
        // Without a limit only forced breaks end a column.
        let endless = Segment { grid: Grid { count: MAX_COLUMNS as usize, ..segment.grid }, ..*segment };
        let whole = self.fill_columns(&endless, Pt::INFINITY, Some(true));
        let total: Pt = whole.columns.iter().map(Flow::height_with_margin).sum();
        let mut low = total / segment.grid.count as f32;
        let mut high = total.min(limit);
        let tallest = match at_limit {
            Some(tried) if high == limit => tried,
            _ => self.fill_columns(segment, high, None),
        };
        if !tallest.fits(high) {
            // It goes on, on the next page or in the next column around.
            return self.fill_columns(segment, high, Some(at_top));
        }
        low = low.min(high);
        // The even share first: the margin at the end makes it no certain bound for what is below a
        // height that fails.
        let even = self.fill_columns(segment, low, None);
        if even.fits(low) {
            return Filled { height: even.height.max(low), ..even };
        }
        let mut best = tallest;
        for _ in 0..MAX_TRIALS {
            if high - low <= BALANCED {
                break;
            }
            let middle = (low + high) / 2.0;
            let tried = self.fill_columns(segment, middle, None);
            if tried.fits(middle) {
                high = middle.min(tried.needed.max(low));
                best = Filled { height: high, ..tried };
            } else {
                low = middle;
            }
        }
        best
    }

    /// Fills columns of one height, one after the other. `at_top` is whether anything stands above the
    /// first; `None` is a trial, in which what must not break is pushed out rather than broken.
    fn fill_columns(&mut self, segment: &Segment, height: Pt, at_top: Option<bool>) -> Filled {
        let mut filled = Filled {
            columns: Vec::new(),
            height: 0.0,
            needed: 0.0,
            token: None,
            forced: None,
            is_pushed: false,
        };
        let (mut start, mut inside) = (segment.start, segment.inside.cloned());
        let mut carried = segment.carried.to_vec();
        let rtl = is_rtl(&self.boxes.get(segment.id).style);
        let sticks_out = at_top.is_some() && !segment.goes_on;
        for column in 0..MAX_COLUMNS as usize {
            if column >= segment.grid.count && !sticks_out {
                break;
            }
            let is_first = column == 0;
            let at_top = at_top.is_some_and(|at_top| at_top || !is_first);
            // The last one takes all, as nothing in it breaks for a column: nothing is lost.
            let is_last = sticks_out && column + 1 == MAX_COLUMNS as usize;
            let available = if is_last { Pt::INFINITY } else { height };
            let room = Room {
                available,
                extent: height,
                keeps_foot: false,
                at_top,
                is_column: !is_last,
                is_paged: segment.is_paged,
            };
            let around = self.is_after_forced;
            self.is_after_forced = match filled.columns.last() {
                Some(before) => before.forced.is_some(),
                None => around,
            };
            let flow = self.flow(FlowRequest {
                children: segment.children,
                start,
                end: segment.end,
                inside: inside.as_ref(),
                carried: &carried,
                floats: Floats::default(),
                contains_floats: true,
                is_resumed: !is_first || segment.is_resumed,
                width: segment.grid.width,
                height: segment.height,
                room: Some(room),
                passes_top: false,
                passes_bottom: true,
                rtl,
            });
            self.is_after_forced = around;
            if flow.is_pushed {
                filled.is_pushed = true;
                return filled;
            }
            filled.needed = filled.needed.max(flow.height);
            filled.height = filled.height.max(flow.height_with_margin().min(available)).max(flow.height);
            filled.token = flow.token.clone();
            filled.forced = flow.forced.filter(|forced| *forced != Break::Column);
            filled.columns.push(flow);
            let Some(token) = &filled.token else { break };
            if filled.forced.is_some() {
                break;
            }
            let rest = resume_at(Some(token));
            (start, inside, carried) = (rest.index, rest.inside.cloned(), rest.carried.to_vec());
        }
        if filled.token.is_some() && height.is_finite() {
            filled.height = height;
        }
        filled
    }
}

impl Filled {
    fn fits(&self, height: Pt) -> bool {
        self.token.is_none() && !self.is_pushed && self.needed <= height + TOLERANCE
    }
}
