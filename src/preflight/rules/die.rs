//! What the knife of the die takes away or comes near.

use crate::diagnostics::{Diagnostic, Words};
use crate::page::{FillRule, Path, Segment, bounds};
use crate::preflight::plane::{center, covers, distance, edges, holds};
use crate::preflight::rules::safe_area::nearest;
use crate::preflight::tell::{Tell, mm};
use crate::preflight::view::View;
use crate::preflight::walk::{Seen, Visit};
use crate::units::{Point, Pt, Rect, Sides};

/// Rounding on the way from style sheet to page.
const SLACK: Pt = 0.05;
/// Lines of a die that lie this near to the edge of the page are the edge.
const EDGE: Pt = 1.0;

/// One line of the die as it lies on the page.
struct Cut {
    path: Path,
    hull: Rect,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
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
    let cuts: Vec<Cut> = paths.iter().flat_map(parts).filter_map(|path| cut(path, trim)).collect();
    let texts = view.texts().map(|text| text.visit);
    for visit in texts.chain(view.pictures()) {
        for cut in &cuts {
            of_cut(view, visit, cut, tell);
        }
    }
}

fn of_cut(view: &View, visit: &Visit, cut: &Cut, tell: &mut Tell) {
    let printer = &view.finished.press.printer;
    let (reach, trim) = (visit.reach, view.trim());
    let safe = if cut.kind == Kind::Hole { printer.die_clear } else { printer.safe };
    // A picture that goes on beyond a hole on all sides lies under it: a ground. A slit takes nothing away from one.
    let is_ground = match cut.kind {
        Kind::Hole => holds(reach, cut.hull.inset(Sides::all(-SLACK))),
        Kind::Slit => true,
        Kind::Edge => nearest(reach, trim) <= 0.0,
    };
    let is_text = matches!(visit.seen, Seen::Text(_));
    if !is_text && is_ground {
        return;
    }
    let mut near = Pt::INFINITY;
    edges(&cut.path, false, |from, to| near = near.min(distance(reach, from, to)));
    let falls = match cut.kind {
        Kind::Hole => covers(&cut.path, FillRule::NonZero, center(reach)),
        Kind::Edge => !covers(&cut.path, FillRule::NonZero, center(reach)),
        Kind::Slit => false,
    };
    let (what, wat) =
        if is_text { ("text stands", "tekst staat") } else { ("a picture stands", "een afbeelding staat") };
    if near <= SLACK || falls {
        let message =
            Words::both(format!("{what} where the die cuts"), format!("{wat} op de plaats van de stans"));
        let help = away(cut, safe);
        tell.at(view.place(visit), Diagnostic::error("under-die", message).help(help));
    // What is as near to the edge of the page itself is told there.
    } else if near < safe - SLACK && (cut.kind == Kind::Hole || nearest(reach, trim) >= printer.safe - SLACK)
    {
        let help = away(cut, safe);
        let (far, safe) = (mm(near), mm(safe));
        let (of, van) = match cut.kind {
            Kind::Hole => ("a hole", "een gat"),
            Kind::Edge | Kind::Slit => ("a cut", "een snijlijn"),
        };
        let message = Words::both(
            format!("{what} {far} mm from {of} of the die, {safe} mm are safe"),
            format!("{wat} {far:#} mm van {van} van de stans, {safe:#} mm is veilig"),
        );
        tell.at(view.place(visit), Diagnostic::warning("near-die", message).help(help));
    }
}

fn away(cut: &Cut, safe: Pt) -> Words {
    let [left, top, safe] = [cut.hull.x, cut.hull.y, safe].map(mm);
    let [right, bottom] = [cut.hull.right(), cut.hull.bottom()].map(mm);
    let (keep, houd) = match cut.kind {
        Kind::Edge => ("inside", "binnen"),
        Kind::Hole | Kind::Slit => ("away from", "van"),
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
    let kind = match is_closed {
        // The page's own edge has a rule of its own.
        _ if is_on_trim => return None,
        true if is_whole => Kind::Edge,
        true => Kind::Hole,
        false => Kind::Slit,
    };
    Some(Cut { path, hull, kind })
}

/// The sub-paths of a path.
fn parts(path: &Path) -> Vec<Path> {
    let mut parts: Vec<Path> = Vec::new();
    for segment in &path.segments {
        if matches!(segment, Segment::Move(_)) || parts.is_empty() {
            parts.push(Path::default());
        }
        parts.last_mut().expect("one was just begun").segments.push(*segment);
    }
    parts
}
