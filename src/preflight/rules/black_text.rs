//! Black text is black ink alone: four plates never meet exactly, and small letters get coloured edges.

use super::ink::inks;
use crate::color::Color;
use crate::diagnostics::{Decimal, Diagnostic, Words};
use crate::page::Paint;
use crate::preflight::tell::Tell;
use crate::preflight::view::View;
use crate::units::Pt;

/// From here on letters are areas.
const LARGE: Pt = 15.0;
/// What is darker than this on a screen looks black.
const BLACK: f32 = 0.2;
/// Of cyan, magenta and yellow together.
const PURE: f32 = 0.1;

pub fn check(view: &View, tell: &mut Tell) {
    for text in view.texts().filter(|text| text.size < LARGE) {
        let Paint::Solid(solid) = &text.run.paint else { continue };
        let Color::Cmyk([cyan, magenta, yellow, _]) = solid.color else { continue };
        let looks_black = solid.color.channels().into_iter().all(|channel| channel < BLACK);
        if !looks_black || cyan + magenta + yellow <= PURE {
            continue;
        }
        let (inks, size) = (inks(&solid.color), Decimal::tenths(text.size));
        let message = Words::both(
            format!("black text of {size} pt is printed in several inks: {inks}"),
            format!("zwarte tekst van {size:#} pt wordt in meer inkten gedrukt: {inks}"),
        );
        let help = Words::both(
            "write `color: #000000`, which is black ink alone",
            "schrijf `color: #000000`, dat is alleen zwarte inkt",
        );
        tell.at(view.place(text.visit), Diagnostic::warning("rich-black-text", message).help(help));
    }
}
