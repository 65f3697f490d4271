use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::super::boxes::{
    Atom, AtomKind, BoxContent, BoxId, InlineBox, InlineContent, InlineSpan, LayoutBox, Replacement,
};
use super::super::engine::Engine;
use super::super::running::PageValues;
use crate::style::{Collapse, ComputedStyle, Display, MarginBoxRule, MarginContent};
use crate::text;

/// Stands in the text for an image.
const OBJECT: char = '\u{fffc}';

/// A box of its own for the margin box; `None` for `content: none`.
pub(super) fn build(engine: &mut Engine, rule: &MarginBoxRule, values: &PageValues) -> Option<BoxId> {
    let parts = rule.content.as_ref()?;
    let node = engine.source.tree.root;
    let style = Arc::new(ComputedStyle { display: Display::Block, ..(*rule.style).clone() });
    let mut content = InlineContent {
        floats: Vec::new(),
        text: String::new(),
        spans: Vec::new(),
        atoms: Vec::new(),
        inlines: Vec::new(),
        out_of_flow: Vec::new(),
        targets: Vec::new(),
        first_line: None,
        parts: None,
    };
    let tree = engine.source.tree;
    let number = |value: i32, style| tree.counter_styles.number(value, style);
    for part in parts {
        match part {
            MarginContent::Text(text) => content.text.push_str(text),
            MarginContent::Page(style) => content.text.push_str(&number(values.number, style)),
            MarginContent::Pages(style) => content.text.push_str(&number(values.pages, style)),
            MarginContent::Named(name, which) => content.text.push_str(&values.strings.get(name, *which)),
            MarginContent::Image(source) => {
                let image = Replacement::Image { source: source.clone(), alt: None };
                let plain = Arc::new(ComputedStyle::inherit(&style));
                let id = engine.boxes.add(LayoutBox::plain(plain, node, BoxContent::Replaced(image)));
                content.atoms.push(Atom { at: content.text.len(), inline: None, kind: AtomKind::Box(id) });
                content.text.push(OBJECT);
            }
        }
    }
    content.text = shown(&content.text, &style);
    let at = |(at, _)| at;
    let objects: Vec<usize> = content.text.match_indices(OBJECT).map(at).collect();
    for (atom, at) in content.atoms.iter_mut().zip(objects) {
        atom.at = at;
    }
    let range = 0..content.text.len();
    let inline = style.text_decoration.has_lines().then(|| {
        content.inlines.push(decorated(&style, range.clone()));
        0
    });
    content.spans.push(InlineSpan { range, style: style.clone(), node, inline });
    Some(engine.boxes.add(LayoutBox::plain(style, node, BoxContent::Lines(Rc::new(content)))))
}

/// The text with its spaces collapsed and its letters transformed, as in an element.
fn shown(text: &str, style: &ComputedStyle) -> String {
    let words = |line: &str| line.split_ascii_whitespace().collect::<Vec<&str>>().join(" ");
    let collapsed = match style.white_space.collapse {
        Collapse::Collapse => words(text),
        Collapse::Preserve | Collapse::BreakSpaces => text.to_owned(),
        Collapse::PreserveBreaks => text.split('\n').map(words).collect::<Vec<String>>().join("\n"),
    };
    text::transform(&collapsed, style.text.transform, &style.text.language, None)
}

/// A box around all of the text that draws its lines: a margin box is no element, which would.
fn decorated(style: &ComputedStyle, range: Range<usize>) -> InlineBox {
    let text_decoration = style.text_decoration.clone();
    let style = Arc::new(ComputedStyle { text_decoration, ..ComputedStyle::inherit(style) });
    InlineBox { node: None, style, parent: None, range, begins: true, ends: true }
}
