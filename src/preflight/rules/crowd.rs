//! A page that holds too much to be looked through is told, not passed over.

use crate::diagnostics::{Diagnostic, Words};
use crate::page::Origin;
use crate::preflight::tell::{Place, Tell};
use crate::preflight::view::View;
use crate::units::Point;

pub fn check(view: &View, tell: &mut Tell) {
    if !view.walked.is_cut_short() {
        return;
    }
    let message = Words::both(
        "the page holds too much: not all of it was checked",
        "de pagina bevat te veel: niet alles is gecontroleerd",
    );
    let help = Words::both(
        "simplify its drawings, or place them as pictures",
        "maak de tekeningen eenvoudiger, of plaats ze als afbeelding",
    );
    let place = Place { page: view.index, at: Point::default(), origin: Origin::default() };
    tell.at(place, Diagnostic::warning("crowded-page", message).help(help));
}
