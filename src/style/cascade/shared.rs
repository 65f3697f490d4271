use std::sync::Arc;

use super::super::PageRules;
use super::super::property::Style;
use super::cache::{Attribute, AttributeKind, FirstPage, Remembered, RootKey, StyleKey, Styled};
use super::compute::{Computer, Hints};
use super::matching::Matched;
use super::rules::Rules;
use super::told::Told;
use crate::html::Dom;
use crate::units::Size;

/// Computes each style once: elements with equal parents and rules share it, in this document and in others.
pub(super) struct Shared<'a> {
    pub computer: Computer,
    pub told: Told<'a>,
    remembered: Remembered,
}

/// The number of the style that the root inherits.
const INITIAL: usize = 0;

impl<'a> Shared<'a> {
    pub fn new(dom: &'a Dom, viewport: Size, mut remembered: Remembered) -> Shared<'a> {
        let intermediate = std::mem::take(&mut remembered.intermediate);
        let computer = Computer::new(viewport, remembered.fonts.clone(), intermediate);
        Shared { computer, told: Told::new(dom), remembered }
    }

    /// What is left to other documents, and what this one is told.
    pub fn close(mut self) -> (Remembered, Told<'a>) {
        self.remembered.intermediate = self.computer.intermediate;
        (self.remembered, self.told)
    }

    pub fn rules(&self) -> &Arc<Rules> {
        &self.remembered.rules
    }

    pub fn attribute(&mut self, kind: AttributeKind, document: &Arc<str>, text: &Arc<str>) -> Arc<Attribute> {
        self.remembered.attribute(kind, document, text)
    }

    /// What the root inherits.
    pub fn initial(&self) -> Styled {
        let style = Style::initial().clone();
        let computed = Arc::new(style.computed.clone());
        Styled { style, computed, number: INITIAL, root: self.computer.root, findings: Vec::new() }
    }

    pub fn style(&mut self, parent: &Styled, matched: &Matched<'_>, hints: Hints) -> Arc<Styled> {
        let key: StyleKey = (parent.number, matched.addresses(), hints);
        let is_root = key.2.is_root;
        let styled = match self.remembered.styles.get(&key) {
            Some(known) => known.clone(),
            None => {
                let style = self.computer.compute(&parent.style, matched, &key.2);
                let styled = Arc::new(Styled {
                    computed: Arc::new(style.computed.clone()),
                    style,
                    number: INITIAL + 1 + self.remembered.styles.len(),
                    root: self.computer.root,
                    findings: std::mem::take(&mut self.computer.findings),
                });
                self.remembered.styles.insert(key, styled.clone());
                styled
            }
        };
        if is_root {
            self.computer.root = styled.root;
        }
        styled.findings.iter().for_each(|finding| self.told.tell(finding));
        styled
    }

    /// What the sheets say of pages to a document whose root has these blocks, if that is known.
    pub fn first_page(&mut self, root: &RootKey) -> Option<Arc<FirstPage>> {
        let page = self.remembered.first_pages.get(root)?.clone();
        self.computer.viewport = page.viewport;
        page.findings.iter().for_each(|finding| self.told.tell(finding));
        Some(page)
    }

    /// The same, once it has been computed.
    pub fn keep_first_page(&mut self, root: RootKey, rules: PageRules) -> Arc<FirstPage> {
        let findings = std::mem::take(&mut self.computer.findings);
        findings.iter().for_each(|finding| self.told.tell(finding));
        let page = Arc::new(FirstPage { rules, viewport: self.computer.viewport, findings });
        self.remembered.first_pages.insert(root, page.clone());
        page
    }
}
