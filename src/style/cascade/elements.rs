use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext};
use selectors::{Element, OpaqueElement};

use super::super::syntax::{Name, PseudoClass, Syntax};
use super::super::{Direction, PseudoElement};
use super::direction;
use crate::html::{self, Dom, NodeId, NodeKind};

/// A document with each element's neighbours at hand.
#[derive(Debug)]
pub(super) struct Elements<'d> {
    pub dom: &'d Dom,
    links: Vec<Links>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Links {
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first_child: Option<NodeId>,
}

impl<'d> Elements<'d> {
    pub fn new(dom: &'d Dom) -> Elements<'d> {
        let mut links = vec![Links::default(); dom.nodes.len()];
        for (at, node) in dom.nodes.iter().enumerate() {
            let mut previous: Option<NodeId> = None;
            for child in node.children.iter().copied().filter(|child| dom.element(*child).is_some()) {
                match previous {
                    None => links[at].first_child = Some(child),
                    Some(previous) => links[previous.0 as usize].next = Some(child),
                }
                links[child.0 as usize].previous = previous;
                previous = Some(child);
            }
        }
        Elements { dom, links }
    }

    pub fn get(&self, id: NodeId) -> Option<ElementRef<'_>> {
        let element = self.dom.element(id)?;
        Some(ElementRef { all: self, id, element })
    }

    fn links(&self, id: NodeId) -> Links {
        self.links[id.0 as usize]
    }
}

/// An element as selectors see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ElementRef<'t> {
    all: &'t Elements<'t>,
    pub id: NodeId,
    pub element: &'t html::Element,
}

impl<'t> ElementRef<'t> {
    fn go(&self, id: Option<NodeId>) -> Option<ElementRef<'t>> {
        self.all.get(id?)
    }

    fn parent(&self) -> Option<ElementRef<'t>> {
        self.go(self.all.dom.node(self.id).parent)
    }

    fn has_attribute(&self, name: &str) -> bool {
        self.element.attribute(name).is_some()
    }

    fn is_control(&self) -> bool {
        matches!(
            &*self.element.name,
            "button" | "fieldset" | "input" | "optgroup" | "option" | "select" | "textarea"
        )
    }

    /// The direction that the nearest `dir` attribute sets.
    fn direction(&self) -> Direction {
        let mut current = Some(*self);
        while let Some(element) = current {
            if let Some(own) = direction::of_attribute(element.all.dom, element.id, element.element) {
                return own;
            }
            current = element.parent();
        }
        Direction::Ltr
    }

    /// The language in force.
    fn language(&self) -> Option<&'t str> {
        let mut current = Some(*self);
        while let Some(element) = current {
            if let Some(language) = element.element.attribute("lang") {
                return Some(language);
            }
            current = element.parent();
        }
        None
    }
}

/// Extended filtering ([RFC 4647, 3.3.2](https://www.rfc-editor.org/rfc/rfc4647#section-3.3.2)): `*-CH` is
/// Swiss in any language, and `de-DE` is in `de-Latn-DE`, too.
fn is_in_range(language: &str, range: &str) -> bool {
    if range.is_empty() || language.is_empty() {
        return range == language;
    }
    let mut tags = language.split('-');
    let mut parts = range.split('-');
    let (first, wanted) = (tags.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if wanted != "*" && !wanted.eq_ignore_ascii_case(first) {
        return false;
    }
    parts.filter(|part| *part != "*").all(|part| {
        // A single letter begins an extension, which is no part of the language.
        tags.by_ref().take_while(|tag| tag.len() > 1).any(|tag| tag.eq_ignore_ascii_case(part))
    })
}

impl Element for ElementRef<'_> {
    type Impl = Syntax;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.element)
    }

    fn parent_element(&self) -> Option<Self> {
        self.parent()
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.go(self.all.links(self.id).previous)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.go(self.all.links(self.id).next)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.go(self.all.links(self.id).first_child)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        !self.element.is_svg
    }

    fn has_local_name(&self, name: &Name) -> bool {
        *self.element.name == *name.0
    }

    fn has_namespace(&self, _: &Name) -> bool {
        true
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.element.name == other.element.name
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Name>,
        name: &Name,
        operation: &AttrSelectorOperation<&Name>,
    ) -> bool {
        self.element.attribute(&name.0).is_some_and(|value| operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(&self, class: &PseudoClass, _: &mut MatchingContext<'_, Syntax>) -> bool {
        match class {
            PseudoClass::Link => self.is_link(),
            PseudoClass::Lang(ranges) => {
                let language = self.language().unwrap_or_default();
                ranges.iter().any(|range| is_in_range(language, range))
            }
            PseudoClass::Dir(direction) => self.direction() == *direction,
            PseudoClass::Checked => self.has_attribute(match &*self.element.name {
                "option" => "selected",
                _ => "checked",
            }),
            PseudoClass::Disabled => self.is_control() && self.has_attribute("disabled"),
            PseudoClass::Enabled => self.is_control() && !self.has_attribute("disabled"),
            PseudoClass::State(_) => false,
        }
    }

    fn match_pseudo_element(&self, _: &PseudoElement, _: &mut MatchingContext<'_, Syntax>) -> bool {
        false
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        matches!(&*self.element.name, "a" | "area") && self.element.attribute("href").is_some()
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        self.element.attribute("id").is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        self.element.attribute("class").is_some_and(|classes| {
            classes.split_ascii_whitespace().any(|class| case.eq(class.as_bytes(), name.0.as_bytes()))
        })
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    /// No child but comments, which the tree does not have.
    fn is_empty(&self) -> bool {
        self.all.dom.node(self.id).children.iter().all(|child| match &self.all.dom.node(*child).kind {
            NodeKind::Text(text) => text.is_empty(),
            _ => false,
        })
    }

    fn is_root(&self) -> bool {
        self.parent().is_none()
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
