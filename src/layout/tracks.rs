//! Flex and grid containers, on taffy ([CSS Flexbox 1](https://www.w3.org/TR/css-flexbox-1/),
//! [CSS Grid 2](https://www.w3.org/TR/css-grid-2/)). Each container is one small taffy tree; its
//! items are leaves that this engine measures.

mod alignment;
mod areas;
mod convert;
mod subgrid;
mod taken;
mod template;

use std::rc::Rc;

use taffy::{AvailableSpace, LayoutOutput, RequestedAxis, TaffyTree};

pub(super) use taken::Taken;

use super::boxes::{BoxContent, BoxId};
use super::edges::Edges;
use super::engine::{Engine, TOLERANCE};
use super::flow::Flow;
use super::fragment::{Constraint, Outcome, Pending, Placed, Room, Token};
use super::intrinsic::Intrinsic;
use super::rows::Item;
use super::sizes::Used;
use crate::style::GridLine;
use crate::units::{Point, Pt, Rect, Size};

/// Items of a container and the size of its content.
struct Arranged {
    items: Vec<Item>,
    /// Out-of-flow boxes where they would stand as the only item, or the grid area that contains them.
    absolutes: Vec<Item>,
    size: Size,
}

/// Three thirds fill a line, though their sum may be rounded to more than it.
const ROUNDING: Pt = 0.001;

/// What a container has to share out.
#[derive(Clone, Copy)]
struct Share {
    width: AvailableSpace,
    height: Option<Pt>,
    min_height: Pt,
    max_height: Pt,
}

impl Share {
    /// Of a width alone.
    fn of(width: AvailableSpace) -> Share {
        Share { width, height: None, min_height: 0.0, max_height: Pt::INFINITY }
    }

    /// What percentages are of.
    fn basis(self) -> Option<Pt> {
        match self.width {
            AvailableSpace::Definite(width) => Some(width),
            _ => None,
        }
    }
}

impl Engine<'_> {
    fn track_children(&self, id: BoxId) -> Rc<[BoxId]> {
        match &self.boxes.get(id).content {
            BoxContent::Flex(children) | BoxContent::Grid(children) => children.clone(),
            _ => unreachable!("asked of flex and grid containers only"),
        }
    }

    pub fn lay_tracks(
        &mut self,
        id: BoxId,
        used: Used,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        let edges = Edges::of(&used, resume.is_some());
        let arranged = self.arrange(
            id,
            Share {
                width: AvailableSpace::Definite(used.width),
                height: used.definite_height(),
                min_height: used.min_height,
                max_height: used.max_height,
            },
        );
        let constraint =
            Constraint { width: used.width, height: used.definite_height(), ..Constraint::default() };
        let inner = room.map(|room| edges.inner(room));
        let fits = inner.is_none_or(|inner| arranged.size.height <= inner.available + TOLERANCE)
            && !self.has_forced_break(&arranged.items, room);
        let mut flow = match inner {
            Some(inner) if !fits || resume.is_some() => {
                let items = &arranged.items;
                let bottom = items.iter().map(|item| item.rect.bottom()).reduce(Pt::max);
                let below = bottom
                    .filter(|_| constraint.height.is_none())
                    .map(|bottom| arranged.size.height - bottom);
                self.lay_rows(items, constraint, below.unwrap_or(0.0), inner, resume)
            }
            _ => self.whole_items(&arranged, constraint),
        };
        if resume.is_none() {
            for absolute in &arranged.absolutes {
                let (rect, child) = (absolute.rect, absolute.id);
                let at = Point::new(rect.x, rect.y);
                if self.is_in_area(id, child) {
                    let placed = self.absolute(Pending { id: child, at }, rect);
                    flow.placed.push(placed);
                    continue;
                }
                let margin = self.margins(&self.boxes.get(child).style.clone(), child, used.width);
                let at = Point::new(at.x - margin.left, at.y - margin.top);
                flow.pending.push(Pending { id: child, at });
            }
        }
        self.close_flow(id, used, edges, room, resume.is_some(), flow)
    }

    fn has_forced_break(&mut self, items: &[Item], room: Option<Room>) -> bool {
        let Some(room) = room else { return false };
        if items.iter().any(|item| self.breaks_by_force(item.id)) {
            return true;
        }
        items.windows(2).any(|pair| self.forced_between(pair[0].id, pair[1].id, room.is_column).is_some())
    }

    fn whole_items(&mut self, arranged: &Arranged, constraint: Constraint) -> Flow {
        let placed = arranged
            .items
            .iter()
            .map(|item| {
                let constraint = Constraint {
                    border_width: Some(item.rect.width),
                    border_height: Some(item.rect.height),
                    ..constraint
                };
                let constraint = Constraint { width: item.basis, ..constraint };
                let mut at = Point::new(item.rect.x, item.rect.y);
                self.shift_relative(item.id, constraint.width, constraint.height, &mut at);
                Placed { at, fragment: self.lay_whole(item.id, constraint) }
            })
            .collect();
        Flow { placed, height: arranged.size.height, ..Flow::default() }
    }

    pub fn track_intrinsic(&mut self, id: BoxId) -> Intrinsic {
        let min = self.arrange(id, Share::of(AvailableSpace::MinContent)).size.width;
        let max = self.arrange(id, Share::of(AvailableSpace::MaxContent)).size.width;
        Intrinsic { min: min.min(max), max: max.max(min) }
    }

    fn arrange(&mut self, id: BoxId, share: Share) -> Arranged {
        let around = self.sharing_around;
        self.sharing_around += usize::from(self.has_subgrids(id));
        let arranged = self.arrange_items(id, share);
        self.sharing_around = around;
        arranged
    }

    fn arrange_items(&mut self, id: BoxId, share: Share) -> Arranged {
        let children = self.track_children(id);
        let basis = share.basis();
        let shared = self.share_tracks(id, share);
        let mut tree: TaffyTree<BoxId> = TaffyTree::with_capacity(children.len() + 1);
        tree.disable_rounding();
        let mut nodes = Vec::with_capacity(children.len());
        for &child in &*children {
            let mut style = self.item_style(child, id, basis, share.height);
            if self.boxes.get(child).is_out_of_flow() {
                style.position = taffy::Position::Absolute;
                if self.is_in_area(id, child) {
                    style = area_style(style);
                } else {
                    (style.grid_row, style.grid_column) = Default::default();
                }
            } else if let Some(lines) = shared.as_ref().and_then(|shared| shared.lines.get(&child)) {
                lines.place(&mut style);
            }
            let node = tree.new_leaf_with_context(style, child).expect("taffy takes any leaf");
            nodes.push((child, node));
        }
        let mut style = self.sized_style(id, share);
        if let Some(shared) = &shared {
            if let Some(columns) = &shared.columns {
                style.grid_template_columns = columns.template();
                style.grid_template_column_names = Vec::new();
            }
            if let Some(rows) = &shared.rows {
                style.grid_template_rows = rows.template();
                style.grid_template_row_names = Vec::new();
            }
        }
        let ids: Vec<taffy::NodeId> = nodes.iter().map(|(_, node)| *node).collect();
        let root = tree.new_with_children(style, &ids).expect("the leaves are of this tree");
        let space = taffy::Size { width: share.width, height: AvailableSpace::MaxContent };
        let constraint =
            Constraint { width: basis.unwrap_or(0.0), height: share.height, ..Constraint::default() };
        self.compute(&mut tree, root, space, constraint);
        let areas = self.areas(&tree, root, &nodes);
        if self.restyle(&mut tree, id, &nodes, &areas) {
            self.compute(&mut tree, root, space, constraint);
        }
        let placed = nodes.iter().map(|(id, node)| {
            let layout = tree.unrounded_layout(*node);
            let (at, size) = (layout.location, layout.size);
            let basis = areas.get(id).map_or(constraint.width, |area| area.width);
            Item { id: *id, rect: Rect::new(at.x, at.y, size.width, size.height), basis }
        });
        let (absolutes, items) = placed.partition(|item| self.boxes.get(item.id).is_out_of_flow());
        let size = tree.unrounded_layout(root).size;
        Arranged { items, absolutes, size: Size::new(size.width, size.height) }
    }

    /// The style of a container of that size.
    fn sized_style(&self, id: BoxId, share: Share) -> taffy::Style {
        let basis = share.basis();
        let mut style = self.container_style(id, basis, share.height);
        if let Some(width) = basis {
            let slack = if style.flex_wrap == taffy::FlexWrap::NoWrap { 0.0 } else { ROUNDING };
            style.size.width = taffy::Dimension::length(width + slack);
        }
        if let Some(height) = share.height {
            style.size.height = taffy::Dimension::length(height);
        }
        if share.min_height > 0.0 {
            style.min_size.height = taffy::prelude::length(share.min_height);
        }
        if share.max_height.is_finite() {
            style.max_size.height = taffy::prelude::length(share.max_height);
        }
        style
    }

    fn compute(
        &mut self,
        tree: &mut TaffyTree<BoxId>,
        root: taffy::NodeId,
        space: taffy::Size<AvailableSpace>,
        constraint: Constraint,
    ) {
        tree.compute_layout_with_measure(root, space, |input, _, context, style| {
            match context {
                Some(id) => {
                    let width = input.parent_size.width.unwrap_or(constraint.width);
                    self.measure_item(*id, input, style, Constraint { width, ..constraint })
                }
                // A container without items is a leaf itself.
                None => taffy::compute_leaf_layout(input, style, |_, _| 0.0, |_, _| taffy::Size::ZERO),
            }
        })
        .expect("the root is of this tree");
    }

    /// Whether an out-of-flow box has an area of a grid as its containing block
    /// ([CSS Grid 2, 9](https://www.w3.org/TR/css-grid-2/#abspos)).
    fn is_in_area(&self, container: BoxId, child: BoxId) -> bool {
        let layout_box = self.boxes.get(container);
        let style = &self.boxes.get(child).style;
        let auto = (GridLine::Auto, GridLine::Auto);
        let has_area = style.grid_row != auto || style.grid_column != auto;
        matches!(layout_box.content, BoxContent::Grid(_)) && layout_box.is_containing_block() && has_area
    }

    fn measure_item(
        &mut self,
        id: BoxId,
        input: taffy::LayoutInput,
        style: &taffy::Style,
        constraint: Constraint,
    ) -> LayoutOutput {
        let (border, padding) = self.edges(id, constraint.width);
        let inset = border.plus(padding);
        let mut baseline = None;
        let mut output = taffy::compute_leaf_layout(
            input,
            style,
            |_, _| 0.0,
            |_, available| {
                let intrinsic = self.intrinsic(id);
                let width = match (input.known_dimensions.width, available.width) {
                    (Some(width), _) => (width - inset.horizontal()).max(0.0),
                    (None, AvailableSpace::Definite(width)) => intrinsic.max.min(width.max(intrinsic.min)),
                    (None, AvailableSpace::MinContent) => intrinsic.min,
                    (None, AvailableSpace::MaxContent) => intrinsic.max,
                };
                if input.axis == RequestedAxis::Horizontal {
                    return taffy::Size { width, height: 0.0 };
                }
                let fragment = self.lay_whole(
                    id,
                    Constraint { border_width: Some(width + inset.horizontal()), ..constraint },
                );
                baseline = fragment.baselines;
                taffy::Size { width, height: (fragment.size.height - inset.vertical()).max(0.0) }
            },
        );
        output.baselines = taffy::Baselines {
            first: baseline.map(|(first, _)| first),
            last: baseline.map(|(_, last)| last),
        };
        output
    }
}

/// A box that fills the area it is placed in.
fn area_style(style: taffy::Style) -> taffy::Style {
    let zero = taffy::LengthPercentageAuto::length(0.0);
    taffy::Style {
        position: taffy::Position::Absolute,
        grid_row: style.grid_row,
        grid_column: style.grid_column,
        inset: taffy::Rect { left: zero, right: zero, top: zero, bottom: zero },
        ..taffy::Style::default()
    }
}
