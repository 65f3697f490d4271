//! No text and no picture stands where the knife may slip. What reaches through the bleed is meant to be cut, but not
//! the letters in it.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Words};
use crate::preflight::rules::off_page::SEEN;
use crate::preflight::tell::{Tell, mm};
use crate::preflight::view::{Kind, Thing, View};
use crate::units::{PT_PER_MM, Pt, Rect};

/// As near to the edge as this it is meant to stand on it, which the rule of the bleed looks after.
pub const ON_EDGE: Pt = 0.5 * PT_PER_MM;
/// Rounding on the way from style sheet to page.
const SLACK: Pt = 0.05;

pub fn check(view: &View, tell: &mut Tell) {
    let safe = view.finished.press.printer.safe;
    let mut drawings = BTreeSet::new();
    for thing in view.things() {
        let sides = distances(thing.reach, view.trim());
        let near = match (thing.kind, thing.part_of) {
            (Kind::Picture, None) => {
                sides.into_iter().filter(|side| *side > ON_EDGE).fold(Pt::INFINITY, Pt::min)
            }
            _ => nearest(thing.reach, view.trim()),
        };
        let is_told = thing.part_of.is_some_and(|drawing| drawings.contains(&drawing));
        // What runs further off the page is cut on purpose, or told as such.
        if (-SEEN..safe - SLACK).contains(&near) && !is_told {
            drawings.insert(thing.index);
            told(view, &thing, near, tell);
        }
    }
}

fn told(view: &View, thing: &Thing, near: Pt, tell: &mut Tell) {
    let (english, dutch) = thing.kind.stands();
    let (near, safe) = (mm(near.max(0.0)), mm(view.finished.press.printer.safe));
    let message = Words::both(
        format!("{english} {near} mm from the edge, the printer asks for {safe} mm"),
        format!("{dutch} {near:#} mm van de rand, de drukker vraagt {safe:#} mm"),
    );
    let help = Words::both(
        "move it inwards: the knife may slip",
        "zet het verder naar binnen: bij het snijden kan het papier verschuiven",
    );
    tell.at(view.place_of(thing), Diagnostic::warning("safe-area", message).help(help));
}

/// From each side of a rectangle inwards: left, top, right, bottom; negative outside.
pub fn distances(reach: Rect, trim: Rect) -> [Pt; 4] {
    [reach.x - trim.x, reach.y - trim.y, trim.right() - reach.right(), trim.bottom() - reach.bottom()]
}

pub fn nearest(reach: Rect, trim: Rect) -> Pt {
    distances(reach, trim).into_iter().fold(Pt::INFINITY, Pt::min)
}
