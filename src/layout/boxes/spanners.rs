//! Boxes across all columns that stand deeper than the box with columns
//! ([CSS Multi-column Layout 1, 6](https://www.w3.org/TR/css-multicol-1/#spanning-columns)): they part the
//! boxes around them, as a break does.

use std::sync::Arc;

use super::build::Builder;
use super::{BoxContent, BoxId, LayoutBox};
use crate::style::{Break, ComputedStyle, LengthPercentage, LengthPercentageAuto, Sizing};

/// Children of a box with columns, with what spans all of them among them.
pub(super) fn lift(builder: &mut Builder, children: Vec<BoxId>) -> Vec<BoxId> {
    children.into_iter().flat_map(|child| parted(builder, child)).collect()
}

/// A box, or its parts and what spans between them.
fn parted(builder: &mut Builder, id: BoxId) -> Vec<BoxId> {
    let layout_box = builder.layout_box(id);
    let BoxContent::Blocks(children) = &layout_box.content else { return vec![id] };
    if layout_box.contains_margins() || !layout_box.is_in_flow() {
        return vec![id];
    }
    let inside = lift(builder, children.to_vec());
    if !inside.iter().any(|child| builder.layout_box(*child).spans_columns()) {
        return vec![id];
    }
    let whole = builder.layout_box(id).style.clone();
    let runs: Vec<Vec<BoxId>> = inside
        .chunk_by(|one, other| !spans(builder, *one) && !spans(builder, *other))
        .map(<[BoxId]>::to_vec)
        .collect();
    let last = runs.len() - 1;
    let mut parts = Vec::new();
    for (at, run) in runs.into_iter().enumerate() {
        let is_spanner = spans(builder, run[0]);
        // A box that begins or ends with what spans has an edge there nevertheless.
        if at == 0 && is_spanner && has_edge(&whole, true) {
            parts.push(part(builder, id, &whole, Vec::new(), [true, false]));
        }
        match is_spanner {
            true => parts.push(run[0]),
            false => {
                if at < last {
                    end_without_margin(builder, run[run.len() - 1]);
                }
                parts.push(part(builder, id, &whole, run, [at == 0, at == last]));
            }
        }
        if at == last && is_spanner && has_edge(&whole, false) {
            parts.push(part(builder, id, &whole, Vec::new(), [false, true]));
        }
    }
    parts
}

fn spans(builder: &Builder, id: BoxId) -> bool {
    builder.layout_box(id).spans_columns()
}

/// The margins that end at a break are truncated.
fn end_without_margin(builder: &mut Builder, id: BoxId) {
    let layout_box = builder.layout_box(id);
    let last = match &layout_box.content {
        BoxContent::Blocks(children) if !layout_box.contains_margins() => children.last().copied(),
        _ => None,
    };
    let mut style = ComputedStyle::clone(&layout_box.style);
    style.margin.bottom = LengthPercentageAuto::Value(LengthPercentage::ZERO);
    builder.restyle(id, style);
    if let Some(last) = last {
        end_without_margin(builder, last);
    }
}

/// Whether anything of a box stands above, or below, what it holds.
fn has_edge(style: &ComputedStyle, is_top: bool) -> bool {
    let (border, padding, asked) = match is_top {
        true => (&style.border.top, &style.padding.top, style.break_before),
        false => (&style.border.bottom, &style.padding.bottom, style.break_after),
    };
    border.width > 0.0 || *padding != LengthPercentage::ZERO || asked != Break::Auto
}

/// A part of a box: its edges stand where it begins and where it ends.
fn part(
    builder: &mut Builder,
    id: BoxId,
    whole: &Arc<ComputedStyle>,
    children: Vec<BoxId>,
    [begins, ends]: [bool; 2],
) -> BoxId {
    let mut style = ComputedStyle::clone(whole);
    let none = LengthPercentageAuto::Value(LengthPercentage::ZERO);
    if !begins {
        style.margin.top = none.clone();
        style.padding.top = LengthPercentage::ZERO;
        style.border.top.width = 0.0;
        style.break_before = Break::Auto;
    }
    if !ends {
        style.margin.bottom = none;
        style.padding.bottom = LengthPercentage::ZERO;
        style.border.bottom.width = 0.0;
        style.break_after = Break::Auto;
    }
    (style.height, style.min_height) = (Sizing::Auto, Sizing::Auto);
    let (node, is_anonymous) = (builder.layout_box(id).node, builder.layout_box(id).is_anonymous);
    let part = builder.add(Arc::new(style), node, is_anonymous, BoxContent::Blocks(children.into()));
    if begins {
        builder.give_marker(part, id);
    }
    part
}

impl LayoutBox {
    pub fn spans_columns(&self) -> bool {
        !self.is_anonymous && self.style.column_span_all && self.is_in_flow()
    }
}
