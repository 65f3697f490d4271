use std::collections::HashSet;

use super::super::FontUse;
use super::super::syntax::{Block, Place};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Dom, NodeId, element_note};

/// What was found while a style was computed: part of the style, for all documents that use it.
pub(super) struct Finding {
    /// The declaration: its file and its place.
    at: (usize, u32),
    is_inline: bool,
    what: What,
}

enum What {
    Wrong(Diagnostic),
    /// Whether these fonts are there, only who has the fonts can tell.
    Fonts(FontUse),
}

impl Finding {
    pub fn wrong(block: &Block, place: Place, diagnostic: Diagnostic, label: &str) -> Finding {
        let what = What::Wrong(block.locate(diagnostic, place, label));
        Finding { at: declaration(block, place), is_inline: block.is_inline, what }
    }

    pub fn fonts(block: &Block, place: Place, fonts: FontUse) -> Finding {
        Finding { at: declaration(block, place), is_inline: block.is_inline, what: What::Fonts(fonts) }
    }
}

fn declaration(block: &Block, place: Place) -> (usize, u32) {
    (std::sync::Arc::as_ptr(&block.file) as usize, place.start)
}

/// What one document is told: of each declaration once.
pub(super) struct Told<'a> {
    dom: &'a Dom,
    /// The element in hand, for what its `style` attribute says.
    pub element: Option<NodeId>,
    wrong: HashSet<(usize, u32)>,
    fonts: HashSet<(usize, u32)>,
    pub diagnostics: Diagnostics,
    /// Declarations of families that won somewhere, in the order they were met.
    pub font_uses: Vec<FontUse>,
}

impl<'a> Told<'a> {
    pub fn new(dom: &'a Dom) -> Told<'a> {
        Told {
            dom,
            element: None,
            wrong: HashSet::new(),
            fonts: HashSet::new(),
            diagnostics: Diagnostics::new(),
            font_uses: Vec::new(),
        }
    }

    pub fn tell(&mut self, finding: &Finding) {
        let element = self.element.filter(|_| finding.is_inline);
        let note = || element.map(|element| element_note(self.dom, element));
        match &finding.what {
            What::Wrong(diagnostic) if self.wrong.insert(finding.at) => {
                let mut diagnostic = diagnostic.clone();
                diagnostic.notes.extend(note());
                self.diagnostics.push(diagnostic);
            }
            What::Fonts(fonts) if self.fonts.insert(finding.at) => {
                let mut fonts = fonts.clone();
                fonts.place.notes.extend(note());
                self.font_uses.push(fonts);
            }
            _ => {}
        }
    }
}
