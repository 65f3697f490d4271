//! What the knife of the die takes away or comes near.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Words};
use crate::page::{FillRule, Path, bounds};
use crate::preflight::plane::{center, covers, distance, edges, holds};
use crate::preflight::rules::safe_area::nearest;
use crate::preflight::tell::{Tell, mm};
use crate::preflight::view::{Kind, Thing, View};
use crate::units::{Point, Pt, Rect, Sides};

/// Rounding on the way from style sheet to page.
const SLACK: Pt = 0.05;
/// Lines of a die that lie this near to the edge of the page are the edge.
const EDGE: Pt = 1.0;

/// One line of the die as it lies on the page.
struct Cut {
    path: Path,
    hull: Rect,
    blade: Blade,
}

#[derive(Clone, Copy, PartialEq)]
enum Blade {
    /// What is inside falls out.
    Hole,
    /// What is outside falls off.
    Edge,
    /// Nothing falls, but all is cut through.
    Slit,
}

pub fn check(view: &View, tell: &mut Tell) {
    let Some(die) = view.finished.die else { return };
    let trim = view.trim();
    let paths = die.on_page(view.page.trim, view.index);
    let lines = paths.iter().flat_map(Path::sub_paths).map(|part| Path { segments: part.to_vec() });
    let cuts: Vec<Cut> = lines.filter_map(|path| cut(path, trim)).collect();
    let mut told = BTreeSet::new();
    for thing in view.things() {
        if thing.part_of.is_some_and(|drawing| told.contains(&drawing)) {
            continue;
        }
        for cut in &cuts {
            if of_cut(view, &thing, cut, tell) {
                told.insert(thing.index);
            }
        }
    }
}

/// Answers whether there was something to tell.
fn of_cut(view: &View, thing: &Thing, cut: &Cut, tell: &mut Tell) -> bool {
    let printer = &view.finished.press.printer;
    let (reach, trim) = (thing.reach, view.trim());
    let safe = if cut.blade == Blade::Hole { printer.die_clear } else { printer.safe };
    // A picture that goes on beyond a hole on all sides lies under it: a ground. A slit takes nothing away from one.
    let is_ground = match cut.blade {
        Blade::Hole => holds(reach, cut.hull.inset(Sides::all(-SLACK))),
        Blade::Slit => true,
        Blade::Edge => nearest(reach, trim) <= 0.0,
    };
    if thing.kind == Kind::Picture && is_ground {
        return false;
    }
    if !view.walked.spend(cut.path.segments.len()) {
        return false;
    }
    let mut near = Pt::INFINITY;
    edges(&cut.path, false, |from, to| near = near.min(distance(reach, from, to)));
    let falls = match cut.blade {
        Blade::Hole => covers(&cut.path, FillRule::NonZero, center(reach)),
        Blade::Edge => !covers(&cut.path, FillRule::NonZero, center(reach)),
        Blade::Slit => false,
    };
    let (what, wat) = thing.kind.stands();
    let finding = if near <= SLACK || falls {
        let message =
            Words::both(format!("{what} where the die cuts"), format!("{wat} op de plaats van de stans"));
        Diagnostic::error("under-die", message)
    // What is as near to the edge of the page itself is told there.
    } else if near < safe - SLACK
        && (cut.blade == Blade::Hole || nearest(reach, trim) >= printer.safe - SLACK)
    {
        let (far, safe) = (mm(near), mm(safe));
        let (of, van) = match cut.blade {
            Blade::Hole => ("a hole", "een gat"),
            Blade::Edge | Blade::Slit => ("a cut", "een snijlijn"),
        };
        let message = Words::both(
            format!("{what} {far} mm from {of} of the die, {safe} mm are safe"),
            format!("{wat} {far:#} mm van {van} van de stans, {safe:#} mm is veilig"),
        );
        Diagnostic::warning("near-die", message)
    } else {
        return false;
    };
    tell.at(view.place_of(thing), finding.help(away(cut, safe)));
    true
}

fn away(cut: &Cut, safe: Pt) -> Words {
    let [left, top, safe] = [cut.hull.x, cut.hull.y, safe].map(mm);
    let [right, bottom] = [cut.hull.right(), cut.hull.bottom()].map(mm);
    let (keep, houd) = match cut.blade {
        Blade::Edge => ("inside", "binnen"),
        Blade::Hole | Blade::Slit => ("away from", "van"),
    };
    Words::both(
        format!(
            "keep it {safe} mm {keep} the cut, which lies {left} to {right} mm from the left, {top} to {bottom} mm \
             from the top"
        ),
        format!(
            "houd het {safe:#} mm {houd} de snijlijn, die {left:#} tot {right:#} mm van links en {top:#} tot {bottom:#} mm van \
             boven ligt"
        ),
    )
}

fn cut(path: Path, trim: Rect) -> Option<Cut> {
    let hull = bounds::of_path(&path)?;
    let mut ends: Option<(Point, Point)> = None;
    let mut is_on_trim = true;
    edges(&path, false, |from, to| {
        ends = Some((ends.map_or(from, |(start, _)| start), to));
        is_on_trim &= [from, to].into_iter().all(|at| {
            let sides = [at.x - trim.x, at.y - trim.y, trim.right() - at.x, trim.bottom() - at.y];
            sides.into_iter().any(|side| side.abs() < EDGE)
        });
    });
    let (start, end) = ends?;
    let is_closed = (start.x - end.x).hypot(start.y - end.y) < EDGE;
    let is_whole = holds(hull.inset(Sides::all(-EDGE)), trim);
    let blade = match is_closed {
        // The page's own edge has a rule of its own.
        _ if is_on_trim => return None,
        true if is_whole => Blade::Edge,
        true => Blade::Hole,
        false => Blade::Slit,
    };
    Some(Cut { path, hull, blade })
}
