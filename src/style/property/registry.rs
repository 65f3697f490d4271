use std::collections::HashMap;
use std::sync::LazyLock;

use super::shorthand::Shorthand;
use super::shorthands::SHORTHANDS;
use super::table::Longhand;
use super::{
    background, border, box_model, columns, flex, font, generated, grid, paged, paint, shadow, shape, text,
};

/// All longhands. The first ones are what the others are relative to.
const TABLES: &[&[Longhand]] = &[
    font::EARLY,
    font::FONT,
    text::TEXT,
    text::OTHER_TEXT,
    box_model::BOX,
    border::BORDER,
    background::BACKGROUND,
    paint::PAINT,
    shadow::SHADOW,
    shape::SHAPE,
    flex::FLEX,
    grid::GRID,
    columns::COLUMNS,
    generated::GENERATED,
    paged::PAGED,
    paged::IGNORED,
];

/// Where longhands begin that need the element's own font size and colour, and where those begin that
/// need its line height, too.
pub(in crate::style) const LATE: [u16; 2] =
    [font::EARLY.len() as u16, (font::EARLY.len() + font::FONT.len()) as u16];

/// A property by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::style) enum Property {
    Longhand(u16),
    Shorthand(u16),
}

struct Registry {
    longhands: Vec<&'static Longhand>,
    names: HashMap<&'static str, Property>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let longhands: Vec<&Longhand> = TABLES.iter().copied().flatten().collect();
    let mut names = HashMap::new();
    for (id, longhand) in longhands.iter().enumerate() {
        names.insert(longhand.name, Property::Longhand(id as u16));
    }
    for (id, shorthand) in SHORTHANDS.iter().enumerate() {
        names.insert(shorthand.name, Property::Shorthand(id as u16));
    }
    Registry { longhands, names }
});

impl Property {
    pub fn name(self) -> &'static str {
        match self {
            Property::Longhand(id) => longhand(id).name,
            Property::Shorthand(id) => shorthand(id).name,
        }
    }
}

/// By its lower-case name.
pub(in crate::style) fn property(name: &str) -> Option<Property> {
    REGISTRY.names.get(name).copied()
}

pub(in crate::style) fn longhand(id: u16) -> &'static Longhand {
    REGISTRY.longhands[usize::from(id)]
}

pub(super) fn shorthand(id: u16) -> &'static Shorthand {
    &SHORTHANDS[usize::from(id)]
}

pub(in crate::style) fn longhand_id(name: &str) -> Option<u16> {
    match property(name)? {
        Property::Longhand(id) => Some(id),
        Property::Shorthand(_) => None,
    }
}

/// All properties that can change a page, in a fixed order.
pub(super) fn properties() -> impl Iterator<Item = Property> {
    let is_ignored =
        |id: &usize| paged::IGNORED.iter().any(|known| known.name == REGISTRY.longhands[*id].name);
    let longhands = (0..REGISTRY.longhands.len()).filter(move |id| !is_ignored(id));
    let longhands = longhands.map(|id| Property::Longhand(id as u16));
    longhands.chain((0..SHORTHANDS.len()).map(|id| Property::Shorthand(id as u16)))
}

/// The names of all properties, in a fixed order.
pub(in crate::style) fn names() -> impl Iterator<Item = &'static str> {
    let longhands = REGISTRY.longhands.iter().map(|longhand| longhand.name);
    longhands.chain(SHORTHANDS.iter().map(|shorthand| shorthand.name)).chain(["all"])
}
