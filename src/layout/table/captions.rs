//! Captions above or below the rows, as wide as the table
//! ([CSS 2, 17.4](https://www.w3.org/TR/CSS2/tables.html#model)).

use std::rc::Rc;

use super::super::boxes::BoxId;
use super::super::engine::{Engine, TOLERANCE};
use super::super::floats::Floats;
use super::super::flow::FlowRequest;
use super::super::fragment::{
    Constraint, Fragment, FragmentContent, Outcome, Placed, Resume, Room, Token, resume_at,
};
use super::super::sizes::{Used, bubble};
use crate::units::{Point, Pt, Rect, Sides, Size};

/// Captions laid out, each from the top of its side.
#[derive(Default)]
pub(super) struct Captions {
    above: Side,
    below: Side,
    /// Where those above go on on the next page.
    pub token: Option<Token>,
}

#[derive(Default)]
struct Side {
    placed: Vec<Placed>,
    height: Pt,
}

impl Captions {
    pub fn above_height(&self) -> Pt {
        self.above.height
    }

    pub fn below_height(&self) -> Pt {
        self.below.height
    }

    /// The captions that are still to come.
    pub fn low(&self) -> Vec<BoxId> {
        self.below.placed.iter().map(|placed| placed.fragment.id).collect()
    }

    /// Puts captions into a table's fragment whose rows end at `bottom`.
    pub fn place(self, fragment: &mut Fragment, bottom: Pt, is_broken: bool) {
        for placed in &self.above.placed {
            bubble(&mut fragment.pending, placed);
        }
        fragment.children.splice(0..0, self.above.placed);
        if is_broken {
            return;
        }
        for placed in self.below.placed {
            let placed = Placed { at: Point::new(placed.at.x, placed.at.y + bottom), ..placed };
            bubble(&mut fragment.pending, &placed);
            fragment.children.push(placed);
        }
    }
}

impl Engine<'_> {
    /// A flex or grid container decides about the table with its captions, `height` about the rows alone.
    pub(super) fn fills_wrapper(&self, id: BoxId) -> bool {
        self.boxes.get(id).style.height == crate::style::Sizing::Auto
    }

    /// What the captions are on this page: above on the first one, below on the last one.
    pub(super) fn captions(
        &mut self,
        id: BoxId,
        width: Pt,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Captions {
        let mut captions = Captions::default();
        let mut high = Vec::new();
        for caption in self.table(id).captions.clone() {
            let constraint = Constraint::of_width(width);
            let used = self.used(caption, constraint);
            let fragment = self.lay_whole(caption, constraint);
            // A caption that leaves rows no room on a page goes before them.
            let is_low = match resume {
                Some(Token::Table(token)) => token.low_captions.contains(&caption),
                _ => room.is_none_or(|room| fragment.size.height * 2.0 <= room.extent),
            };
            let is_below = is_low && self.boxes.get(caption).style.caption_below;
            if !is_below {
                high.push(caption);
            }
            if !is_below && resume.is_some() {
                continue;
            }
            let side = if is_below { &mut captions.below } else { &mut captions.above };
            let at = Point::new(used.margin.left, side.height + used.margin.top);
            side.height = at.y + fragment.size.height + used.margin.bottom;
            side.placed.push(Placed { at, fragment });
        }
        let Some(room) = room else { return captions };
        let is_too_tall = room.at_top && captions.above.height > room.available + TOLERANCE;
        match resume {
            Some(Token::Captions(inside)) => {
                self.break_captions(&high, width, room, Some(inside), &mut captions)
            }
            None if is_too_tall => self.break_captions(&high, width, room, None, &mut captions),
            _ => {}
        }
        captions
    }

    /// Captions above rows, as far as a page holds them.
    fn break_captions(
        &mut self,
        high: &[BoxId],
        width: Pt,
        room: Room,
        resume: Option<&Token>,
        captions: &mut Captions,
    ) {
        let Resume { index: start, inside, carried } = resume_at(resume);
        let flow = self.flow(FlowRequest {
            children: high,
            start: start.min(high.len()),
            end: high.len(),
            inside,
            carried,
            floats: Floats::default(),
            contains_floats: true,
            is_resumed: resume.is_some(),
            width,
            height: None,
            room: Some(room),
            passes_top: false,
            passes_bottom: false,
            rtl: false,
        });
        captions.above = Side { placed: flow.placed, height: flow.height };
        captions.token = flow.token;
    }

    /// A page of captions, before one with rows.
    pub(super) fn captions_alone(&mut self, id: BoxId, used: &Used, captions: Captions) -> Outcome {
        let size = Size::new(used.border_width(), captions.above.height);
        let frame = Rect::new(0.0, captions.above.height, 0.0, 0.0);
        let content = FragmentContent::Table { frame, lines: Vec::new() };
        let mut fragment = self.finish(id, used, size, content, Vec::new());
        // Neither border nor background: they are around the rows.
        (fragment.border, fragment.padding) = (Sides::all(0.0), Sides::all(0.0));
        (fragment.is_first, fragment.is_last) = (false, false);
        let count = self.table(id).captions.len();
        let token = captions.token.clone().unwrap_or(Token::Child(count, None));
        captions.place(&mut fragment, 0.0, true);
        Outcome { token: Some(Token::Captions(Box::new(token))), ..Outcome::whole(Rc::new(fragment)) }
    }
}
