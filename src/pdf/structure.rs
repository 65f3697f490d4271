//! The logical structure: which marked content belongs to which element (ISO 32000-2, 14.7 and 14.8).

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::ObjectId;

use crate::page::bounds::Bounds;
use crate::page::{Role, Structure};
use crate::units::Rect;

/// Index of an element in [`Tree::elements`].
pub(super) type ElementIndex = usize;

/// Every element is below this one.
pub(super) const DOCUMENT: ElementIndex = 0;

/// The elements of a document, growing as pages are painted.
pub(super) struct Tree {
    pub elements: Vec<Element>,
    /// Keys of the parent tree: for each stream with marked content its elements by MCID, for each
    /// annotation its element.
    pub parents: Vec<Parent>,
    by_number: BTreeMap<u32, ElementIndex>,
    /// What the numbers of a document begin at: the documents of one file are one after the other.
    base: u32,
    highest: u32,
    open: Vec<Scope>,
}

pub(super) struct Element {
    pub role: Option<Role>,
    pub parent: ElementIndex,
    pub number: u32,
    pub alt: Option<Arc<str>>,
    pub language: Option<Arc<str>>,
    pub kids: Vec<Kid>,
    /// For figures: the page they begin on and how far they reach there, in its coordinates.
    pub extent: Option<(ObjectId, Bounds)>,
}

pub(super) enum Kid {
    Element(ElementIndex),
    /// A marked-content sequence of a page, or of a form on it.
    Marked {
        page: ObjectId,
        form: Option<ObjectId>,
        id: i64,
    },
    Annotation {
        page: ObjectId,
        id: ObjectId,
    },
}

pub(super) enum Parent {
    Stream(Vec<ElementIndex>),
    Annotation(ElementIndex),
}

/// What content belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Element(ElementIndex),
    Artifact,
}

impl Tree {
    pub fn new() -> Tree {
        let document = Element {
            role: None,
            parent: DOCUMENT,
            number: 0,
            alt: None,
            language: None,
            kids: Vec::new(),
            extent: None,
        };
        Tree {
            elements: vec![document],
            parents: Vec::new(),
            by_number: BTreeMap::new(),
            base: 0,
            highest: 0,
            open: Vec::new(),
        }
    }

    /// The elements that come now are those of another document, whatever their numbers.
    pub fn next_document(&mut self) {
        self.base = self.highest;
        self.by_number.clear();
    }

    /// What is painted now belongs to this; outside all elements it is an artifact.
    pub fn scope(&self) -> Scope {
        self.open.last().copied().unwrap_or(Scope::Artifact)
    }

    pub fn begin(&mut self, structure: &Structure) {
        let scope = match (self.open.last(), structure.role) {
            // Inside an artifact nothing is content.
            (Some(Scope::Artifact), _) | (_, Role::Artifact) => Scope::Artifact,
            (parent, role) => {
                let parent = if let Some(Scope::Element(parent)) = parent { *parent } else { DOCUMENT };
                let number = self.base.saturating_add(structure.element);
                self.highest = self.highest.max(number.saturating_add(1));
                match self.by_number.get(&number) {
                    // It goes on from an earlier page or line.
                    Some(element) => Scope::Element(*element),
                    None => {
                        let element = self.add(parent, role, number);
                        self.elements[element].alt = structure.alt.clone();
                        self.elements[element].language = structure.language.clone();
                        self.by_number.insert(number, element);
                        Scope::Element(element)
                    }
                }
            }
        };
        self.open.push(scope);
    }

    pub fn end(&mut self) {
        self.open.pop();
    }

    /// Elements end with their page; those that go on begin again on the next.
    pub fn end_page(&mut self) {
        self.open.clear();
    }

    /// An element that the page does not name, for content that needs one of its own.
    pub fn begin_implicit(&mut self, role: Role, alt: Option<Arc<str>>) -> ElementIndex {
        let parent = self.current();
        let number = self.elements[parent].number;
        let element = self.add(parent, role, number);
        self.elements[element].alt = alt;
        self.open.push(Scope::Element(element));
        element
    }

    /// The innermost element that is open, the document if there is none.
    pub fn current(&self) -> ElementIndex {
        if let Scope::Element(element) = self.scope() { element } else { DOCUMENT }
    }

    fn add(&mut self, parent: ElementIndex, role: Role, number: u32) -> ElementIndex {
        let element = self.elements.len();
        self.elements.push(Element {
            role: Some(role),
            parent,
            number,
            alt: None,
            language: None,
            kids: Vec::new(),
            extent: None,
        });
        self.elements[parent].kids.push(Kid::Element(element));
        element
    }

    /// The nearest language around what is painted now.
    pub fn language(&self) -> Option<&str> {
        let mut element = self.current();
        loop {
            if let Some(language) = &self.elements[element].language {
                return Some(language);
            }
            if element == DOCUMENT {
                return None;
            }
            element = self.elements[element].parent;
        }
    }

    /// The figure that is open, if one is.
    pub fn figure(&self) -> Option<ElementIndex> {
        self.open.iter().rev().find_map(|scope| match scope {
            Scope::Element(element) if self.elements[*element].role == Some(Role::Figure) => Some(*element),
            _ => None,
        })
    }

    /// Lets a figure reach over `rect`, in the page's coordinates.
    pub fn extend_figure(&mut self, figure: ElementIndex, page: ObjectId, rect: Rect) {
        let (first, bounds) = self.elements[figure].extent.get_or_insert((page, Bounds::default()));
        if *first == page {
            bounds.add(rect);
        }
    }

    /// A new key of the parent tree, for a stream.
    pub fn add_stream(&mut self) -> usize {
        self.parents.push(Parent::Stream(Vec::new()));
        self.parents.len() - 1
    }

    /// Gives an element the next marked-content sequence of a stream; returns its MCID.
    pub fn mark(&mut self, key: usize, element: ElementIndex, page: ObjectId, form: Option<ObjectId>) -> i64 {
        let Parent::Stream(marks) = &mut self.parents[key] else { unreachable!("streams have stream keys") };
        let id = marks.len() as i64;
        marks.push(element);
        self.elements[element].kids.push(Kid::Marked { page, form, id });
        id
    }

    /// Gives an element an annotation; returns the annotation's key in the parent tree.
    pub fn annotate(&mut self, element: ElementIndex, page: ObjectId, annotation: ObjectId) -> usize {
        self.elements[element].kids.push(Kid::Annotation { page, id: annotation });
        self.parents.push(Parent::Annotation(element));
        self.parents.len() - 1
    }

    /// Standard structure type (ISO 32000-1, 14.8.4).
    pub fn tag(&self, element: ElementIndex) -> &'static str {
        match self.elements[element].role {
            None => "Document",
            Some(Role::Heading(level)) => {
                ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1]
            }
            Some(Role::Artifact) => "Artifact",
            Some(Role::Paragraph) => "P",
            Some(Role::List) => "L",
            Some(Role::ListItem) => "LI",
            Some(Role::Label) => "Lbl",
            Some(Role::ListBody) => "LBody",
            Some(Role::Table) => "Table",
            Some(Role::TableRow) => "TR",
            Some(Role::TableHeader) => "TH",
            Some(Role::TableCell) => "TD",
            Some(Role::Figure) => "Figure",
            Some(Role::Link) => "Link",
            Some(Role::Quote) => "BlockQuote",
            Some(Role::Section) => "Sect",
            Some(Role::Span) => "Span",
        }
    }
}
