use super::Finished;
use super::ground::{self, Legible};
use super::tell::Place;
use super::walk::{Seen, Visit, Walked, walk};
use crate::page::{GlyphRun, Page};
use crate::units::{Point, Pt, Rect};

/// A page as rules see it.
pub(super) struct View<'a> {
    pub finished: &'a Finished<'a>,
    /// From 0.
    pub index: usize,
    pub page: &'a Page,
    pub walked: Walked<'a>,
    /// By the index of the visit: the colour of each text and of what lies below it, where both are known.
    pub legible: Vec<Option<Legible>>,
}

/// A run of text on the page.
#[derive(Clone, Copy)]
pub(super) struct TextSeen<'v> {
    pub run: &'v GlyphRun,
    /// As large as it is printed.
    pub size: Pt,
    pub visit: &'v Visit<'v>,
    pub legible: Option<&'v Legible>,
}

impl<'a> View<'a> {
    pub fn new(finished: &'a Finished<'a>, index: usize, page: &'a Page) -> View<'a> {
        let walked = walk(page);
        let visits = 0..walked.visits.len();
        let legible = visits.map(|visit| ground::legible(finished.press, &walked, visit)).collect();
        View { finished, index, page, walked, legible }
    }

    pub fn visits(&self) -> &[Visit<'a>] {
        &self.walked.visits
    }

    pub fn texts(&self) -> impl Iterator<Item = TextSeen<'_>> {
        self.visits().iter().zip(&self.legible).filter_map(|(visit, legible)| {
            let Seen::Text(run) = visit.seen else { return None };
            let size = run.size * super::plane::scales(visit.to_page).1;
            Some(TextSeen { run, size, visit, legible: legible.as_ref() })
        })
    }

    /// Pictures and drawings that stand for themselves.
    pub fn pictures(&self) -> impl Iterator<Item = &Visit<'a>> {
        let is_picture = |seen: &Seen| matches!(seen, Seen::Picture(_) | Seen::Drawing);
        self.visits().iter().filter(move |visit| is_picture(&visit.seen) && visit.drawing.is_none())
    }

    pub fn place(&self, visit: &Visit) -> Place {
        let at = Point::new(visit.reach.x, visit.reach.y);
        Place { page: self.index, at, origin: visit.origin }
    }

    pub fn trim(&self) -> Rect {
        Rect::new(0.0, 0.0, self.page.trim.width, self.page.trim.height)
    }

    /// The part that a thing belongs to.
    pub fn block(&self, visit: &Visit) -> Option<String> {
        self.finished.document.block_of(visit.origin)
    }
}
