//! The box tree: what of the document takes part in layout, with the anonymous boxes that CSS adds
//! ([CSS Display 3, 2](https://www.w3.org/TR/css-display-3/#box-generation)).

mod broken;
mod build;
mod collector;
mod first_line;
mod inline;
mod spanners;
mod table;
mod variables;

use std::rc::Rc;
use std::sync::Arc;

pub(super) use build::{build, lines_again};
pub(super) use first_line::FirstLine;
pub(super) use inline::{Atom, AtomKind, InlineBox, InlineContent, InlineSpan};
pub(super) use table::{CollapsedBorders, TableBox, TableCell, TableRow, stronger};
pub(super) use variables::Variables;

use crate::style::{BorderStyle, ComputedStyle, Display, Float, Overflow, Position, Reference, StyledId};
use crate::units::Pt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct BoxId(pub u32);

/// All boxes of a document.
#[derive(Debug)]
pub(super) struct BoxTree {
    boxes: Vec<LayoutBox>,
    pub root: BoxId,
    pub has_floats: bool,
}

#[derive(Debug)]
pub(super) struct LayoutBox {
    pub style: Arc<ComputedStyle>,
    /// What it stands for; an anonymous box names the element around it.
    pub node: StyledId,
    pub is_anonymous: bool,
    /// Its margins never collapse with those of its children.
    pub is_independent: bool,
    pub content: BoxContent,
    /// An outside list marker.
    pub marker: Option<BoxId>,
}

#[derive(Debug)]
pub(super) enum BoxContent {
    /// Block-level boxes, out-of-flow ones among them.
    Blocks(Rc<[BoxId]>),
    Lines(Rc<InlineContent>),
    Flex(Rc<[BoxId]>),
    Grid(Rc<[BoxId]>),
    Table(TableBox),
    Replaced(Replacement),
}

#[derive(Clone, Debug)]
pub(super) enum Replacement {
    Image { source: Reference, alt: Option<Arc<str>> },
    Svg { markup: Arc<str>, alt: Option<Arc<str>>, width: Option<Pt>, height: Option<Pt> },
}

impl BoxTree {
    pub fn count(&self) -> usize {
        self.boxes.len()
    }

    pub fn get(&self, id: BoxId) -> &LayoutBox {
        &self.boxes[id.0 as usize]
    }

    pub fn ids(&self) -> impl Iterator<Item = BoxId> + use<> {
        (0..self.boxes.len() as u32).map(BoxId)
    }

    /// Other lines in the same box.
    pub fn set_lines(&mut self, id: BoxId, content: InlineContent) {
        self.boxes[id.0 as usize].content = BoxContent::Lines(Rc::new(content));
    }

    /// Another drawing of the same size in the same box.
    pub fn set_drawing(&mut self, id: BoxId, drawing: &Arc<str>) {
        if let BoxContent::Replaced(Replacement::Svg { markup, .. }) = &mut self.boxes[id.0 as usize].content
        {
            *markup = drawing.clone();
        }
    }

    /// Takes away the boxes that came last.
    pub fn truncate(&mut self, count: usize) {
        self.boxes.truncate(count);
    }

    pub fn add(&mut self, layout_box: LayoutBox) -> BoxId {
        self.boxes.push(layout_box);
        BoxId(self.boxes.len() as u32 - 1)
    }
}

impl LayoutBox {
    pub fn plain(style: Arc<ComputedStyle>, node: StyledId, content: BoxContent) -> LayoutBox {
        LayoutBox { style, node, is_anonymous: false, is_independent: true, content, marker: None }
    }

    pub fn is_out_of_flow(&self) -> bool {
        matches!(self.style.position, Position::Absolute | Position::Fixed) && !self.is_anonymous
    }

    pub fn is_floating(&self) -> bool {
        self.style.float != Float::None && !self.is_anonymous && !self.is_out_of_flow()
    }

    pub fn is_in_flow(&self) -> bool {
        !self.is_out_of_flow() && !self.is_floating()
    }

    /// Whether absolutely positioned descendants refer to it.
    pub fn is_containing_block(&self) -> bool {
        !self.is_anonymous && (self.style.position != Position::Static || !self.style.transform.is_empty())
    }

    pub fn is_multicol(&self) -> bool {
        !self.is_anonymous
            && (self.style.column_count.is_some() || self.style.column_width.is_some())
            && matches!(self.content, BoxContent::Blocks(_))
    }

    /// Whether floats outside do not reach into it, and its own do not reach out.
    pub fn contains_floats(&self) -> bool {
        !matches!(self.content, BoxContent::Blocks(_) | BoxContent::Lines(_)) || self.contains_margins()
    }

    /// Whether margins of children stay inside: a block formatting context of its own
    /// ([CSS Display 3, formatting contexts](https://www.w3.org/TR/css-display-3/#establish-an-independent-formatting-context)).
    pub fn contains_margins(&self) -> bool {
        let style = &self.style;
        self.is_independent
            || !self.is_in_flow()
            || self.is_multicol()
            || self.aligns_content()
            || (style.column_span_all && !self.is_anonymous)
            || style.overflow_x == Overflow::Hidden
            || style.overflow_y == Overflow::Hidden
            || matches!(
                style.display,
                Display::FlowRoot | Display::InlineBlock | Display::TableCell | Display::TableCaption
            )
    }
}

pub(super) fn has_border(border: &crate::style::Border) -> bool {
    !matches!(border.style, BorderStyle::None | BorderStyle::Hidden) && border.width > 0.0
}
