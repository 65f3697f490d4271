//! Lines are thick enough to print, drawn as lines or as thin areas.

use crate::diagnostics::{Decimal, Diagnostic, Words};
use crate::page::{Paint, Path, PathItem, bounds};
use crate::preflight::ground::{below, luminance, screen};
use crate::preflight::plane::{center, scales};
use crate::preflight::tell::Tell;
use crate::preflight::view::View;
use crate::preflight::walk::{Seen, Visit, is_seen};
use crate::units::{PT_PER_MM, Pt, Rect};

/// Rounding on the way from style sheet to page.
const SLACK: Pt = 0.02;
/// Shorter is a dot.
const LINE: Pt = PT_PER_MM;
/// Ground of less luminance than this is a colour that a paler line is left open in.
const DARK: f32 = 0.5;

pub fn check(view: &View, tell: &mut Tell) {
    let printer = &view.finished.press.printer;
    for (index, visit) in view.visits().iter().enumerate() {
        let Seen::Shape(item) = visit.seen else { continue };
        let Some((width, paint)) = thinnest(item, visit) else { continue };
        if width >= printer.min_line_reversed - SLACK && width >= printer.min_line - SLACK {
            continue;
        }
        let is_reversed = is_left_open(view, index, paint);
        let least = if is_reversed { printer.min_line_reversed } else { printer.min_line };
        if width >= least - SLACK {
            continue;
        }
        let (thin, least) = (Decimal::hundredths(width), Decimal::hundredths(least));
        let (open, uit) =
            if is_reversed { (" left open in a colour", " in een kleurvlak") } else { ("", "") };
        let message = Words::both(
            format!("a line{open} is {thin} pt thick, the printer asks for {least} pt"),
            format!("een lijn{uit} is {thin:#} pt dik, de drukker vraagt {least:#} pt"),
        );
        let help = Words::both("draw it thicker", "teken de lijn dikker");
        tell.at(view.place(visit), Diagnostic::error("hairline", message).help(help));
    }
}

/// How thick the thinnest line of a shape is, in points on paper.
fn thinnest<'a>(item: &'a PathItem, visit: &Visit) -> Option<(Pt, &'a Paint)> {
    let (across, down) = scales(visit.to_page);
    let stroke = item.stroke.as_ref().filter(|stroke| stroke.width > 0.0 && is_seen(&stroke.paint));
    let stroke = stroke.map(|stroke| (stroke.width * across.min(down), &stroke.paint));
    // What is filled and stroked in one colour is as thick as both.
    let wider = item.fill.as_ref().zip(stroke).filter(|((fill, _), (_, line))| fill == *line);
    let wider = wider.map_or(0.0, |(_, (width, _))| width);
    let fill = item.fill.as_ref().filter(|(paint, _)| is_seen(paint)).and_then(|(paint, _)| {
        let parts = parts(&item.path);
        let bands = parts.iter().filter_map(|part| {
            let (width, height) = (part.width * across, part.height * down);
            (width.max(height) >= LINE).then_some(width.min(height))
        });
        let thin = bands.chain(frame(&parts, (across, down))).map(|width| width + wider);
        thin.filter(|width| *width > 0.0).min_by(Pt::total_cmp).map(|width| (width, paint))
    });
    match wider > 0.0 {
        true => fill,
        false => stroke.into_iter().chain(fill).min_by(|one, other| one.0.total_cmp(&other.0)),
    }
}

/// The bounds of each sub-path.
fn parts(path: &Path) -> Vec<Rect> {
    path.sub_paths().filter_map(bounds::of_segments).collect()
}

/// The sides of a border that is one shape: an outline and the one inside it.
fn frame(parts: &[Rect], (across, down): (f32, f32)) -> Option<Pt> {
    let [outer, inner] = *parts else { return None };
    let sides = super::safe_area::distances(inner, outer);
    if sides.iter().any(|side| *side < 0.0) {
        return None;
    }
    let sides = [sides[0] * across, sides[1] * down, sides[2] * across, sides[3] * down];
    sides.into_iter().filter(|side| *side > 0.0).min_by(Pt::total_cmp)
}

fn is_left_open(view: &View, index: usize, paint: &Paint) -> bool {
    let Paint::Solid(line) = paint else { return false };
    let press = view.finished.press;
    let at = center(view.visits()[index].reach);
    let Some(ground) = below(press, &view.walked, index, at) else { return false };
    luminance(ground) < DARK && luminance(screen(press, &line.color)) > luminance(ground)
}
