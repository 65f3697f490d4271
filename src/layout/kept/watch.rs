use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::layout::boxes::{AtomKind, BoxContent, BoxId, BoxTree, InlineContent, Variables};
use crate::layout::engine::Engine;
use crate::layout::floats::Floats;
use crate::layout::fragment::{Fragment, Outcome, Room, Token};
use crate::layout::sizes::Used;
use crate::units::{Affine, Point, Size};

/// The boxes whose content will change, with what was asked of them.
#[derive(Default)]
pub(in crate::layout) struct Watch {
    boxes: FxHashMap<BoxId, Watched>,
    /// How many places they were painted in.
    places: u32,
}

/// What layout and painting did with one box.
#[derive(Default)]
pub(super) struct Watched {
    pub calls: Vec<Call>,
    pub places: Vec<Place>,
    /// It goes on in another page or column, or holds boxes: nothing is said of it if it changes.
    pub is_entangled: bool,
}

/// A question that layout asked of a paragraph, with its answer.
#[derive(Clone)]
pub(super) struct Call {
    pub used: Used,
    pub floats: Floats,
    pub room: Option<Room>,
    pub answer: Option<Rc<Fragment>>,
}

/// Where content was painted.
#[derive(Clone)]
pub(in crate::layout) struct Place {
    pub slot: u32,
    /// From 1.
    pub number: usize,
    pub trim: Size,
    pub to_page: Affine,
    /// Of the fragment's border box.
    pub at: Point,
    pub fragment: Fragment,
}

impl Watch {
    pub fn of(boxes: &BoxTree, variables: &Variables) -> Watch {
        let mut watch = Watch::default();
        if variables.is_empty() {
            return watch;
        }
        for id in boxes.ids() {
            let layout_box = boxes.get(id);
            match &layout_box.content {
                BoxContent::Lines(content) if variables.has_text_in(content) => {
                    let watched = Watched { is_entangled: is_entangled(content), ..Watched::default() };
                    watch.boxes.insert(id, watched);
                }
                BoxContent::Replaced(_) if variables.has_drawing(layout_box.node) => {
                    watch.boxes.insert(id, Watched::default());
                }
                _ => {}
            }
        }
        watch
    }

    pub(super) fn get(&self, id: BoxId) -> Option<&Watched> {
        self.boxes.get(&id)
    }

    pub fn has(&self, id: BoxId) -> bool {
        !self.boxes.is_empty() && self.boxes.contains_key(&id)
    }

    pub fn ids(&self) -> Vec<BoxId> {
        let mut ids: Vec<BoxId> = self.boxes.keys().copied().collect();
        ids.sort();
        ids
    }

    /// Takes note of a place, and gives its number.
    pub fn paint(&mut self, id: BoxId, place: impl FnOnce(u32) -> Place) -> u32 {
        let slot = self.places;
        self.places += 1;
        if let Some(watched) = self.boxes.get_mut(&id) {
            watched.places.push(place(slot));
        }
        slot
    }

    fn note(&mut self, id: BoxId, question: (Used, Floats, Option<Room>), is_part: bool, outcome: &Outcome) {
        let Some(watched) = self.boxes.get_mut(&id) else { return };
        let is_broken =
            is_part || outcome.token.is_some() || !outcome.carried.is_empty() || outcome.forced.is_some();
        watched.is_entangled |= is_broken;
        let (used, floats, room) = question;
        watched.calls.push(Call { used, floats, room, answer: outcome.fragment.clone() });
    }
}

impl Engine<'_> {
    /// Lays out lines, and takes note of it if they will change.
    pub fn lay_watched(
        &mut self,
        id: BoxId,
        used: Used,
        floats: Floats,
        room: Option<Room>,
        resume: Option<&Token>,
    ) -> Outcome {
        if !self.watch.has(id) {
            return self.lay_lines(id, used, floats, room, resume);
        }
        let question = (used.clone(), floats.clone(), room);
        let outcome = self.lay_lines(id, used, floats, room, resume);
        self.watch.note(id, question, resume.is_some(), &outcome);
        outcome
    }
}

/// Whether other boxes, a first line of its own, or painted boxes that go over several lines hang on the text.
fn is_entangled(content: &InlineContent) -> bool {
    let has_boxes = content.atoms.iter().any(|atom| matches!(atom.kind, AtomKind::Box(_)));
    let is_painted = content.inlines.iter().any(|inline| {
        let style = &inline.style;
        let borders = [&style.border.top, &style.border.right, &style.border.bottom, &style.border.left];
        style.background_color.is_visible()
            || !style.backgrounds.is_empty()
            || borders.iter().any(|side| side.width > 0.0)
            || style.outline.width > 0.0
            || !style.box_shadows.is_empty()
    });
    has_boxes
        || is_painted
        || !content.floats.is_empty()
        || !content.out_of_flow.is_empty()
        || content.first_line.is_some()
}
