use std::sync::Arc;

use super::values::*;
use crate::color::Rgba;
use crate::text::TextStyle;
use crate::units::{Pt, Sides};

/// Every property of one element or pseudo-element, computed: lengths are absolute, except
/// percentages and `auto`, which only layout can resolve.
#[derive(Clone, Debug, PartialEq)]
pub struct ComputedStyle {
    // Box generation
    pub display: Display,
    /// Of a box out of the flow: whether it would stand on a line if it were in the flow.
    pub would_be_inline: bool,
    pub position: Position,
    pub inset: Sides<LengthPercentageAuto>,
    /// `none` where it has no effect: on what is positioned, and on items of flex and grid.
    pub float: Float,
    pub clear: Clear,
    pub z_index: Option<i32>,
    pub order: i32,

    // Box model
    pub box_sizing: BoxSizing,
    pub width: Sizing,
    pub height: Sizing,
    pub min_width: Sizing,
    pub min_height: Sizing,
    /// `none` is [`Sizing::Auto`].
    pub max_width: Sizing,
    pub max_height: Sizing,
    pub aspect_ratio: Option<AspectRatio>,
    pub margin: Sides<LengthPercentageAuto>,
    pub padding: Sides<LengthPercentage>,
    pub border: Sides<Border>,
    /// From the top left, clockwise: horizontal and vertical.
    pub border_radius: [(LengthPercentage, LengthPercentage); 4],
    pub outline: Border,
    pub outline_offset: Pt,
    pub overflow_x: Overflow,
    pub overflow_y: Overflow,
    pub clip_path: Option<ClipPath>,

    // Paint
    /// `currentColor` is resolved everywhere else; this is `color` itself. Inherited.
    pub color: Rgba,
    pub background_color: Rgba,
    pub background_color_clip: BoxArea,
    /// First is uppermost, as CSS writes them.
    pub backgrounds: Vec<BackgroundLayer>,
    /// First is uppermost.
    pub box_shadows: Vec<Shadow>,
    /// First is uppermost. Inherited.
    pub text_shadows: Vec<TextShadow>,
    pub opacity: f32,
    pub transform: Vec<TransformFunction>,
    pub transform_origin: (LengthPercentage, LengthPercentage),
    /// Inherited.
    pub visible: bool,
    /// Inherited. `visibility: collapse`, which takes rows and columns of tables away.
    pub collapsed: bool,
    pub object_fit: ObjectFit,
    /// A photo is turned as its camera was held. Inherited.
    pub images_upright: bool,
    /// Enlarged pixels run into each other. Inherited.
    pub images_smooth: bool,
    pub object_position: (LengthPercentage, LengthPercentage),
    pub box_decoration_clone: bool,

    // Text. One shared value as long as a descendant changes nothing of it. Inherited.
    pub text: Arc<TextStyle>,
    /// Inherited.
    pub line_height: LineHeight,
    pub vertical_align: VerticalAlign,
    /// Inherited.
    pub text_align: TextAlign,
    /// Inherited.
    pub text_align_last: Option<TextAlign>,
    /// Whether `text-align: justify` may widen spaces. Inherited.
    pub justifies: bool,
    /// Inherited.
    pub text_indent: TextIndent,
    pub text_decoration: TextDecoration,
    /// Inherited.
    pub white_space: WhiteSpace,
    /// Inherited.
    pub text_wrap: TextWrap,
    /// Inherited.
    pub tab_size: TabSize,
    /// Inherited.
    pub direction: Direction,
    pub unicode_bidi: UnicodeBidi,
    /// Inherited.
    pub orphans: u32,
    /// Inherited.
    pub widows: u32,

    // Lists. Inherited. The marker's text is made by the cascade; layout only needs the place.
    pub list_style_position: ListStylePosition,

    // Flex, grid, alignment
    pub flex_direction: FlexDirection,
    pub flex_wrap: FlexWrap,
    pub flex_grow: f32,
    pub flex_shrink: f32,
    pub flex_basis: Sizing,
    pub align_items: Alignment,
    pub align_self: Alignment,
    pub align_content: Alignment,
    pub justify_items: Alignment,
    pub justify_self: Alignment,
    pub justify_content: Alignment,
    /// `normal` is `None`: 0 in flex and grid, in a subgrid that of the grid around.
    pub row_gap: Option<LengthPercentage>,
    /// `normal` is `None`, too; between columns of text it is 1 em.
    pub column_gap: Option<LengthPercentage>,
    pub grid_template_columns: Vec<TrackEntry>,
    pub grid_template_rows: Vec<TrackEntry>,
    pub grid_template_areas: Vec<Vec<Option<Arc<str>>>>,
    pub grid_auto_columns: Vec<Track>,
    pub grid_auto_rows: Vec<Track>,
    pub grid_auto_flow: GridFlow,
    pub grid_row: (GridLine, GridLine),
    pub grid_column: (GridLine, GridLine),

    // Columns
    pub column_count: Option<u32>,
    pub column_width: Option<Pt>,
    pub column_rule: Border,
    pub column_span_all: bool,
    pub column_fill: ColumnFill,

    // Tables
    pub table_layout_fixed: bool,
    /// Inherited.
    pub border_collapse: bool,
    /// Inherited. Horizontal and vertical.
    pub border_spacing: (Pt, Pt),
    /// Inherited.
    pub caption_below: bool,
    /// Inherited.
    pub empty_cells_hidden: bool,

    // Fragmentation
    pub break_before: Break,
    pub break_after: Break,
    pub break_inside: BreakInside,
    /// The page name in force. Inherited in effect, as CSS Paged Media 3 uses it.
    pub page: Option<Arc<str>>,
}

impl ComputedStyle {
    /// Width by height, of a box whose content has that ratio
    /// ([CSS Sizing 4, 5](https://www.w3.org/TR/css-sizing-4/#aspect-ratio)).
    pub fn preferred_ratio(&self, natural: Option<f32>) -> Option<f32> {
        match self.aspect_ratio {
            Some(AspectRatio { ratio, yields: true }) => natural.or(Some(ratio)),
            Some(AspectRatio { ratio, yields: false }) => Some(ratio),
            None => natural,
        }
    }
}
