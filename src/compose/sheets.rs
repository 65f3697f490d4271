use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use super::fonts::FontBooks;
use crate::assets::{Layer, Loader, Scope};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile};
use crate::style::{FontFaceRule, Reference, Sheet, StyleSource};
use crate::text::FontBook;

/// A style sheet as one layer has it.
#[derive(Clone, Debug)]
pub struct SheetFile {
    /// `letter/letter.css`
    pub name: String,
    pub layer: Layer,
    pub source: Arc<SourceFile>,
}

/// Style sheets by reference, as one scope sees them.
pub(super) struct Sheets<'a> {
    loader: &'a Loader,
    scope: &'a Scope,
    read: RefCell<Vec<SheetFile>>,
    books: &'a FontBooks,
    book: OnceCell<(Arc<FontBook>, Diagnostics)>,
}

impl<'a> Sheets<'a> {
    pub fn new(loader: &'a Loader, scope: &'a Scope, books: &'a FontBooks) -> Sheets<'a> {
        Sheets { loader, scope, read: RefCell::new(Vec::new()), books, book: OnceCell::new() }
    }

    /// The built-in fonts, with those of the document, and what was found while they were read.
    pub fn book(&self, rules: &[FontFaceRule]) -> &(Arc<FontBook>, Diagnostics) {
        self.book.get_or_init(|| self.books.book(rules, self.loader, self.scope))
    }

    pub fn into_read(self) -> Vec<SheetFile> {
        self.read.into_inner()
    }
}

impl StyleSource for Sheets<'_> {
    fn sheet(&self, reference: &Reference) -> Result<Sheet, Diagnostic> {
        let asset = self.loader.asset(self.scope, &reference.url, &reference.base)?;
        let base = base_of(reference, &asset.name);
        let file = self.loader.text(&asset)?;
        let mut read = self.read.borrow_mut();
        if !read.iter().any(|known| known.source.name == file.name) {
            read.push(SheetFile { name: base.to_string(), layer: asset.layer, source: file.clone() });
        }
        Ok(Sheet { file, base })
    }

    fn fonts(&self, rules: &[FontFaceRule]) -> Option<Arc<FontBook>> {
        Some(self.book(rules).0.clone())
    }
}

/// Where references in the sheet start: beside it in the templates, or from the folder of assets.
fn base_of(reference: &Reference, found: &str) -> Arc<str> {
    let folder = reference.base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in reference.url.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let beside = parts.join("/");
    if found.ends_with(&beside) { Arc::from(beside) } else { reference.url.clone() }
}
