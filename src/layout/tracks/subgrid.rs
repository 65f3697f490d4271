//! Grids that take their tracks from the grid around
//! ([CSS Grid 2, 9](https://www.w3.org/TR/css-grid-2/#subgrids)). What stands in them counts for the sizes
//! of those tracks: first of the columns, then, in these, of the rows.

use std::collections::BTreeMap;

use taffy::{AvailableSpace, DetailedGridInfo, DetailedLayoutInfo, TaffyTree};

use super::Share;
use super::taken::{Lines, Taken, Tracks};
use crate::layout::boxes::{BoxContent, BoxId};
use crate::layout::engine::Engine;
use crate::layout::fragment::Constraint;
use crate::style::{LengthPercentage, TrackEntry};
use crate::units::{Pt, Sides};

/// Each grid with subgrids is measured several times; deeper ones have tracks of their own.
const MAX_NESTED: usize = 3;

/// All that a grid with subgrids shares with them.
pub(super) struct Shared {
    pub columns: Option<Tracks>,
    pub rows: Option<Tracks>,
    pub lines: BTreeMap<BoxId, Lines>,
}

/// What stands in a grid while it is measured; without a box it is of a fixed size.
type Leaf = (taffy::Style, Option<BoxId>);

/// Items that are placed in a grid.
#[derive(Clone, Copy)]
struct Placing<'a> {
    id: BoxId,
    share: Share,
    items: &'a [BoxId],
    lines: &'a BTreeMap<BoxId, Lines>,
}

/// A subgrid, or one in it, in the outermost grid.
struct Part {
    id: BoxId,
    container: BoxId,
    lines: Lines,
    /// Edges around it where it begins and ends.
    left: Pt,
    right: Pt,
}

impl Engine<'_> {
    /// Sizes the tracks of a grid by what stands in its subgrids, too; `None` if it has none.
    pub(super) fn share_tracks(&mut self, id: BoxId, share: Share) -> Option<Shared> {
        let is_shared = self.has_subgrids(id) && self.sharing_around <= MAX_NESTED;
        let items = self.grid_items(id);
        if is_shared { self.share_with(id, share, &items) } else { None }
    }

    pub(super) fn has_subgrids(&self, id: BoxId) -> bool {
        self.grid_items(id).iter().any(|item| self.takes_columns(*item) || self.takes_rows(*item))
    }

    fn share_with(&mut self, id: BoxId, share: Share, items: &[BoxId]) -> Option<Shared> {
        let shares_columns = items.iter().any(|item| self.takes_columns(*item));
        let shares_rows = items.iter().any(|item| self.takes_rows(*item));
        let leaves = items
            .iter()
            .map(|item| {
                let style = self.item_style(*item, id, share.basis(), share.height);
                (style, (!shares_columns).then_some(*item))
            })
            .collect();
        let placed = self.measure_grid(id, share, leaves, None)?;
        let lines: BTreeMap<BoxId, Lines> =
            items.iter().copied().zip(placed.items.iter().map(Lines::of)).collect();
        for item in items {
            let count = |[start, end]: [u16; 2]| Tracks::Open(end - start);
            let columns = self.takes_columns(*item).then(|| count(lines[item].columns));
            let rows = self.takes_rows(*item).then(|| count(lines[item].rows));
            self.take(*item, Taken { columns, rows });
        }
        let placing = Placing { id, share, items, lines: &lines };
        let columns = if shares_columns { Some(self.shared_columns(placing)?) } else { None };
        // Tracks that collapse have no gaps: they stay as they are.
        let own = placed.columns.collapsed_tracks.is_empty().then(|| Tracks::of(&placed.columns));
        let widths = columns.clone().unwrap_or_else(|| Tracks::of(&placed.columns));
        let rows = match shares_rows {
            true => Some(self.shared_rows(placing, columns.as_ref().or(own.as_ref()), &widths)?),
            false => None,
        };
        Some(Shared { columns, rows, lines })
    }

    /// Gaps between columns and between rows, if they are not those of the grid around.
    fn own_gaps(&self, id: BoxId) -> (Option<Pt>, Option<Pt>) {
        let style = &self.boxes.get(id).style;
        let gap = |value: &Option<LengthPercentage>| value.as_ref().map(|gap| gap.resolve(0.0));
        (gap(&style.column_gap), gap(&style.row_gap))
    }

    /// How much less an item of a subgrid counts for beside each other one.
    fn narrower(&self, id: BoxId, container: BoxId) -> (Pt, Pt) {
        let (around, own) = (self.own_gaps(container), self.own_gaps(id));
        let half = |around: Option<Pt>, own: Option<Pt>| {
            let around = around.unwrap_or(0.0);
            (around - own.unwrap_or(around)) / 2.0
        };
        (half(around.0, own.0), half(around.1, own.1))
    }

    fn takes_columns(&self, id: BoxId) -> bool {
        self.is_grid(id) && self.boxes.get(id).style.grid_template_columns == [TrackEntry::Subgrid]
    }

    fn takes_rows(&self, id: BoxId) -> bool {
        self.is_grid(id) && self.boxes.get(id).style.grid_template_rows == [TrackEntry::Subgrid]
    }

    fn is_grid(&self, id: BoxId) -> bool {
        matches!(self.boxes.get(id).content, BoxContent::Grid(_)) && !self.boxes.get(id).is_anonymous
    }

    /// What is known of a box with other tracks is forgotten.
    fn take(&mut self, id: BoxId, taken: Taken) {
        if taken != Taken::default() {
            self.taken.insert(id, taken);
            self.forget_size(id);
        }
    }

    /// Margin, border and padding; percentages count as zero.
    fn outer_edges(&self, id: BoxId) -> Sides<Pt> {
        let (border, padding) = self.edges(id, 0.0);
        border.plus(padding).plus(self.margins(&self.boxes.get(id).style.clone(), id, 0.0))
    }

    fn shared_columns(&mut self, placing: Placing) -> Option<Tracks> {
        let mut leaves: Vec<Leaf> = Vec::new();
        for item in placing.items {
            match self.takes_columns(*item) {
                true => {
                    let (container, lines) = (placing.id, placing.lines[item]);
                    let part = Part { id: *item, container, lines, left: 0.0, right: 0.0 };
                    leaves.extend(self.column_leaves(placing, part)?);
                }
                false => leaves.push(self.whole_leaf(placing, *item)),
            }
        }
        let info = self.measure_grid(placing.id, placing.share, leaves, None)?;
        let columns = Tracks::of(&info.columns);
        for item in
            placing.items.iter().filter(|item| self.takes_columns(**item)).copied().collect::<Vec<_>>()
        {
            let edges = self.outer_edges(item);
            let gap = self.own_gaps(item).0;
            let mut taken = self.taken.remove(&item).unwrap_or_default();
            taken.columns = Some(columns.between(placing.lines[&item].columns, edges.left, edges.right, gap));
            self.take(item, taken);
        }
        Some(columns)
    }

    /// Rows by what stands in them; each row of a subgrid counts as its own content makes it.
    fn shared_rows(&mut self, placing: Placing, columns: Option<&Tracks>, widths: &Tracks) -> Option<Tracks> {
        let mut leaves: Vec<Leaf> = Vec::new();
        for item in placing.items {
            match self.takes_rows(*item) {
                true => leaves.extend(self.row_leaves(placing, *item, widths)?),
                false => leaves.push(self.whole_leaf(placing, *item)),
            }
        }
        let info = self.measure_grid(placing.id, placing.share, leaves, columns)?;
        let rows = Tracks::of(&info.rows);
        for item in placing.items.iter().copied().filter(|item| self.takes_rows(*item)).collect::<Vec<_>>() {
            let edges = self.outer_edges(item);
            let gap = self.own_gaps(item).1;
            let mut taken = self.taken.remove(&item).unwrap_or_default();
            taken.rows = Some(rows.between(placing.lines[&item].rows, edges.top, edges.bottom, gap));
            self.take(item, taken);
        }
        Some(rows)
    }

    fn whole_leaf(&mut self, placing: Placing, item: BoxId) -> Leaf {
        let mut style = self.item_style(item, placing.id, placing.share.basis(), placing.share.height);
        placing.lines[&item].place(&mut style);
        (style, Some(item))
    }

    /// The items of a subgrid as items of the grid around, the edges of the subgrid being margins of theirs.
    fn column_leaves(&mut self, placing: Placing, part: Part) -> Option<Vec<Leaf>> {
        let own = part.lines;
        // Its columns are there, whatever stands in them.
        let mut whole = taffy::Style::default();
        own.place(&mut whole);
        let mut leaves: Vec<Leaf> = vec![(whole, None)];
        let edges = self.outer_edges(part.id);
        let narrower = self.narrower(part.id, part.container).0;
        for (child, at) in self.inner_lines(part.id)? {
            let first = own.columns[0] - 1;
            let columns = [first + at.columns[0], (first + at.columns[1]).min(own.columns[1])];
            let lines = Lines { columns, rows: own.rows };
            let left = if columns[0] == own.columns[0] { part.left + edges.left } else { -narrower };
            let right = if columns[1] == own.columns[1] { part.right + edges.right } else { -narrower };
            if self.takes_columns(child) && columns[0] < columns[1] {
                let taken = Taken { columns: Some(Tracks::Open(columns[1] - columns[0])), rows: None };
                self.take(child, taken);
                let part = Part { id: child, container: part.id, lines, left, right };
                leaves.extend(self.column_leaves(placing, part)?);
                continue;
            }
            let mut style = self.item_style(child, part.id, placing.share.basis(), None);
            let margin = self.margins(&self.boxes.get(child).style.clone(), child, 0.0);
            style.margin.left = taffy::LengthPercentageAuto::length(margin.left + left);
            style.margin.right = taffy::LengthPercentageAuto::length(margin.right + right);
            lines.place(&mut style);
            leaves.push((style, Some(child)));
        }
        Some(leaves)
    }

    /// A leaf for each row, as tall as the row would be alone.
    fn row_leaves(&mut self, placing: Placing, item: BoxId, widths: &Tracks) -> Option<Vec<Leaf>> {
        let own = placing.lines[&item];
        let edges = self.outer_edges(item);
        let narrower = self.narrower(item, placing.id).1;
        let width = widths.between(own.columns, edges.left, edges.right, None).sum();
        let inside = Share::of(AvailableSpace::Definite(width));
        let leaves = self.own_leaves(item, Some(width));
        let info = self.measure_grid(item, inside, leaves, None)?;
        let heights: Vec<Pt> = info.rows.positions.iter().map(|row| row.end - row.start).collect();
        let leaf = |row: u16| {
            let height = heights.get(usize::from(row - own.rows[0])).copied().unwrap_or(0.0);
            let starts = if row == own.rows[0] { edges.top } else { -narrower };
            let ends = if row + 1 == own.rows[1] { edges.bottom } else { -narrower };
            let mut style = taffy::Style::default();
            style.size.height = taffy::Dimension::length((height + starts + ends).max(0.0));
            Lines { columns: own.columns, rows: [row, row + 1] }.place(&mut style);
            (style, None)
        };
        Some((own.rows[0]..own.rows[1]).map(leaf).collect())
    }

    /// Where the items of a subgrid stand in it.
    fn inner_lines(&mut self, id: BoxId) -> Option<Vec<(BoxId, Lines)>> {
        let leaves = self.own_leaves(id, None);
        let items: Vec<BoxId> = leaves.iter().filter_map(|(_, item)| *item).collect();
        let leaves = leaves.into_iter().map(|(style, _)| (style, None)).collect();
        let info = self.measure_grid(id, Share::of(AvailableSpace::MaxContent), leaves, None)?;
        Some(items.into_iter().zip(info.items.iter().map(Lines::of)).collect())
    }

    fn own_leaves(&mut self, id: BoxId, width: Option<Pt>) -> Vec<Leaf> {
        self.grid_items(id)
            .into_iter()
            .map(|item| (self.item_style(item, id, width, None), Some(item)))
            .collect()
    }

    /// The items of a grid; none of anything else.
    fn grid_items(&self, id: BoxId) -> Vec<BoxId> {
        let BoxContent::Grid(children) = &self.boxes.get(id).content else { return Vec::new() };
        children.iter().copied().filter(|child| !self.boxes.get(*child).is_out_of_flow()).collect()
    }

    /// Lays leaves out in a grid. `None` with tracks before the first line: their lines have no numbers.
    fn measure_grid(
        &mut self,
        id: BoxId,
        share: Share,
        leaves: Vec<Leaf>,
        columns: Option<&Tracks>,
    ) -> Option<DetailedGridInfo<String>> {
        let mut tree: TaffyTree<BoxId> = TaffyTree::new();
        tree.disable_rounding();
        let nodes: Vec<taffy::NodeId> = leaves
            .into_iter()
            .map(|(style, id)| match id {
                Some(id) => tree.new_leaf_with_context(style, id),
                None => tree.new_leaf(style),
            })
            .map(|node| node.expect("taffy takes any leaf"))
            .collect();
        let mut style = self.sized_style(id, share);
        if let Some(columns) = columns {
            style.grid_template_columns = columns.template();
            style.grid_template_column_names = Vec::new();
        }
        let root = tree.new_with_children(style, &nodes).expect("the leaves are of this tree");
        let space = taffy::Size { width: share.width, height: AvailableSpace::MaxContent };
        let constraint =
            Constraint { width: share.basis().unwrap_or(0.0), height: share.height, ..Constraint::default() };
        self.compute(&mut tree, root, space, constraint);
        let DetailedLayoutInfo::Grid(info) = tree.detailed_layout_info(root) else { return None };
        let is_plain = info.rows.negative_implicit_tracks == 0 && info.columns.negative_implicit_tracks == 0;
        is_plain.then(|| DetailedGridInfo::clone(info))
    }
}
