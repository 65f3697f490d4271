use std::sync::Arc;

use super::{FillRule, GlyphRun, Path, PathItem, Picture};
use crate::units::{Affine, Point, Rect};

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Glyphs(GlyphRun),
    Path(PathItem),
    Image(PlacedImage),
    Group(Group),
    Link(Link),
    Anchor(Anchor),
    /// Begins a logical element; everything until its [`Item::End`] belongs to it.
    Begin(Structure),
    End,
}

/// The element that an item came from, by its number; [`Document::name_of`](super::Document::name_of) says what
/// messages call it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(pub Option<u32>);

/// Items that are painted as one: clipped, then transformed, then made transparent together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// From the group's own coordinates to its parent's.
    pub transform: Option<Affine>,
    /// In the group's own coordinates.
    pub clip: Option<(Path, FillRule)>,
    /// What it is for on the press, if it is not printed with the rest.
    pub layer: Option<Layer>,
    /// Its items differ from record to record of a print run; the number of the place, in paint order.
    pub slot: Option<u32>,
    /// 0 to 1; below 1 the group is composed in isolation (ISO 32000-2, 11.4.5).
    pub opacity: Option<f32>,
    /// Of the items that say none of their own: those of a drawing.
    pub origin: Origin,
    /// Shared: a drawing that stands in many places is kept once.
    pub items: Arc<Vec<Item>>,
}

/// A step of production beside printing, as a layer of its own (ISO 19593-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Structural, Cutting: where the knife goes.
    Cutting,
}

/// A raster picture, stretched over a rectangle.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedImage {
    pub picture: Arc<Picture>,
    pub rect: Rect,
    pub alt: Option<Arc<str>>,
    /// Enlarged pixels run into each other, where the reader can (ISO 32000-2, 8.9.5.3).
    pub smooth: bool,
    pub origin: Origin,
}

/// A clickable area.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub rect: Rect,
    pub target: LinkTarget,
    /// What a screen reader says.
    pub description: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    Uri(String),
    /// The name of an [`Anchor`] in the same document.
    Anchor(Arc<str>),
}

/// A place that links point to.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    pub name: Arc<str>,
    pub at: Point,
}

/// A logical element (ISO 32000-2, 14.8.4) or, as [`Role::Artifact`], something that is not content.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    pub role: Role,
    /// The element's number in document order: parts of one element on several pages share it.
    pub element: u32,
    pub alt: Option<Arc<str>>,
    pub language: Option<Arc<str>>,
}

/// Standard structure types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Artifact,
    Heading(u8),
    Paragraph,
    List,
    ListItem,
    Label,
    ListBody,
    Table,
    TableRow,
    TableHeader,
    TableCell,
    Figure,
    Link,
    Quote,
    Section,
    Span,
}

impl Role {
    /// Whether it counts without content: a table's shape is content.
    pub fn is_shape(self) -> bool {
        matches!(self, Role::TableRow | Role::TableHeader | Role::TableCell)
    }
}
