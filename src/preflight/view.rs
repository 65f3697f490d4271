use super::Finished;
use super::ground::{self, Legible};
use super::tell::Place;
use super::walk::{Seen, Visit, Walked, walk};
use crate::page::{GlyphRun, Page};
use crate::units::{Point, Pt, Rect};

/// Steps that looking below the texts of one page may take.
const STEPS: usize = 100_000_000;

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
        let mut walked = walk(page);
        let most = STEPS / walked.visits.len().max(1);
        let mut asked = 0;
        let mut legible = Vec::with_capacity(walked.visits.len());
        for visit in 0..walked.visits.len() {
            let is_text = matches!(walked.visits[visit].seen, Seen::Text(_));
            asked += usize::from(is_text);
            let is_asked = is_text && asked <= most;
            legible.push(is_asked.then(|| ground::legible(finished.printer, &walked, visit)).flatten());
        }
        walked.is_cut_short |= asked > most;
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
