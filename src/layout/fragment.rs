use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::boxes::BoxId;
use super::float::CarriedFloat;
use super::floats::{FloatArea, Floats};
use super::margins::Margin;
use crate::image::Image;
use crate::style::{Border, Break, StyledId};
use crate::text::PlacedRun;
use crate::units::{Point, Pt, Rect, Sides, Size};

/// The part of a box that one page or column holds, with everything in it placed.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    pub id: BoxId,
    /// Of the border box.
    pub size: Size,
    pub border: Sides<Pt>,
    pub padding: Sides<Pt>,
    /// Neither a fragment of the box before nor one after it: all four borders are drawn.
    pub is_first: bool,
    pub is_last: bool,
    /// All borders are drawn nevertheless: `box-decoration-break: clone`.
    pub clones: bool,
    pub content: FragmentContent,
    pub children: Vec<Placed>,
    /// Out-of-flow boxes whose containing block is further up.
    pub pending: Vec<Pending>,
    /// Those whose containing block this is a part of: they refer to all of it.
    pub deferred: Vec<Pending>,
    /// Lines between columns: x, top and bottom.
    pub rules: Vec<(Pt, Pt, Pt)>,
    /// Inline elements that links can lead to, and how far down the lines are that they begin on.
    pub targets: Vec<(StyledId, Pt)>,
    /// Of the first and the last line, from the top of the border box.
    pub baselines: Option<(Pt, Pt)>,
    /// How far content runs past a fixed height, and lines past the width.
    pub excess: Size,
    /// Floats inside that boxes further on stand beside: they are of the formatting context around.
    pub floats: Vec<FloatArea>,
    /// What its children give its bottom margin, if it takes margins of theirs.
    pub margin_below: Option<Margin>,
}

#[derive(Clone, Debug)]
pub(super) enum FragmentContent {
    None,
    Lines(Vec<LineFragment>),
    Image {
        image: Image,
        rect: Rect,
    },
    /// Background and borders are around the rows, not around the captions.
    Table {
        frame: Rect,
        lines: Vec<TableLine>,
    },
    /// A row of a table, with what is painted behind its cells.
    Row {
        behind: Vec<Backdrop>,
        is_repeated: bool,
    },
}

/// A border that the cells of a table share.
#[derive(Clone, Debug)]
pub(super) struct TableLine {
    pub border: Border,
    pub rect: Rect,
    pub is_level: bool,
}

/// The background of a row, a column or a group of them behind one cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backdrop {
    pub id: BoxId,
    /// Of the box itself, which its pictures are placed in.
    pub area: Rect,
    /// The part that is seen.
    pub cell: Rect,
}

/// A fragment at its place in another one's border box.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub at: Point,
    pub fragment: Rc<Fragment>,
}

/// A line box; positions are relative to the border box around it.
#[derive(Clone, Debug)]
pub(super) struct LineFragment {
    pub top: Pt,
    pub height: Pt,
    pub baseline: Pt,
    pub runs: Vec<LineRun>,
    pub atoms: Vec<LineAtom>,
    /// Inline boxes on this line, outermost first.
    pub inlines: Vec<InlineFragment>,
    /// Spans and inline boxes are those of the text as the first line shows it.
    pub is_first: bool,
}

#[derive(Clone, Debug)]
pub(super) struct LineRun {
    pub at: Point,
    pub run: Arc<PlacedRun>,
}

#[derive(Clone, Debug)]
pub(super) struct LineAtom {
    pub placed: Placed,
    /// Index of the innermost inline box around it.
    pub inline: Option<usize>,
}

/// The part of an inline box on one line.
#[derive(Clone, Debug)]
pub(super) struct InlineFragment {
    /// Index in the inline content.
    pub inline: usize,
    /// Border box.
    pub rect: Rect,
    pub has_start: bool,
    pub has_end: bool,
}

/// An out-of-flow box that waits for its containing block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pending {
    pub id: BoxId,
    /// Where it would have stood, relative to the border box of the fragment that holds it.
    pub at: Point,
}

/// Where the next page or column goes on
/// ([CSS Fragmentation 3, 2](https://www.w3.org/TR/css-break-3/#fragmentation-model)).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// The byte of the paragraph's text at which the next line starts, and how many of its floats are placed.
    Line(usize, usize),
    /// In or before a child.
    Child(usize, Option<Box<Token>>),
    /// In or before a row of a flex or grid container.
    Row(RowToken),
    Table(TableToken),
    /// In or before a caption above the rows of a table.
    Captions(Box<Token>),
    /// Nothing but so much of a box's own height.
    Rest(Pt),
    /// In a box of which at least so much height is still to come.
    Tall(Pt, Box<Token>),
    /// Floats of a formatting context that go on, beside the rest of its boxes.
    Floats(Vec<CarriedFloat>, Box<Token>),
}

/// Where a box goes on.
pub(super) struct Resume<'a> {
    /// The child that the token is in or before.
    pub index: usize,
    pub inside: Option<&'a Token>,
    pub carried: &'a [CarriedFloat],
}

pub(super) fn resume_at(token: Option<&Token>) -> Resume<'_> {
    match token {
        Some(Token::Floats(carried, rest)) => Resume { carried, ..resume_at(Some(rest)) },
        Some(Token::Child(index, inside)) => {
            Resume { index: *index, inside: inside.as_deref(), carried: &[] }
        }
        _ => Resume { index: 0, inside: None, carried: &[] },
    }
}

/// The items of a flex or grid container that are left.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowToken {
    /// Those of one row that go on.
    pub inside: Vec<(BoxId, Token)>,
    /// Those that have not begun.
    pub waiting: BTreeSet<BoxId>,
}

/// In or before a row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableToken {
    pub row: usize,
    /// The row has begun.
    pub is_inside: bool,
    /// Cells that go on.
    pub cells: Vec<(BoxId, Token)>,
    /// Captions to be set below the last row.
    pub low_captions: Vec<BoxId>,
}

impl TableToken {
    pub fn of(&self, cell: BoxId) -> Option<&Token> {
        self.cells.iter().find(|(known, _)| *known == cell).map(|(_, token)| token)
    }
}

/// Room in a page or column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// From the top of the box to the end of the page or column.
    pub available: Pt,
    /// Of the whole page or column.
    pub extent: Pt,
    /// Nothing stands above on this page or column: what does not fit here fits nowhere.
    pub at_top: bool,
    pub is_column: bool,
    /// The box ends here: what is below its content is kept free.
    pub keeps_foot: bool,
    /// There is a next page to go on. Columns of a box that must not break have none.
    pub is_paged: bool,
}

impl Room {
    /// What is left below `used`.
    pub fn below(self, used: Pt, is_empty: bool) -> Room {
        Room { available: self.available - used, at_top: self.at_top && is_empty, ..self }
    }
}

/// What laying out a box gave.
#[derive(Debug)]
pub(super) struct Outcome {
    /// `None`: the whole box belongs on the next page or column.
    pub fragment: Option<Rc<Fragment>>,
    /// What is left for the next one.
    pub token: Option<Token>,
    /// The forced break that ended it.
    pub forced: Option<Break>,
    /// Floats for the next one, of the formatting context around.
    pub carried: Vec<CarriedFloat>,
}

impl Fragment {
    /// Not a part of a broken box.
    pub fn is_whole(&self) -> bool {
        self.is_first && self.is_last
    }

    /// How far down it reaches, its floats included.
    pub fn reach(&self) -> Pt {
        self.floats.iter().map(|float| float.rect.bottom()).fold(self.size.height, Pt::max)
    }
}

impl Outcome {
    pub fn pushed() -> Outcome {
        Outcome { fragment: None, token: None, forced: None, carried: Vec::new() }
    }

    /// All of a box.
    pub fn whole(fragment: Rc<Fragment>) -> Outcome {
        Outcome { fragment: Some(fragment), token: None, forced: None, carried: Vec::new() }
    }
}

/// What a box takes of the one around it, and what that one has decided already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Constraint<'f> {
    /// Width of the containing block.
    pub width: Pt,
    /// Height of the containing block, if it does not depend on its content.
    pub height: Option<Pt>,
    /// Border box, decided by flex, grid, table or position.
    pub border_width: Option<Pt>,
    pub border_height: Option<Pt>,
    /// Added to the top padding: how table cells align their content.
    pub lower: Pt,
    /// The floats of the formatting context that it is part of, from the corner of its border box.
    pub floats: Option<&'f Floats>,
}

impl Constraint<'_> {
    pub fn of_width(width: Pt) -> Constraint<'static> {
        Constraint { width, ..Constraint::default() }
    }
}
