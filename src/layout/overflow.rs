//! Nothing is lost silently: what runs past its frame or off the page is told, in millimetres.

use std::collections::BTreeSet;

use super::boxes::BoxId;
use super::engine::Engine;
use super::fragment::Fragment;
use crate::diagnostics::{Decimal, Diagnostic, Locale, Severity, Words};
use crate::html;
use crate::units::{Affine, PT_PER_MM, Point, Pt, Rect, Size};

/// Less is not seen: a sixth of a millimetre.
const SEEN: Pt = 0.5;

/// What has been told, so that it is told once.
#[derive(Default)]
pub(super) struct Told {
    frames: BTreeSet<BoxId>,
    off_page: BTreeSet<BoxId>,
}

impl Engine<'_> {
    /// Tells of content that runs past its frame. Answers whether it did.
    pub fn tell_excess(&mut self, fragment: &Fragment, page: usize, told: &mut Told) -> bool {
        let excess = fragment.excess;
        if excess.height <= SEEN && excess.width <= SEEN {
            return false;
        }
        if !told.frames.insert(fragment.id) {
            return true;
        }
        let (message, help) = match excess.height > SEEN {
            true => (
                past(excess.height, "the bottom of its frame", "de onderkant van zijn kader"),
                Words::both(
                    "shorten the text, or make the frame taller",
                    "maak de tekst korter, of het kader hoger",
                ),
            ),
            false => (
                past(excess.width, "the side of its frame", "de zijkant van zijn kader"),
                Words::both(
                    "shorten the text, or set `overflow-wrap: anywhere` on it",
                    "maak de tekst korter, of geef hem `overflow-wrap: anywhere`",
                ),
            ),
        };
        let severity = self.severity_in(fragment.id);
        let diagnostic = match severity {
            Severity::Error => Diagnostic::error("overflow", message),
            Severity::Warning => Diagnostic::warning("overflow", message),
        };
        let note = self.note_on(page, fragment.id);
        self.diagnostics.push(diagnostic.note(note).help(help));
        true
    }

    /// `data-overflow="error"` on the frame or around it: an address window must show all of it.
    fn severity_in(&self, id: BoxId) -> Severity {
        let dom = self.source.dom;
        let mut node: Option<html::NodeId> = Some(self.dom_of(id));
        while let Some(current) = node {
            let value = dom.element(current).and_then(|element| element.attribute("data-overflow"));
            match value.map(|value| &**value) {
                Some("error") => return Severity::Error,
                Some("warning") => return Severity::Warning,
                _ => node = dom.node(current).parent,
            }
        }
        Severity::Warning
    }

    /// Tells of text outside the trim box, where it would be cut off.
    pub fn tell_off_page(
        &mut self,
        id: BoxId,
        rect: Rect,
        to_page: Affine,
        trim: Size,
        page: usize,
        told: &mut Told,
    ) {
        let corners = [
            Point::new(rect.x, rect.y),
            Point::new(rect.right(), rect.y),
            Point::new(rect.x, rect.bottom()),
            Point::new(rect.right(), rect.bottom()),
        ];
        let past = corners
            .into_iter()
            .map(|corner| to_page.apply(corner))
            .map(|at| (-at.x).max(-at.y).max(at.x - trim.width).max(at.y - trim.height))
            .fold(0.0, Pt::max);
        if past <= SEEN || !told.off_page.insert(id) {
            return;
        }
        let far = Decimal::tenths(past / PT_PER_MM);
        let message = Words::both(
            format!("text runs {far} mm off the page"),
            format!("tekst loopt {far:#} mm van de pagina af"),
        );
        let help = Words::both(
            "it would be cut off: move it inwards, or let it break",
            "de tekst wordt afgesneden: zet die verder naar binnen, of laat de regel afbreken",
        );
        let note = self.note_on(page, id);
        self.diagnostics.push(Diagnostic::warning("off-page", message).note(note).help(help));
    }

    /// Where a box is, with its page, from 1.
    fn note_on(&mut self, page: usize, id: BoxId) -> Words {
        let note = self.note(id);
        let (english, dutch) = (note.in_locale(Locale::English), note.in_locale(Locale::Dutch));
        Words::both(format!("page {page}, {english}"), format!("pagina {page}, {dutch}"))
    }
}

fn past(far: Pt, what: &str, wat: &str) -> Words {
    let far = Decimal::tenths(far / PT_PER_MM);
    Words::both(format!("text runs {far} mm past {what}"), format!("tekst loopt {far:#} mm voorbij {wat}"))
}
