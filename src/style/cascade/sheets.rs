use std::sync::{Arc, LazyLock};

use super::super::property::Base;
use super::super::syntax::{Conditions, Import, ParsedSheet, applies, inside, parsed};
use super::super::{Reference, Sheet, StyleSource};
use super::layers::{Layers, Strengths};
use super::matching::Level;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile, Span};
use crate::html::{Dom, Element, NodeId, NodeKind, element_note};

/// Style sheets of a document, imported ones included; a fault in the author's hands beyond it.
const MAX_SHEETS: usize = 256;
const MAX_IMPORT_DEPTH: usize = 16;

/// All sheets, weakest first; the user agent's own is the first.
pub(super) struct Sheets {
    pub list: Vec<Loaded>,
    pub layers: Strengths,
}

impl Sheets {
    /// How strong a rule of a sheet is: by whose it is, by the layer it is in and the one that its sheet was
    /// imported to. The user agent's sheet is the first.
    pub fn level(&self, sheet: usize, rule: Option<&str>) -> Level {
        let around = self.list[sheet].layer.as_deref();
        match (sheet, around, rule) {
            (0, ..) => Level::UserAgent,
            (_, Some(_), Some(rule)) => Level::Author(self.layers.of(Some(&inside(around, rule)))),
            (_, one, other) => Level::Author(self.layers.of(one.or(other))),
        }
    }
}

/// A sheet as a document uses it.
pub(super) struct Loaded {
    pub sheet: Arc<ParsedSheet>,
    /// The layer that it was imported to.
    pub layer: Option<Arc<str>>,
    /// What the page must be like for it.
    pub media: Conditions,
}

impl Sheets {
    pub fn is(&self, other: &Sheets) -> bool {
        let is_same = |(one, other): (&Loaded, &Loaded)| {
            Arc::ptr_eq(&one.sheet, &other.sheet) && one.layer == other.layer && one.media == other.media
        };
        self.list.len() == other.list.len()
            && self.list.iter().zip(&other.list).all(is_same)
            && self.layers == other.layers
    }
}

pub(super) fn collect(
    dom: &Dom,
    first: &[Sheet],
    source: &dyn StyleSource,
    diagnostics: &mut Diagnostics,
) -> Sheets {
    let mut collector =
        Collector { source, diagnostics, list: Vec::new(), open: Vec::new(), layers: Layers::default() };
    collector.list.push(Loaded { sheet: user_agent(), layer: None, media: Conditions::default() });
    for sheet in first {
        collector.add(&sheet.file, &sheet.base, &Surroundings::default());
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
    Sheets { list: collector.list, layers: collector.layers.strengths() }
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
    list: Vec<Loaded>,
    layers: Layers,
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
        let Some(media) = self.media(dom, id, element) else { return };
        let reference = Reference { url: Arc::from(href.trim()), base: dom.name.clone() };
        match self.source.sheet(&reference) {
            Ok(sheet) => {
                self.add(&sheet.file, &sheet.base, &Surroundings { media, ..Surroundings::default() });
            }
            Err(mut diagnostic) => {
                if diagnostic.span.is_none() && diagnostic.file.is_none() {
                    diagnostic = diagnostic.in_file(&*dom.name);
                }
                self.diagnostics.push(diagnostic.note(element_note(dom, id)));
            }
        }
    }

    fn style(&mut self, dom: &Dom, id: NodeId, element: &Element) {
        let Some(media) = self.media(dom, id, element) else { return };
        let mut text = String::new();
        for child in &dom.node(id).children {
            if let NodeKind::Text(part) = &dom.node(*child).kind {
                text.push_str(part);
            }
        }
        // Lines count from the element's own first line: the file around it went through a template.
        let file = Arc::new(SourceFile { name: format!("<style> in {}", dom.name), text });
        self.add(&file, &dom.name, &Surroundings { media, ..Surroundings::default() });
    }

    /// What the page must be like; `None`: it is not for print.
    fn media(&mut self, dom: &Dom, id: NodeId, element: &Element) -> Option<Conditions> {
        let Some(media) = element.attribute("media") else { return Some(Conditions::default()) };
        applies(media).unwrap_or_else(|message| {
            let diagnostic = Diagnostic::warning("unsupported-rule", format!("`media`: {message}"));
            self.diagnostics.push(diagnostic.in_file(&*dom.name).note(element_note(dom, id)));
            None
        })
    }

    /// Adds a sheet after those that it imports.
    fn add(&mut self, file: &Arc<SourceFile>, base: &Base, around: &Surroundings) {
        let told = |diagnostic: Diagnostic| match &around.import {
            Some(import) => diagnostic.at(import.clone()),
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
        let layers: Vec<Arc<str>> =
            sheet.layers.iter().map(|name| inside(around.layer.as_deref(), name)).collect();
        around.layer.iter().for_each(|name| self.layers.declare(name));
        for import in &sheet.imports {
            layers[..import.layers_before].iter().for_each(|name| self.layers.declare(name));
            let inner = around.of(import);
            inner.layer.iter().for_each(|name| self.layers.declare(name));
            let reference = Reference { url: import.url.clone(), base: base.clone() };
            match self.source.sheet(&reference) {
                Ok(sheet) => self.add(&sheet.file, &sheet.base, &inner),
                Err(diagnostic) => self.diagnostics.push(diagnostic.at(import.span.clone())),
            }
        }
        self.open.pop();
        self.diagnostics.extend(sheet.problems.clone().into());
        layers.iter().for_each(|name| self.layers.declare(name));
        self.list.push(Loaded { sheet, layer: around.layer.clone(), media: around.media.clone() });
    }
}

/// What a sheet gets from where it is used.
#[derive(Default)]
struct Surroundings {
    layer: Option<Arc<str>>,
    media: Conditions,
    import: Option<Span>,
}

impl Surroundings {
    fn of(&self, import: &Import) -> Surroundings {
        let layer = match &import.layer {
            Some(name) => Some(inside(self.layer.as_deref(), name)),
            None => self.layer.clone(),
        };
        Surroundings { layer, media: self.media.with(&import.media), import: Some(import.span.clone()) }
    }
}

fn is_style_sheet(element: &Element) -> bool {
    element.attribute("rel").is_some_and(|rel| {
        let has = |word: &str| rel.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word));
        has("stylesheet") && !has("alternate")
    })
}
