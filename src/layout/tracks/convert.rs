//! Computed styles in taffy's terms.

use taffy::prelude::{TaffyAuto, auto};

use super::alignment::{content, items};
use super::template::{areas, line_pair, template, track};

use crate::layout::boxes::{BoxContent, BoxId};
use crate::layout::engine::Engine;
use crate::layout::sizes::is_rtl;
use crate::style::{
    BoxSizing, ComputedStyle, FlexDirection, FlexWrap, GridFlow, LengthPercentage, LengthPercentageAuto,
    Overflow, Sizing,
};
use crate::units::Pt;

/// What percentages in a calculation refer to; taffy resolves plain ones itself.
#[derive(Clone, Copy)]
struct Basis {
    width: Option<Pt>,
    height: Option<Pt>,
}

impl Engine<'_> {
    pub(super) fn container_style(&self, id: BoxId, width: Option<Pt>, height: Option<Pt>) -> taffy::Style {
        let layout_box = self.boxes.get(id);
        let style = &layout_box.style;
        let basis = Basis { width, height };
        let rtl = is_rtl(style);
        let gap = |value: &Option<LengthPercentage>, basis| {
            value.as_ref().map_or(taffy::LengthPercentage::length(0.0), |gap| length(gap, basis))
        };
        let mut converted = taffy::Style {
            display: match layout_box.content {
                BoxContent::Grid(_) => taffy::Display::Grid,
                _ => taffy::Display::Flex,
            },
            direction: direction(style),
            flex_direction: match style.flex_direction {
                FlexDirection::Row => taffy::FlexDirection::Row,
                FlexDirection::RowReverse => taffy::FlexDirection::RowReverse,
                FlexDirection::Column => taffy::FlexDirection::Column,
                FlexDirection::ColumnReverse => taffy::FlexDirection::ColumnReverse,
            },
            flex_wrap: match style.flex_wrap {
                FlexWrap::Nowrap => taffy::FlexWrap::NoWrap,
                FlexWrap::Wrap => taffy::FlexWrap::Wrap,
                FlexWrap::WrapReverse => taffy::FlexWrap::WrapReverse,
            },
            align_items: items(style.align_items, rtl).unwrap_or(taffy::AlignItems::NORMAL),
            justify_items: items(style.justify_items, rtl).unwrap_or(taffy::AlignItems::NORMAL),
            align_content: content(style.align_content, rtl),
            justify_content: content(style.justify_content, rtl),
            gap: taffy::Size {
                width: gap(&style.column_gap, basis.width),
                height: gap(&style.row_gap, basis.height),
            },
            ..taffy::Style::default()
        };
        if matches!(layout_box.content, BoxContent::Grid(_)) {
            let (columns, column_names) = template(&style.grid_template_columns, basis.width);
            let (rows, row_names) = template(&style.grid_template_rows, basis.height);
            converted.grid_template_columns = columns;
            converted.grid_template_column_names = column_names;
            converted.grid_template_rows = rows;
            converted.grid_template_row_names = row_names;
            converted.grid_auto_columns =
                style.grid_auto_columns.iter().map(|auto| track(auto, basis.width)).collect();
            converted.grid_auto_rows =
                style.grid_auto_rows.iter().map(|auto| track(auto, basis.height)).collect();
            converted.grid_auto_flow = match style.grid_auto_flow {
                GridFlow { column: false, dense: false } => taffy::GridAutoFlow::Row,
                GridFlow { column: false, dense: true } => taffy::GridAutoFlow::RowDense,
                GridFlow { column: true, dense: false } => taffy::GridAutoFlow::Column,
                GridFlow { column: true, dense: true } => taffy::GridAutoFlow::ColumnDense,
            };
            converted.grid_template_areas = areas(style);
            let taken = self.taken.get(&id);
            if let Some(columns) = taken.and_then(|taken| taken.columns.as_ref()) {
                converted.grid_template_columns = columns.template();
                converted.gap.width = columns.gap().unwrap_or(converted.gap.width);
            }
            if let Some(rows) = taken.and_then(|taken| taken.rows.as_ref()) {
                converted.grid_template_rows = rows.template();
                converted.gap.height = rows.gap().unwrap_or(converted.gap.height);
            }
        }
        converted
    }

    /// `container` is what the box is an item of.
    pub(super) fn item_style(
        &mut self,
        id: BoxId,
        container: BoxId,
        width: Option<Pt>,
        height: Option<Pt>,
    ) -> taffy::Style {
        let container = self.boxes.get(container);
        let rtl = is_rtl(&container.style);
        let is_column =
            matches!(container.style.flex_direction, FlexDirection::Column | FlexDirection::ColumnReverse);
        // Percentages of an item of a grid are of its area.
        let of_container = matches!(container.content, BoxContent::Flex(_));
        let layout_box = self.boxes.get(id);
        let is_replaced = matches!(layout_box.content, BoxContent::Replaced(_));
        if layout_box.is_anonymous && !is_replaced {
            return taffy::Style::default();
        }
        let style = layout_box.style.clone();
        let basis = Basis { width, height };
        let natural_ratio = if is_replaced { self.natural(id).ratio } else { None };
        let edge = |value: &LengthPercentage| length(value, basis.width);
        let border = |value: &crate::style::Border| taffy::LengthPercentage::length(value.width);
        taffy::Style {
            item_is_replaced: is_replaced,
            box_sizing: match style.box_sizing {
                BoxSizing::ContentBox => taffy::BoxSizing::ContentBox,
                BoxSizing::BorderBox => taffy::BoxSizing::BorderBox,
            },
            direction: direction(&style),
            overflow: taffy::Point { x: overflow(style.overflow_x), y: overflow(style.overflow_y) },
            size: taffy::Size {
                width: self.dimension(id, &style.width, basis.width, of_container),
                height: self.dimension(id, &style.height, basis.height, of_container),
            },
            min_size: taffy::Size {
                width: bound(&style.min_width, basis.width),
                height: bound(&style.min_height, basis.height),
            },
            max_size: taffy::Size {
                width: bound(&style.max_width, basis.width),
                height: bound(&style.max_height, basis.height),
            },
            aspect_ratio: style.preferred_ratio(natural_ratio),
            margin: taffy::Rect {
                left: length_auto(&style.margin.left, basis.width),
                right: length_auto(&style.margin.right, basis.width),
                top: length_auto(&style.margin.top, basis.width),
                bottom: length_auto(&style.margin.bottom, basis.width),
            },
            padding: taffy::Rect {
                left: edge(&style.padding.left),
                right: edge(&style.padding.right),
                top: edge(&style.padding.top),
                bottom: edge(&style.padding.bottom),
            },
            border: taffy::Rect {
                left: border(&style.border.left),
                right: border(&style.border.right),
                top: border(&style.border.top),
                bottom: border(&style.border.bottom),
            },
            align_self: items(style.align_self, rtl),
            justify_self: items(style.justify_self, rtl),
            flex_basis: self.dimension(
                id,
                &style.flex_basis,
                if is_column { basis.height } else { basis.width },
                of_container,
            ),
            flex_grow: style.flex_grow,
            flex_shrink: style.flex_shrink,
            grid_row: line_pair(&style.grid_row),
            grid_column: line_pair(&style.grid_column),
            ..taffy::Style::default()
        }
    }

    fn dimension(
        &mut self,
        id: BoxId,
        value: &Sizing,
        basis: Option<Pt>,
        of_container: bool,
    ) -> taffy::Dimension {
        match value {
            Sizing::Auto => taffy::Dimension::auto(),
            Sizing::Value(LengthPercentage::Percent(share)) if basis.is_none() || !of_container => {
                taffy::Dimension::percent(*share)
            }
            Sizing::Value(value) => taffy::Dimension::length(value.resolve(basis.unwrap_or(0.0))),
            Sizing::MinContent | Sizing::MaxContent | Sizing::FitContent(_) => {
                let intrinsic = self.intrinsic(id);
                let width = match value {
                    Sizing::MinContent => intrinsic.min,
                    Sizing::MaxContent => intrinsic.max,
                    _ => intrinsic.max.min(basis.unwrap_or(Pt::MAX).max(intrinsic.min)),
                };
                let (border, padding) = self.edges(id, basis.unwrap_or(0.0));
                let extra = match self.boxes.get(id).style.box_sizing {
                    BoxSizing::BorderBox => border.plus(padding).horizontal(),
                    BoxSizing::ContentBox => 0.0,
                };
                taffy::Dimension::length(width + extra)
            }
        }
    }
}

/// An item that hides may shrink below its content.
fn overflow(value: Overflow) -> taffy::Overflow {
    match value {
        Overflow::Visible => taffy::Overflow::Visible,
        Overflow::Hidden => taffy::Overflow::Hidden,
        Overflow::Clip => taffy::Overflow::Clip,
    }
}

fn direction(style: &ComputedStyle) -> taffy::Direction {
    match is_rtl(style) {
        true => taffy::Direction::Rtl,
        false => taffy::Direction::Ltr,
    }
}

fn length(value: &LengthPercentage, basis: Option<Pt>) -> taffy::LengthPercentage {
    match value {
        LengthPercentage::Length(length) => taffy::LengthPercentage::length(*length),
        LengthPercentage::Percent(share) => taffy::LengthPercentage::percent(*share),
        LengthPercentage::Calc(calc) => taffy::LengthPercentage::length(calc.resolve(basis.unwrap_or(0.0))),
    }
}

fn length_auto(value: &LengthPercentageAuto, basis: Option<Pt>) -> taffy::LengthPercentageAuto {
    match value {
        LengthPercentageAuto::Auto => taffy::LengthPercentageAuto::auto(),
        LengthPercentageAuto::Value(value) => length(value, basis).into(),
    }
}

/// Keywords for content sizes as bounds are left to the automatic minimum.
fn bound<T>(value: &Sizing, basis: Option<Pt>) -> T
where
    T: From<taffy::LengthPercentage> + TaffyAuto,
{
    match value {
        Sizing::Value(value) => length(value, basis).into(),
        _ => auto(),
    }
}
