//! Documents that differ in little, one after the other: the letters of a print run.
//!
//! Each comes as HTML in full, so that templates need to know nothing. It is compared with those that came before:
//! where only texts and drawings differ, the paragraphs that hold them are set anew and all else stays; where that
//! moves something, the boxes that are kept are laid out again; where the structure differs, all is done anew. What
//! comes out is the same.

mod probe;
mod tokens;
mod variant;

use std::sync::Arc;

use super::composer::{self, Bleed, Composed, Composer, Input, Names, Styled};
use super::pictures::Drawings;
use crate::assets::Scope;
use crate::diagnostics::Diagnostics;
use crate::html;
use crate::page::{Document, ElementNames, Filling, Metadata};
use crate::style::Sheet;
use tokens::{Token, tokens};
use variant::{Owner, Variant};

/// Documents that others are made from. A template with many conditions makes more, which are then laid out in
/// full more often.
const MAX_VARIANTS: usize = 64;
/// Documents of one structure that are kept: for names of one line, of two lines, for codes of each length.
const MAX_OF_ONE_STRUCTURE: usize = 12;

/// After so many documents in a row that were made from no other, only one of as many is tried.
const PATIENCE: u64 = 32;

/// A series of documents with the same style sheets. What it makes of each depends on those before it in the series
/// and on nothing else: not on other series, nor on threads.
pub struct Series<'c> {
    composer: &'c Composer<'c>,
    about: About<'c>,
    drawings: Arc<Drawings>,
    /// Each has its place as long as it is kept.
    variants: Vec<Variant<'c>>,
    clock: u64,
    /// Documents one after the other that were made from no other.
    misses: u64,
}

/// What the documents of a series have in common.
#[derive(Clone)]
pub struct About<'c> {
    /// What messages call them, and where their references start.
    pub name: String,
    pub first: Vec<Sheet>,
    pub scope: &'c Scope,
    pub bleed: Bleed,
    pub metadata: Metadata,
}

/// What becomes of a document beside its pages.
enum Model {
    /// Nothing, if it can be laid out again; else, `Some`, what [`Model::Kept`] is.
    Again(Option<(usize, Vec<Token>)>),
    /// It is the first of its structure, to be kept in this place: what of it changes, the next one shows.
    First(usize),
    /// Others are made from it in this place; these stretches of it change.
    Kept(usize, Vec<Token>),
}

/// What became of one document.
pub enum Made {
    /// Another one, but for what stands in these places of it (`Group::slot`).
    Patched(usize, Vec<Filling>),
    /// Laid out again in the boxes of another one. It has no metadata: they are the series'.
    Relaid(Document, Diagnostics),
    /// A document of its own; `Some`: it is the one of this number now, which others are made from.
    Composed(Composed, Diagnostics, Option<usize>),
}

impl<'c> Series<'c> {
    pub fn new(composer: &'c Composer<'c>, about: About<'c>) -> Series<'c> {
        Series { composer, about, drawings: Arc::default(), variants: Vec::new(), clock: 0, misses: 0 }
    }

    /// Makes the next document.
    pub fn next(&mut self, html: &str) -> Made {
        self.clock += 1;
        // Where nothing comes of painting places anew, most documents are spared the try.
        let is_patient = self.misses <= PATIENCE || self.clock.is_multiple_of(PATIENCE);
        if let Some(made) = is_patient.then(|| self.patched(html)).flatten() {
            self.misses = 0;
            return made;
        }
        self.misses += 1;
        if let Some(made) = (!is_patient).then(|| self.relaid(html)).flatten() {
            return made;
        }
        match self.model(html) {
            // Without patience it was tried already.
            Model::Again(place) => match (is_patient.then(|| self.relaid(html)).flatten(), place) {
                (Some(made), _) => made,
                // A drawing has another size, say.
                (None, Some((index, slots))) => self.kept(html, index, slots),
                (None, None) => {
                    let (composed, found) = self.alone(html);
                    Made::Composed(composed, found, None)
                }
            },
            Model::First(index) => {
                let (composed, found) = self.alone(html);
                self.keep(index, Variant::alone(html));
                Made::Composed(composed, found, None)
            }
            Model::Kept(index, slots) => self.kept(html, index, slots),
        }
    }

    fn patched(&mut self, html: &str) -> Option<Made> {
        self.by_last_use().into_iter().find_map(|index| {
            let variant = &mut self.variants[index];
            let fillings = variant.patch(html)?;
            variant.last_used = self.clock;
            Some(Made::Patched(index, fillings))
        })
    }

    fn relaid(&mut self, html: &str) -> Option<Made> {
        self.by_last_use().into_iter().find_map(|index| {
            let variant = &mut self.variants[index];
            let pages = variant.relay(html)?;
            variant.last_used = self.clock;
            let elements = variant.dom().map(|dom| Arc::new(Names(dom.clone())) as Arc<dyn ElementNames>);
            let document = Document { pages, elements, ..Document::default() };
            Some(Made::Relaid(document, variant.told.clone()))
        })
    }

    /// No more documents are made from this one: it turned out to be unfit.
    pub fn forget(&mut self, number: usize) {
        if let Some(variant) = self.variants.get_mut(number) {
            variant.forget();
        }
    }

    /// Lays out a document by itself.
    pub fn alone(&self, html: &str) -> (Composed, Diagnostics) {
        self.composer.compose_with(self.input(html), &self.drawings)
    }

    fn by_last_use(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.variants.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(self.variants[*index].last_used));
        order
    }

    /// What a document that is none of those that are kept is good for.
    fn model(&self, html: &str) -> Model {
        let of = tokens(html);
        let order = self.by_last_use().into_iter();
        let related: Vec<(usize, Vec<Token>)> = order
            .filter_map(|index| self.variants[index].differences(html, &of).map(|slots| (index, slots)))
            .collect();
        let Some((index, slots)) = related.first() else { return Model::First(self.place()) };
        let variant = &self.variants[*index];
        // One of which more changes than was known makes room; one that is good for others stays.
        if variant.is_new() || slots.len() > variant.slots().len() {
            return Model::Kept(*index, slots.clone());
        }
        let has_room = related.len() < MAX_OF_ONE_STRUCTURE && self.variants.len() < MAX_VARIANTS;
        // To be laid out again is half the work; now and then another model is worth a try.
        if !has_room && !self.clock.is_multiple_of(PATIENCE) {
            return Model::Again(None);
        }
        let oldest = related.get(MAX_OF_ONE_STRUCTURE - 1);
        let place = oldest.map_or(self.place(), |(oldest, _)| *oldest);
        match variant.is_fixed() {
            true => Model::Again(Some((place, slots.clone()))),
            false => Model::Kept(place, slots.clone()),
        }
    }

    fn kept(&mut self, html: &str, index: usize, slots: Vec<Token>) -> Made {
        let (dom, mut found) = html::parse(html, &self.about.name);
        let dom = Arc::new(dom);
        let input = self.input(html);
        let (Styled { tree, fonts, sheets }, faults) = self.composer.style(&dom, &input);
        found.extend(faults);
        let images = self.composer.images(self.about.scope, self.drawings.clone());
        let metadata = composer::metadata(input.metadata, &tree);
        let owner = Owner { dom: dom.clone(), tree, fonts, images };
        let told = found.clone();
        let (variant, pages, faults) = Variant::lay_out(html, (slots, told), owner);
        found.extend(faults);
        // One that is refused is no model for others.
        let is_kept = variant.is_kept() && !found.has_errors();
        if !found.has_errors() {
            self.keep(index, variant);
        }
        let document = Document { pages, metadata, output: None, elements: Some(Arc::new(Names(dom))) };
        Made::Composed(Composed { document, sheets }, found, is_kept.then_some(index))
    }

    fn input<'i>(&'i self, html: &'i str) -> Input<'i> {
        let About { name, first, scope, bleed, metadata } = &self.about;
        Input { html, name, first, scope, bleed: *bleed, metadata: metadata.clone() }
    }

    /// A free place, or that of the one which was used longest ago.
    fn place(&self) -> usize {
        if self.variants.len() < MAX_VARIANTS {
            return self.variants.len();
        }
        self.by_last_use().pop().unwrap_or_default()
    }

    fn keep(&mut self, index: usize, mut variant: Variant<'c>) {
        variant.last_used = self.clock;
        match self.variants.get_mut(index) {
            Some(place) => *place = variant,
            None => self.variants.push(variant),
        }
    }
}
