//! Text stands out from what lies below it ([WCAG 2.2, 1.4.3](https://www.w3.org/TR/WCAG22/#contrast-minimum)), in
//! the colours of the press.

use crate::diagnostics::{Decimal, Diagnostic, Words};
use crate::page::Face;
use crate::preflight::tell::Tell;
use crate::preflight::view::View;
use crate::units::Pt;

const OF_TEXT: f32 = 4.5;
const OF_LARGE_TEXT: f32 = 3.0;
const LARGE: Pt = 18.0;
const LARGE_BOLD: Pt = 14.0;

pub fn check(view: &View, tell: &mut Tell) {
    for text in view.texts() {
        let Some(legible) = text.legible else { continue };
        let is_large = text.size >= LARGE || text.size >= LARGE_BOLD && is_bold(&text.run.face);
        let least = if is_large { OF_LARGE_TEXT } else { OF_TEXT };
        if legible.contrast >= least {
            continue;
        }
        // Rounded down: what is told is never enough.
        let (contrast, least) =
            (Decimal::tenths((legible.contrast * 10.0).floor() / 10.0), Decimal::tenths(least));
        let message = Words::both(
            format!(
                "text has a contrast of {contrast} : 1 with what lies below it, readers need {least} : 1"
            ),
            format!(
                "tekst heeft een contrast van {contrast:#} : 1 met de ondergrond, lezers hebben {least:#} : 1 nodig"
            ),
        );
        let help = Words::both(
            "choose a darker colour on a pale ground, or a paler one on a dark ground",
            "kies een donkerder kleur op een lichte ondergrond, of een lichtere op een donkere",
        );
        tell.at(view.place(text.visit), Diagnostic::warning("low-contrast", message).help(help));
    }
}

/// By its name, as fonts have it: `SourceSans3-Bold`.
fn is_bold(face: &Face) -> bool {
    let style = face.name.rsplit_once('-').map_or("", |(_, style)| style).to_lowercase();
    let is_semi = style.contains("semi") || style.contains("demi");
    !is_semi && ["bold", "black", "heavy"].iter().any(|word| style.contains(word))
}
