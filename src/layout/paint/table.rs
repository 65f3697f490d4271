//! What tables paint beside their cells ([CSS 2, 17.5.1](https://www.w3.org/TR/CSS2/tables.html#table-layers)).

use std::sync::Arc;

use super::super::boxes::BoxId;
use super::super::fragment::{Backdrop, Fragment, FragmentContent, TableLine};
use super::border::Frame;
use super::painter::Painter;
use crate::page::{FillRule, Group, Item, Path};
use crate::style::{ComputedStyle, Display};
use crate::units::{Point, Rect, Sides};

impl Painter<'_, '_> {
    /// Backgrounds of rows and columns behind their cells.
    pub fn row_backdrops(&mut self, behind: &[Backdrop], at: Point) {
        self.artifact(|painter| {
            for backdrop in behind {
                painter.behind_cell(backdrop, at);
            }
        });
    }

    /// A row that stands on other pages, too: it is no content here, and no second place to go to.
    pub fn repeated(&mut self, items: Vec<Item>) {
        let items = without_anchors(items);
        self.artifact(|painter| painter.items.extend(items));
    }

    fn behind_cell(&mut self, backdrop: &Backdrop, at: Point) {
        let style = self.style(backdrop.id);
        let cell = backdrop.cell.translate(at.x, at.y);
        let square = [(0.0, 0.0); 4];
        if style.backgrounds.is_empty() {
            return self.background(backdrop.id, &style, cell, square, [cell; 3]);
        }
        let area = backdrop.area.translate(at.x, at.y);
        let items = self.aside(|painter| painter.background(backdrop.id, &style, area, square, [area; 3]));
        self.items.push(Item::Group(Group {
            clip: Some((Path::rect(cell), FillRule::NonZero)),
            items: items.into(),
            ..Group::default()
        }));
    }

    /// Lines that cells share, above all their backgrounds.
    pub fn table_lines(&mut self, table: BoxId, lines: &[TableLine], at: Point) {
        self.artifact(|painter| {
            for line in lines.iter().filter(|line| line.border.color.is_visible()) {
                let rect = line.rect.translate(at.x, at.y);
                let width = line.border.width;
                let widths = match line.is_level {
                    true => Sides { top: width, ..Sides::all(0.0) },
                    false => Sides { left: width, ..Sides::all(0.0) },
                };
                let frame = Frame { sides: [&line.border; 4], widths, rect, radii: [(0.0, 0.0); 4] };
                painter.frame(table, &frame);
            }
        });
    }
}

/// Where background and borders of a box are.
pub(super) fn frame(fragment: &Fragment, rect: Rect) -> Rect {
    match &fragment.content {
        FragmentContent::Table { frame, .. } => frame.translate(rect.x, rect.y),
        _ => rect,
    }
}

/// `empty-cells: hide` on a cell in which nothing stands
/// ([CSS 2, 17.6.1.1](https://www.w3.org/TR/CSS2/tables.html#empty-cells)).
pub(super) fn is_hidden_cell(fragment: &Fragment, style: &ComputedStyle) -> bool {
    let is_empty = match &fragment.content {
        FragmentContent::Lines(lines) => lines.is_empty(),
        FragmentContent::None => fragment.children.is_empty(),
        _ => false,
    };
    style.display == Display::TableCell
        && style.empty_cells_hidden
        && !style.border_collapse
        && is_empty
        && fragment.is_first
        && fragment.is_last
}

fn without_anchors(items: Vec<Item>) -> Vec<Item> {
    items
        .into_iter()
        .filter(|item| !matches!(item, Item::Anchor(_)))
        .map(|item| match item {
            Item::Group(group) => {
                let items = without_anchors(Arc::unwrap_or_clone(group.items));
                Item::Group(Group { items: items.into(), ..group })
            }
            other => other,
        })
        .collect()
}
