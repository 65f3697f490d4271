use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::sync::Arc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{ExpandedName, LocalName, QualName, local_name, ns};
use rustc_hash::FxHashMap;

use super::fault::{Fault, is_worth_telling};
use super::marker::{self, Marker};
use super::{Attribute, Element, Provenance};

/// More attributes than this on one element are left out.
const MAX_ATTRIBUTES: usize = 256;
/// One template slip in a loop gives many faults; the first tell enough.
const MAX_FAULTS: usize = 100;

/// The tree while html5ever still moves nodes around in it.
pub(super) struct Sink {
    nodes: RefCell<Vec<RawNode>>,
    faults: RefCell<Vec<Fault>>,
    names: RefCell<FxHashMap<LocalName, Arc<str>>>,
    open_blocks: RefCell<Vec<Arc<Provenance>>>,
    line: Cell<u64>,
    too_deep: Cell<bool>,
    max_nodes: usize,
    max_depth: u32,
}

/// What parsing leaves behind: nodes in the order of their making, some of them in no tree.
pub(super) struct Outcome {
    pub nodes: Vec<RawNode>,
    pub faults: Vec<Fault>,
}

pub(super) struct RawNode {
    pub parent: Option<u32>,
    pub children: Vec<u32>,
    pub kind: RawKind,
    /// At the time of appending; enough to stop early.
    depth: u32,
}

pub(super) enum RawKind {
    Document,
    /// Keeps the qualified name: html5ever asks for it.
    Element(QualName, Element),
    Text(String),
}

/// A node, or a comment that is not kept.
pub(super) type Handle = u32;
const DROPPED: Handle = u32::MAX;
const DOCUMENT: Handle = 0;

impl Sink {
    pub fn new(max_nodes: usize, max_depth: usize) -> Sink {
        let document = RawNode { parent: None, children: Vec::new(), kind: RawKind::Document, depth: 0 };
        Sink {
            nodes: RefCell::new(vec![document]),
            faults: RefCell::default(),
            names: RefCell::default(),
            open_blocks: RefCell::default(),
            line: Cell::new(1),
            too_deep: Cell::new(false),
            max_nodes,
            max_depth: max_depth as u32,
        }
    }

    /// Whether to stop feeding the parser.
    pub fn is_full(&self) -> bool {
        self.too_deep.get() || self.nodes.borrow().len() >= self.max_nodes
    }

    fn push(&self, kind: RawKind) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(RawNode { parent: None, children: Vec::new(), kind, depth: 0 });
        (nodes.len() - 1) as Handle
    }

    fn interned(&self, name: &LocalName) -> Arc<str> {
        self.names.borrow_mut().entry(name.clone()).or_insert_with(|| Arc::from(&**name)).clone()
    }

    fn attribute(&self, attribute: &html5ever::Attribute) -> Attribute {
        let name = match &attribute.name.prefix {
            Some(prefix) => Arc::from(format!("{prefix}:{}", attribute.name.local)),
            None => self.interned(&attribute.name.local),
        };
        Attribute { name, value: Arc::from(&*attribute.value) }
    }

    fn report(&self, message: Cow<'static, str>) {
        let mut faults = self.faults.borrow_mut();
        if faults.len() < MAX_FAULTS && is_worth_telling(&message) {
            let provenance = self.open_blocks.borrow().last().cloned();
            faults.push(Fault { message, line: self.line.get(), provenance });
        }
    }

    /// Puts a node or text into `parent` before its child number `at`; neighbouring texts become one.
    fn insert(&self, parent: Handle, at: usize, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(DROPPED) => return,
            NodeOrText::AppendNode(child) => child,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).map(|before| nodes[parent as usize].children[before]);
                if let Some(before) = before
                    && let RawKind::Text(existing) = &mut nodes[before as usize].kind
                {
                    existing.push_str(&text);
                    return;
                }
                drop(nodes);
                self.push(RawKind::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent as usize].depth + 1;
        if depth > self.max_depth {
            self.too_deep.set(true);
        }
        nodes[child as usize].parent = Some(parent);
        nodes[child as usize].depth = depth;
        nodes[parent as usize].children.insert(at, child);
    }

    fn place_in_parent(&self, node: Handle) -> Option<(Handle, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes.get(node as usize)?.parent?;
        let at = nodes[parent as usize].children.iter().rposition(|child| *child == node)?;
        Some((parent, at))
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Outcome;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Outcome {
        Outcome { nodes: self.nodes.into_inner(), faults: self.faults.into_inner() }
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.report(message);
    }

    fn get_document(&self) -> Handle {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Name<'a> {
        Name(Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target as usize].kind {
            RawKind::Element(name, _) => name,
            _ => panic!("html5ever asks for the names of elements only"),
        }))
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<html5ever::Attribute>,
        _flags: ElementFlags,
    ) -> Handle {
        let element = Element {
            name: self.interned(&name.local),
            attributes: attributes
                .iter()
                .take(MAX_ATTRIBUTES)
                .map(|attribute| self.attribute(attribute))
                .collect(),
            line: self.line.get(),
            provenance: self.open_blocks.borrow().last().cloned(),
            is_svg: name.ns == ns!(svg),
        };
        self.push(RawKind::Element(name, element))
    }

    /// Comments are read in the order of the text, wherever the tree would put them.
    fn create_comment(&self, text: StrTendril) -> Handle {
        let mut open = self.open_blocks.borrow_mut();
        match marker::read(&text) {
            Some(Marker::Begin(provenance)) => open.push(provenance),
            Some(Marker::End) => drop(open.pop()),
            None => {}
        }
        DROPPED
    }

    fn create_pi(&self, _target: StrTendril, _content: StrTendril) -> Handle {
        DROPPED
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let at = self.nodes.borrow()[*parent as usize].children.len();
        self.insert(*parent, at, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.nodes.borrow()[*element as usize].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.remove_from_parent(node);
        }
        if let Some((parent, at)) = self.place_in_parent(*sibling) {
            self.insert(parent, at, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    /// The contents of `<template>` are not rendered: they go into a tree of their own.
    fn get_template_contents(&self, _target: &Handle) -> Handle {
        self.push(RawKind::Document)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<html5ever::Attribute>) {
        let missing: Vec<Attribute> = attributes.iter().map(|attribute| self.attribute(attribute)).collect();
        if let RawKind::Element(_, element) = &mut self.nodes.borrow_mut()[*target as usize].kind {
            for attribute in missing {
                if element.attribute(&attribute.name).is_none() && element.attributes.len() < MAX_ATTRIBUTES {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        if let Some((parent, at)) = self.place_in_parent(*target) {
            let mut nodes = self.nodes.borrow_mut();
            nodes[parent as usize].children.remove(at);
            nodes[*target as usize].parent = None;
        }
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node as usize].children);
        for child in &children {
            nodes[*child as usize].parent = Some(*new_parent);
        }
        nodes[*new_parent as usize].children.extend(children);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line);
    }
}

/// A name that html5ever looks at while the tree stays borrowed.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl html5ever::interface::ElemName for Name<'_> {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }

    fn expanded(&self) -> ExpandedName<'_> {
        self.0.expanded()
    }
}

/// Whether the element's contents are no part of the page.
pub(super) fn is_template(name: &QualName) -> bool {
    name.ns == ns!(html) && name.local == local_name!("template")
}
