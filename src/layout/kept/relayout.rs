use super::held::{Held, Path, held};
use super::patch::Value;
use super::{Painted, Watch};
use crate::image::{DEFAULT_SIZE, Image};
use crate::layout::boxes::{BoxContent, BoxId};
use crate::layout::engine::Engine;
use crate::layout::{Source, paginate};
use crate::page::Page;
use crate::style::{Position, StyledId};

/// A document that is laid out again and again with other texts and drawings in it. Its boxes stay, and so does what
/// was measured of those that hold nothing that changed.
pub struct Relayout<'a> {
    engine: Engine<'a>,
    variables: Vec<StyledId>,
    boxes: Vec<Changing>,
    /// How many boxes the document has, without those that come late, in page margins.
    count: usize,
    /// How many documents were laid out.
    uses: usize,
}

/// Documents after which it is worn: what was measured of boxes beside those that change piles up, by width.
const MAX_USES: usize = 256;

struct Changing {
    held: Held,
    /// It and the boxes around it: all that may be of another size if it is.
    around: Vec<BoxId>,
    /// The drawing that the document came with.
    drawing: Option<Image>,
    path: Path,
    /// What it held last; `None`: it was not laid out yet.
    last: Option<Vec<Value>>,
}

impl<'a> Relayout<'a> {
    /// `None`: which boxes there are hangs on the variables.
    pub fn new(source: Source<'a>, variables: &[StyledId]) -> Option<Relayout<'a>> {
        let mut engine = Engine::new(source, variables);
        let held = held(&engine, variables)?;
        // They are painted by how many pages there are.
        if engine.boxes.ids().any(|id| engine.boxes.get(id).style.position == Position::Fixed) {
            return None;
        }
        // Nobody asks what was painted where.
        engine.watch = Watch::default();
        let mut boxes = Vec::with_capacity(held.len());
        for held in held {
            let drawing = match &engine.boxes.get(held.id).content {
                BoxContent::Lines(content) if content.first_line.is_some() => return None,
                BoxContent::Lines(_) => None,
                _ => Some(engine.image(held.id)?),
            };
            let around = around(&engine, held.id);
            boxes.push(Changing { held, around, drawing, path: Path::default(), last: None });
        }
        let count = engine.boxes.count();
        engine.painted = Painted::new(boxes.iter().flat_map(|changing| &changing.around).copied(), count);
        Some(Relayout { engine, variables: variables.to_vec(), boxes, count, uses: 0 })
    }

    /// The pages with these values in the variables, in the order that they were named in. `None`: there is something
    /// to tell, or it cannot be done; then no more can be made with this one, since what it kept has been told.
    pub fn pages(&mut self, values: &[Value]) -> Option<Vec<Page>> {
        self.engine.begin_again(self.count);
        for index in 0..self.boxes.len() {
            let changing = &mut self.boxes[index];
            let own = changing.held.own(values);
            if changing.last.as_ref() == Some(&own) {
                continue;
            }
            let (engine, id) = (&mut self.engine, changing.held.id);
            match own.first()? {
                Value::Text(_) => changing.held.set_texts(engine, &self.variables, &own)?,
                Value::PathData(known, data) => {
                    let image = changing.path.with(changing.drawing.as_ref()?, known, data)?;
                    engine.set_image(id, image);
                }
                Value::Markup(markup) => {
                    let color = engine.boxes.get(id).style.color.clone();
                    let (image, told) = engine.source.images.inline_svg(markup, &color, DEFAULT_SIZE).ok()?;
                    if !told.is_empty() {
                        return None;
                    }
                    engine.boxes.set_drawing(id, markup);
                    engine.set_image(id, image);
                }
            }
            changing.around.iter().for_each(|id| engine.forget_layout(*id));
            changing.last = Some(own);
        }
        let pages = paginate::pages(&mut self.engine);
        self.uses += 1;
        // The size of what is around a box that breaks is that of the last layout of it.
        let is_sound = self.engine.diagnostics.is_empty() && !self.engine.has_broken_absolutes;
        is_sound.then_some(pages)
    }

    /// Whether a new one is better.
    pub fn is_worn(&self) -> bool {
        self.uses >= MAX_USES
    }
}

/// The box and all that may stand around it. A box stands in one whose node is its own or an ancestor of that; boxes
/// of such nodes that stand elsewhere are few.
fn around(engine: &Engine, id: BoxId) -> Vec<BoxId> {
    let tree = engine.source.tree;
    let node = engine.boxes.get(id).node;
    let nodes: Vec<StyledId> = std::iter::successors(Some(node), |node| tree.node(*node).parent).collect();
    engine.boxes.ids().filter(|id| nodes.contains(&engine.boxes.get(*id).node)).collect()
}
