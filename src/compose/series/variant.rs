use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use self_cell::self_cell;

use super::probe::{self, Piece, Variable, decoded, joined};
use super::tokens::{Token, TokenKind, end_of, tokens};
use crate::compose::pictures::ScopedPictures;
use crate::diagnostics::Diagnostics;
use crate::html::{self, Dom, NodeId};
use crate::layout::{self, Kept, Relayout, Value};
use crate::page::{Filling, Page};
use crate::style::{self, Content, Replaced, StyledId, StyledTree};
use crate::text::FontBook;

/// What a kept layout reads.
pub(super) struct Owner<'c> {
    pub dom: Arc<Dom>,
    pub tree: StyledTree,
    pub fonts: Arc<FontBook>,
    pub images: ScopedPictures<'c>,
}

self_cell!(
    struct Cell<'c> {
        owner: Owner<'c>,
        #[not_covariant]
        dependent: Dependent,
    }
);

/// A layout that was kept, in two ways.
struct Dependent<'a> {
    /// With the places that can be painted anew; `None`: what changes moves all else.
    kept: Option<Kept<'a>>,
    /// With boxes that can be laid out again, once that was wanted.
    relayout: Option<Relayout<'a>>,
}

/// Layouts that came to nothing, one after the other, before no more are tried.
const MAX_FAILURES: usize = 8;

/// A document that others are made from: they have its structure.
pub(super) struct Variant<'c> {
    html: String,
    /// What the HTML is made of.
    tokens: Vec<Token>,
    /// What of it may change, in order.
    slots: Vec<Token>,
    /// Of each that is a drawing with one path: where the data of the path stands, and the data.
    data: Vec<Option<(Range<usize>, Arc<str>)>>,
    variables: Vec<Variable>,
    /// `None`: it was not tried, or which stretches change is not known.
    cell: Option<Cell<'c>>,
    /// Others are made from it by painting places anew.
    is_kept: bool,
    /// It was tried, and no others are made so.
    is_fixed: bool,
    /// Some other was made from it by painting places anew.
    was_patched: bool,
    /// How often, one after the other, it was laid out again and there was something to tell.
    failures: usize,
    /// Of its structure, which the documents that are made from it have as well.
    pub told: Diagnostics,
    pub last_used: u64,
}

impl<'c> Variant<'c> {
    /// A document of which nothing else is known yet.
    pub fn alone(html: &str) -> Variant<'c> {
        Variant {
            html: html.to_owned(),
            tokens: tokens(html),
            slots: Vec::new(),
            data: Vec::new(),
            variables: Vec::new(),
            cell: None,
            is_kept: false,
            is_fixed: false,
            was_patched: false,
            failures: 0,
            told: Diagnostics::new(),
            last_used: 0,
        }
    }

    /// Lays out a document of which these stretches will change.
    /// `told` is what there was to tell of its structure.
    pub fn lay_out(
        html: &str,
        (slots, told): (Vec<Token>, Diagnostics),
        owner: Owner<'c>,
    ) -> (Variant<'c>, Vec<Page>, Diagnostics) {
        let variables = probe::variables(html, &slots, &owner.dom, &owner.tree);
        let is_known = variables.is_some();
        let variables = variables.unwrap_or_default();
        let nodes: Vec<StyledId> = variables.iter().map(|variable| variable.node).collect();
        let mut made = None;
        let cell = Cell::new(owner, |owner| {
            let Owner { dom, tree, fonts, images } = owner;
            let source = layout::Source { dom, tree, fonts, images };
            let (pages, found, kept) = layout::paginate_kept(source, &nodes);
            let kept = Some(kept).filter(|kept| !kept.is_fixed());
            made = Some((pages, found, kept.is_some()));
            Dependent { kept, relayout: None }
        });
        let (pages, found, is_kept) = made.expect("a cell makes its dependent at once");
        let is_kept = is_kept && is_known;
        let variant = Variant {
            html: html.to_owned(),
            tokens: tokens(html),
            data: slots
                .iter()
                .map(|slot| path_data(html, slot).map(|data| (data.clone(), Arc::from(&html[data]))))
                .collect(),
            slots,
            variables,
            cell: is_known.then_some(cell),
            is_kept,
            is_fixed: !is_kept,
            was_patched: false,
            failures: 0,
            told,
            last_used: 0,
        };
        (variant, pages, found)
    }

    /// Whether it was not tried yet.
    pub fn is_new(&self) -> bool {
        !self.is_kept && !self.is_fixed
    }

    /// Whether it was tried and cannot be made into others.
    pub fn is_fixed(&self) -> bool {
        self.is_fixed
    }

    /// Whether it can be made into others.
    pub fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// The stretches that differ between this document and another of its structure, or are known to change.
    /// `None`: it has another structure.
    pub fn differences(&self, html: &str, of: &[Token]) -> Option<Vec<Token>> {
        if self.tokens.len() != of.len() {
            return None;
        }
        let mut slots = Vec::new();
        for (one, other) in self.tokens.iter().zip(of) {
            if one.kind != other.kind {
                return None;
            }
            let is_equal = self.html[one.range.clone()] == html[other.range.clone()];
            if one.kind == TokenKind::Markup {
                if !is_equal {
                    return None;
                }
            } else if !is_equal || self.slots.contains(one) {
                slots.push(other.clone());
            }
        }
        Some(slots)
    }

    /// What another document has in place of the stretches that change; `None` if it differs elsewhere, too.
    fn stretches<'h>(&self, html: &'h str) -> Option<Vec<&'h str>> {
        let (own, other) = (self.html.as_bytes(), html.as_bytes());
        let mut stretches = Vec::with_capacity(self.slots.len());
        let (mut from, mut at) = (0, 0);
        for (slot, data) in self.slots.iter().zip(&self.data) {
            let constant = &own[from..slot.range.start];
            if !other[at..].starts_with(constant) {
                return None;
            }
            at += constant.len();
            let end = end_of(slot.kind, other, at);
            let stretch = &html[at..end];
            // Text where none was, or white space alone, makes other boxes.
            if slot.kind == TokenKind::Text && stretch.bytes().all(|byte| byte.is_ascii_whitespace()) {
                return None;
            }
            // Where only a path may differ, the rest must not.
            if let Some((data, _)) = data {
                let (before, after) = (slot.range.start..data.start, data.end..slot.range.end);
                let is_framed = stretch.starts_with(&self.html[before.clone()])
                    && stretch.ends_with(&self.html[after.clone()])
                    && stretch.len() >= before.len() + after.len();
                if !is_framed {
                    return None;
                }
            }
            stretches.push(stretch);
            (from, at) = (slot.range.end, end);
        }
        (own[from..] == other[at..]).then_some(stretches)
    }

    /// Others are made from the next document of its structure.
    pub fn forget(&mut self) {
        (self.cell, self.is_kept) = (None, false);
    }

    /// The stretches that are known to change.
    pub fn slots(&self) -> &[Token] {
        &self.slots
    }

    /// What of the pages changes for another document; `None`: it differs in more, or more of the pages changes.
    pub fn patch(&mut self, html: &str) -> Option<Vec<Filling>> {
        if !self.is_kept {
            return None;
        }
        let values = self.values(html)?;
        let fillings = self.cell.as_mut()?.with_dependent_mut(|owner, dependent| {
            owner.images.apart(|| dependent.kept.as_mut()?.set(&values))
        });
        self.was_patched |= fillings.is_some();
        fillings
    }

    /// The pages of another document, laid out again; `None`: it differs in more, or there is something to tell.
    pub fn relay(&mut self, html: &str) -> Option<Vec<Page>> {
        if self.cell.is_none() || self.failures >= MAX_FAILURES {
            return None;
        }
        let values = self.values(html)?;
        let (variables, was_patched) = (&self.variables, &self.was_patched);
        let pages = self.cell.as_mut()?.with_dependent_mut(|owner, dependent| {
            let Owner { dom, tree, fonts, images } = owner;
            let nodes = || -> Vec<StyledId> { variables.iter().map(|variable| variable.node).collect() };
            let source = || layout::Source { dom, tree, fonts, images };
            let mut relayout = match dependent.relayout.take() {
                Some(relayout) => relayout,
                None => Relayout::new(source(), &nodes())?,
            };
            let pages = images.apart(|| relayout.pages(&values))?;
            // Two layouts of one document are much to keep.
            dependent.kept = dependent.kept.take().filter(|_| *was_patched);
            dependent.relayout = Some(relayout).filter(|relayout| !relayout.is_worn());
            Some(pages)
        });
        if !self.was_patched && pages.is_some() {
            (self.is_kept, self.is_fixed) = (false, true);
        }
        self.failures = if pages.is_none() { self.failures + 1 } else { 0 };
        pages
    }

    /// The elements of its pages.
    pub fn dom(&self) -> Option<&Arc<Dom>> {
        Some(&self.cell.as_ref()?.borrow_owner().dom)
    }

    /// What another document has in its variables; `None`: it differs in more.
    fn values(&self, html: &str) -> Option<Vec<Value>> {
        let tree = &self.cell.as_ref()?.borrow_owner().tree;
        let stretches = self.stretches(html)?;
        let mut texts = Vec::with_capacity(stretches.len());
        for (slot, stretch) in self.slots.iter().zip(stretches) {
            texts.push(match slot.kind {
                TokenKind::Text => decoded(stretch)?,
                TokenKind::Drawing => Cow::Borrowed(stretch),
                TokenKind::Title | TokenKind::Markup => Cow::Borrowed(""),
            });
        }
        let mut values = Vec::with_capacity(self.variables.len());
        for variable in &self.variables {
            values.push(match (&tree.node(variable.node).content, variable.pieces.as_slice()) {
                (Content::Element(element), [Piece::Changing(number)]) => {
                    let (slot, html) = (&self.slots[*number], &*texts[*number]);
                    match &self.data[*number] {
                        Some((data, known)) => {
                            let before = data.start - slot.range.start;
                            let after = slot.range.end - data.end;
                            let own = Arc::from(&html[before..html.len() - after]);
                            Value::PathData(known.clone(), own)
                        }
                        None => Value::Markup(drawing(element.replaced.as_ref()?, html)?),
                    }
                }
                _ => {
                    let text = joined(&variable.pieces, &texts);
                    if variable.loses_line_feed && text.starts_with('\n') {
                        return None;
                    }
                    Value::Text(Arc::from(text))
                }
            });
        }
        Some(values)
    }
}

/// Where the data of the only path of a drawing stands, if nothing in it (a ramp, a clip) hangs on how far it reaches.
fn path_data(html: &str, slot: &Token) -> Option<Range<usize>> {
    const BEFORE: &str = " d=\"";
    let drawing = (slot.kind == TokenKind::Drawing).then(|| &html[slot.range.clone()])?;
    let start = drawing.find(BEFORE)? + BEFORE.len();
    let is_only = !drawing[start..].contains(BEFORE);
    let length = drawing[start..].find('"')?;
    let start = slot.range.start + start;
    (is_only && !drawing.contains("url(")).then_some(start..start + length)
}

/// The markup of another drawing of the same size, which says the same to a reader.
fn drawing(known: &Replaced, html: &str) -> Option<Arc<str>> {
    let (dom, _) = html::parse(html, "");
    let is_drawing = |id: &NodeId| dom.element(*id).is_some_and(|element| &*element.name == "svg");
    let id = (0..dom.nodes.len() as u32).map(NodeId).find(is_drawing)?;
    let Replaced::Svg { alt, width, height, .. } = known else { return None };
    match style::drawing(&dom, id) {
        Some(Replaced::Svg { markup, alt: own, width: across, height: down })
            if (&own, &across, &down) == (alt, width, height) =>
        {
            Some(markup)
        }
        _ => None,
    }
}
