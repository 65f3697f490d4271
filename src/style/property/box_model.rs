use cssparser::Parser;

use super::grammar::*;
use super::length::{dim, max_sizing, signed_auto, sizing};
use super::table::longhands;
use crate::style::{AspectRatio, BoxSizing, Clear, Display, Float, Overflow, Position};

longhands! { BOX:
    "display" reset (display) = |p, _| one_of(p, DISPLAYS);
    "position" reset (position) = |p, _| one_of(p, &[
        ("static", Position::Static), ("relative", Position::Relative), ("absolute", Position::Absolute),
        ("fixed", Position::Fixed),
    ]);
    "top" reset (inset.top) = |p, _| signed_auto(p);
    "right" reset (inset.right) = |p, _| signed_auto(p);
    "bottom" reset (inset.bottom) = |p, _| signed_auto(p);
    "left" reset (inset.left) = |p, _| signed_auto(p);
    "float" reset (float) = |p, _| one_of(p, &[
        ("none", Float::None), ("left", Float::Left), ("right", Float::Right),
        ("inline-start", Float::InlineStart), ("inline-end", Float::InlineEnd),
    ]);
    "clear" reset (clear) = |p, _| one_of(p, &[
        ("none", Clear::None), ("left", Clear::Left), ("right", Clear::Right), ("both", Clear::Both),
        ("inline-start", Clear::InlineStart), ("inline-end", Clear::InlineEnd),
    ]);
    "z-index" reset (z_index) = |p, _| {
        if eat(p, "auto") { return Ok(Plain(None)); }
        integer(p).map(|value| Plain(Some(value)))
    };
    "order" reset (order) = |p, _| integer(p).map(Plain);
    "box-sizing" reset (box_sizing) = |p, _| one_of(p, &[
        ("content-box", BoxSizing::ContentBox), ("border-box", BoxSizing::BorderBox),
    ]);
    "width" reset (width) = |p, _| sizing(p);
    "height" reset (height) = |p, _| sizing(p);
    "min-width" reset (min_width) = |p, _| sizing(p);
    "min-height" reset (min_height) = |p, _| sizing(p);
    "max-width" reset (max_width) = |p, _| max_sizing(p);
    "max-height" reset (max_height) = |p, _| max_sizing(p);
    "aspect-ratio" reset (aspect_ratio) = |p, _| aspect_ratio(p).map(Plain);
    "margin-top" reset (margin.top) = |p, _| signed_auto(p);
    "margin-right" reset (margin.right) = |p, _| signed_auto(p);
    "margin-bottom" reset (margin.bottom) = |p, _| signed_auto(p);
    "margin-left" reset (margin.left) = |p, _| signed_auto(p);
    "padding-top" reset (padding.top) = |p, _| dim(p);
    "padding-right" reset (padding.right) = |p, _| dim(p);
    "padding-bottom" reset (padding.bottom) = |p, _| dim(p);
    "padding-left" reset (padding.left) = |p, _| dim(p);
    "overflow-x" reset (overflow_x) = |p, _| one_of(p, OVERFLOWS);
    "overflow-y" reset (overflow_y) = |p, _| one_of(p, OVERFLOWS);
}

/// Paper does not scroll: what a browser would scroll is cut.
const OVERFLOWS: &[(&str, Overflow)] = &[
    ("visible", Overflow::Visible),
    ("hidden", Overflow::Hidden),
    ("clip", Overflow::Clip),
    ("auto", Overflow::Hidden),
    ("scroll", Overflow::Hidden),
];

const DISPLAYS: &[(&str, Display)] = &[
    ("none", Display::None),
    ("contents", Display::Contents),
    ("block", Display::Block),
    ("flow-root", Display::FlowRoot),
    ("inline", Display::Inline),
    ("inline-block", Display::InlineBlock),
    ("list-item", Display::ListItem),
    ("flex", Display::Flex),
    ("inline-flex", Display::InlineFlex),
    ("grid", Display::Grid),
    ("inline-grid", Display::InlineGrid),
    ("table", Display::Table),
    ("inline-table", Display::InlineTable),
    ("table-caption", Display::TableCaption),
    ("table-header-group", Display::TableHeaderGroup),
    ("table-row-group", Display::TableRowGroup),
    ("table-footer-group", Display::TableFooterGroup),
    ("table-row", Display::TableRow),
    ("table-cell", Display::TableCell),
    ("table-column", Display::TableColumn),
    ("table-column-group", Display::TableColumnGroup),
];

/// `auto || <ratio>`; a ratio with a 0 in it is none.
fn aspect_ratio(p: &mut Parser<'_>) -> Parsed<Option<AspectRatio>> {
    let auto = eat(p, "auto");
    let ratio = p.try_parse(|p| {
        let width = positive_number(p)?;
        let height = if eat_delim(p, '/') { positive_number(p)? } else { 1.0 };
        Ok::<f32, cssparser::ParseError<()>>(width / height)
    });
    match ratio {
        Ok(ratio) => {
            let yields = auto || eat(p, "auto");
            Ok(ratio.is_normal().then_some(AspectRatio { ratio, yields }))
        }
        Err(_) if auto => Ok(None),
        Err(error) => Err(error),
    }
}
