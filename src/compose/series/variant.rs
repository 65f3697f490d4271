use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use self_cell::self_cell;

use super::probe::{self, Piece, Variable, decoded, joined};
use super::tokens::{Token, TokenKind, end_of, tokens};
use crate::compose::pictures::ScopedPictures;
use crate::diagnostics::Diagnostics;
use crate::html::{self, Dom, NodeId};
use crate::layout::{self, Kept, Value};
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
        dependent: Kept,
    }
);

/// A document that others are made from: they have its structure.
pub(super) struct Variant<'c> {
    html: String,
    /// What the HTML is made of.
    tokens: Vec<Token>,
    /// What of it may change, in order.
    slots: Vec<Token>,
    /// Of each that is a drawing with one path: the data of the path.
    data: Vec<Option<Range<usize>>>,
    variables: Vec<Variable>,
    kept: Option<Cell<'c>>,
    /// Others of its structure are laid out in full.
    is_fixed: bool,
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
            kept: None,
            is_fixed: false,
            last_used: 0,
        }
    }

    /// Lays out a document of which these stretches will change.
    pub fn lay_out(html: &str, slots: Vec<Token>, owner: Owner<'c>) -> (Variant<'c>, Vec<Page>, Diagnostics) {
        let variables = probe::variables(html, &slots, &owner.dom, &owner.tree);
        let is_known = variables.is_some();
        let variables = variables.unwrap_or_default();
        let nodes: Vec<StyledId> = variables.iter().map(|variable| variable.node).collect();
        let mut made = None;
        let cell = Cell::new(owner, |owner| {
            let Owner { dom, tree, fonts, images } = owner;
            let source = layout::Source { dom, tree, fonts, images };
            let (pages, found, kept) = layout::paginate_kept(source, &nodes);
            made = Some((pages, found, kept.is_fixed()));
            kept
        });
        let (pages, found, is_fixed) = made.expect("a cell makes its dependent at once");
        let kept = (is_known && !is_fixed).then_some(cell);
        let is_fixed = kept.is_none();
        let data = slots.iter().map(|slot| path_data(html, slot)).collect();
        let tokens = tokens(html);
        let html = html.to_owned();
        (Variant { html, tokens, slots, data, variables, kept, is_fixed, last_used: 0 }, pages, found)
    }

    /// Whether it was tried and cannot be made into others.
    pub fn is_fixed(&self) -> bool {
        self.is_fixed
    }

    /// Whether it can be made into others.
    pub fn is_kept(&self) -> bool {
        self.kept.is_some()
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
            if let Some(data) = data {
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
        self.kept = None;
    }

    /// The stretches that are known to change.
    pub fn slots(&self) -> &[Token] {
        &self.slots
    }

    /// What of the pages changes for another document; `None`: it differs in more, or more of the pages changes.
    pub fn patch(&mut self, html: &str) -> Option<Vec<Filling>> {
        self.kept.as_ref()?;
        let stretches = self.stretches(html)?;
        let mut texts = Vec::with_capacity(stretches.len());
        for (slot, stretch) in self.slots.iter().zip(stretches) {
            texts.push(match slot.kind {
                TokenKind::Text => decoded(stretch)?,
                TokenKind::Drawing => Cow::Borrowed(stretch),
                TokenKind::Title | TokenKind::Markup => Cow::Borrowed(""),
            });
        }
        let cell = self.kept.as_mut()?;
        let tree = &cell.borrow_owner().tree;
        let mut values = Vec::with_capacity(self.variables.len());
        for variable in &self.variables {
            values.push(match (&tree.node(variable.node).content, variable.pieces.as_slice()) {
                (Content::Element(element), [Piece::Changing(number)]) => {
                    let (slot, html) = (&self.slots[*number], &*texts[*number]);
                    match &self.data[*number] {
                        Some(data) => {
                            let before = data.start - slot.range.start;
                            let after = slot.range.end - data.end;
                            let own = Arc::from(&html[before..html.len() - after]);
                            Value::PathData(Arc::from(&self.html[data.clone()]), own)
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
        cell.with_dependent_mut(|_, kept| kept.set(&values))
    }
}

/// Where the data of the only path of a drawing stands.
fn path_data(html: &str, slot: &Token) -> Option<Range<usize>> {
    const BEFORE: &str = " d=\"";
    let drawing = (slot.kind == TokenKind::Drawing).then(|| &html[slot.range.clone()])?;
    let start = drawing.find(BEFORE)? + BEFORE.len();
    let is_only = !drawing[start..].contains(BEFORE);
    let length = drawing[start..].find('"')?;
    let start = slot.range.start + start;
    is_only.then_some(start..start + length)
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
