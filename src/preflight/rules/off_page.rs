//! Text that the knife would cut through.

use crate::diagnostics::{Diagnostic, Words};
use crate::preflight::tell::{Tell, mm};
use crate::preflight::view::View;
use crate::units::Pt;

/// Less is not seen: a sixth of a millimetre.
pub const SEEN: Pt = 0.5;

pub fn check(view: &View, tell: &mut Tell) {
    if view.finished.off_page_is_told {
        return;
    }
    for text in view.texts() {
        let past = -super::safe_area::nearest(text.visit.reach, view.trim());
        if past <= SEEN {
            continue;
        }
        let far = mm(past);
        let message = Words::both(
            format!("text runs {far} mm off the page"),
            format!("tekst loopt {far:#} mm van de pagina af"),
        );
        let help = Words::both(
            "it would be cut off: move it inwards, or let it break",
            "de tekst wordt afgesneden: zet die verder naar binnen, of laat de regel afbreken",
        );
        tell.at(view.place(text.visit), Diagnostic::error("off-page", message).help(help));
    }
}
