//! Absolutely positioned boxes that a page does not hold go on at the top of the next one, as all boxes do
//! ([CSS Fragmentation 3, 2](https://www.w3.org/TR/css-break-3/#fragmentation-model)).

use std::rc::Rc;

use super::boxes::{BoxContent, BoxId};
use super::engine::{Engine, TOLERANCE};
use super::fragment::{Constraint, Fragment, FragmentContent, Placed, Room, Token};
use super::paginate::{MAX_PAGES, Sheet};
use crate::style::{LengthPercentageAuto, Overflow, PageContext, Position};
use crate::units::{Point, Pt, Rect};

/// What is left of an absolute box for the next page.
struct Rest {
    id: BoxId,
    /// `None`: all of it.
    token: Option<Token>,
    /// From the left edge of the page's content.
    x: Pt,
    border_width: Pt,
}

/// The page whose boxes are looked through.
struct Search {
    area: Rect,
    rests: Vec<Rest>,
}

impl Engine<'_> {
    /// Breaks absolute boxes at the ends of pages; what is left after the last one gets pages of its own.
    pub fn break_absolutes(&mut self, sheets: &mut Vec<Sheet>) {
        let mut rests: Vec<Rest> = Vec::new();
        let (mut index, laid) = (0, sheets.len());
        while index < sheets.len() || (!rests.is_empty() && index < MAX_PAGES) {
            if index == sheets.len() {
                let name = sheets.last().and_then(|sheet| sheet.name.clone());
                let tree = self.source.tree;
                let style =
                    tree.pages.resolve(&PageContext { name: name.clone(), index, blank: false }, tree.trim);
                sheets.push(Sheet::new(style, name));
            }
            let sheet = &mut sheets[index];
            let mut search = Search { area: sheet.area, rests: Vec::new() };
            index += 1;
            // Pages that a forced break leaves blank stay so.
            if sheet.root.is_none() && index <= laid {
                continue;
            }
            for rest in rests {
                self.go_on(sheet, rest, &mut search);
            }
            let origin = Point::default();
            if let Some(root) = &mut sheet.root {
                self.break_in(root, origin, &mut search);
            }
            let absolutes = std::mem::take(&mut sheet.absolutes);
            sheet.absolutes = self.all_broken(absolutes, origin, &mut search);
            rests = search.rests;
        }
    }

    /// The next part of a box.
    fn go_on(&mut self, sheet: &mut Sheet, rest: Rest, search: &mut Search) {
        let area = sheet.area;
        let room = Room {
            available: area.height,
            extent: area.height,
            keeps_foot: false,
            at_top: true,
            is_column: false,
            is_paged: true,
        };
        let constraint = self.of_absolute(rest.id, rest.border_width);
        let outcome = self.lay(rest.id, constraint, Some(room), rest.token.as_ref());
        let Some(fragment) = outcome.fragment else { return };
        sheet.absolutes.push(Placed { at: Point::new(area.x + rest.x, area.y), fragment });
        // What does not move would go on for ever.
        let token = outcome.token.filter(|token| rest.token.as_ref() != Some(token));
        search.rests.extend(token.map(|token| Rest { token: Some(token), ..rest }));
    }

    fn of_absolute(&mut self, id: BoxId, border_width: Pt) -> Constraint<'static> {
        self.has_broken_absolutes = true;
        let around = self.containing.get(&id).copied().unwrap_or_default();
        Constraint {
            width: around.width,
            height: Some(around.height),
            border_width: Some(border_width),
            ..Constraint::default()
        }
    }

    /// Boxes without those that belong on the next page altogether.
    fn all_broken(&mut self, boxes: Vec<Placed>, origin: Point, search: &mut Search) -> Vec<Placed> {
        let mut kept = Vec::with_capacity(boxes.len());
        for mut placed in boxes {
            if self.break_in(&mut placed, origin, search) {
                kept.push(placed);
            }
        }
        kept
    }

    /// Whether any of it stays on this page.
    fn break_in(&mut self, placed: &mut Placed, origin: Point, search: &mut Search) -> bool {
        let at = Point::new(origin.x + placed.at.x, origin.y + placed.at.y);
        let layout_box = self.boxes.get(placed.fragment.id);
        let style = &layout_box.style;
        let is_apart = !layout_box.is_anonymous
            && (style.overflow_y != Overflow::Visible || !style.transform.is_empty());
        if layout_box.is_out_of_flow() && placed.fragment.is_whole() && self.runs_off(placed, at, search.area)
        {
            return self.break_off(placed, at, search);
        }
        // What is cut off or turned stays as it is; so does what nothing in it runs off the page.
        if is_apart || !self.holds_absolutes(&placed.fragment) {
            return true;
        }
        let fragment = Rc::make_mut(&mut placed.fragment);
        let children = std::mem::take(&mut fragment.children);
        fragment.children = self.all_broken(children, at, search);
        true
    }

    fn break_off(&mut self, placed: &mut Placed, at: Point, search: &mut Search) -> bool {
        let (id, area) = (placed.fragment.id, search.area);
        let border_width = placed.fragment.size.width;
        let room = Room {
            available: area.bottom() - at.y,
            extent: area.height,
            keeps_foot: false,
            at_top: at.y <= area.y + TOLERANCE,
            is_column: false,
            is_paged: true,
        };
        let constraint = self.of_absolute(id, border_width);
        let outcome = self.lay(id, constraint, Some(room), None);
        let rest = Rest { id, token: outcome.token, x: at.x - area.x, border_width };
        match outcome.fragment {
            None => {
                search.rests.push(rest);
                return false;
            }
            Some(fragment) if rest.token.is_some() => {
                placed.fragment = fragment;
                search.rests.push(rest);
            }
            // One picture, or what else does not break.
            Some(_) => {}
        }
        true
    }

    /// Whether it begins on the page's content area and has lines that end below it, or pictures that begin
    /// there. What is hung from the bottom, and what has nothing but a background down there, is meant to
    /// stand there.
    fn runs_off(&self, placed: &Placed, at: Point, area: Rect) -> bool {
        let style = &self.boxes.get(placed.fragment.id).style;
        let auto = LengthPercentageAuto::Auto;
        let is_hung = style.inset.top == auto && style.inset.bottom != auto;
        let is_here = style.position == Position::Absolute && at.y < area.bottom() - TOLERANCE;
        is_here && !is_hung && self.last_of(&placed.fragment) + at.y > area.bottom() + TOLERANCE
    }

    /// The lowest bottom of a line and top of a picture in the flow of a box.
    fn last_of(&self, fragment: &Fragment) -> Pt {
        let own = match &fragment.content {
            FragmentContent::Lines(lines) => lines.last().map_or(0.0, |line| line.top + line.height),
            FragmentContent::Image { rect, .. } => rect.y,
            _ => 0.0,
        };
        let in_flow =
            fragment.children.iter().filter(|child| !self.boxes.get(child.fragment.id).is_out_of_flow());
        in_flow.map(|child| child.at.y + self.last_of(&child.fragment)).fold(own, Pt::max)
    }

    fn holds_absolutes(&self, fragment: &Fragment) -> bool {
        let is_out = |child: &Placed| self.boxes.get(child.fragment.id).is_out_of_flow();
        !matches!(self.boxes.get(fragment.id).content, BoxContent::Replaced(_))
            && fragment.children.iter().any(|child| is_out(child) || self.holds_absolutes(&child.fragment))
    }
}
