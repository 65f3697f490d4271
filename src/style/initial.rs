use std::sync::Arc;

use super::values::*;
use super::{ComputedStyle, LengthPercentageAuto};
use crate::color::Rgba;
use crate::text::TextStyle;
use crate::units::Sides;

impl ComputedStyle {
    /// Every property at its initial value.
    pub fn initial() -> ComputedStyle {
        let zero = LengthPercentage::ZERO;
        let track = Track { min: TrackBreadth::Auto, max: TrackBreadth::Auto };
        ComputedStyle {
            display: Display::Inline,
            would_be_inline: false,
            position: Position::Static,
            inset: Sides::all(LengthPercentageAuto::Auto),
            float: Float::None,
            clear: Clear::None,
            z_index: None,
            order: 0,
            box_sizing: BoxSizing::ContentBox,
            width: Sizing::Auto,
            height: Sizing::Auto,
            min_width: Sizing::Auto,
            min_height: Sizing::Auto,
            max_width: Sizing::Auto,
            max_height: Sizing::Auto,
            aspect_ratio: None,
            margin: Sides::all(LengthPercentageAuto::Value(zero.clone())),
            padding: Sides::all(zero.clone()),
            border: Sides::all(Border::NONE),
            border_radius: std::array::from_fn(|_| (zero.clone(), zero.clone())),
            outline: Border::NONE,
            outline_offset: 0.0,
            overflow_x: Overflow::Visible,
            overflow_y: Overflow::Visible,
            clip_path: None,
            color: Rgba::BLACK,
            background_color: Rgba::TRANSPARENT,
            background_color_clip: BoxArea::Border,
            backgrounds: Vec::new(),
            box_shadows: Vec::new(),
            text_shadows: Vec::new(),
            opacity: 1.0,
            transform: Vec::new(),
            transform_origin: (LengthPercentage::Percent(0.5), LengthPercentage::Percent(0.5)),
            visible: true,
            collapsed: false,
            object_fit: ObjectFit::Fill,
            object_position: (LengthPercentage::Percent(0.5), LengthPercentage::Percent(0.5)),
            box_decoration_clone: false,
            text: Arc::new(TextStyle::initial()),
            line_height: LineHeight::Normal,
            vertical_align: VerticalAlign::Baseline,
            text_align: TextAlign::Start,
            text_align_last: None,
            justifies: true,
            text_indent: zero.clone(),
            text_decoration: TextDecoration {
                underline: false,
                overline: false,
                line_through: false,
                color: Rgba::BLACK,
                thickness: None,
                underline_offset: None,
                style: LineStyle::Solid,
                is_under: false,
                skips_ink: true,
            },
            white_space: WhiteSpace { collapse: Collapse::Collapse, wraps: true },
            text_wrap: TextWrap::Wrap,
            tab_size: 8.0,
            direction: Direction::Ltr,
            unicode_bidi: UnicodeBidi::Normal,
            orphans: 2,
            widows: 2,
            list_style_position: ListStylePosition::Outside,
            flex_direction: FlexDirection::Row,
            flex_wrap: FlexWrap::Nowrap,
            flex_grow: 0.0,
            flex_shrink: 1.0,
            flex_basis: Sizing::Auto,
            align_items: Alignment::NORMAL,
            align_self: Alignment::AUTO,
            align_content: Alignment::NORMAL,
            justify_items: Alignment::NORMAL,
            justify_self: Alignment::AUTO,
            justify_content: Alignment::NORMAL,
            row_gap: zero.clone(),
            column_gap: None,
            grid_template_columns: Vec::new(),
            grid_template_rows: Vec::new(),
            grid_template_areas: Vec::new(),
            grid_auto_columns: vec![track.clone()],
            grid_auto_rows: vec![track],
            grid_auto_flow: GridFlow { column: false, dense: false },
            grid_row: (GridLine::Auto, GridLine::Auto),
            grid_column: (GridLine::Auto, GridLine::Auto),
            column_count: None,
            column_width: None,
            column_rule: Border::NONE,
            column_span_all: false,
            column_fill: ColumnFill::Balance,
            table_layout_fixed: false,
            border_collapse: false,
            border_spacing: (0.0, 0.0),
            caption_below: false,
            empty_cells_hidden: false,
            break_before: Break::Auto,
            break_after: Break::Auto,
            break_inside: BreakInside::Auto,
            page: None,
        }
    }

    /// A child's style before any declaration: inherited properties from the parent, the others at
    /// their initial value. Anonymous boxes have this style.
    pub fn inherit(parent: &ComputedStyle) -> ComputedStyle {
        ComputedStyle {
            color: parent.color.clone(),
            visible: parent.visible,
            text_shadows: parent.text_shadows.clone(),
            collapsed: parent.collapsed,
            text: parent.text.clone(),
            line_height: parent.line_height,
            text_align: parent.text_align,
            text_align_last: parent.text_align_last,
            justifies: parent.justifies,
            text_indent: parent.text_indent.clone(),
            white_space: parent.white_space,
            text_wrap: parent.text_wrap,
            tab_size: parent.tab_size,
            direction: parent.direction,
            orphans: parent.orphans,
            widows: parent.widows,
            list_style_position: parent.list_style_position,
            border_collapse: parent.border_collapse,
            border_spacing: parent.border_spacing,
            caption_below: parent.caption_below,
            empty_cells_hidden: parent.empty_cells_hidden,
            page: parent.page.clone(),
            ..ComputedStyle::initial()
        }
    }
}

impl Border {
    pub const NONE: Border = Border { width: 0.0, style: BorderStyle::None, color: Rgba::BLACK };
}
