use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::super::property::{ContentValue, Style};
use super::super::syntax::{Block, inline};
use super::super::{
    ComputedStyle, Content, Display, ElementContent, PageContext, PageRules, PseudoElement, Sheet,
    StyleSource, StyledId, StyledNode, StyledTree,
};
use super::compute::{Computer, Hints};
use super::counters::{Counters, LIST_ITEM, ListNumbers};
use super::elements::Elements;
use super::matching::{Matched, Matcher};
use super::replaced::{self, Kind};
use super::{content, direction, lists, numbering, pages, sheets, svg};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Dom, Element, NodeId, NodeKind, element_note};

/// Every property of every element, computed. `first` are sheets before the document's own, weakest
/// first.
pub fn cascade(dom: &Dom, first: &[Sheet], source: &dyn StyleSource) -> (StyledTree, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let sheets = sheets::collect(dom, first, source, &mut diagnostics);
    let attributes = style_attributes(dom, &mut diagnostics);
    let elements = Elements::new(dom);
    let mut builder = Builder {
        dom,
        elements: &elements,
        attributes: &attributes,
        matcher: Matcher::new(&sheets),
        computer: Computer::new(pages::DEFAULT),
        counters: Counters::default(),
        quote_depth: 0,
        nodes: Vec::with_capacity(dom.nodes.len()),
        known: HashMap::new(),
        styles: Vec::new(),
    };
    let root = (0..dom.nodes.len() as u32).map(NodeId).find(|id| dom.element(*id).is_some());
    let page_rules = builder.first_page(&sheets, root);
    match root {
        Some(root) => builder.root(root),
        None => builder.empty(),
    }
    diagnostics.extend(std::mem::take(&mut builder.computer.diagnostics));
    let page = PageContext { name: builder.first_page_name(), index: 0, blank: false };
    let trim = page_rules.resolve(&page, pages::DEFAULT).size;
    let language = root.and_then(|root| dom.element(root)?.attribute("lang").cloned());
    let root = StyledId(0);
    let mut tree =
        StyledTree::new(builder.nodes, root, page_rules, trim, title(dom), language.unwrap_or_default());
    tree.font_faces = sheets.list.iter().flat_map(|sheet| sheet.font_faces.iter().cloned()).collect();
    (tree, diagnostics)
}

/// The blocks of all `style` attributes, their faults told.
fn style_attributes(dom: &Dom, diagnostics: &mut Diagnostics) -> HashMap<NodeId, Block> {
    let mut blocks = HashMap::new();
    for at in 0..dom.nodes.len() as u32 {
        let id = NodeId(at);
        let Some(element) = dom.element(id).filter(|element| !element.is_svg || &*element.name == "svg")
        else {
            continue;
        };
        let Some(text) = element.attribute("style") else { continue };
        let (block, problems) = inline(text, &dom.name);
        for problem in problems {
            diagnostics.push(problem.note(element_note(dom, id)));
        }
        blocks.insert(id, block);
    }
    blocks
}

fn title(dom: &Dom) -> String {
    let is_title =
        |id: &NodeId| dom.element(*id).is_some_and(|element| &*element.name == "title" && !element.is_svg);
    let mut text = String::new();
    if let Some(title) = (0..dom.nodes.len() as u32).map(NodeId).find(is_title) {
        svg::collect(dom, title, &mut text);
    }
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// A style in both forms: what children inherit from, and what layout reads.
struct Styled {
    style: Style,
    shared: Arc<ComputedStyle>,
    number: usize,
}

/// All that decides about a style: the parent's, the blocks, the hints.
type StyleKey = (usize, Vec<*const Block>, Hints);

struct Builder<'a> {
    dom: &'a Dom,
    elements: &'a Elements<'a>,
    attributes: &'a HashMap<NodeId, Block>,
    matcher: Matcher<'a>,
    computer: Computer,
    counters: Counters,
    quote_depth: usize,
    nodes: Vec<StyledNode>,
    /// Elements with equal parents and rules share their style.
    known: HashMap<StyleKey, Rc<Styled>>,
    /// Keeps every style, so that numbers stay theirs.
    styles: Vec<Rc<Styled>>,
}

/// Where an element stands.
#[derive(Clone)]
struct Parent {
    id: Option<StyledId>,
    styled: Rc<Styled>,
    depth: usize,
    /// Its boxes are items of a flex or grid container.
    blockify: bool,
    /// What an item of this list counts by.
    step: i32,
}

impl<'a> Builder<'a> {
    /// The first page's size is what `vw` and `vh` are relative to; it may itself depend on the root.
    fn first_page(&mut self, sheets: &'a sheets::Sheets, root: Option<NodeId>) -> PageRules {
        let initial = Style::initial();
        let root = root.and_then(|id| Some((id, self.dom.element(id)?)));
        let mut rules = PageRules::default();
        // Once for the size, once with it.
        for _ in 0..2 {
            let style = match root {
                Some((id, element)) => {
                    let matched = self.matched(id).element;
                    let hints = self.hints(id, element, true, true);
                    self.computer.compute(initial, &matched, &hints)
                }
                None => initial.clone(),
            };
            rules = pages::rules(&mut self.computer, &sheets.list, &style);
            self.computer.viewport = rules.resolve(&PageContext::default(), pages::DEFAULT).size;
        }
        rules
    }

    /// The `page` of the first box ([CSS Paged Media 3, 8.1](https://www.w3.org/TR/css-page-3/#using-named-pages)).
    fn first_page_name(&self) -> Option<Arc<str>> {
        let mut node = &self.nodes[0];
        loop {
            let is_block = |node: &&StyledNode| {
                matches!(node.content, Content::Element(_)) && node.style.display != Display::Inline
            };
            let children = node.children.iter().map(|child| &self.nodes[child.0 as usize]);
            let is_space =
                |node: &&StyledNode| matches!(&node.content, Content::Text(text) if text.trim().is_empty());
            match children.filter(|child| !is_space(child)).find(|_| true).filter(is_block) {
                Some(child) => node = child,
                None => return node.style.page.clone(),
            }
        }
    }

    fn matched(&mut self, id: NodeId) -> super::matching::MatchedAll<'a> {
        let element = self.elements.get(id).expect("only elements are matched");
        let mut all = self.matcher.matched(element);
        if let Some(block) = self.attributes.get(&id) {
            all.element.blocks.push(block);
        }
        all
    }

    fn hints(&self, id: NodeId, element: &Element, blockify: bool, is_root: bool) -> Hints {
        Hints {
            language: element.attribute("lang").cloned(),
            direction: direction::of_attribute(self.dom, id, element),
            blockify,
            is_root,
        }
    }

    fn styled(&mut self, parent: &Rc<Styled>, matched: &Matched<'_>, hints: Hints) -> Rc<Styled> {
        let blocks: Vec<*const Block> = matched.blocks.iter().map(|block| *block as *const Block).collect();
        let key = (parent.number, blocks, hints);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let style = self.computer.compute(&parent.style, matched, &key.2);
        let styled = self.keep(style);
        self.known.insert(key, styled.clone());
        styled
    }

    fn keep(&mut self, style: Style) -> Rc<Styled> {
        let shared = Arc::new(style.computed.clone());
        let styled = Rc::new(Styled { style, shared, number: self.styles.len() });
        self.styles.push(styled.clone());
        styled
    }

    fn root(&mut self, id: NodeId) {
        let styled = self.keep(Style::initial().clone());
        let parent = Parent { id: None, styled, depth: 0, blockify: true, step: 1 };
        self.element(id, &parent);
        if self.nodes.is_empty() {
            self.empty();
        }
    }

    /// Nothing is shown: an empty root.
    fn empty(&mut self) {
        let content =
            Content::Element(ElementContent { name: "html".into(), span: (1, 1), ..Default::default() });
        let mut style = ComputedStyle::initial();
        style.display = Display::Block;
        self.nodes.push(StyledNode {
            parent: None,
            children: Vec::new(),
            content,
            style: Arc::new(style),
            dom: NodeId(0),
        });
    }

    fn push(
        &mut self,
        parent: Option<StyledId>,
        content: Content,
        style: &Rc<Styled>,
        dom: NodeId,
    ) -> StyledId {
        let id = StyledId(self.nodes.len() as u32);
        if let Some(parent) = parent {
            self.nodes[parent.0 as usize].children.push(id);
        }
        let style = style.shared.clone();
        self.nodes.push(StyledNode { parent, children: Vec::new(), content, style, dom });
        id
    }

    fn element(&mut self, id: NodeId, parent: &Parent) {
        let Some(element) = self.dom.element(id) else { return };
        self.computer.note = self.attributes.contains_key(&id).then(|| element_note(self.dom, id));
        let matched = self.matched(id);
        let is_root = parent.id.is_none();
        let hints = self.hints(id, element, parent.blockify, is_root);
        let styled = self.styled(&parent.styled, &matched.element, hints);
        if styled.style.display == Display::None {
            return;
        }
        let kind = replaced::kind(self.dom, id, element);
        if let Kind::Unsupported = kind {
            let message = format!("`<{}>` cannot be printed and is left out", element.name);
            let diagnostic = Diagnostic::warning("unsupported-element", message);
            let diagnostic = diagnostic.in_file(&*self.dom.name).note(element_note(self.dom, id));
            self.computer.diagnostics.push(diagnostic);
            return;
        }
        let is_item = styled.style.display == Display::ListItem;
        let numbers = lists::numbers(self.dom, id, element, is_item.then_some(parent.step));
        self.counters.enter(&styled.style, numbers, parent.depth);
        let replaced = match kind {
            Kind::Replaced(replaced) => Some(replaced),
            _ => None,
        };
        let is_leaf = replaced.is_some();
        let content = Content::Element(replaced::content(element, replaced));
        let node = self.push(parent.id, content, &styled, id);
        if is_leaf {
            return;
        }
        let blockify = match styled.style.display {
            Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid => true,
            Display::Contents => parent.blockify,
            _ => false,
        };
        let inside = Parent {
            id: Some(node),
            styled,
            depth: parent.depth + 1,
            blockify,
            step: lists::step(element).unwrap_or(parent.step),
        };
        if is_item {
            self.marker(id, element, &inside, &matched.marker);
        }
        self.pseudo(id, element, &inside, PseudoElement::Before, &matched.before);
        if &*element.name == "wbr" {
            self.push(Some(node), Content::Text("\u{200b}".into()), &inside.styled, id);
        }
        for child in &self.dom.node(id).children {
            match &self.dom.node(*child).kind {
                NodeKind::Text(text) => {
                    self.push(Some(node), Content::Text(text.clone()), &inside.styled, *child);
                }
                NodeKind::Element(_) => self.element(*child, &inside),
                NodeKind::Document => {}
            }
        }
        self.pseudo(id, element, &inside, PseudoElement::After, &matched.after);
        self.counters.leave(parent.depth);
    }

    fn pseudo(
        &mut self,
        id: NodeId,
        element: &Element,
        inside: &Parent,
        pseudo: PseudoElement,
        matched: &Matched<'_>,
    ) {
        // Without a `content` there is nothing.
        if matched.blocks.is_empty() {
            return;
        }
        let hints = Hints { blockify: inside.blockify, ..Hints::default() };
        let styled = self.styled(&inside.styled, matched, hints);
        let ContentValue::Items(items) = &styled.style.extra.content else { return };
        if styled.style.display == Display::None {
            return;
        }
        let is_item = styled.style.display == Display::ListItem;
        let numbers = ListNumbers { step: is_item.then_some(inside.step), ..ListNumbers::default() };
        self.counters.enter(&styled.style, numbers, inside.depth);
        let parts = content::generate(items, &styled.style, element, &self.counters, &mut self.quote_depth);
        self.generated(id, inside, pseudo, &styled, parts);
    }

    fn marker(&mut self, id: NodeId, element: &Element, inside: &Parent, matched: &Matched<'_>) {
        let styled = self.styled(&inside.styled, matched, Hints::default());
        let list = &inside.styled.style.extra;
        let parts = match &styled.style.extra.content {
            ContentValue::None => return,
            ContentValue::Items(items) => {
                content::generate(items, &styled.style, element, &self.counters, &mut self.quote_depth)
            }
            ContentValue::Normal => match &list.list_style_image {
                Some(image) => vec![Content::Image(image.clone())],
                None => {
                    let number = self.counters.value(LIST_ITEM);
                    let Some(text) = numbering::marker(number, &list.list_style_type) else { return };
                    vec![Content::Text(text.into())]
                }
            },
        };
        self.generated(id, inside, PseudoElement::Marker, &styled, parts);
    }

    fn generated(
        &mut self,
        id: NodeId,
        inside: &Parent,
        pseudo: PseudoElement,
        styled: &Rc<Styled>,
        parts: Vec<Content>,
    ) {
        let node = self.push(inside.id, Content::Pseudo(pseudo), styled, id);
        for part in parts {
            self.push(Some(node), part, styled, id);
        }
    }
}
