//! What percentages of grid items are of: their areas
//! ([CSS Grid 2, 6](https://www.w3.org/TR/css-grid-2/#grid-items)). Taffy resolves plain ones itself;
//! calculations wait until the areas are known.

use std::collections::BTreeMap;

use taffy::{DetailedLayoutInfo, NodeId, TaffyTree};

use crate::layout::boxes::BoxId;
use crate::layout::engine::Engine;
use crate::style::{ComputedStyle, LengthPercentage, LengthPercentageAuto, Sizing};
use crate::units::Size;

impl Engine<'_> {
    /// The areas of the items of a grid; none of a flex container.
    pub(super) fn areas(
        &self,
        tree: &TaffyTree<BoxId>,
        root: NodeId,
        nodes: &[(BoxId, NodeId)],
    ) -> BTreeMap<BoxId, Size> {
        let DetailedLayoutInfo::Grid(grid) = tree.detailed_layout_info(root) else { return BTreeMap::new() };
        let items = nodes.iter().filter(|(id, _)| !self.boxes.get(*id).is_out_of_flow());
        let area = |(index, (id, _)): (usize, &(BoxId, NodeId))| {
            grid.item_grid_area(index).map(|(_, size)| (*id, Size::new(size.width, size.height)))
        };
        items.enumerate().filter_map(area).collect()
    }

    /// Resolves calculations of items against their areas; whether there is any.
    pub(super) fn restyle(
        &mut self,
        tree: &mut TaffyTree<BoxId>,
        container: BoxId,
        nodes: &[(BoxId, NodeId)],
        areas: &BTreeMap<BoxId, Size>,
    ) -> bool {
        let mut is_changed = false;
        for (id, node) in nodes {
            let Some(area) = areas.get(id).filter(|_| calculates(&self.boxes.get(*id).style)) else {
                continue;
            };
            let style = self.item_style(*id, container, Some(area.width), Some(area.height));
            tree.set_style(*node, style).expect("the node is of this tree");
            is_changed = true;
        }
        is_changed
    }
}

fn calculates(style: &ComputedStyle) -> bool {
    let is_calculation = |value: &LengthPercentage| matches!(value, LengthPercentage::Calc(_));
    let sizes = [&style.width, &style.height, &style.min_width, &style.min_height, &style.max_width];
    let margins = [&style.margin.top, &style.margin.right, &style.margin.bottom, &style.margin.left];
    let paddings = [&style.padding.top, &style.padding.right, &style.padding.bottom, &style.padding.left];
    sizes.into_iter().chain([&style.max_height]).any(|size| match size {
        Sizing::Value(value) => is_calculation(value),
        _ => false,
    }) || margins.into_iter().any(|margin| match margin {
        LengthPercentageAuto::Value(value) => is_calculation(value),
        LengthPercentageAuto::Auto => false,
    }) || paddings.into_iter().any(is_calculation)
}
