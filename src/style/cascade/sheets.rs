use std::sync::{Arc, LazyLock};

use super::super::property::Base;
use super::super::syntax::{ParsedSheet, applies, parsed};
use super::super::{Reference, Sheet, StyleSource};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile};
use crate::html::{Dom, Element, NodeId, NodeKind, element_note};

/// Style sheets of a document, imported ones included; a fault in the author's hands beyond it.
const MAX_SHEETS: usize = 256;
const MAX_IMPORT_DEPTH: usize = 16;

/// All sheets, weakest first; the user agent's own is the first.
pub(super) struct Sheets {
    pub list: Vec<Arc<ParsedSheet>>,
}

pub(super) fn collect(
    dom: &Dom,
    first: &[Sheet],
    source: &dyn StyleSource,
    diagnostics: &mut Diagnostics,
) -> Sheets {
    let mut collector = Collector { source, diagnostics, list: vec![user_agent()], open: Vec::new() };
    for sheet in first {
        collector.add(&sheet.file, &sheet.base, None);
    }
    for at in 0..dom.nodes.len() as u32 {
        let id = NodeId(at);
        let Some(element) = dom.element(id).filter(|element| !element.is_svg) else { continue };
        match &*element.name {
            "link" if is_style_sheet(element) => collector.link(dom, id, element),
            "style" => collector.style(dom, id, element),
            _ => {}
        }
    }
    Sheets { list: collector.list }
}

/// The rules that every document starts from.
pub(super) fn user_agent() -> Arc<ParsedSheet> {
    static SHEET: LazyLock<Arc<ParsedSheet>> = LazyLock::new(|| {
        let text = include_str!("../user_agent.css").to_owned();
        parsed(&Arc::new(SourceFile { name: "built in: user_agent.css".to_owned(), text }), &"".into())
    });
    SHEET.clone()
}

struct Collector<'a> {
    source: &'a dyn StyleSource,
    diagnostics: &'a mut Diagnostics,
    list: Vec<Arc<ParsedSheet>>,
    /// Names of the files that are being imported.
    open: Vec<String>,
}

impl Collector<'_> {
    fn link(&mut self, dom: &Dom, id: NodeId, element: &Element) {
        let Some(href) = element.attribute("href").filter(|href| !href.trim().is_empty()) else {
            let diagnostic = Diagnostic::warning("missing-href", "a style sheet link names no file");
            self.diagnostics.push(diagnostic.in_file(&*dom.name).note(element_note(dom, id)));
            return;
        };
        if !self.is_for_print(dom, id, element) {
            return;
        }
        let reference = Reference { url: Arc::from(href.trim()), base: dom.name.clone() };
        match self.source.sheet(&reference) {
            Ok(sheet) => self.add(&sheet.file, &sheet.base, None),
            Err(mut diagnostic) => {
                if diagnostic.span.is_none() && diagnostic.file.is_none() {
                    diagnostic = diagnostic.in_file(&*dom.name);
                }
                self.diagnostics.push(diagnostic.note(element_note(dom, id)));
            }
        }
    }

    fn style(&mut self, dom: &Dom, id: NodeId, element: &Element) {
        if !self.is_for_print(dom, id, element) {
            return;
        }
        let mut text = String::new();
        for child in &dom.node(id).children {
            if let NodeKind::Text(part) = &dom.node(*child).kind {
                text.push_str(part);
            }
        }
        // Lines count from the element's own first line: the file around it went through a template.
        let file = Arc::new(SourceFile { name: format!("<style> in {}", dom.name), text });
        self.add(&file, &dom.name, None);
    }

    fn is_for_print(&mut self, dom: &Dom, id: NodeId, element: &Element) -> bool {
        let Some(media) = element.attribute("media") else { return true };
        applies(media).unwrap_or_else(|message| {
            let diagnostic = Diagnostic::warning("unsupported-rule", format!("`media`: {message}"));
            self.diagnostics.push(diagnostic.in_file(&*dom.name).note(element_note(dom, id)));
            false
        })
    }

    /// Adds a sheet after those that it imports.
    fn add(&mut self, file: &Arc<SourceFile>, base: &Base, import: Option<&super::super::syntax::Import>) {
        let told = |diagnostic: Diagnostic| match import {
            Some(import) => diagnostic.at(import.span.clone()),
            None => diagnostic,
        };
        if self.open.contains(&file.name) {
            let message = format!("`{}` imports itself", file.name);
            self.diagnostics.push(told(Diagnostic::error("import-cycle", message)));
            return;
        }
        if self.open.len() >= MAX_IMPORT_DEPTH || self.list.len() >= MAX_SHEETS {
            let message = format!(
                "style sheets import each other deeper than {MAX_IMPORT_DEPTH} levels, or are more than {MAX_SHEETS}"
            );
            self.diagnostics.push(told(Diagnostic::error("import-depth", message)));
            return;
        }
        let sheet = parsed(file, base);
        self.open.push(file.name.clone());
        for import in &sheet.imports {
            let reference = Reference { url: import.url.clone(), base: base.clone() };
            match self.source.sheet(&reference) {
                Ok(inner) => self.add(&inner.file, &inner.base, Some(import)),
                Err(diagnostic) => self.diagnostics.push(diagnostic.at(import.span.clone())),
            }
        }
        self.open.pop();
        self.diagnostics.extend(sheet.problems.clone().into());
        self.list.push(sheet);
    }
}

fn is_style_sheet(element: &Element) -> bool {
    element.attribute("rel").is_some_and(|rel| {
        let has = |word: &str| rel.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word));
        has("stylesheet") && !has("alternate")
    })
}
