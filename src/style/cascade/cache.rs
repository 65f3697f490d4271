use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::super::property::Style;
use super::super::syntax::{Block, inline};
use super::super::{ComputedStyle, PageRules};
use super::compute::{Hints, Intermediate};
use super::rules::Rules;
use super::sheets::Sheets;
use super::told::Finding;
use crate::diagnostics::Diagnostic;
use crate::text::FontBook;
use crate::units::{Pt, Size};

/// Sets of sheets that are remembered.
const MAX_SETS: usize = 8;
/// Styles and `style` attributes of a set; a document may have more, but leaves them to no other.
const MAX_STYLES: usize = 2048;

/// Styles of the documents before, for those that come: the letters of a print run have the same sheets, and
/// their elements the same rules. Shared by all threads; each document borrows what it needs for itself.
#[derive(Default)]
pub struct StyleCache {
    idle: Mutex<Vec<Remembered>>,
}

/// What is known of documents with the same sheets and fonts.
pub(super) struct Remembered {
    pub rules: Arc<Rules>,
    pub fonts: Option<Arc<FontBook>>,
    pub styles: FxHashMap<StyleKey, Arc<Styled>>,
    pub first_pages: FxHashMap<RootKey, Arc<FirstPage>>,
    /// `style` attributes, and what older ones say; by their document's name and their text.
    pub attributes: FxHashMap<(AttributeKind, Arc<str>, Arc<str>), Arc<Attribute>>,
    pub intermediate: Intermediate,
}

/// All that decides about a style: the parent's, the blocks by their addresses, the hints.
pub(super) type StyleKey = (usize, Vec<usize>, Hints);

/// All that the root adds to what the sheets say of pages.
pub(super) type RootKey = (Vec<usize>, Hints);

/// A style in both forms: what children inherit from, and what layout reads.
pub(super) struct Styled {
    pub style: Style,
    pub computed: Arc<ComputedStyle>,
    /// No other style of the set has it.
    pub number: usize,
    /// Font size and line height of the root around it.
    pub root: (Pt, Pt),
    pub findings: Vec<Finding>,
}

/// What the sheets and the root say of pages.
pub(super) struct FirstPage {
    pub rules: PageRules,
    pub viewport: Size,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum AttributeKind {
    Style,
    Legacy,
}

/// The block of an attribute, with what is wrong in it.
pub(super) struct Attribute {
    pub block: Block,
    pub problems: Vec<Diagnostic>,
}

impl StyleCache {
    pub fn new() -> StyleCache {
        StyleCache::default()
    }

    /// What is known of these sheets; nothing, at first.
    pub(super) fn take(&self, sheets: Sheets, fonts: Option<Arc<FontBook>>) -> Remembered {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let has_same_fonts = |known: &Remembered| match (&known.fonts, &fonts) {
            (Some(known), Some(fonts)) => Arc::ptr_eq(known, fonts),
            (None, None) => true,
            _ => false,
        };
        match idle.iter().position(|known| known.rules.sheets.is(&sheets) && has_same_fonts(known)) {
            Some(at) => idle.remove(at),
            None => Remembered {
                rules: Arc::new(Rules::new(sheets)),
                fonts,
                styles: FxHashMap::default(),
                first_pages: FxHashMap::default(),
                attributes: FxHashMap::default(),
                intermediate: Intermediate::default(),
            },
        }
    }

    /// Leaves what one document learnt to the next.
    pub(super) fn put(&self, remembered: Remembered) {
        if remembered.styles.len() + remembered.attributes.len() > MAX_STYLES {
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() >= MAX_SETS {
            idle.remove(0);
        }
        idle.push(remembered);
    }
}

impl Remembered {
    pub fn attribute(&mut self, kind: AttributeKind, document: &Arc<str>, text: &Arc<str>) -> Arc<Attribute> {
        let key = (kind, document.clone(), text.clone());
        let read = || {
            let (block, problems) = inline(text, document);
            Arc::new(Attribute { block, problems })
        };
        self.attributes.entry(key).or_insert_with(read).clone()
    }
}
