use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::property::{Alternative, ContentItem, ContentValue, CounterStyle, ListStyleType};
use super::super::{Content, Display, GeneratedImage, PseudoElement, Replaced, StyledId, StyledNode};
use super::cache::{Attribute, Styled};
use super::compute::Hints;
use super::counters::{Counters, LIST_ITEM, ListNumbers};
use super::elements::Elements;
use super::first_letter::{self, Awaited, Passage, has_first_letter};
use super::first_line::{self, AwaitedLine, is_in_line};
use super::matching::{Level, Matched, MatchedAll, Matcher};
use super::numbering::CounterStyles;
use super::replaced::{self, Kind};
use super::shared::Shared;
use super::{content, controls, direction, lists, strings};
use crate::diagnostics::{Diagnostic, closest};
use crate::html::{Dom, Element, NodeId, NodeKind, element_note};

/// What attributes say, by their elements.
pub(super) type Attributes = FxHashMap<NodeId, Arc<Attribute>>;

/// Goes through the document once, in order, and builds the tree.
pub(super) struct Walk<'a> {
    pub dom: &'a Dom,
    pub elements: &'a Elements<'a>,
    /// The `style` attributes.
    pub attributes: &'a Attributes,
    /// What older attributes say.
    pub legacy: &'a Attributes,
    pub matcher: Matcher<'a>,
    pub shared: Shared<'a>,
    pub counters: Counters,
    pub counter_styles: CounterStyles,
    /// Told about.
    pub unknown_styles: HashSet<Arc<str>>,
    pub quote_depth: usize,
    /// Of the block in hand or one around it.
    pub first_letter: Awaited<'a>,
    /// Of blocks around that have no line yet.
    pub first_line: AwaitedLine<'a>,
    pub nodes: Vec<StyledNode>,
}

/// Where an element stands.
struct Parent {
    id: Option<StyledId>,
    styled: Arc<Styled>,
    /// The style that its content on the first line inherits from.
    line: Option<Arc<Styled>>,
    depth: usize,
    /// Its boxes are items of a flex or grid container.
    blockify: bool,
    /// What an item of this list counts by.
    step: i32,
}

impl Parent {
    fn styles(&self) -> Styles<'_> {
        Styles { usual: &self.styled, line: self.line.as_ref() }
    }
}

/// What a node looks like, and what it looks like on a first line with a style of its own.
#[derive(Clone, Copy)]
struct Styles<'s> {
    usual: &'s Arc<Styled>,
    line: Option<&'s Arc<Styled>>,
}

/// An element whose children are being built.
struct Host<'e> {
    dom: NodeId,
    element: &'e Element,
    inside: &'e Parent,
}

pub(super) fn hints(dom: &Dom, id: NodeId, blockify: bool, is_root: bool) -> Hints {
    let element = dom.element(id);
    Hints {
        is_first_line: false,
        language: element.and_then(|element| element.attribute("lang").cloned()),
        direction: element.and_then(|element| direction::of_attribute(dom, id, element)),
        blockify,
        is_root,
    }
}

impl<'a> Walk<'a> {
    pub fn root(&mut self, id: NodeId) {
        let styled = Arc::new(self.shared.initial());
        self.element(id, &Parent { id: None, styled, line: None, depth: 0, blockify: true, step: 1 });
    }

    pub fn matched(&mut self, id: NodeId) -> MatchedAll<'a> {
        let element = self.elements.get(id).expect("only elements are matched");
        let mut all = self.matcher.matched(element);
        if let Some(legacy) = self.legacy.get(&id) {
            all.element.insert_hint(&legacy.block);
        }
        if let Some(attribute) = self.attributes.get(&id) {
            all.element.push(Level::Attribute, &attribute.block);
        }
        all
    }

    fn push(
        &mut self,
        parent: Option<StyledId>,
        content: Content,
        style: Styles<'_>,
        dom: NodeId,
    ) -> StyledId {
        let id = StyledId(self.nodes.len() as u32);
        if let Some(parent) = parent {
            self.nodes[parent.0 as usize].children.push(id);
        }
        let first_line = style.line.map(|line| line.computed.clone());
        let style = style.usual.computed.clone();
        self.nodes.push(StyledNode { parent, children: Vec::new(), content, style, first_line, dom });
        id
    }

    fn element(&mut self, id: NodeId, parent: &Parent) {
        let Some(element) = self.dom.element(id) else { return };
        self.shared.told.element = Some(id);
        let matched = self.matched(id);
        let hints = hints(self.dom, id, parent.blockify, parent.id.is_none());
        let styled = self.shared.style(&parent.styled, &matched.element, hints.clone());
        if styled.style.display == Display::None {
            return;
        }
        let replaced = match replaced::kind(self.dom, id, element, self.matcher.page) {
            Kind::Ordinary => None,
            Kind::Replaced(replaced) => Some(replaced),
            Kind::Chosen(replaced, offered) => {
                self.tell_choice(id, &replaced, offered);
                Some(replaced)
            }
            Kind::Otherwise(how) => {
                self.tell_element(id, &format!("`<{}>` {how}", element.name));
                None
            }
            Kind::LeftOut(why) => {
                return self.tell_element(id, &format!("`<{}>` {why} and is left out", element.name));
            }
        };
        let is_item = styled.style.display == Display::ListItem;
        let numbers = lists::numbers(self.dom, id, element, is_item.then_some(parent.step));
        self.counters.enter(&styled.style, numbers, parent.depth);
        let is_leaf = replaced.is_some();
        let passage = Passage::of(&styled.style, is_leaf);
        let around = self.first_letter.take();
        let lines_around = std::mem::take(&mut self.first_line);
        let is_block = has_first_letter(&styled.style);
        let line = match &parent.line {
            _ if is_block && !is_leaf => {
                if matches!(passage, Passage::Open) {
                    self.first_line.clone_from(&lines_around);
                }
                if !matched.first_line.blocks.is_empty() {
                    self.first_line.push(Rc::new(matched.first_line));
                }
                first_line::style(&mut self.shared, &styled, &self.first_line)
            }
            Some(line) if is_in_line(&styled.style) => Some(self.shared.style(line, &matched.element, hints)),
            _ => None,
        };
        let mut content = replaced::content(element, replaced);
        let beside = match strings::asks_for_neighbours(&styled.style) {
            true => [&matched.before, &matched.after]
                .map(|matched| self.text_of_pseudo(&styled, matched, element, parent.depth + 1)),
            false => Default::default(),
        };
        let numbers = (&self.counters, &self.counter_styles);
        content.strings = strings::set_by(&styled.style, self.dom, id, element, numbers, &beside);
        content.page_number = strings::page_number(&styled.style);
        let styles = Styles { usual: &styled, line: line.as_ref() };
        let node = self.push(parent.id, Content::Element(content), styles, id);
        if is_leaf {
            self.counters.leave(parent.depth);
            if matches!(passage, Passage::Beside) {
                self.first_line = lines_around;
            }
            self.first_letter = around.filter(|_| matches!(passage, Passage::Beside));
            return;
        }
        if !is_block && matches!(passage, Passage::Open) {
            self.first_line.clone_from(&lines_around);
        }
        let has_own = !matched.first_letter.blocks.is_empty() && has_first_letter(&styled.style);
        self.first_letter = match passage {
            _ if has_own => Some(Rc::new(matched.first_letter)),
            Passage::Open => around.clone(),
            Passage::Beside | Passage::Closed => None,
        };
        let blockify = match styled.style.display {
            Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid => true,
            Display::Contents => parent.blockify,
            _ => false,
        };
        let step = lists::step(element).unwrap_or(parent.step);
        let inside = Parent { id: Some(node), styled, line, depth: parent.depth + 1, blockify, step };
        let host = Host { dom: id, element, inside: &inside };
        if is_item {
            self.marker(&host, &matched.marker);
        }
        self.pseudo(&host, PseudoElement::Before, &matched.before);
        if &*element.name == "wbr" {
            self.push(Some(node), Content::Text("\u{200b}".into()), inside.styles(), id);
        }
        let control = controls::text(self.dom, id, element);
        let children: &[NodeId] = if control.is_some() { &[] } else { &self.dom.node(id).children };
        if let Some(text) = control {
            self.push(Some(node), Content::Text(text), inside.styles(), id);
        }
        for child in children {
            match &self.dom.node(*child).kind {
                NodeKind::Text(text) => {
                    self.text(node, inside.styles(), text, *child);
                }
                NodeKind::Element(_) => self.element(*child, &inside),
                NodeKind::Document => {}
            }
        }
        self.pseudo(&host, PseudoElement::After, &matched.after);
        self.counters.leave(parent.depth);
        let left = std::mem::take(&mut self.first_line);
        self.first_line = first_line::behind(&passage, is_block, lines_around, left);
        let is_still_awaited = self.first_letter.is_some() || matches!(passage, Passage::Beside);
        self.first_letter = match passage {
            Passage::Closed => None,
            _ if has_own && !is_still_awaited => None,
            Passage::Open if !has_own => self.first_letter.take(),
            _ => around,
        };
    }

    /// A text, parted where its first letter has a style of its own.
    fn text(&mut self, parent: StyledId, styles: Styles<'_>, text: &Arc<str>, dom: NodeId) {
        if !text.chars().all(char::is_whitespace) {
            self.first_line.clear();
        }
        let styled = styles.usual;
        let letter = match &self.first_letter {
            Some(_) => first_letter::find(text, &styled.style.text.language),
            None => None,
        };
        let Some((letter, matched)) = letter.and_then(|letter| Some((letter, self.first_letter.take()?)))
        else {
            self.push(Some(parent), Content::Text(text.clone()), styles, dom);
            return;
        };
        // It is inside of the first line.
        let own = self.shared.style(styles.line.unwrap_or(styled), &matched, Hints::default());
        if letter.start > 0 {
            self.push(Some(parent), Content::Text(text[..letter.start].into()), styles, dom);
        }
        let of_letter = Styles { usual: &own, line: None };
        let pseudo = self.push(Some(parent), Content::Pseudo(PseudoElement::FirstLetter), of_letter, dom);
        self.push(Some(pseudo), Content::Text(text[letter.clone()].into()), of_letter, dom);
        if letter.end < text.len() {
            self.push(Some(parent), Content::Text(text[letter.end..].into()), styles, dom);
        }
    }

    fn tell_choice(&mut self, id: NodeId, replaced: &Replaced, offered: usize) {
        let Replaced::Image { source, .. } = replaced else { return };
        let name = if source.url.starts_with("data:") { "one in a `data:` address" } else { &*source.url };
        let message = format!("of {offered} pictures for one place `{name}` is printed");
        let diagnostic = Diagnostic::warning("picture-chosen", message).in_file(&*self.dom.name);
        let help = "name it alone in `src`, if it is not the one for print";
        self.shared.told.diagnostics.push(diagnostic.note(element_note(self.dom, id)).help(help));
    }

    fn tell_element(&mut self, id: NodeId, message: &str) {
        let diagnostic = Diagnostic::warning("unsupported-element", message).in_file(&*self.dom.name);
        self.shared.told.diagnostics.push(diagnostic.note(element_note(self.dom, id)));
    }

    fn pseudo(&mut self, host: &Host<'_>, pseudo: PseudoElement, matched: &Matched<'_>) {
        // Without a `content` there is nothing.
        if matched.blocks.is_empty() {
            return;
        }
        let inside = host.inside;
        let hints = Hints { blockify: inside.blockify, ..Hints::default() };
        let styled = self.shared.style(&inside.styled, matched, hints.clone());
        let line = inside.line.as_ref().filter(|_| is_in_line(&styled.style));
        let line = line.map(|line| self.shared.style(line, matched, hints));
        let ContentValue::Items(items, alternative) = &styled.style.extra.content else { return };
        if styled.style.display == Display::None {
            return;
        }
        let is_item = styled.style.display == Display::ListItem;
        let numbers = ListNumbers { step: is_item.then_some(inside.step), ..ListNumbers::default() };
        self.counters.enter(&styled.style, numbers, inside.depth);
        strings::tell_of_pages(&mut self.shared.told, items, matched, &self.counters);
        strings::tell_of_alternatives(&mut self.shared.told, items, alternative, matched);
        let parts = self.parts(host, &styled, (items, alternative));
        self.counters.leave(inside.depth);
        self.generated(host, pseudo, Styles { usual: &styled, line: line.as_ref() }, parts);
    }

    /// The text that a pseudo-element will have, before its turn: nothing counts yet.
    fn text_of_pseudo(
        &mut self,
        host: &Arc<Styled>,
        matched: &Matched<'_>,
        element: &Element,
        depth: usize,
    ) -> Arc<str> {
        if matched.blocks.is_empty() {
            return Arc::default();
        }
        let styled = self.shared.style(host, matched, Hints::default());
        let ContentValue::Items(items, _) = &styled.style.extra.content else { return Arc::default() };
        let mut counters = self.counters.clone();
        counters.enter(&styled.style, ListNumbers::default(), depth);
        content::text(items, &styled.style, element, (&counters, &self.counter_styles))
    }

    fn marker(&mut self, host: &Host<'_>, matched: &Matched<'_>) {
        let styled = self.shared.style(&host.inside.styled, matched, Hints::default());
        let list = &host.inside.styled.style.extra;
        let parts = match &styled.style.extra.content {
            ContentValue::None => return,
            ContentValue::Items(items, alternative) => self.parts(host, &styled, (items, alternative)),
            ContentValue::Normal => match &list.list_style_image {
                Some(image) => vec![Content::Image(GeneratedImage { source: image.clone(), alt: None })],
                None => {
                    let number = self.counters.value(LIST_ITEM);
                    let list_style = list.list_style_type.clone();
                    if let ListStyleType::Counter(style) = &list_style {
                        self.tell_unknown(host, style);
                    }
                    let Some(text) = self.counter_styles.marker(number, &list_style) else { return };
                    vec![Content::Text(text.into())]
                }
            },
        };
        self.generated(host, PseudoElement::Marker, Styles { usual: &styled, line: None }, parts);
    }

    /// What a `content` value gives here.
    fn parts(
        &mut self,
        host: &Host<'_>,
        styled: &Styled,
        (items, alternative): (&[ContentItem], &Alternative),
    ) -> Vec<Content> {
        for item in items {
            if let ContentItem::Counter(_, style) | ContentItem::Counters(_, _, style) = item {
                self.tell_unknown(host, style);
            }
        }
        let numbers = (&self.counters, &self.counter_styles);
        let mut parts = content::generate(items, &styled.style, host.element, numbers, &mut self.quote_depth);
        // Several images are one picture.
        let first = parts.iter_mut().find_map(|part| match part {
            Content::Image(image) => Some(image),
            _ => None,
        });
        if let (Some(image), Some(alternative)) = (first, alternative) {
            image.alt = Some(content::text(alternative, &styled.style, host.element, numbers));
        }
        parts
    }

    /// Once for each name.
    fn tell_unknown(&mut self, host: &Host<'_>, style: &CounterStyle) {
        let CounterStyle::Named(name) = style else { return };
        if self.counter_styles.is_known(name) || !self.unknown_styles.insert(name.clone()) {
            return;
        }
        let help = match closest(name, self.counter_styles.names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "define it with `@counter-style`: until then it counts as `decimal`".to_owned(),
        };
        let message = format!("there is no counter style `{name}`");
        let diagnostic = Diagnostic::warning("unknown-counter-style", message).in_file(&*self.dom.name);
        let note = element_note(self.dom, host.dom);
        self.shared.told.diagnostics.push(diagnostic.note(note).help(help));
    }

    fn generated(&mut self, host: &Host<'_>, pseudo: PseudoElement, styles: Styles<'_>, parts: Vec<Content>) {
        let node = self.push(host.inside.id, Content::Pseudo(pseudo), styles, host.dom);
        // A marker is no part of the text, and what stands beside it neither.
        let is_beside = pseudo == PseudoElement::Marker
            || matches!(Passage::of(&styles.usual.style, false), Passage::Beside);
        let around = if is_beside { self.first_letter.take() } else { None };
        let lines_around = self.first_line.clone();
        for part in parts {
            match &part {
                Content::Text(text) => self.text(node, styles, text, host.dom),
                _ => {
                    self.first_letter = None;
                    self.first_line.clear();
                    self.push(Some(node), part, styles, host.dom);
                }
            }
        }
        if is_beside {
            self.first_letter = around;
            self.first_line = lines_around;
        }
    }
}
