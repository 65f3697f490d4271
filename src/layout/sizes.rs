//! Used widths, heights and margins ([CSS 2, 10](https://www.w3.org/TR/CSS2/visudet.html)).

use super::boxes::{BoxContent, BoxId};
use super::engine::{Engine, resolve};
use super::fragment::{Constraint, Fragment, FragmentContent, Placed};
use crate::image::{DEFAULT_SIZE, Natural};
use crate::style::{
    BoxSizing, ComputedStyle, Direction, Display, Float, LengthPercentage, LengthPercentageAuto, ObjectFit,
    Sizing,
};
use crate::units::{Point, Pt, Rect, Sides, Size};

/// The lengths of a box before its content is laid out. Width and heights are of the content box.
#[derive(Clone, Debug)]
pub(super) struct Used {
    pub border: Sides<Pt>,
    pub padding: Sides<Pt>,
    /// Horizontal `auto` margins are resolved; vertical ones are 0.
    pub margin: Sides<Pt>,
    pub width: Pt,
    /// `None` depends on the content.
    pub height: Option<Pt>,
    pub min_height: Pt,
    pub max_height: Pt,
    /// Border and padding stand around each part of a broken box.
    pub clones: bool,
    /// `min-height` or `max-height` is a keyword for the height of the content
    /// ([CSS Sizing 3, 3.2](https://www.w3.org/TR/css-sizing-3/#sizing-values)).
    pub is_content_min: bool,
    pub is_content_max: bool,
    /// Of a cell: how tall its row is by its content says nothing to percentages inside
    /// ([CSS Tables 3, 4.4](https://www.w3.org/TR/css-tables-3/#row-layout)).
    pub is_indefinite: bool,
    /// What of the top padding aligns a cell's content.
    pub lower: Pt,
}

impl Used {
    pub fn inset(&self) -> Sides<Pt> {
        self.border.plus(self.padding)
    }

    pub fn border_width(&self) -> Pt {
        self.width + self.inset().horizontal()
    }

    /// The content height between the bounds.
    pub fn clamp_height(&self, height: Pt) -> Pt {
        let max = if self.is_content_max { height } else { self.max_height };
        let min = if self.is_content_min { height } else { self.min_height };
        self.height.unwrap_or(height).min(max).max(min)
    }

    /// What percentages of children's heights refer to.
    pub fn definite_height(&self) -> Option<Pt> {
        let height = self.height.filter(|_| !self.is_indefinite)?;
        Some((height + self.lower).min(self.max_height).max(self.min_height))
    }
}

impl Engine<'_> {
    /// Border and padding of a box in a containing block of that width.
    pub fn edges(&self, id: BoxId, width: Pt) -> (Sides<Pt>, Sides<Pt>) {
        let layout_box = self.boxes.get(id);
        let style = &layout_box.style;
        let border = style.border.clone().map(|border| border.width);
        if layout_box.is_anonymous {
            // Only what cells share with others.
            return (border, Sides::all(0.0));
        }
        let padding = style.padding.clone().map(|padding| padding.resolve(width).max(0.0));
        (border, padding)
    }

    pub fn used(&mut self, id: BoxId, constraint: Constraint) -> Used {
        let style = self.boxes.get(id).style.clone();
        let (border, mut padding) = self.edges(id, constraint.width);
        padding.top += constraint.lower;
        let inset = border.plus(padding);
        let margin = self.margins(&style, id, constraint.width);
        let is_replaced = matches!(self.boxes.get(id).content, BoxContent::Replaced(_));
        let mut used = Used {
            border,
            padding,
            margin,
            width: 0.0,
            height: None,
            min_height: 0.0,
            max_height: Pt::INFINITY,
            clones: style.box_decoration_clone,
            is_content_min: false,
            is_content_max: false,
            is_indefinite: false,
            lower: constraint.lower,
        };
        let is_cell = style.display == Display::TableCell && !is_replaced;
        used.is_indefinite = is_cell && !self.has_definite_height(id, constraint.height);
        let is_table = matches!(self.boxes.get(id).content, BoxContent::Table(_));
        if self.boxes.get(id).is_anonymous && !is_replaced && !is_table {
            used.width = constraint.border_width.unwrap_or(constraint.width);
            used.height = constraint.border_height;
            return used;
        }
        let vertical = |value: &Sizing| vertical(&style, value, constraint.height, inset.vertical());
        used.height = vertical(&style.height);
        used.min_height = vertical(&style.min_height).unwrap_or(0.0);
        used.max_height = vertical(&style.max_height).unwrap_or(Pt::INFINITY);
        let is_content =
            |value: &Sizing| matches!(value, Sizing::MinContent | Sizing::MaxContent | Sizing::FitContent(_));
        used.is_content_min = is_content(&style.min_height);
        used.is_content_max = is_content(&style.max_height);
        if let Some(height) = constraint.border_height {
            (used.is_content_min, used.is_content_max) = (false, false);
            used.height = Some((height - inset.vertical()).max(0.0));
            (used.min_height, used.max_height) = (0.0, Pt::INFINITY);
        } else if is_cell {
            // How tall a cell is its row decides (CSS 2, 17.5.3).
            (used.height, used.min_height, used.max_height) = (None, 0.0, Pt::INFINITY);
        }
        if is_replaced {
            self.replaced_size(id, &style, constraint, &mut used);
            self.resolve_auto_margins(&style, constraint.width, &mut used);
            return used;
        }
        let available = (constraint.width - margin.horizontal() - inset.horizontal()).max(0.0);
        used.width = match constraint.border_width {
            Some(width) => (width - inset.horizontal()).max(0.0),
            None => {
                let shrinks = matches!(
                    style.display,
                    Display::InlineBlock
                        | Display::InlineFlex
                        | Display::InlineGrid
                        | Display::InlineTable
                        | Display::Table
                ) || !self.boxes.get(id).is_in_flow();
                let width =
                    match self.width_of(id, &style, &style.width, constraint.width, inset.horizontal()) {
                        Some(width) => width,
                        None => match (style.preferred_ratio(None), used.height) {
                            (Some(ratio), Some(height)) if shrinks => height * ratio,
                            _ if shrinks => self.shrink_to_fit(id, available),
                            _ => available,
                        },
                    };
                let width = self.clamp_width(id, &style, width, constraint.width, inset.horizontal());
                // No table is narrower than its columns (CSS 2, 17.5.2).
                if is_table { width.max(self.intrinsic(id).min) } else { width }
            }
        };
        if let (None, Some(ratio)) = (used.height, style.preferred_ratio(None)) {
            let (width, extra) = match style.box_sizing {
                BoxSizing::BorderBox => (used.width + inset.horizontal(), inset.vertical()),
                BoxSizing::ContentBox => (used.width, 0.0),
            };
            used.min_height = used.min_height.max((width / ratio - extra).max(0.0));
        }
        if constraint.border_width.is_none() {
            self.resolve_auto_margins(&style, constraint.width, &mut used);
        }
        used
    }

    /// Margins with `auto` as 0.
    pub fn margins(&self, style: &ComputedStyle, id: BoxId, width: Pt) -> Sides<Pt> {
        if self.boxes.get(id).is_anonymous {
            return Sides::all(0.0);
        }
        style.margin.clone().map(|margin| match margin {
            LengthPercentageAuto::Auto => 0.0,
            LengthPercentageAuto::Value(value) => value.resolve(width),
        })
    }

    /// Horizontal `auto` margins share what is left
    /// ([CSS 2, 10.3.3](https://www.w3.org/TR/CSS2/visudet.html#blockwidth)).
    fn resolve_auto_margins(&self, style: &ComputedStyle, width: Pt, used: &mut Used) {
        let left = style.margin.left == LengthPercentageAuto::Auto;
        let right = style.margin.right == LengthPercentageAuto::Auto;
        let rest = (width - used.border_width() - used.margin.horizontal()).max(0.0);
        match (left, right) {
            // CSS 2, 10.3.5.
            _ if style.float != Float::None => {}
            (true, true) => (used.margin.left, used.margin.right) = (rest / 2.0, rest / 2.0),
            (true, false) => used.margin.left = rest,
            (false, true) => used.margin.right = rest,
            (false, false) => {}
        }
    }

    /// A width as content width; `None` is `auto`.
    pub fn width_of(
        &mut self,
        id: BoxId,
        style: &ComputedStyle,
        value: &Sizing,
        basis: Pt,
        inset: Pt,
    ) -> Option<Pt> {
        match value {
            Sizing::Auto => None,
            Sizing::Value(value) => Some(content_size(style, value.resolve(basis), inset)),
            Sizing::MinContent => Some(self.intrinsic(id).min),
            Sizing::MaxContent => Some(self.intrinsic(id).max),
            Sizing::FitContent(limit) => {
                let available = limit.as_ref().map_or(basis, |limit| limit.resolve(basis)) - inset;
                Some(self.shrink_to_fit(id, available))
            }
        }
    }

    pub fn clamp_width(&mut self, id: BoxId, style: &ComputedStyle, width: Pt, basis: Pt, inset: Pt) -> Pt {
        let max = self.width_of(id, style, &style.max_width, basis, inset).unwrap_or(Pt::INFINITY);
        let min = self.width_of(id, style, &style.min_width, basis, inset).unwrap_or(0.0);
        width.min(max).max(min)
    }

    /// [CSS 2, 10.3.5](https://www.w3.org/TR/CSS2/visudet.html#float-width).
    pub fn shrink_to_fit(&mut self, id: BoxId, available: Pt) -> Pt {
        let intrinsic = self.intrinsic(id);
        intrinsic.max.min(available.max(intrinsic.min))
    }

    /// [CSS 2, 10.3.2 and 10.4](https://www.w3.org/TR/CSS2/visudet.html#min-max-widths): ratio kept.
    fn replaced_size(&mut self, id: BoxId, style: &ComputedStyle, constraint: Constraint, used: &mut Used) {
        let mut natural = self.natural(id);
        let ratio = style.preferred_ratio(natural.ratio);
        if ratio != natural.ratio {
            natural =
                Natural { height: natural.height.filter(|_| natural.width.is_none()), ratio, ..natural };
        }
        let inset = used.inset();
        let bound = |value: &Sizing| match value {
            Sizing::Value(value) => {
                Some(content_size(style, value.resolve(constraint.width), inset.horizontal()))
            }
            _ => None,
        };
        let width = match constraint.border_width {
            Some(width) => Some((width - inset.horizontal()).max(0.0)),
            None => bound(&style.width),
        };
        let by_ratio = |width: Pt| natural.size(Some(width), None, DEFAULT_SIZE).height;
        let (mut width, mut height, is_free) = match (width, used.height) {
            (Some(width), Some(height)) => (width, height, false),
            (Some(width), None) => (width, by_ratio(width), true),
            (None, None) if natural.width.is_none() && natural.height.is_none() && ratio.is_some() => {
                // Of a ratio alone it is as wide as a block, where that is known.
                let available = constraint.width - used.margin.horizontal() - inset.horizontal();
                let is_known = constraint.width < Pt::MAX.sqrt();
                let width = if is_known { available.max(0.0) } else { DEFAULT_SIZE.width };
                (width, by_ratio(width), true)
            }
            (None, height) => {
                let size = natural.size(None, height, DEFAULT_SIZE);
                (size.width, size.height, true)
            }
        };
        if constraint.border_width.is_none() {
            let limited = width
                .min(bound(&style.max_width).unwrap_or(Pt::INFINITY))
                .max(bound(&style.min_width).unwrap_or(0.0));
            if limited != width {
                width = limited;
                if used.height.is_none() {
                    height = by_ratio(width);
                }
            }
        }
        let limited = height.min(used.max_height).max(used.min_height);
        if limited != height {
            height = limited;
            if is_free && constraint.border_width.is_none() && style.width == Sizing::Auto {
                width = natural.size(None, Some(height), DEFAULT_SIZE).width;
            }
        }
        used.width = width;
        used.height = Some(height);
    }

    /// A fragment of a box that begins and ends here.
    pub fn finish(
        &mut self,
        id: BoxId,
        used: &Used,
        size: Size,
        content: FragmentContent,
        children: Vec<Placed>,
    ) -> Fragment {
        let mut fragment = Fragment {
            id,
            size,
            border: used.border,
            padding: used.padding,
            is_first: true,
            is_last: true,
            clones: used.clones,
            content,
            children,
            pending: Vec::new(),
            deferred: Vec::new(),
            rules: Vec::new(),
            targets: Vec::new(),
            baselines: None,
            excess: Size::new(0.0, 0.0),
            floats: Vec::new(),
            margin_below: None,
        };
        for child in &fragment.children {
            bubble(&mut fragment.pending, child);
        }
        fragment
    }
}

/// Takes over what a child could not place.
pub(super) fn bubble(pending: &mut Vec<super::fragment::Pending>, child: &Placed) {
    pending.extend(child.fragment.pending.iter().map(|waiting| super::fragment::Pending {
        id: waiting.id,
        at: Point::new(waiting.at.x + child.at.x, waiting.at.y + child.at.y),
    }));
}

/// `width` and `height` as content size, whatever `box-sizing` says.
pub(super) fn content_size(style: &ComputedStyle, length: Pt, inset: Pt) -> Pt {
    match style.box_sizing {
        BoxSizing::ContentBox => length.max(0.0),
        BoxSizing::BorderBox => (length - inset).max(0.0),
    }
}

/// A height as content height; a percentage of an indefinite height is `auto`.
fn vertical(style: &ComputedStyle, value: &Sizing, basis: Option<Pt>, inset: Pt) -> Option<Pt> {
    match value {
        Sizing::Value(value) if value.has_percent() && basis.is_none() => None,
        Sizing::Value(value) => Some(content_size(style, resolve(value, basis), inset)),
        _ => None,
    }
}

/// Where a picture stands in its content box
/// ([CSS Images 3, 5.5](https://www.w3.org/TR/css-images-3/#the-object-fit)).
pub(super) fn fit(style: &ComputedStyle, natural: Natural, area: Rect) -> Rect {
    let room = Size::new(area.width, area.height);
    let own = natural.size(None, None, room);
    let Size { width, height } = match style.object_fit {
        ObjectFit::Fill => return area,
        ObjectFit::Contain => natural.contain(room),
        ObjectFit::Cover => natural.cover(room),
        ObjectFit::None => own,
        ObjectFit::ScaleDown if own.width > room.width || own.height > room.height => natural.contain(room),
        ObjectFit::ScaleDown => own,
    };
    let place = |value: &LengthPercentage, room: Pt| value.resolve(room);
    Rect::new(
        area.x + place(&style.object_position.0, area.width - width),
        area.y + place(&style.object_position.1, area.height - height),
        width,
        height,
    )
}

/// Whether lines start at the right.
pub(super) fn is_rtl(style: &ComputedStyle) -> bool {
    style.direction == Direction::Rtl
}
