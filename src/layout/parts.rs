//! A box in parts is one box: what is positioned in it refers to all of it, as if it were not broken
//! ([CSS Positioned Layout 3, 2.1](https://www.w3.org/TR/css-position-3/#def-cb)).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::boxes::BoxId;
use super::engine::{Engine, TOLERANCE};
use super::fragment::{Fragment, Pending, Placed};
use super::paginate::Sheet;
use crate::style::{LengthPercentageAuto, Position};
use crate::units::{Point, Pt, Rect};

/// Where a fragment is: which of a sheet's boxes it is in, and the way to it through their children.
#[derive(Clone, Debug)]
struct Place {
    sheet: usize,
    /// `None` is the root, else one of the absolute boxes of the page.
    absolute: Option<usize>,
    way: Vec<usize>,
}

/// One part of a box.
struct Part {
    place: Place,
    height: Pt,
    deferred: Vec<Pending>,
}

impl Engine<'_> {
    /// Places what waits for all parts of its containing block. Answers what is for every page.
    pub fn place_deferred(&mut self, sheets: &mut [Sheet]) -> Vec<Pending> {
        let mut every_page = Vec::new();
        if !std::mem::take(&mut self.has_deferred) {
            return every_page;
        }
        for parts in parts(sheets) {
            if parts.iter().all(|part| part.deferred.is_empty()) {
                continue;
            }
            let starts: Vec<Pt> = parts
                .iter()
                .scan(0.0, |end, part| Some(std::mem::replace(end, *end + part.height)))
                .collect();
            let total = parts.iter().map(|part| part.height).sum();
            let Some(first) = find(sheets, &parts[0].place) else { continue };
            let area = Rect::new(0.0, 0.0, first.size.width, total).inset(first.border);
            for (index, part) in parts.iter().enumerate() {
                for waiting in &part.deferred {
                    let at = Point::new(waiting.at.x, waiting.at.y + starts[index]);
                    let placed = self.absolute(Pending { id: waiting.id, at }, area);
                    every_page.extend(placed.fragment.pending.iter().copied());
                    let reaches = |start: &Pt| *start <= placed.at.y + TOLERANCE;
                    let stays = self.is_static_below(waiting.id) && waiting.at.y <= part.height + TOLERANCE;
                    let on = match stays {
                        true => index,
                        false => starts.iter().rposition(reaches).unwrap_or(0),
                    };
                    let at = Point::new(placed.at.x, placed.at.y - starts[on]);
                    if let Some(fragment) = find_mut(sheets, &parts[on].place) {
                        fragment.children.push(Placed { at, ..placed });
                    }
                }
                if let Some(fragment) = find_mut(sheets, &part.place) {
                    fragment.deferred.clear();
                }
            }
        }
        every_page.retain(|waiting| self.boxes.get(waiting.id).style.position == Position::Fixed);
        every_page
    }

    /// Whether it stands where its place in the text is.
    fn is_static_below(&self, id: BoxId) -> bool {
        let inset = &self.boxes.get(id).style.inset;
        inset.top == LengthPercentageAuto::Auto && inset.bottom == LengthPercentageAuto::Auto
    }
}

/// The parts of each broken box, in order of the boxes.
fn parts(sheets: &[Sheet]) -> Vec<Vec<Part>> {
    let mut found: BTreeMap<BoxId, Vec<Part>> = BTreeMap::new();
    for (sheet, of) in sheets.iter().enumerate() {
        let roots = of.root.iter().map(|root| (None, root));
        let absolutes = of.absolutes.iter().enumerate().map(|(index, placed)| (Some(index), placed));
        for (absolute, placed) in roots.chain(absolutes) {
            collect(&placed.fragment, &mut Place { sheet, absolute, way: Vec::new() }, &mut found);
        }
    }
    found.into_values().collect()
}

fn collect(fragment: &Fragment, place: &mut Place, found: &mut BTreeMap<BoxId, Vec<Part>>) {
    if !fragment.is_whole() {
        let part =
            Part { place: place.clone(), height: fragment.size.height, deferred: fragment.deferred.clone() };
        found.entry(fragment.id).or_default().push(part);
    }
    for (index, child) in fragment.children.iter().enumerate() {
        place.way.push(index);
        collect(&child.fragment, place, found);
        place.way.pop();
    }
}

fn root<'s>(sheets: &'s [Sheet], place: &Place) -> Option<&'s Placed> {
    let sheet = &sheets[place.sheet];
    match place.absolute {
        None => sheet.root.as_ref(),
        Some(index) => sheet.absolutes.get(index),
    }
}

fn find<'s>(sheets: &'s [Sheet], place: &Place) -> Option<&'s Fragment> {
    let mut fragment: &Fragment = &root(sheets, place)?.fragment;
    for step in &place.way {
        fragment = &fragment.children.get(*step)?.fragment;
    }
    Some(fragment)
}

fn find_mut<'s>(sheets: &'s mut [Sheet], place: &Place) -> Option<&'s mut Fragment> {
    let sheet = &mut sheets[place.sheet];
    let root = match place.absolute {
        None => sheet.root.as_mut(),
        Some(index) => sheet.absolutes.get_mut(index),
    }?;
    let mut fragment = Rc::make_mut(&mut root.fragment);
    for step in &place.way {
        fragment = Rc::make_mut(&mut fragment.children.get_mut(*step)?.fragment);
    }
    Some(fragment)
}
