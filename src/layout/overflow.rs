//! Nothing is lost silently: what runs past its frame or off the page is told, in millimetres.

use std::collections::BTreeSet;

use super::boxes::BoxId;
use super::engine::Engine;
use super::fragment::Fragment;
use crate::diagnostics::{Diagnostic, Severity};
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
        let side = match excess.height > SEEN {
            true => format!("{:.1} mm past the bottom of its frame", excess.height / PT_PER_MM),
            false => format!("{:.1} mm past the side of its frame", excess.width / PT_PER_MM),
        };
        let help = match excess.height > SEEN {
            true => "shorten the text, or make the frame taller",
            false => "shorten the text, or set `overflow-wrap: anywhere` on it",
        };
        let severity = self.severity_in(fragment.id);
        let message = format!("text runs {side}");
        let diagnostic = match severity {
            Severity::Error => Diagnostic::error("overflow", message),
            Severity::Warning => Diagnostic::warning("overflow", message),
        };
        let note = format!("page {page}, {}", self.note(fragment.id));
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
        let note = format!("page {page}, {}", self.note(id));
        self.diagnostics.push(
            Diagnostic::warning("off-page", format!("text runs {:.1} mm off the page", past / PT_PER_MM))
                .note(note)
                .help("it would be cut off: move it inwards, or let it break"),
        );
    }
}
