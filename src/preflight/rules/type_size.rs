//! Type is large enough to print: more so where it is left open in a colour or needs several inks.

use crate::color::Color;
use crate::diagnostics::{Decimal, Diagnostic, Words};
use crate::page::Paint;
use crate::preflight::tell::Tell;
use crate::preflight::view::{TextSeen, View};
use crate::units::Pt;

/// Rounding on the way from style sheet to page.
const SLACK: Pt = 0.02;
/// Less of an ink is not seen at an edge.
const FAINT: f32 = 0.1;

pub fn check(view: &View, tell: &mut Tell) {
    let printer = &view.finished.press.printer;
    for text in view.texts() {
        let is_reversed = text.legible.is_some_and(|legible| legible.is_reversed());
        let inks = inks(&text);
        let (least, why, waarom) = match () {
            () if text.size < printer.min_type - SLACK => (printer.min_type, String::new(), String::new()),
            () if text.size >= printer.min_type_reversed - SLACK => continue,
            () if is_reversed => {
                let (why, waarom) = (" left open in a colour", " in een kleurvlak");
                (printer.min_type_reversed, why.to_owned(), waarom.to_owned())
            }
            () if inks > 1 => {
                (printer.min_type_reversed, format!(" in {inks} inks"), format!(" in {inks} inkten"))
            }
            () => continue,
        };
        let (size, least) = (Decimal::tenths(text.size), Decimal::tenths(least));
        let message = Words::both(
            format!("type{why} is {size} pt, the printer asks for {least} pt"),
            format!("tekst{waarom} is {size:#} pt, de drukker vraagt {least:#} pt"),
        );
        let help = match why.is_empty() {
            true => Words::both("set it larger", "maak de letter groter"),
            false => Words::both(
                "set it larger, or in black on a pale ground",
                "maak de letter groter, of zwart op een lichte ondergrond",
            ),
        };
        tell.at(view.place(text.visit), Diagnostic::warning("small-type", message).help(help));
    }
}

/// How many plates must meet in a letter.
fn inks(text: &TextSeen) -> usize {
    match &text.run.paint {
        Paint::Solid(solid) => match &solid.color {
            Color::Cmyk(inks) => inks.iter().filter(|ink| **ink > FAINT).count(),
            Color::Spot(_) => 1,
            Color::Rgb(_) => 4,
        },
        Paint::Gradient(_) => 4,
    }
}
