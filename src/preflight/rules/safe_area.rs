//! No text and no picture stands where the knife may slip. What reaches through the bleed is meant to be cut.

use crate::diagnostics::{Diagnostic, Words};
use crate::preflight::tell::{Tell, mm};
use crate::preflight::view::View;
use crate::preflight::walk::Visit;
use crate::units::{PT_PER_MM, Pt, Rect};

/// As near to the edge as this it is meant to stand on it, which the rule of the bleed looks after.
pub const ON_EDGE: Pt = 0.5 * PT_PER_MM;
/// Rounding on the way from style sheet to page.
const SLACK: Pt = 0.05;

pub fn check(view: &View, tell: &mut Tell) {
    let safe = view.finished.press.printer.safe;
    for text in view.texts() {
        let near = nearest(text.visit.reach, view.trim());
        if (0.0..safe - SLACK).contains(&near) {
            let message = ("text stands", "tekst staat");
            told(view, text.visit, near, message, tell);
        }
    }
    for picture in view.pictures() {
        let sides = distances(picture.reach, view.trim());
        let near = sides.into_iter().filter(|side| *side > ON_EDGE).fold(Pt::INFINITY, Pt::min);
        if near < safe - SLACK {
            told(view, picture, near, ("a picture stands", "een afbeelding staat"), tell);
        }
    }
}

fn told(view: &View, visit: &Visit, near: Pt, (english, dutch): (&str, &str), tell: &mut Tell) {
    let (near, safe) = (mm(near), mm(view.finished.press.printer.safe));
    let message = Words::both(
        format!("{english} {near} mm from the edge, the printer asks for {safe} mm"),
        format!("{dutch} {near:#} mm van de rand, de drukker vraagt {safe:#} mm"),
    );
    let help = Words::both(
        "move it inwards: the knife may slip",
        "zet het verder naar binnen: bij het snijden kan het papier verschuiven",
    );
    tell.at(view.place(visit), Diagnostic::warning("safe-area", message).help(help));
}

/// From each side of a rectangle inwards: left, top, right, bottom; negative outside.
pub fn distances(reach: Rect, trim: Rect) -> [Pt; 4] {
    [reach.x - trim.x, reach.y - trim.y, trim.right() - reach.right(), trim.bottom() - reach.bottom()]
}

pub fn nearest(reach: Rect, trim: Rect) -> Pt {
    distances(reach, trim).into_iter().fold(Pt::INFINITY, Pt::min)
}
