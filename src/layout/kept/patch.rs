use std::rc::Rc;
use std::sync::Arc;

use super::answer::is_same;
use super::held::{Held, Path, held};
use super::watch::{Call, Place, Watched};
use crate::image::DEFAULT_SIZE;
use crate::layout::engine::Engine;
use crate::layout::fragment::{Fragment, FragmentContent};
use crate::layout::paint;
use crate::page::Filling;
use crate::style::StyledId;
use crate::units::Size;

/// A document that was laid out, kept for the next ones.
pub struct Kept<'a> {
    engine: Engine<'a>,
    variables: Vec<StyledId>,
    /// The boxes that they stand in.
    boxes: Vec<Changing>,
    is_fixed: bool,
}

/// What a variable holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(Arc<str>),
    /// A drawing as a document of its own.
    Markup(Arc<str>),
    /// A drawing that differs from the first one only in the data of its path: that one's, and its own.
    PathData(Arc<str>, Arc<str>),
}

struct Changing {
    held: Held,
    /// The places that it was painted in, each with the question whose answer stands there.
    places: Vec<(Place, usize)>,
    path: Path,
    /// What it held and how it was painted last, by place.
    last: Option<(Vec<Value>, Vec<Filling>)>,
}

impl<'a> Kept<'a> {
    pub(in crate::layout) fn new(engine: Engine<'a>, variables: &[StyledId]) -> Kept<'a> {
        let held = held(&engine, variables);
        let mut is_fixed = held.is_none();
        let mut boxes: Vec<Changing> = Vec::new();
        for held in held.unwrap_or_default() {
            let Some(watched) = engine.watch.get(held.id) else { continue };
            let places = watched.places.iter().map(|place| Some((place.clone(), question(watched, place)?)));
            let places: Option<Vec<(Place, usize)>> = places.collect();
            is_fixed |= watched.is_entangled || places.is_none();
            let places = places.unwrap_or_default();
            boxes.push(Changing { held, places, path: Path::default(), last: None });
        }
        Kept { engine, variables: variables.to_vec(), boxes, is_fixed }
    }

    /// Whether no change of a variable can be told to leave everything else where it is.
    pub fn is_fixed(&self) -> bool {
        self.is_fixed
    }

    /// Sets the variables to these values, texts and markup of drawings, in the order that they were named in.
    /// Gives what stands in each place then; `None`: not only that changes, or there is something to tell.
    pub fn set(&mut self, values: &[Value]) -> Option<Vec<Filling>> {
        if self.is_fixed {
            return None;
        }
        let mut painted = Vec::with_capacity(self.boxes.len());
        for index in 0..self.boxes.len() {
            let changing = &mut self.boxes[index];
            let own = changing.held.own(values);
            if let Some((_, known)) = changing.last.as_ref().filter(|(held, _)| *held == own) {
                painted.extend(known.iter().cloned());
                continue;
            }
            changing.last = None;
            let new = match own.first() {
                Some(Value::Text(_)) => self.text(index, &own),
                Some(drawing) => self.drawing(index, drawing),
                None => None,
            };
            // What there is to tell, a full layout tells.
            let told = std::mem::take(&mut self.engine.diagnostics);
            let new = new.filter(|_| told.is_empty())?;
            painted.extend(new.iter().cloned());
            self.boxes[index].last = Some((own, new));
        }
        Some(painted)
    }

    /// Sets a paragraph anew, and asks it what the old one was asked.
    fn text(&mut self, index: usize, values: &[Value]) -> Option<Vec<Filling>> {
        let (engine, changing) = (&mut self.engine, &self.boxes[index]);
        let id = changing.held.id;
        changing.held.set_texts(engine, &self.variables, values)?;
        let intrinsic = engine.intrinsics.get(id, &()).copied();
        engine.forget_text(id);
        if let Some(known) = intrinsic {
            let is_equal = engine.intrinsic(id) == known;
            engine.intrinsics.forget(id);
            engine.intrinsics.insert(id, (), known);
            if !is_equal {
                return None;
            }
        }
        let count = engine.watch.get(id)?.calls.len();
        let mut answers: Vec<Option<Rc<Fragment>>> = Vec::with_capacity(count);
        for number in 0..count {
            let Call { used, floats, room, answer } = engine.watch.get(id)?.calls[number].clone();
            let outcome = engine.lay_lines(id, used, floats, room, None);
            let is_equal = match (&outcome.fragment, &answer) {
                (Some(new), Some(old)) => is_same(new, old),
                (None, None) => true,
                _ => false,
            };
            if !is_equal || outcome.token.is_some() {
                return None;
            }
            answers.push(outcome.fragment);
        }
        let paint = |(place, question): &(Place, usize)| {
            let FragmentContent::Lines(lines) = &answers[*question].as_ref()?.content else { return None };
            Some((place.slot, Arc::new(paint::lines_again(engine, id, lines, place))))
        };
        changing.places.iter().map(paint).collect()
    }

    /// Draws a drawing anew where it is as large as the old one.
    fn drawing(&mut self, index: usize, value: &Value) -> Option<Vec<Filling>> {
        let (engine, changing) = (&mut self.engine, &mut self.boxes[index]);
        let id = changing.held.id;
        let old = engine.image(id)?;
        let new = match value {
            Value::PathData(known, data) => changing.path.with(&old, known, data)?,
            Value::Markup(markup) => {
                let color = engine.boxes.get(id).style.color.clone();
                let (new, told) = engine.source.images.inline_svg(markup, &color, DEFAULT_SIZE).ok()?;
                if !told.is_empty() || new.natural() != old.natural() {
                    return None;
                }
                engine.boxes.set_drawing(id, markup);
                new
            }
            Value::Text(_) => return None,
        };
        let paint = |(place, _): &(Place, usize)| {
            let FragmentContent::Image { rect, .. } = &place.fragment.content else { return None };
            let new = engine.drawn_for(id, &new, Size::new(rect.width, rect.height))?;
            Some((place.slot, Arc::new(paint::image_again(engine, &new, place))))
        };
        changing.places.iter().map(paint).collect()
    }
}

/// The number of the question whose answer was painted in a place; a drawing was asked none.
fn question(watched: &Watched, place: &Place) -> Option<usize> {
    let FragmentContent::Lines(painted) = &place.fragment.content else { return Some(0) };
    let is_painted = |call: &Call| match call.answer.as_ref().map(|answer| &answer.content) {
        Some(FragmentContent::Lines(lines)) => {
            let runs = lines.iter().flat_map(|line| &line.runs);
            let painted = painted.iter().flat_map(|line| &line.runs);
            !lines.is_empty()
                && runs
                    .map(|run| (run.at, Arc::as_ptr(&run.run)))
                    .eq(painted.map(|run| (run.at, Arc::as_ptr(&run.run))))
        }
        _ => false,
    };
    watched.calls.iter().position(is_painted)
}
