//! Inline boxes that blocks break ([CSS 2, 9.2.1.1](https://www.w3.org/TR/CSS2/visuren.html#anonymous-block-level)).

use super::BoxId;
use super::build::Builder;
use super::collector::has_edges;
use crate::style::{ComputedStyle, Display, LengthPercentage, LengthPercentageAuto, Position, StyledId};
use crate::units::Sides;

/// What stands in the lines of a block.
#[derive(Debug)]
pub(crate) enum Part {
    Whole(StyledId),
    /// What stands of an inline box before, between or after blocks.
    Cut(Cut),
}

#[derive(Debug)]
pub(crate) struct Cut {
    pub node: StyledId,
    pub parts: Vec<Part>,
    /// Whether the box begins and ends with this part.
    pub begins: bool,
    pub ends: bool,
}

/// A child of a block container, broken where blocks stand in it.
pub(super) enum Piece {
    Inline(Part),
    Block(StyledId),
}

impl Builder<'_> {
    /// Children in order; those that hold blocks in pieces.
    pub fn pieces(&self, children: &[StyledId]) -> Vec<Piece> {
        children
            .iter()
            .flat_map(|child| match () {
                () if self.is_broken(*child) => self.broken(*child),
                () if self.is_block(*child) => vec![Piece::Block(*child)],
                () => vec![Piece::Inline(Part::Whole(*child))],
            })
            .collect()
    }

    /// An inline box around a block.
    fn is_broken(&self, node: StyledId) -> bool {
        self.tree.node(node).style.display == Display::Inline && self.is_block(node)
    }

    /// Blocks that follow each other, but for white space and what is out of the flow, break it once.
    fn broken(&self, node: StyledId) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut cut = Cut { node, parts: Vec::new(), begins: true, ends: false };
        for piece in self.pieces(&self.children(node)) {
            let stands_apart = |child: StyledId| !self.is_in_flow(child) && self.is_blank(&cut.parts);
            match piece {
                Piece::Inline(Part::Whole(child)) if !cut.begins && stands_apart(child) => {
                    pieces.push(Piece::Block(child));
                }
                Piece::Inline(part) => cut.parts.push(part),
                Piece::Block(block) => {
                    let after = Cut { node, parts: Vec::new(), begins: false, ends: false };
                    pieces.push(Piece::Inline(Part::Cut(std::mem::replace(&mut cut, after))));
                    pieces.push(Piece::Block(block));
                }
            }
        }
        pieces.push(Piece::Inline(Part::Cut(Cut { ends: true, ..cut })));
        pieces
    }

    /// Nothing that a line would show or a link lead to: white space, and inline boxes without an edge.
    pub fn is_blank(&self, run: &[Part]) -> bool {
        run.iter().all(|part| match part {
            Part::Whole(node) => self.is_white_space(*node),
            Part::Cut(cut) => {
                let edges = has_edges(&self.tree.node(cut.node).style);
                let has_edge = (edges.0 && cut.begins) || (edges.1 && cut.ends);
                let is_target = cut.begins && self.is_target(cut.node);
                !has_edge && !is_target && self.is_blank(&cut.parts)
            }
        })
    }

    /// Inline boxes that are moved take along the blocks that break them.
    pub fn move_along(&mut self, id: BoxId, node: StyledId) {
        let tree = self.tree;
        let inlines = std::iter::successors(tree.node(node).parent, |node| tree.node(*node).parent)
            .map(|node| &tree.node(node).style)
            .take_while(|style| matches!(style.display, Display::Inline | Display::Contents));
        let moving = inlines.filter(|style| style.position == Position::Relative);
        let mut offsets: Vec<_> = moving.map(|style| offset(style)).collect();
        let own = self.style(id).clone();
        if offsets.is_empty() || !matches!(own.position, Position::Static | Position::Relative) {
            return;
        }
        if own.position == Position::Relative {
            offsets.push(offset(&own));
        }
        let nothing = (LengthPercentage::ZERO, LengthPercentage::ZERO);
        let (x, y) = offsets
            .iter()
            .fold(nothing, |(x, y), (left, top)| (x.minus(&negative(left)), y.minus(&negative(top))));
        let inset = Sides {
            left: LengthPercentageAuto::Value(x),
            top: LengthPercentageAuto::Value(y),
            ..Sides::all(LengthPercentageAuto::Auto)
        };
        self.restyle(id, ComputedStyle { position: Position::Relative, inset, ..(*own).clone() });
    }
}

/// To the right and down.
fn offset(style: &ComputedStyle) -> (LengthPercentage, LengthPercentage) {
    use LengthPercentageAuto::{Auto, Value};
    let inset = &style.inset;
    let from_left = match (&inset.left, &inset.right) {
        (Value(_), Value(right)) if style.direction == crate::style::Direction::Rtl => negative(right),
        (Value(left), _) => left.clone(),
        (Auto, Value(right)) => negative(right),
        (Auto, Auto) => LengthPercentage::ZERO,
    };
    let from_top = match (&inset.top, &inset.bottom) {
        (Value(top), _) => top.clone(),
        (Auto, Value(bottom)) => negative(bottom),
        (Auto, Auto) => LengthPercentage::ZERO,
    };
    (from_left, from_top)
}

fn negative(length: &LengthPercentage) -> LengthPercentage {
    LengthPercentage::ZERO.minus(length)
}
