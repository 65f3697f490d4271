use super::fonts::{self, FontBooks};
use super::pictures::{Pictures, ScopedPictures};
use super::sheets::{SheetFile, Sheets};
use crate::assets::{Loader, Scope};
use crate::diagnostics::Diagnostics;
use crate::page::{Document, Metadata};
use crate::style::{Sheet, StyleCache};
use crate::{html, layout, style};

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
    /// Title and language are the document's own where they are empty here.
    pub metadata: Metadata,
}

/// Pages with what they were made of.
pub struct Composed {
    pub document: Document,
    /// Style sheets that were read, in the order of their first use.
    pub sheets: Vec<SheetFile>,
}

/// HTML to pages, as often as wanted; fonts and pictures are read once. Shared by all threads.
pub struct Composer<'a> {
    loader: &'a Loader,
    fonts: FontBooks,
    pictures: Pictures,
    styles: StyleCache,
}

impl<'a> Composer<'a> {
    pub fn new(loader: &'a Loader) -> Composer<'a> {
        Composer { loader, fonts: FontBooks::new(), pictures: Pictures::default(), styles: StyleCache::new() }
    }

    /// Parses, cascades and lays out. With errors among the findings the pages are not for print.
    pub fn compose(&self, input: Input) -> (Composed, Diagnostics) {
        let mut found = Diagnostics::new();
        let (dom, faults) = html::parse(input.html, input.name);
        found.extend(faults);
        let sheets = Sheets::new(self.loader, input.scope, &self.fonts);
        let (tree, faults) = style::cascade(&dom, input.first, &sheets, &self.styles);
        found.extend(faults);
        let (fonts, faults) = sheets.book(&tree.font_faces).clone();
        found.extend(faults);
        fonts::tell_missing(&fonts, &tree, &mut found);
        let images = ScopedPictures { pictures: &self.pictures, loader: self.loader, scope: input.scope };
        let source = layout::Source { dom: &dom, tree: &tree, fonts: &fonts, images: &images };
        let (pages, faults) = layout::paginate(source);
        found.extend(faults);
        let mut metadata = input.metadata;
        if metadata.title.is_empty() {
            metadata.title = tree.title.clone();
        }
        if metadata.language.is_empty() {
            metadata.language = tree.language.clone();
        }
        let document = Document { pages, metadata };
        (Composed { document, sheets: sheets.into_read() }, found)
    }
}
