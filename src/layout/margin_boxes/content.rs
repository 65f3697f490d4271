use std::rc::Rc;
use std::sync::Arc;

use super::super::boxes::{
    Atom, AtomKind, BoxContent, BoxId, InlineContent, InlineSpan, LayoutBox, Replacement,
};
use super::super::engine::Engine;
use super::super::running::PageValues;
use crate::style::{ComputedStyle, Display, MarginBoxRule, MarginContent};

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
        first_line: None,
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
                content.text.push('\u{fffc}');
            }
        }
    }
    let range = 0..content.text.len();
    content.spans.push(InlineSpan { range, style: style.clone(), node, inline: None });
    Some(engine.boxes.add(LayoutBox::plain(style, node, BoxContent::Lines(Rc::new(content)))))
}
