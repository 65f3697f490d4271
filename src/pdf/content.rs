//! A content stream in the making: operators, the graphics state they leave behind, the resources they name.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId};

use super::number::{self, COEFFICIENT, COORDINATE};
use crate::units::{Affine, Point};

/// The sub-dictionaries of a resource dictionary (ISO 32000-2, 7.8.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Category {
    ColorSpace,
    ExtGState,
    Font,
    Pattern,
    Properties,
    XObject,
}

impl Category {
    pub fn key(self) -> &'static str {
        match self {
            Category::ColorSpace => "ColorSpace",
            Category::ExtGState => "ExtGState",
            Category::Font => "Font",
            Category::Pattern => "Pattern",
            Category::Properties => "Properties",
            Category::XObject => "XObject",
        }
    }
}

/// Something that content streams call by name: one name and one object in the whole file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Resource {
    pub category: Category,
    pub name: String,
    pub id: ObjectId,
}

/// The parts of the graphics state that are set by operators of their own.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Fill,
    Stroke,
    Width,
    Cap,
    Join,
    Miter,
    Dash,
    Extended,
    Font,
}

/// An operator as it was written last.
#[derive(Clone)]
enum Operator {
    Default(&'static [u8]),
    Written(Rc<[u8]>),
}

impl Operator {
    fn bytes(&self) -> &[u8] {
        match self {
            Operator::Default(bytes) => bytes,
            Operator::Written(bytes) => bytes,
        }
    }
}

/// The plainest flip. It is its own inverse.
pub(super) const UPWARDS: Affine = Affine { d: -1.0, ..Affine::IDENTITY };

/// What a `Q` brings back.
#[derive(Clone)]
struct State {
    /// The operator that set each slot last; the defaults of ISO 32000-2, 8.4.1 stand for "not yet".
    slots: [Operator; 9],
    /// From the coordinates that operands are in now to those at the start of the stream.
    ctm: Affine,
    /// From the coordinates of items (y downwards from the top left) to operands (y upwards). It is applied to
    /// numbers, not with `cm`, so that text and pictures need no mirroring.
    flip: Affine,
}

pub(super) struct Content {
    pub bytes: Vec<u8>,
    state: State,
    saved: Vec<State>,
    resources: BTreeSet<Resource>,
}

impl Content {
    /// Of a page.
    pub fn new(flip: Affine) -> Content {
        let slots = ["0 g", "0 G", "1 w", "0 J", "0 j", "10 M", "[] 0 d", "", ""];
        Content::with(slots, flip)
    }

    /// Of a form, which begins with the lines and colours of wherever it is called.
    pub fn form(flip: Affine) -> Content {
        Content::with([""; 9], flip)
    }

    fn with(slots: [&'static str; 9], flip: Affine) -> Content {
        let slots = slots.map(|operator| Operator::Default(operator.as_bytes()));
        Content {
            bytes: Vec::new(),
            state: State { slots, ctm: Affine::IDENTITY, flip },
            saved: Vec::new(),
            resources: BTreeSet::new(),
        }
    }

    pub fn flip(&self) -> Affine {
        self.state.flip
    }

    pub fn ctm(&self) -> Affine {
        self.state.ctm
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub fn line(&mut self, operator: &str) {
        self.raw(operator.as_bytes());
        self.raw(b"\n");
    }

    pub fn number(&mut self, value: f32) {
        number::write(&mut self.bytes, value, COORDINATE);
    }

    /// Numbers that are not positions, then the operator.
    pub fn op(&mut self, operands: &[f32], operator: &str) {
        for operand in operands {
            self.number(*operand);
            self.raw(b" ");
        }
        self.line(operator);
    }

    /// Positions, then the operator.
    pub fn points(&mut self, points: &[Point], operator: &str) {
        for point in points {
            let Point { x, y } = self.state.flip.apply(*point);
            self.number(x);
            self.raw(b" ");
            self.number(y);
            self.raw(b" ");
        }
        self.line(operator);
    }

    /// Writes `operator` unless it is what the slot holds already.
    pub fn set(&mut self, slot: Slot, operator: &[u8]) {
        if self.state.slots[slot as usize].bytes() != operator {
            self.raw(operator);
            self.raw(b"\n");
            self.state.slots[slot as usize] = Operator::Written(operator.into());
        }
    }

    pub fn is_untouched(&self, slot: Slot) -> bool {
        self.state.slots[slot as usize].bytes().is_empty()
    }

    pub fn save(&mut self) {
        self.line("q");
        self.saved.push(self.state.clone());
    }

    pub fn restore(&mut self) {
        self.line("Q");
        self.state = self.saved.pop().expect("every restore has its save");
    }

    /// Concatenates a map of the stream's own coordinates.
    pub fn concat(&mut self, map: Affine) {
        if map == Affine::IDENTITY {
            return;
        }
        for value in [map.a, map.b, map.c, map.d] {
            number::write(&mut self.bytes, value, COEFFICIENT);
            self.raw(b" ");
        }
        self.op(&[map.e, map.f], "cm");
        self.state.ctm = map.then(self.state.ctm);
    }

    /// From here to the next `restore`, items are in coordinates that `map` leads from. Operands begin where these
    /// do: the numbers of a drawing stay as short as they are in it.
    pub fn enter(&mut self, map: Affine) {
        let inside = UPWARDS.then(map).then(self.state.flip);
        self.state.flip = UPWARDS;
        self.concat(inside);
    }

    /// Notes that the stream uses a resource; gives its name with the slash.
    pub fn named(&mut self, resource: &Resource) -> String {
        let name = format!("/{}", resource.name);
        if !self.resources.contains(resource) {
            self.resources.insert(resource.clone());
        }
        name
    }

    /// What the stream calls by name.
    pub fn into_parts(self) -> (Vec<u8>, BTreeSet<Resource>) {
        (self.bytes, self.resources)
    }
}

/// The resource dictionary of exactly these (ISO 32000-2, 7.8.3).
pub(super) fn dictionary(resources: &BTreeSet<Resource>) -> Dictionary {
    let mut categories: BTreeMap<Category, Dictionary> = BTreeMap::new();
    for resource in resources {
        let names = categories.entry(resource.category).or_default();
        names.set(resource.name.as_str(), Object::Reference(resource.id));
    }
    categories.into_iter().map(|(category, names)| (category.key(), Object::Dictionary(names))).collect()
}
