//! The envelope's window shows the address, all of it, and nothing else, however the letter slips in it.

use crate::diagnostics::{Decimal, Diagnostic, Words};
use crate::page::{Origin, Paint, bounds::Bounds};
use crate::preflight::ground::{below, screen};
use crate::preflight::plane::{center, common, holds};
use crate::preflight::tell::{Place, Tell, mm};
use crate::preflight::view::View;
use crate::preflight::walk::{Seen, Visit, is_seen};
use crate::units::{PT_PER_MM, Point, Pt, Rect, Sides};

/// How far a letter moves in its envelope, to every side.
pub const SLIP: Pt = 3.0 * PT_PER_MM;
const ADDRESS: &str = "address";
/// Rounding on the way from style sheet to page.
const SLACK: Pt = 0.05;

pub fn check(view: &View, tell: &mut Tell) {
    let Some(window) = view.finished.window.filter(|_| view.index == 0) else { return };
    let (always, ever) = (window.inset(Sides::all(SLIP)), window.inset(Sides::all(-SLIP)));
    let is_address = |visit: &Visit| view.block(visit).as_deref() == Some(ADDRESS);
    let mut address = Bounds::default();
    let mut first = None;
    for (index, visit) in view.visits().iter().enumerate() {
        let is_near = common(visit.reach, ever).is_some();
        let is_text = matches!(visit.seen, Seen::Text(_));
        let is_area = matches!(visit.seen, Seen::Shape(_));
        if (is_near || !is_area) && is_address(visit) {
            // With the code that sorting machines read, without the ground.
            if !is_area {
                address.add(visit.reach);
            }
            if is_text {
                first.get_or_insert(view.place(visit));
            }
        } else if is_near && shows(view, index, ever) {
            other(view.place(visit), tell);
        }
    }
    let slip = mm(SLIP);
    match (address.rect(), first) {
        (Some(reach), Some(first)) => {
            if !holds(always.inset(Sides::all(-SLACK)), reach) {
                hidden(Place { at: Point::new(reach.x, reach.y), ..first }, always, slip, tell);
            }
        }
        _ => missing(view, tell),
    }
}

/// Whether a thing is seen in the window. A ground that fills it is no thing, and white is paper.
fn shows(view: &View, index: usize, ever: Rect) -> bool {
    let visit = &view.visits()[index];
    let part = common(visit.reach, ever).map(center);
    let Some(at) = part.filter(|_| !holds(visit.reach, ever)) else { return false };
    match visit.seen {
        Seen::Text(_) | Seen::Picture(_) => true,
        Seen::Drawing => false,
        Seen::Shape(item) if item.stroke.as_ref().is_some_and(|stroke| is_seen(&stroke.paint)) => true,
        Seen::Shape(item) => match &item.fill {
            Some((Paint::Solid(solid), _)) => {
                let press = view.finished.press;
                below(press, &view.walked, index, at) != Some(screen(press, &solid.color))
            }
            fill => fill.is_some(),
        },
    }
}

fn other(place: Place, tell: &mut Tell) {
    let slip = mm(SLIP);
    let message = Words::both(
        format!("the window of the envelope shows more than the address when the letter slips {slip} mm"),
        format!("het venster van de envelop toont meer dan het adres als de brief {slip:#} mm verschuift"),
    );
    let help = Words::both(
        "move it away from the window, or put it into the element with `data-block=\"address\"`",
        "zet het verder van het venster, of in het element met `data-block=\"address\"`",
    );
    tell.at(place, Diagnostic::error("window-shows-more", message).help(help));
}

fn hidden(place: Place, always: Rect, slip: Decimal, tell: &mut Tell) {
    let [left, top] = [always.x, always.y].map(mm);
    let [right, bottom] = [always.right(), always.bottom()].map(mm);
    let message = Words::both(
        format!("the window of the envelope hides part of the address when the letter slips {slip} mm"),
        format!(
            "het venster van de envelop bedekt een deel van het adres als de brief {slip:#} mm verschuift"
        ),
    );
    let help = Words::both(
        format!("keep it between {left} and {right} mm from the left, {top} and {bottom} mm from the top"),
        format!("houd het tussen {left:#} en {right:#} mm van links, {top:#} en {bottom:#} mm van boven"),
    );
    tell.at(place, Diagnostic::error("window-hides-address", message).help(help));
}

fn missing(view: &View, tell: &mut Tell) {
    let message = Words::both(
        "there is no address for the window of the envelope",
        "er is geen adres voor het venster van de envelop",
    );
    let help = Words::both(
        "mark the element of the address with `data-block=\"address\"`, or take `window` out of the piece"
            .to_owned(),
        "geef het element van het adres `data-block=\"address\"`, of haal `window` uit het stuk",
    );
    let window = view.finished.window.unwrap_or_default();
    let place = Place { page: view.index, at: Point::new(window.x, window.y), origin: Origin::default() };
    tell.at(place, Diagnostic::error("window-without-address", message).help(help));
}
