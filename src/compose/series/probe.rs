//! Which nodes of a document its changing stretches became.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::tokens::{Token, TokenKind};
use crate::html::{self, Dom, NodeId, NodeKind};
use crate::style::{Content, PseudoElement, Replaced, StyledId, StyledTree};

/// Characters that nobody writes: every stretch stands between two of its own for a moment.
const MARKERS: Range<u32> = 0xF_0000..0xF_FFFE;
/// An attribute that nobody writes.
const ATTRIBUTE: &str = "data-changes";

/// A text or a drawing of the document that changes.
#[derive(Debug)]
pub(super) struct Variable {
    pub node: StyledId,
    pub pieces: Vec<Piece>,
    /// A line feed that it begins with is not read, as in `<pre>`.
    pub loses_line_feed: bool,
}

/// A part of what a variable holds.
#[derive(Debug)]
pub(super) enum Piece {
    Constant(Arc<str>),
    /// The number of a stretch.
    Changing(usize),
}

/// Finds the nodes of all stretches (`slots`, in order); `None` if one is not just a text or a drawing.
pub(super) fn variables(html: &str, slots: &[Token], dom: &Dom, tree: &StyledTree) -> Option<Vec<Variable>> {
    if 2 * slots.len() >= MARKERS.len() || html.chars().any(is_marker) {
        return None;
    }
    let (probed, _) = html::parse(&marked(html, slots), &dom.name);
    if probed.nodes.len() != dom.nodes.len() {
        return None;
    }
    let mut variables = Vec::new();
    let mut found = vec![false; slots.len()];
    for (index, (probe, node)) in probed.nodes.iter().zip(&dom.nodes).enumerate() {
        let id = NodeId(index as u32);
        let pieces = match (&probe.kind, &node.kind) {
            (NodeKind::Text(probe), NodeKind::Text(text)) if probe.contains(is_marker) => {
                let pieces = pieces(probe, slots.len())?;
                let values: Vec<Cow<str>> =
                    slots.iter().map(|slot| decoded(&html[slot.range.clone()]).unwrap_or_default()).collect();
                if joined(&pieces, &values) != **text {
                    return None;
                }
                pieces
            }
            (NodeKind::Element(probe), NodeKind::Element(_)) => match probe.attribute(ATTRIBUTE) {
                Some(number) => vec![Piece::Changing(number.parse().ok()?)],
                None => continue,
            },
            _ => continue,
        };
        for piece in &pieces {
            if let Piece::Changing(number) = piece {
                *found.get_mut(*number)? = true;
            }
        }
        if !is_free(dom, id) {
            return None;
        }
        let loses_line_feed = loses_line_feed(dom, id);
        variables.push(Variable { node: styled(tree, dom, id)?, pieces, loses_line_feed });
    }
    let has_all = slots.iter().zip(found).all(|(slot, found)| found || slot.kind == TokenKind::Title);
    has_all.then_some(variables)
}

fn is_marker(letter: char) -> bool {
    MARKERS.contains(&(letter as u32))
}

fn marker(number: usize) -> char {
    char::from_u32(MARKERS.start + number as u32).expect("they are characters, and no more are asked for")
}

fn marked(html: &str, slots: &[Token]) -> String {
    let mut out = String::with_capacity(html.len() + 8 * slots.len());
    let mut at = 0;
    for (number, slot) in slots.iter().enumerate() {
        out.push_str(&html[at..slot.range.start]);
        let stretch = &html[slot.range.clone()];
        match slot.kind {
            TokenKind::Text => {
                out.push(marker(2 * number));
                out.push_str(stretch);
                out.push(marker(2 * number + 1));
            }
            TokenKind::Drawing => {
                out.push_str(&stretch[..4]);
                out.push_str(&format!(" {ATTRIBUTE}=\"{number}\""));
                out.push_str(&stretch[4..]);
            }
            TokenKind::Title | TokenKind::Markup => out.push_str(stretch),
        }
        at = slot.range.end;
    }
    out.push_str(&html[at..]);
    out
}

/// What of a text is constant, and which stretches stand in it.
fn pieces(text: &str, count: usize) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_marker) {
        let letter = rest[at..].chars().next()?;
        let number = (letter as u32 - MARKERS.start) as usize;
        if !number.is_multiple_of(2) || number / 2 >= count {
            return None;
        }
        if at > 0 {
            pieces.push(Piece::Constant(Arc::from(&rest[..at])));
        }
        pieces.push(Piece::Changing(number / 2));
        rest = &rest[rest.find(marker(number + 1))? + letter.len_utf8()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Constant(Arc::from(rest)));
    }
    Some(pieces)
}

/// What a variable holds.
pub(super) fn joined(pieces: &[Piece], values: &[Cow<str>]) -> String {
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Constant(text) => &**text,
        Piece::Changing(number) => &*values[*number],
    });
    parts.collect()
}

/// Characters as HTML writes them ([HTML, 13.5](https://html.spec.whatwg.org/multipage/named-characters.html)):
/// `None` for what templates do not write.
pub(super) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if text.bytes().any(|byte| matches!(byte, b'\r' | 0)) {
        return None;
    }
    if !text.contains('&') {
        return Some(Cow::Borrowed(text));
    }
    const ESCAPES: [(&str, &str); 8] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&nbsp;", "\u{a0}"),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (escape, letter) = ESCAPES.iter().find(|(escape, _)| rest[at..].starts_with(escape))?;
        out.push_str(letter);
        rest = &rest[at + escape.len()..];
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

fn loses_line_feed(dom: &Dom, id: NodeId) -> bool {
    let parent = dom.node(id).parent.and_then(|parent| dom.element(parent));
    parent.is_some_and(|parent| matches!(&*parent.name, "pre" | "listing" | "textarea"))
}

/// Whether nothing outside reads what it holds: the direction of its text, where a link leads, running heads.
fn is_free(dom: &Dom, id: NodeId) -> bool {
    let around = std::iter::successors(dom.node(id).parent, |id| dom.node(*id).parent);
    let mut elements = around.filter_map(|id| dom.element(id));
    elements.all(|element| {
        let finds_direction = element.attribute("dir").is_some_and(|dir| dir.eq_ignore_ascii_case("auto"));
        let is_read = matches!(&*element.name, "a" | "bdi" | "option" | "select" | "svg" | "ruby");
        !finds_direction && !is_read
    })
}

/// The node that a text or a drawing became.
fn styled(tree: &StyledTree, dom: &Dom, id: NodeId) -> Option<StyledId> {
    let is_letter = |id: StyledId| tree.node(id).content == Content::Pseudo(PseudoElement::FirstLetter);
    let all = || (0..tree.len() as u32).map(StyledId);
    let mut own = all().filter(|node| tree.node(*node).dom == id);
    let (node, another) = (own.next()?, own.next());
    let is_whole = match (&tree.node(node).content, &dom.node(id).kind) {
        (Content::Text(shown), NodeKind::Text(text)) => {
            // Without a letter it may get a drop cap that a later text has now.
            let has_letter = text.chars().any(char::is_alphanumeric);
            shown == text && another.is_none() && (has_letter || !all().any(is_letter))
        }
        (Content::Element(element), NodeKind::Element(_)) => {
            matches!(element.replaced, Some(Replaced::Svg { .. }))
        }
        _ => false,
    };
    let around = std::iter::successors(tree.node(node).parent, |id| tree.node(*id).parent);
    let mut around = around.map(|id| &tree.node(id).content);
    let sets_heads =
        around.any(|content| matches!(content, Content::Element(element) if !element.strings.is_empty()));
    (is_whole && !sets_heads).then_some(node)
}
