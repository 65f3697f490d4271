//! The logical element of a box ([ISO 32000-2, 14.8.4](https://www.iso.org/standard/75839.html), after
//! the HTML element it stands for).

use std::sync::Arc;

use super::super::boxes::{BoxContent, BoxId, InlineContent, Replacement};
use super::painter::Painter;
use crate::page::Role;
use crate::style::{Content, Display, ElementContent, StyledId};

/// What begins a logical element.
#[derive(Clone, Debug)]
pub(super) struct Logical {
    pub role: Role,
    pub number: u32,
    pub alt: Option<Arc<str>>,
    pub language: Option<Arc<str>>,
}

/// Elements that one node can give: itself, an anonymous paragraph, a label, the body of an item, and the
/// part around it of a link that blocks break.
const PARTS: u32 = 5;

fn number(node: StyledId, part: u32) -> u32 {
    (node.0 + 1) * PARTS + part
}

impl Painter<'_, '_> {
    pub fn logical(&self, id: BoxId) -> Option<Logical> {
        let layout_box = self.engine.boxes.get(id);
        let tree = self.engine.source.tree;
        if layout_box.is_anonymous {
            let BoxContent::Lines(content) = &layout_box.content else { return None };
            let first = content.spans.first()?.node;
            return Some(Logical {
                role: Role::Paragraph,
                number: number(first, 1),
                alt: None,
                language: None,
            });
        }
        let Content::Element(element) = &tree.node(layout_box.node).content else {
            return match &layout_box.content {
                BoxContent::Replaced(Replacement::Image { alt: Some(alt), .. }) if !alt.is_empty() => {
                    let (number, alt) = (number(layout_box.node, 0), Some(alt.clone()));
                    Some(Logical { role: Role::Figure, number, alt, language: None })
                }
                BoxContent::Replaced(_) => {
                    Some(Logical { role: Role::Artifact, number: 0, alt: None, language: None })
                }
                _ => None,
            };
        };
        let alt = match &layout_box.content {
            BoxContent::Replaced(Replacement::Image { alt, .. } | Replacement::Svg { alt, .. }) => {
                alt.clone()
            }
            _ => None,
        };
        let role = match &layout_box.content {
            BoxContent::Replaced(_) => match alt.as_deref() {
                None | Some("") => Role::Artifact,
                Some(_) => Role::Figure,
            },
            _ if element.link.is_some() => Role::Link,
            content => role(element, layout_box.style.display, matches!(content, BoxContent::Lines(_)))?,
        };
        Some(Logical { role, number: number(layout_box.node, 0), alt, language: element.language.clone() })
    }

    /// The body of a list item, beside its label.
    pub fn list_body(&self, id: BoxId) -> Option<Logical> {
        let layout_box = self.engine.boxes.get(id);
        let Content::Element(element) = &self.engine.source.tree.node(layout_box.node).content else {
            return None;
        };
        let is_item = &*element.name == "li" && !layout_box.is_anonymous;
        is_item.then(|| Logical {
            role: Role::ListBody,
            number: number(layout_box.node, 3),
            alt: None,
            language: None,
        })
    }

    pub fn list_label(&self, item: BoxId) -> Logical {
        let node = self.engine.boxes.get(item).node;
        Logical { role: Role::Label, number: number(node, 2), alt: None, language: None }
    }

    /// The link that a box is, if its element is one.
    pub fn block_link(&self, id: BoxId) -> Option<(Logical, Arc<str>)> {
        let layout_box = self.engine.boxes.get(id);
        if layout_box.is_anonymous { None } else { self.link(layout_box.node) }
    }

    /// The inline link that a block breaks: each part of it is an element of its own, as each stands in
    /// another one.
    pub fn broken_link(&self, id: BoxId) -> Option<(Logical, Arc<str>, StyledId)> {
        let layout_box = self.engine.boxes.get(id);
        let tree = self.engine.source.tree;
        let display = layout_box.style.display;
        let is_atom = display.is_inline_level() || layout_box.is_anonymous;
        let around = |node: StyledId| tree.node(node).parent;
        let is_inline =
            |node: &StyledId| matches!(tree.node(*node).style.display, Display::Inline | Display::Contents);
        let mut inlines =
            std::iter::successors(around(layout_box.node).filter(|_| !is_atom), |node| around(*node))
                .take_while(is_inline);
        let (link, (logical, target)) = inlines.find_map(|node| Some((node, self.link(node)?)))?;
        Some((Logical { number: number(layout_box.node, 4), ..logical }, target, link))
    }

    /// The link that an inline element is.
    pub fn link(&self, node: StyledId) -> Option<(Logical, Arc<str>)> {
        match &self.engine.source.tree.node(node).content {
            Content::Element(element) => {
                let target = element.link.clone()?;
                let language = element.language.clone();
                Some((Logical { role: Role::Link, number: number(node, 0), alt: None, language }, target))
            }
            _ => None,
        }
    }

    /// The same, as the text of a block has it.
    pub fn link_in(&self, content: &InlineContent, node: StyledId) -> Option<Logical> {
        let (logical, _) = self.link(node)?;
        let inline = content.inlines.iter().find(|inline| inline.node == Some(node))?;
        if inline.begins {
            return Some(logical);
        }
        let first = content.spans.iter().find(|span| span.range.start >= inline.range.start)?;
        Some(Logical { number: number(first.node, 4), ..logical })
    }
}

fn role(element: &ElementContent, display: Display, has_lines: bool) -> Option<Role> {
    let is_atom = matches!(display, Display::InlineBlock | Display::InlineFlex | Display::InlineGrid);
    Some(match &*element.name {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "p" | "address" | "figcaption" | "caption" | "dt" | "dd" | "pre" if has_lines => Role::Paragraph,
        "ul" | "ol" => Role::List,
        "li" => Role::ListItem,
        "table" => Role::Table,
        "tr" => Role::TableRow,
        "th" => Role::TableHeader,
        "td" => Role::TableCell,
        "blockquote" => Role::Quote,
        "section" | "article" | "main" | "header" | "footer" | "nav" | "aside" | "figure" if !has_lines => {
            Role::Section
        }
        "html" | "body" => return has_lines.then_some(Role::Paragraph),
        "span" | "b" | "i" | "strong" | "em" | "small" if matches!(display, Display::Inline) => return None,
        // An atom of a line is part of its paragraph.
        _ if is_atom => Role::Span,
        _ if has_lines => Role::Paragraph,
        _ => return None,
    })
}
