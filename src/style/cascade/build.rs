use std::sync::Arc;

use super::super::property::Style;
use super::super::syntax::folded;
use super::super::{
    ComputedStyle, Content, Display, ElementContent, FontFaceRule, PageContext, PageRules, Sheet,
    StyleSource, StyledId, StyledNode, StyledTree,
};
use super::cache::{AttributeKind, FirstPage, StyleCache};
use super::elements::Elements;
use super::matching::Matcher;
use super::numbering::CounterStyles;
use super::shared::Shared;
use super::walk::{Attributes, Walk, hints};
use super::{legacy, pages, sheets, svg};
use crate::diagnostics::Diagnostics;
use crate::html::{Dom, NodeId, element_note};

/// Every property of every element, computed. `first` are sheets before the document's own, weakest
/// first. What `cache` has of other documents is computed no more.
pub fn cascade(
    dom: &Dom,
    first: &[Sheet],
    source: &dyn StyleSource,
    cache: &StyleCache,
) -> (StyledTree, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let sheets = sheets::collect(dom, first, source, &mut diagnostics);
    let font_faces: Vec<FontFaceRule> =
        sheets.list.iter().flat_map(|loaded| loaded.sheet.font_faces.iter().cloned()).collect();
    let fonts = source.fonts(&font_faces);
    let mut shared = Shared::new(dom, pages::DEFAULT, cache.take(sheets, fonts));
    let rules = shared.rules().clone();
    let attributes = style_attributes(dom, &mut shared, &mut diagnostics);
    let legacy = legacy_attributes(dom, &mut shared, &mut diagnostics);
    let elements = Elements::new(dom);
    let matcher = Matcher::new(&rules, pages::DEFAULT);
    let mut walk = Walk::new(dom, &elements, (&attributes, &legacy), matcher, shared);
    let root = ids(dom).find(|id| dom.element(*id).is_some());
    walk.counter_styles = CounterStyles::of(&rules.sheets);
    let pages = first_page(&mut walk, &rules.sheets, root).rules.clone();
    if let Some(root) = root {
        walk.root(root);
    }
    if walk.nodes.is_empty() {
        walk.nodes.push(empty_root());
    }
    let (remembered, told) = walk.shared.close();
    cache.put(remembered);
    diagnostics.extend(told.diagnostics);
    let page = PageContext { name: first_page_name(&walk.nodes), index: 0, blank: false };
    let trim = pages.resolve(&page, pages::DEFAULT).size;
    let language = root.and_then(|root| dom.element(root)?.attribute("lang").cloned()).unwrap_or_default();
    let mut tree = StyledTree::new(walk.nodes, StyledId(0), pages, trim, title(dom), language);
    tree.font_faces = font_faces;
    tree.font_uses = told.font_uses;
    tree.counter_styles = walk.counter_styles;
    (tree, diagnostics)
}

fn ids(dom: &Dom) -> impl Iterator<Item = NodeId> + use<> {
    (0..dom.nodes.len() as u32).map(NodeId)
}

/// The blocks of all `style` attributes, their faults told.
fn style_attributes(dom: &Dom, shared: &mut Shared<'_>, diagnostics: &mut Diagnostics) -> Attributes {
    let mut attributes = Attributes::default();
    let mut all = Vec::new();
    for id in ids(dom) {
        let Some(element) = dom.element(id).filter(|element| !element.is_svg || &*element.name == "svg")
        else {
            continue;
        };
        let Some(text) = element.attribute("style") else { continue };
        let attribute = shared.attribute(AttributeKind::Style, &dom.name, text);
        for problem in &attribute.problems {
            all.push(problem.clone().note(element_note(dom, id)));
        }
        attributes.insert(id, attribute);
    }
    diagnostics.extend(folded(all).into());
    attributes
}

/// The blocks of older attributes such as `bgcolor`, their faults told.
fn legacy_attributes(dom: &Dom, shared: &mut Shared<'_>, diagnostics: &mut Diagnostics) -> Attributes {
    let mut attributes = Attributes::default();
    for id in ids(dom) {
        let Some(element) = dom.element(id).filter(|element| !element.is_svg || &*element.name == "svg")
        else {
            continue;
        };
        let text = legacy::declarations(dom, id, element);
        if text.is_empty() {
            continue;
        }
        let attribute = shared.attribute(AttributeKind::Legacy, &dom.name, &Arc::from(text));
        for problem in &attribute.problems {
            diagnostics.push(problem.clone().note(element_note(dom, id)));
        }
        attributes.insert(id, attribute);
    }
    attributes
}

fn title(dom: &Dom) -> String {
    let is_title =
        |id: &NodeId| dom.element(*id).is_some_and(|element| &*element.name == "title" && !element.is_svg);
    let mut text = String::new();
    if let Some(title) = ids(dom).find(is_title) {
        svg::collect(dom, title, &mut text);
    }
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The first page's size is what `vw` and `vh` are relative to; it may itself depend on the root.
fn first_page(walk: &mut Walk<'_>, sheets: &sheets::Sheets, root: Option<NodeId>) -> Arc<FirstPage> {
    let key = match root {
        Some(id) => (walk.matched(id).element.addresses(), hints(walk.dom, id, true, true)),
        None => Default::default(),
    };
    walk.shared.told.element = root;
    if let Some(known) = walk.shared.first_page(&key) {
        walk.matcher.page = known.viewport;
        return known;
    }
    let mut rules = PageRules::default();
    // Once for the size, once with it.
    for _ in 0..2 {
        let style = match root {
            Some(id) => {
                let matched = walk.matched(id).element;
                let hints = hints(walk.dom, id, true, true);
                walk.shared.computer.compute(Style::initial(), &matched, &hints)
            }
            None => Style::initial().clone(),
        };
        let computer = &mut walk.shared.computer;
        rules = pages::rules(computer, sheets, &style);
        computer.viewport = rules.resolve(&PageContext::default(), pages::DEFAULT).size;
        walk.matcher.page = computer.viewport;
    }
    walk.shared.keep_first_page(key, rules)
}

/// The `page` of the first box ([CSS Paged Media 3, 8.1](https://www.w3.org/TR/css-page-3/#using-named-pages)).
fn first_page_name(nodes: &[StyledNode]) -> Option<Arc<str>> {
    let is_space =
        |node: &&StyledNode| matches!(&node.content, Content::Text(text) if text.trim().is_empty());
    let is_block = |node: &&StyledNode| {
        matches!(node.content, Content::Element(_)) && node.style.display != Display::Inline
    };
    let mut node = &nodes[0];
    loop {
        let mut children = node.children.iter().map(|child| &nodes[child.0 as usize]);
        match children.find(|child| !is_space(child)).filter(is_block) {
            Some(child) => node = child,
            None => return node.style.page.clone(),
        }
    }
}

/// A document that shows nothing.
fn empty_root() -> StyledNode {
    let content = ElementContent { name: "html".into(), span: (1, 1), ..ElementContent::default() };
    let style = ComputedStyle { display: Display::Block, ..ComputedStyle::initial() };
    StyledNode {
        parent: None,
        children: Vec::new(),
        content: Content::Element(content),
        style: Arc::new(style),
        first_line: None,
        dom: NodeId(0),
    }
}

impl<'a> Walk<'a> {
    pub fn new(
        dom: &'a Dom,
        elements: &'a Elements<'a>,
        (attributes, legacy): (&'a Attributes, &'a Attributes),
        matcher: Matcher<'a>,
        shared: Shared<'a>,
    ) -> Walk<'a> {
        let nodes = Vec::with_capacity(dom.nodes.len());
        Walk {
            dom,
            elements,
            attributes,
            legacy,
            matcher,
            shared,
            counters: Default::default(),
            counter_styles: Default::default(),
            unknown_styles: Default::default(),
            quote_depth: 0,
            first_letter: None,
            first_line: Vec::new(),
            nodes,
        }
    }
}
