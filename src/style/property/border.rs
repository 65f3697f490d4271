use cssparser::Parser;

use super::color::color;
use super::grammar::*;
use super::length::{Dim, dim, length, signed_length};
use super::table::longhands;
use crate::style::BorderStyle;
use crate::units::PT_PER_PX;

longhands! { BORDER:
    "border-top-width" reset (border.top.width) = |p, _| width(p);
    "border-right-width" reset (border.right.width) = |p, _| width(p);
    "border-bottom-width" reset (border.bottom.width) = |p, _| width(p);
    "border-left-width" reset (border.left.width) = |p, _| width(p);
    "border-top-style" reset (border.top.style) = |p, _| one_of(p, STYLES);
    "border-right-style" reset (border.right.style) = |p, _| one_of(p, STYLES);
    "border-bottom-style" reset (border.bottom.style) = |p, _| one_of(p, STYLES);
    "border-left-style" reset (border.left.style) = |p, _| one_of(p, STYLES);
    "border-top-color" reset (border.top.color) = |p, _| color(p);
    "border-right-color" reset (border.right.color) = |p, _| color(p);
    "border-bottom-color" reset (border.bottom.color) = |p, _| color(p);
    "border-left-color" reset (border.left.color) = |p, _| color(p);
    "border-top-left-radius" reset (border_radius[0]) = |p, _| radius(p);
    "border-top-right-radius" reset (border_radius[1]) = |p, _| radius(p);
    "border-bottom-right-radius" reset (border_radius[2]) = |p, _| radius(p);
    "border-bottom-left-radius" reset (border_radius[3]) = |p, _| radius(p);
    "outline-width" reset (outline.width) = |p, _| width(p);
    "outline-style" reset (outline.style) = |p, _| {
        if eat(p, "auto") { return Ok(Plain(BorderStyle::Solid)); }
        one_of(p, STYLES)
    };
    "outline-color" reset (outline.color) = |p, _| color(p);
    "outline-offset" reset (outline_offset) = |p, _| signed_length(p);
    "border-collapse" inherited (border_collapse) = |p, _| one_of(p, &[("separate", false), ("collapse", true)]);
    "border-spacing" inherited (border_spacing) = |p, _| pair(p, length);
    "caption-side" inherited (caption_below) = |p, _| one_of(p, &[("top", false), ("bottom", true)]);
    "empty-cells" inherited (empty_cells_hidden) = |p, _| one_of(p, &[("show", false), ("hide", true)]);
    "table-layout" reset (table_layout_fixed) = |p, _| one_of(p, &[("auto", false), ("fixed", true)]);
    "column-rule-width" reset (column_rule.width) = |p, _| width(p);
    "column-rule-style" reset (column_rule.style) = |p, _| one_of(p, STYLES);
    "column-rule-color" reset (column_rule.color) = |p, _| color(p);
}

const STYLES: &[(&str, BorderStyle)] = &[
    ("none", BorderStyle::None),
    ("hidden", BorderStyle::Hidden),
    ("solid", BorderStyle::Solid),
    ("dashed", BorderStyle::Dashed),
    ("dotted", BorderStyle::Dotted),
    ("double", BorderStyle::Double),
    ("groove", BorderStyle::Groove),
    ("ridge", BorderStyle::Ridge),
    ("inset", BorderStyle::Inset),
    ("outset", BorderStyle::Outset),
];

fn width(p: &mut Parser<'_>) -> Parsed<Lazy<f32>> {
    if let Ok(pixels) = p.try_parse(|p| word(p, &[("thin", 1.0), ("medium", 3.0), ("thick", 5.0)])) {
        return Ok(Lazy::new(move |_| pixels * PT_PER_PX));
    }
    let length = length(p)?;
    Ok(Lazy::new(move |context| length.compute(context)))
}

fn radius(p: &mut Parser<'_>) -> Parsed<(Dim, Dim)> {
    pair(p, dim)
}

/// `border-radius: a b c d / e f g h`: one value per corner, clockwise from the top left.
pub(super) fn radii(p: &mut Parser<'_>) -> Parsed<[(Dim, Dim); 4]> {
    let across = four(p, dim)?;
    let down = if eat_delim(p, '/') { four(p, dim)? } else { across.clone() };
    let mut down = down.into_iter();
    Ok(across.map(|across| (across, down.next().expect("four corners"))))
}
