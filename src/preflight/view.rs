use super::Finished;
use super::ground::{self, Legible};
use super::lettering;
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
    letters: Vec<lettering::Line>,
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

/// Something that people read or look at.
pub(super) struct Thing<'v> {
    pub kind: Kind,
    /// Of its visit.
    pub index: usize,
    pub visit: &'v Visit<'v>,
    /// What is seen of it, in points from the top left corner of the trim box.
    pub reach: Rect,
    /// The visit of the drawing that it is judged apart from.
    pub part_of: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Text,
    Picture,
    /// Of a drawing.
    Letters,
}

impl Kind {
    /// The beginning of a sentence about where it stands.
    pub fn stands(self) -> (&'static str, &'static str) {
        match self {
            Kind::Text => ("text stands", "tekst staat"),
            Kind::Picture => ("a picture stands", "een afbeelding staat"),
            Kind::Letters => ("letters in a drawing stand", "letters in een tekening staan"),
        }
    }
}

impl<'a> View<'a> {
    pub fn new(finished: &'a Finished<'a>, index: usize, page: &'a Page) -> View<'a> {
        let walked = walk(page);
        let visits = 0..walked.visits.len();
        let legible = visits.map(|visit| ground::legible(finished.press, &walked, visit)).collect();
        let letters = lettering::lines(&walked.visits);
        View { finished, index, page, walked, legible, letters }
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

    /// What people read or look at, whole: texts, then pictures and drawings that stand for themselves, then what of
    /// a drawing may not be cut even where all of it runs through the bleed.
    pub fn things(&self) -> impl Iterator<Item = Thing<'_>> {
        let whole = |wanted: Kind| {
            self.visits().iter().enumerate().filter_map(move |(index, visit)| {
                let kind = match visit.seen {
                    Seen::Text(_) => Kind::Text,
                    Seen::Picture(_) | Seen::Drawing if visit.drawing.is_none() => Kind::Picture,
                    _ => return None,
                };
                (kind == wanted).then_some(Thing { kind, index, reach: visit.reach, visit, part_of: None })
            })
        };
        let pictures = self.visits().iter().enumerate();
        let pictures = pictures.filter(|(_, visit)| matches!(visit.seen, Seen::Picture(_)));
        let pictures = pictures.map(|(index, visit)| (Kind::Picture, index, visit.reach));
        let letters = self.letters.iter().map(|line| (Kind::Letters, line.visit, line.reach));
        let parts = pictures.chain(letters).filter_map(|(kind, index, reach)| {
            let visit = &self.visits()[index];
            Some(Thing { kind, index, reach, visit, part_of: Some(visit.drawing?) })
        });
        whole(Kind::Text).chain(whole(Kind::Picture)).chain(parts)
    }

    pub fn place(&self, visit: &Visit) -> Place {
        let at = Point::new(visit.reach.x, visit.reach.y);
        Place { page: self.index, at, origin: visit.origin }
    }

    pub fn place_of(&self, thing: &Thing) -> Place {
        let at = Point::new(thing.reach.x, thing.reach.y);
        Place { page: self.index, at, origin: thing.visit.origin }
    }

    pub fn trim(&self) -> Rect {
        Rect::new(0.0, 0.0, self.page.trim.width, self.page.trim.height)
    }

    /// The part that a thing belongs to.
    pub fn block(&self, visit: &Visit) -> Option<String> {
        self.finished.document.block_of(visit.origin)
    }
}
