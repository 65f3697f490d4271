//! Colour that ends at the edge must run beyond it: no cut is exact, and paper would show.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Words};
use crate::preflight::ground::{Screen, below, topmost};
use crate::preflight::plane::common;
use crate::preflight::rules::safe_area::{ON_EDGE, distances};
use crate::preflight::tell::{Tell, mm};
use crate::preflight::view::View;
use crate::preflight::walk::{Seen, Visit};
use crate::units::{PT_PER_MM, Point, Pt, Rect};

/// Short of the bleed by less is near enough.
const SLACK: Pt = 0.2 * PT_PER_MM;
/// From an edge to where its colour is looked at.
const INSIDE: Pt = 0.2 * PT_PER_MM;
/// Colours that differ by less look the same in a sliver.
const ALIKE: f32 = 0.06;
const SIDES: [(&str, &str); 4] =
    [("left", "linker"), ("top", "boven"), ("right", "rechter"), ("bottom", "onder")];

pub fn check(view: &View, tell: &mut Tell) {
    let bleed = view.finished.press.printer.bleed.min(view.page.bleed);
    if bleed <= ON_EDGE {
        return;
    }
    // By drawing or thing: the sides that it is short of. One part of a drawing may stop where another goes on.
    let mut short: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (index, visit) in view.visits().iter().enumerate() {
        let is_area = matches!(visit.seen, Seen::Shape(_) | Seen::Picture(_));
        let Some(on_page) = common(visit.reach, view.trim()).filter(|_| is_area) else { continue };
        let (owner, reaches) = (visit.drawing.unwrap_or(index), distances(visit.reach, view.trim()));
        let sides = (0..4)
            .filter(|side| reaches[*side] <= ON_EDGE && reaches[*side] > SLACK - bleed)
            .filter(|side| shows(view, owner, on_page, *side, bleed));
        short.entry(owner).or_default().extend(sides);
    }
    for (owner, sides) in short.into_iter().filter(|(_, sides)| !sides.is_empty()) {
        told(view, &view.visits()[owner], &Vec::from_iter(sides), bleed, tell);
    }
}

/// Whether a cut in the bleed shows another colour than that of the thing at this side.
fn shows(view: &View, thing: usize, on_page: Rect, side: usize, bleed: Pt) -> bool {
    let trim = view.trim();
    [0.25, 0.5, 0.75].into_iter().any(|share| {
        let (x, y) = (on_page.x + on_page.width * share, on_page.y + on_page.height * share);
        let (inside, outside) = match side {
            0 => (Point::new(on_page.x + INSIDE, y), Point::new(SLACK - bleed, y)),
            1 => (Point::new(x, on_page.y + INSIDE), Point::new(x, SLACK - bleed)),
            2 => (Point::new(on_page.right() - INSIDE, y), Point::new(trim.right() + bleed - SLACK, y)),
            _ => (Point::new(x, on_page.bottom() - INSIDE), Point::new(x, trim.bottom() + bleed - SLACK)),
        };
        owner(view, inside) == Some(thing)
            && owner(view, outside) != Some(thing)
            && !is_alike(color(view, inside), color(view, outside))
    })
}

/// The thing on top: a drawing, not its part.
fn owner(view: &View, at: Point) -> Option<usize> {
    let top = topmost(&view.walked, at)?;
    Some(view.visits()[top].drawing.unwrap_or(top))
}

fn color(view: &View, at: Point) -> Option<Screen> {
    below(view.finished.press, &view.walked, view.visits().len(), at)
}

fn is_alike(one: Option<Screen>, other: Option<Screen>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    one.iter().zip(other).all(|(one, other)| (one - other).abs() < ALIKE)
}

fn told(view: &View, visit: &Visit, short: &[usize], bleed: Pt, tell: &mut Tell) {
    let (what, wat) = match visit.seen {
        Seen::Shape(_) => ("colour", "kleur"),
        _ => ("a picture", "een afbeelding"),
    };
    let english: Vec<&str> = short.iter().map(|side| SIDES[*side].0).collect();
    let dutch: Vec<String> = short.iter().map(|side| format!("{}rand", SIDES[*side].1)).collect();
    let (english, dutch, bleed) = (english.join(", "), dutch.join(", "), mm(bleed));
    let message = Words::both(
        format!("{what} stops at the edge ({english}) and must run {bleed} mm beyond it"),
        format!("{wat} stopt aan de rand ({dutch}) en moet {bleed:#} mm doorlopen"),
    );
    let reaches = distances(visit.reach, view.trim());
    let is_room = matches!(visit.seen, Seen::Drawing) && short.iter().all(|side| reaches[*side] < -ON_EDGE);
    let help = match is_room {
        true => Words::both(
            "its parts end before the drawing does: draw their colour on to its edge",
            "de onderdelen houden eerder op dan de tekening: laat hun kleur doorlopen tot de rand ervan",
        ),
        false => Words::both(
            format!(
                "let it begin {bleed} mm outside (in templates `calc(-1 * var(--bleed))`), or move it inwards"
            ),
            format!(
                "laat het {bleed:#} mm buiten de rand beginnen (in sjablonen `calc(-1 * var(--bleed))`), of zet het verder \
             naar binnen"
            ),
        ),
    };
    tell.at(view.place(visit), Diagnostic::error("bleed-missing", message).help(help));
}
