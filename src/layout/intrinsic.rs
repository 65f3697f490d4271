//! Narrowest and widest a box wants to be ([CSS Sizing 3, 5](https://www.w3.org/TR/css-sizing-3/#intrinsic)).

use super::boxes::{BoxContent, BoxId};
use super::engine::Engine;
use super::lines::Atoms;
use crate::image::DEFAULT_SIZE;
use crate::style::{LengthPercentage, LengthPercentageAuto, Sizing};
use crate::units::Pt;

/// Of the content box, or of the margin box where it says so.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Intrinsic {
    pub min: Pt,
    pub max: Pt,
}

impl Intrinsic {
    pub fn widen(self, by: Pt) -> Intrinsic {
        Intrinsic { min: self.min + by, max: self.max + by }
    }

    fn widest(self, other: Intrinsic) -> Intrinsic {
        Intrinsic { min: self.min.max(other.min), max: self.max.max(other.max) }
    }
}

impl Engine<'_> {
    /// Of the content box, from the content alone.
    pub fn intrinsic(&mut self, id: BoxId) -> Intrinsic {
        if let Some(known) = self.intrinsics.get(id, &()) {
            return *known;
        }
        let intrinsic = self.measure(id);
        self.intrinsics.insert(id, (), intrinsic);
        intrinsic
    }

    fn measure(&mut self, id: BoxId) -> Intrinsic {
        match &self.boxes.get(id).content {
            BoxContent::Replaced(_) => {
                let width = self.natural(id).size(None, None, DEFAULT_SIZE).width;
                Intrinsic { min: width, max: width }
            }
            BoxContent::Lines(content) => {
                let content = content.clone();
                let mut widest = Intrinsic::default();
                // Any word may stand on the first line, which may have a style of its own.
                for text in content.first_line.iter().map(|first| &first.content).chain([&*content]) {
                    let (least, most) =
                        (self.shape(id, text, Atoms::Narrowest), self.shape(id, text, Atoms::Widest));
                    widest.min = widest.min.max(least.min_content().ceil_to_grid());
                    widest.max = widest.max.max(most.max_content().ceil_to_grid());
                }
                for (_, float) in &content.floats {
                    let float = self.outer_intrinsic(*float);
                    let max = widest.max + float.max.max(0.0);
                    widest = Intrinsic { min: widest.min.max(float.min), max };
                }
                widest
            }
            BoxContent::Blocks(children) => {
                let children = children.clone();
                let widest = self.beside_floats(&children);
                self.across_columns(id, widest)
            }
            BoxContent::Flex(_) | BoxContent::Grid(_) => self.track_intrinsic(id),
            BoxContent::Table(_) => self.table_intrinsic(id),
        }
    }

    /// Lines, and what has a formatting context of its own, are beside floats as wide as both together,
    /// unless they clear them.
    fn beside_floats(&mut self, children: &[BoxId]) -> Intrinsic {
        let mut widest = Intrinsic::default();
        let mut floats: Pt = 0.0;
        for &child in children {
            if self.boxes.get(child).is_out_of_flow() {
                continue;
            }
            let outer = self.outer_intrinsic(child);
            if self.clears(child, false).any() {
                floats = 0.0;
            }
            let layout_box = self.boxes.get(child);
            let stands_beside = layout_box.contains_floats() || layout_box.is_anonymous;
            let max = if stands_beside { floats + outer.max } else { outer.max };
            widest = widest.widest(Intrinsic { min: outer.min, max });
            if self.boxes.get(child).is_floating() {
                floats += outer.max.max(0.0);
            }
        }
        widest
    }

    fn across_columns(&self, id: BoxId, one: Intrinsic) -> Intrinsic {
        let style = &self.boxes.get(id).style;
        match style.column_count {
            Some(count) if self.boxes.get(id).is_multicol() => {
                let gap = self.column_gap(style);
                let count = count as f32;
                Intrinsic { min: one.min, max: one.max * count + gap * (count - 1.0) }
            }
            _ => one,
        }
    }

    /// Of the margin box; percentages count as zero or as `auto`.
    pub fn outer_intrinsic(&mut self, id: BoxId) -> Intrinsic {
        let layout_box = self.boxes.get(id);
        if layout_box.is_anonymous && !matches!(layout_box.content, BoxContent::Replaced(_)) {
            return self.intrinsic(id);
        }
        let style = layout_box.style.clone();
        let fixed = |value: &LengthPercentage| match value {
            LengthPercentage::Length(length) => *length,
            LengthPercentage::Percent(_) => 0.0,
            LengthPercentage::Calc(calc) => calc.resolve(0.0),
        };
        let margin = |value: &LengthPercentageAuto| match value {
            LengthPercentageAuto::Auto => 0.0,
            LengthPercentageAuto::Value(value) => fixed(value),
        };
        let inset = style.border.left.width
            + style.border.right.width
            + fixed(&style.padding.left)
            + fixed(&style.padding.right);
        let given = |value: &Sizing, engine: &mut Engine| match value {
            Sizing::Value(value) if value.has_percent() => None,
            other => engine.width_of(id, &style, other, 0.0, inset),
        };
        let content = match given(&style.width, self) {
            Some(width) => Intrinsic { min: width, max: width },
            None if matches!(self.boxes.get(id).content, BoxContent::Replaced(_)) => {
                let width = self.used(id, super::fragment::Constraint::of_width(Pt::MAX.sqrt())).width;
                let shrinks = matches!(&style.width, Sizing::Value(_))
                    || matches!(&style.max_width, Sizing::Value(value) if value.has_percent());
                Intrinsic { min: if shrinks { 0.0 } else { width }, max: width }
            }
            None => self.intrinsic(id),
        };
        let max = given(&style.max_width, self).unwrap_or(Pt::INFINITY);
        let min = given(&style.min_width, self).unwrap_or(0.0);
        let bounded = Intrinsic { min: content.min.min(max).max(min), max: content.max.min(max).max(min) };
        bounded.widen(inset + margin(&style.margin.left) + margin(&style.margin.right))
    }
}

/// Widths of text are rounded up, or a box as wide as its text would break it.
trait Grid {
    fn ceil_to_grid(self) -> Pt;
}

impl Grid for Pt {
    fn ceil_to_grid(self) -> Pt {
        (self * 64.0).ceil() / 64.0
    }
}
