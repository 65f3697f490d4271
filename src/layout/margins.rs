//! Collapsing margins ([CSS 2, 8.3.1](https://www.w3.org/TR/CSS2/box.html#collapsing-margins)).

use super::boxes::{BoxContent, BoxId};
use super::engine::{Engine, TOLERANCE};
use super::fragment::Constraint;
use crate::style::{Break, BreakInside, LengthPercentage, Sizing};
use crate::units::Pt;

/// Margins that touch: the largest positive and the most negative one count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Margin {
    positive: Pt,
    negative: Pt,
}

/// What a box gives its siblings, joined with what its children give through it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BoxMargins {
    pub top: Margin,
    pub bottom: Margin,
    /// Without those of children.
    pub own_bottom: Margin,
    /// Empty, so that top and bottom touch each other.
    pub collapses_through: bool,
    /// The same, if nothing in it has to clear a float.
    pub may_collapse_through: bool,
}

impl BoxMargins {
    /// Top and bottom of an empty box are one margin.
    fn touching(mut self) -> BoxMargins {
        if self.collapses_through {
            let both = self.top.join(self.bottom);
            (self.top, self.bottom) = (both, both);
        }
        self
    }
}

impl Margin {
    pub fn of(length: Pt) -> Margin {
        Margin { positive: length.max(0.0), negative: length.min(0.0) }
    }

    pub fn join(self, other: Margin) -> Margin {
        Margin { positive: self.positive.max(other.positive), negative: self.negative.min(other.negative) }
    }

    pub fn sum(self) -> Pt {
        self.positive + self.negative
    }
}

impl Engine<'_> {
    /// The margins of a block-level box in a containing block of that width.
    pub fn block_margins(&mut self, id: BoxId, width: Pt) -> BoxMargins {
        if let Some(known) = self.collapsed.get(id, &width.to_bits()) {
            return *known;
        }
        let margins = self.join_margins(id, width);
        self.collapsed.insert(id, width.to_bits(), margins);
        margins
    }

    fn join_margins(&mut self, id: BoxId, width: Pt) -> BoxMargins {
        let style = self.boxes.get(id).style.clone();
        let own = self.margins(&style, id, width);
        let mut joined = BoxMargins {
            top: Margin::of(own.top),
            bottom: Margin::of(own.bottom),
            own_bottom: Margin::of(own.bottom),
            collapses_through: false,
            may_collapse_through: false,
        };
        if self.boxes.get(id).contains_floats() {
            return joined;
        }
        let (border, padding) = self.edges(id, width);
        let inset = border.plus(padding);
        let is_anonymous = self.boxes.get(id).is_anonymous;
        let auto_height = is_anonymous || style.height == Sizing::Auto;
        let no_minimum = is_anonymous || is_zero(&style.min_height);
        let has_marker = self.boxes.get(id).marker.is_some();
        let is_flat =
            inset.vertical() == 0.0 && (auto_height || is_zero(&style.height)) && no_minimum && !has_marker;
        let children = match &self.boxes.get(id).content {
            BoxContent::Blocks(children) => children.clone(),
            BoxContent::Lines(lines) => {
                joined.collapses_through = lines.text.is_empty() && is_flat;
                return joined.touching();
            }
            _ => return joined,
        };
        let inner = self.used(id, Constraint::of_width(width)).width;
        let in_flow: Vec<BoxId> =
            children.iter().copied().filter(|child| self.boxes.get(*child).is_in_flow()).collect();
        let margins: Vec<BoxMargins> =
            in_flow.iter().map(|child| self.block_margins(*child, inner)).collect();
        if inset.top == 0.0 {
            for (child, margins) in in_flow.iter().zip(&margins) {
                if self.clears_sibling(*child, &children, inner) {
                    break;
                }
                joined.top = joined.top.join(margins.top);
                if !margins.collapses_through {
                    break;
                }
            }
        }
        if inset.bottom == 0.0 && auto_height {
            for child in margins.iter().rev() {
                joined.bottom = joined.bottom.join(child.bottom);
                if !child.collapses_through {
                    break;
                }
            }
        }
        let may_clear = self.boxes.has_floats && in_flow.iter().any(|child| self.clears(*child, false).any());
        let is_sure = margins.iter().all(|child| child.collapses_through) && !may_clear;
        let is_possible = margins.iter().all(|child| child.collapses_through || child.may_collapse_through);
        joined.collapses_through = is_flat && is_sure;
        joined.may_collapse_through = is_flat && is_possible && !is_sure;
        joined.touching()
    }

    /// Whether a box at the top of its parent stands below a float that is a child before it: its
    /// clearance parts its margin from the parent's.
    fn clears_sibling(&mut self, id: BoxId, siblings: &[BoxId], width: Pt) -> bool {
        let clears = self.clears(id, false);
        if !clears.any() {
            return false;
        }
        let floats: Vec<BoxId> = siblings
            .iter()
            .copied()
            .take_while(|sibling| *sibling != id)
            .filter(|sibling| self.boxes.get(*sibling).is_floating())
            .filter(|sibling| clears.has(self.float_side(*sibling, false)))
            .collect();
        floats.into_iter().any(|float| {
            let constraint = Constraint::of_width(width);
            let margin = self.margins(&self.boxes.get(float).style.clone(), float, width);
            self.lay_whole(float, constraint).size.height + margin.vertical() > TOLERANCE
        })
    }

    /// Whether the first child's top margin is a margin of this box.
    pub fn passes_top_margin(&self, id: BoxId, top_inset: Pt) -> bool {
        top_inset == 0.0 && !self.boxes.get(id).contains_margins()
    }

    /// Whether the last child's bottom margin is a margin of this box, unless a minimum height is between.
    pub fn passes_bottom_margin(&self, id: BoxId, bottom_inset: Pt) -> bool {
        let layout_box = self.boxes.get(id);
        let auto = layout_box.is_anonymous || layout_box.style.height == Sizing::Auto;
        bottom_inset == 0.0 && auto && !layout_box.contains_margins()
    }

    /// The break that is asked for before a box: its own, or its first child's
    /// ([CSS Fragmentation 3, 3.1](https://www.w3.org/TR/css-break-3/#break-between)).
    pub fn break_before(&self, id: BoxId) -> Break {
        let layout_box = self.boxes.get(id);
        let own = if layout_box.is_anonymous { Break::Auto } else { layout_box.style.break_before };
        let first = self.edge_item(id, false).map_or(Break::Auto, |child| self.break_before(child));
        stronger(own, first)
    }

    pub fn break_after(&self, id: BoxId) -> Break {
        let layout_box = self.boxes.get(id);
        let own = if layout_box.is_anonymous { Break::Auto } else { layout_box.style.break_after };
        let last = self.edge_item(id, true).map_or(Break::Auto, |child| self.break_after(child));
        stronger(own, last)
    }

    /// Items of flex and grid hand their breaks on, too
    /// ([CSS Flexbox 1, 10](https://www.w3.org/TR/css-flexbox-1/#pagination)).
    fn edge_item(&self, id: BoxId, last: bool) -> Option<BoxId> {
        match &self.boxes.get(id).content {
            BoxContent::Flex(children) | BoxContent::Grid(children) => self.edge_of(children, last),
            _ => self.edge_child(id, last),
        }
    }

    fn edge_child(&self, id: BoxId, last: bool) -> Option<BoxId> {
        let BoxContent::Blocks(children) = &self.boxes.get(id).content else { return None };
        self.edge_of(children, last)
    }

    fn edge_of(&self, children: &[BoxId], last: bool) -> Option<BoxId> {
        let mut in_flow = children.iter().copied().filter(|child| self.boxes.get(*child).is_in_flow());
        if last { in_flow.next_back() } else { in_flow.next() }
    }

    /// The name of the page that a box asks for where it begins, or where it ends: its own, or that of its
    /// first or last child
    /// ([CSS Paged Media 3, 8.1](https://www.w3.org/TR/css-page-3/#using-named-pages)).
    pub fn page_name(&self, id: BoxId, at_end: bool) -> Option<std::sync::Arc<str>> {
        self.edge_child(id, at_end)
            .and_then(|child| self.page_name(child, at_end))
            .or_else(|| self.boxes.get(id).style.page.clone())
    }
}

fn is_zero(height: &Sizing) -> bool {
    match height {
        Sizing::Auto => true,
        Sizing::Value(LengthPercentage::Length(length)) => *length == 0.0,
        _ => false,
    }
}

/// Of two breaks at one place: forced over avoided, page over column.
pub(super) fn stronger(one: Break, other: Break) -> Break {
    let rank = |value: Break| match value {
        Break::Auto => 0,
        Break::AvoidColumn => 1,
        Break::AvoidPage => 2,
        Break::Avoid => 3,
        Break::Column => 4,
        Break::Page => 5,
        Break::Left | Break::Right | Break::Recto | Break::Verso => 6,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// The forced break of a value, in a page or in a column.
pub(super) fn forced(value: Break, is_column: bool) -> Option<Break> {
    match value {
        Break::Page | Break::Left | Break::Right | Break::Recto | Break::Verso => Some(value),
        Break::Column if is_column => Some(value),
        _ => None,
    }
}

pub(super) fn avoided(value: Break, is_column: bool) -> bool {
    match value {
        Break::Avoid => true,
        Break::AvoidPage => !is_column,
        Break::AvoidColumn => is_column,
        _ => false,
    }
}

pub(super) fn keeps_together(value: BreakInside, is_column: bool) -> bool {
    match value {
        BreakInside::Auto => false,
        BreakInside::Avoid => true,
        BreakInside::AvoidPage => !is_column,
        BreakInside::AvoidColumn => is_column,
    }
}
