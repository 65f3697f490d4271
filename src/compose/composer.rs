use std::sync::Arc;

use std::cell::{Cell, RefCell};
use std::panic::resume_unwind;
use std::thread;

use super::fonts::{self, FontBooks};
use super::pictures::{Drawings, Pictures, ScopedPictures};
use super::sheets::{SheetFile, Sheets};
use crate::assets::{Loader, Scope};
use crate::diagnostics::{Diagnostics, Words};
use crate::html::Dom;
use crate::page::{Document, ElementNames, Metadata};
use crate::style::{Sheet, StyleCache, StyledTree};
use crate::text::FontBook;
use crate::units::Pt;
use crate::{html, layout, style};

/// Elements inside each other for which the stack of any thread is enough.
const SHALLOW: usize = 24;
/// For the deepest document there is: [`html::parse`] refuses deeper ones.
const STACK: usize = 256 << 20;

/// What becomes one document.
pub struct Input<'a> {
    /// Rendered HTML.
    pub html: &'a str,
    /// What messages call it, and where its relative references start: `letter/letter.html`.
    pub name: &'a str,
    /// Style sheets before the document's own, weakest first.
    pub first: &'a [Sheet],
    /// Whose files its references mean.
    pub scope: &'a Scope,
    pub bleed: Bleed,
    /// Title and language are the document's own where they are empty here.
    pub metadata: Metadata,
}

/// How far pages run beyond their edges.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Bleed {
    /// As style sheets have it.
    #[default]
    Styled,
    /// A screen shows the finished page.
    None,
    /// What the press needs, more where a style sheet has more.
    AtLeast(Pt),
}

/// Pages with what they were made of.
pub struct Composed {
    pub document: Document,
    /// Style sheets that were read, in the order of their first use.
    pub sheets: Vec<SheetFile>,
}

/// HTML to pages, as often as wanted; fonts and pictures are read once. Shared by all threads.
pub struct Composer<'a> {
    pub(super) loader: &'a Loader,
    fonts: FontBooks,
    pictures: Pictures,
    drawings: Arc<Drawings>,
    styles: StyleCache,
}

/// A document before it is laid out.
pub(super) struct Styled {
    pub tree: StyledTree,
    pub fonts: Arc<FontBook>,
    pub sheets: Vec<SheetFile>,
}

impl<'a> Composer<'a> {
    pub fn new(loader: &'a Loader) -> Composer<'a> {
        Composer {
            loader,
            fonts: FontBooks::new(),
            pictures: Pictures::default(),
            drawings: Arc::default(),
            styles: StyleCache::new(),
        }
    }

    /// Parses, cascades and lays out. With errors among the findings the pages are not for print.
    pub fn compose(&self, input: Input) -> (Composed, Diagnostics) {
        self.compose_with(input, &self.drawings)
    }

    /// Forgets what documents left behind that no other one asked for since this was called the last time. Called
    /// now and then, as many documents as there may be take no more memory than some.
    pub fn age(&self) {
        self.fonts.age();
    }

    pub(super) fn compose_with(&self, input: Input, drawings: &Arc<Drawings>) -> (Composed, Diagnostics) {
        let (dom, mut found) = html::parse(input.html, input.name);
        let (mut composed, faults) = with_room_for(dom.depth(), || self.compose_dom(&dom, input, drawings));
        composed.document.elements = Some(Arc::new(Names(Arc::new(dom))));
        found.extend(faults);
        (composed, found)
    }

    fn compose_dom(&self, dom: &Dom, input: Input, drawings: &Arc<Drawings>) -> (Composed, Diagnostics) {
        let (Styled { tree, fonts, sheets }, mut found) = self.style(dom, &input);
        let images = self.images(input.scope, drawings.clone());
        let source = layout::Source { dom, tree: &tree, fonts: &fonts, images: &images };
        let (pages, faults) = layout::paginate(source);
        found.extend(faults);
        let metadata = metadata(input.metadata, &tree);
        let document = Document { pages, metadata, output: None, elements: None };
        (Composed { document, sheets }, found)
    }

    pub(super) fn style(&self, dom: &Dom, input: &Input) -> (Styled, Diagnostics) {
        let mut found = Diagnostics::new();
        let sheets = Sheets::new(self.loader, input.scope, &self.fonts);
        let (mut tree, faults) = style::cascade(dom, input.first, &sheets, &self.styles);
        found.extend(faults);
        match input.bleed {
            Bleed::Styled => {}
            Bleed::None => tree.pages.set_bleed(|_| 0.0),
            Bleed::AtLeast(least) => tree.pages.set_bleed(|styled| styled.max(least)),
        }
        let (fonts, faults) = sheets.book(&tree.font_faces).clone();
        found.extend(faults);
        fonts::tell_missing(&fonts, &tree, &mut found);
        (Styled { tree, fonts, sheets: sheets.into_read() }, found)
    }

    /// The pictures that the references of one document mean.
    pub(super) fn images<'s>(&'s self, scope: &'s Scope, drawings: Arc<Drawings>) -> ScopedPictures<'s> {
        ScopedPictures {
            pictures: &self.pictures,
            drawings,
            loader: self.loader,
            scope,
            pixels: Cell::new(0),
            drawn: RefCell::default(),
        }
    }
}

/// Title and language are the document's own where nothing else is asked for.
pub(super) fn metadata(mut asked: Metadata, tree: &StyledTree) -> Metadata {
    if asked.title.is_empty() {
        asked.title = tree.title.clone();
    }
    if asked.language.is_empty() {
        asked.language = tree.language.clone();
    }
    asked
}

/// Style and layout walk the tree by recursion: a deep one has a thread of its own.
fn with_room_for<T: Send>(depth: usize, work: impl FnOnce() -> T + Send) -> T {
    if depth <= SHALLOW {
        return work();
    }
    thread::scope(|scope| {
        let deep = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let deep = deep.expect("the system has memory for a stack");
        deep.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// The elements of a document, for messages about what became of them.
#[derive(Debug)]
pub(super) struct Names(pub Arc<html::Dom>);

impl ElementNames for Names {
    fn name(&self, element: u32) -> Words {
        html::element_note(&self.0, html::NodeId(element))
    }

    fn block(&self, element: u32) -> Option<String> {
        let dom = &*self.0;
        let mut around = std::iter::successors(Some(html::NodeId(element)), |id| dom.node(*id).parent);
        around.find_map(|id| dom.element(id)?.attribute("data-block").map(|name| name.trim().to_owned()))
    }
}
