use std::sync::Arc;

use super::{ComputedStyle, CounterStyles, FontFaceRule, PageRules, Reference};
use crate::diagnostics::Diagnostic;
use crate::html;
use crate::text::Family;
use crate::units::{Pt, Size};

/// The document with every property computed, generated content included: all that layout needs.
#[derive(Clone, Debug)]
pub struct StyledTree {
    nodes: Vec<StyledNode>,
    /// `<html>`.
    pub root: StyledId,
    pub pages: PageRules,
    /// The first page's trim size, from `@page`; A4 if silent.
    pub trim: Size,
    /// `<title>`.
    pub title: String,
    /// `lang` of the root element, empty if none.
    pub language: Arc<str>,
    /// All `@font-face` rules, weakest first.
    pub font_faces: Vec<FontFaceRule>,
    /// The families that each `font-family` asks for, with its place; once for each declaration.
    pub font_uses: Vec<FontUse>,
    /// For the numbers of pages, which only layout knows.
    pub counter_styles: CounterStyles,
}

/// A declaration that chooses fonts.
#[derive(Clone, Debug)]
pub struct FontUse {
    pub families: Vec<Family>,
    /// A warning at its place, with nothing said yet.
    pub place: Diagnostic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StyledId(pub u32);

/// An element, a pseudo-element or a text, in document order.
#[derive(Clone, Debug)]
pub struct StyledNode {
    pub parent: Option<StyledId>,
    pub children: Vec<StyledId>,
    pub content: Content,
    /// A text has its parent's style.
    pub style: Arc<ComputedStyle>,
    /// Its style on the first line of the block around it, where that line has one of its own; of a block,
    /// the style of its first line.
    pub first_line: Option<Arc<ComputedStyle>>,
    /// The element, or the one that the pseudo-element or text belongs to.
    pub dom: html::NodeId,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Element(ElementContent),
    /// A box made by `::before`, `::after`, `::marker` or `::first-letter`; its children are texts and images.
    Pseudo(PseudoElement),
    /// Characters as written: white space is collapsed and case transformed by layout.
    Text(Arc<str>),
    Image(GeneratedImage),
}

/// An image from `content: url()` or `list-style-image`.
#[derive(Clone, Debug, PartialEq)]
pub struct GeneratedImage {
    pub source: Reference,
    /// What stands behind the slash in `content`; without it the image is an ornament.
    pub alt: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PseudoElement {
    Before,
    After,
    Marker,
    FirstLetter,
    /// Selects a style, but makes no box: which text the line holds, layout finds out.
    FirstLine,
}

/// What an element is to layout, beyond its style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ElementContent {
    /// Lower-case local name: `p`, `img`, `a`.
    pub name: Arc<str>,
    /// The `id` attribute: a target for links.
    pub id: Option<Arc<str>>,
    /// `href` of an `<a>`.
    pub link: Option<Arc<str>>,
    /// `<img>` or inline `<svg>`.
    pub replaced: Option<Replaced>,
    /// `colspan` of a cell, at least 1, and its `rowspan`; 0 is for the rest of its row group.
    pub span: (u16, u16),
    /// `lang` if the element sets it.
    pub language: Option<Arc<str>>,
    /// The strings that it sets for the margin boxes of its page.
    pub strings: Vec<(Arc<str>, Arc<str>)>,
    /// The number that it gives its page.
    pub page_number: Option<i32>,
}

/// Content from outside the flow of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Replaced {
    Image {
        source: Reference,
        alt: Option<Arc<str>>,
    },
    /// The element's own markup, serialised as a document without a size. `currentColor` is the element's
    /// colour.
    Svg {
        markup: Arc<str>,
        alt: Option<Arc<str>>,
        /// Its attributes, in points; percentages are none.
        width: Option<Pt>,
        height: Option<Pt>,
    },
    LineBreak,
}

impl StyledTree {
    pub fn new(
        nodes: Vec<StyledNode>,
        root: StyledId,
        pages: PageRules,
        trim: Size,
        title: String,
        language: Arc<str>,
    ) -> StyledTree {
        StyledTree {
            nodes,
            root,
            pages,
            trim,
            title,
            language,
            font_faces: Vec::new(),
            font_uses: Vec::new(),
            counter_styles: CounterStyles::default(),
        }
    }

    pub fn node(&self, id: StyledId) -> &StyledNode {
        &self.nodes[id.0 as usize]
    }

    pub fn children(&self, id: StyledId) -> impl Iterator<Item = StyledId> + '_ {
        self.node(id).children.iter().copied()
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}
