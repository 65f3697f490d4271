//! What the boxes on a page say to its margins: named strings and page numbers
//! ([CSS GCPM 3, 1.1](https://www.w3.org/TR/css-gcpm-3/#named-strings)).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::boxes::BoxId;
use super::engine::Engine;
use super::fragment::{Fragment, FragmentContent};
use super::paginate::Sheet;
use crate::style::{Content, ElementContent, NamedString, PageCounters, StyledId};

/// The strings in force on one page, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings(BTreeMap<Arc<str>, Values>);

/// The values of one string.
#[derive(Clone, Debug, Default)]
struct Values {
    /// From the pages before.
    entry: Arc<str>,
    /// Set on this page.
    first: Option<Arc<str>>,
    last: Option<Arc<str>>,
    /// The first one is set before any text of the page.
    at_start: bool,
}

/// What one page's margin boxes can show.
pub(super) struct PageValues {
    pub number: i32,
    pub pages: i32,
    pub strings: Strings,
}

impl Strings {
    pub fn get(&self, name: &str, which: NamedString) -> Arc<str> {
        let Some(values) = self.0.get(name) else { return Arc::default() };
        let entry = &values.entry;
        match which {
            NamedString::First => values.first.as_ref().unwrap_or(entry).clone(),
            NamedString::Start if values.at_start => values.first.as_ref().unwrap_or(entry).clone(),
            NamedString::Start => entry.clone(),
            NamedString::Last => values.last.as_ref().unwrap_or(entry).clone(),
            NamedString::FirstExcept if values.first.is_some() => Arc::default(),
            NamedString::FirstExcept => entry.clone(),
        }
    }

    /// The next page goes on with the last values.
    fn turn(&mut self) {
        for values in self.0.values_mut() {
            *values =
                Values { entry: values.last.take().unwrap_or(values.entry.clone()), ..Values::default() };
        }
    }

    fn set(&mut self, name: &Arc<str>, text: &Arc<str>, at_start: bool) {
        let values = self.0.entry(name.clone()).or_default();
        if values.first.is_none() {
            values.first = Some(text.clone());
            values.at_start = at_start;
        }
        values.last = Some(text.clone());
    }
}

/// The values of each page, in order.
pub(super) fn values(engine: &Engine, sheets: &[Sheet]) -> Vec<PageValues> {
    let tree = engine.source.tree;
    let says = |element: &ElementContent| !element.strings.is_empty() || element.page_number.is_some();
    let has_some = (0..tree.len() as u32)
        .any(|id| matches!(&tree.node(StyledId(id)).content, Content::Element(element) if says(element)));
    let mut strings = Strings::default();
    let mut number = 0;
    let mut all = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        strings.turn();
        number = next(number, sheet.style.counters);
        if has_some {
            let mut page = Reader { engine, strings: &mut strings, number: None, has_text: false };
            for placed in sheet.root.iter().chain(&sheet.absolutes) {
                page.read(&placed.fragment);
            }
            number = page.number.unwrap_or(number);
        }
        all.push(PageValues { number, pages: sheets.len() as i32, strings: strings.clone() });
    }
    all
}

fn next(number: i32, counters: PageCounters) -> i32 {
    counters.reset.unwrap_or(number).saturating_add(counters.increment.unwrap_or(1))
}

/// Goes through one page in document order.
struct Reader<'r, 'e> {
    engine: &'r Engine<'e>,
    strings: &'r mut Strings,
    number: Option<i32>,
    has_text: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self, fragment: &Fragment) {
        if fragment.is_first && !matches!(fragment.content, FragmentContent::Row { is_repeated: true, .. }) {
            self.begin(fragment.id);
        }
        match &fragment.content {
            FragmentContent::Lines(lines) => {
                let content = self.engine.inline_content(fragment.id);
                for line in lines {
                    let inlines = &content.shown_on(line).inlines;
                    for inline in line.inlines.iter().filter(|inline| inline.has_start) {
                        inlines[inline.inline].node.into_iter().for_each(|node| self.element(node));
                    }
                    self.has_text = true;
                    line.atoms.iter().for_each(|atom| self.read(&atom.placed.fragment));
                }
            }
            FragmentContent::Image { .. } => self.has_text = true,
            FragmentContent::None | FragmentContent::Table { .. } | FragmentContent::Row { .. } => {}
        }
        fragment.children.iter().for_each(|child| self.read(&child.fragment));
    }

    fn begin(&mut self, id: BoxId) {
        let layout_box = self.engine.boxes.get(id);
        if !layout_box.is_anonymous {
            self.element(layout_box.node);
        }
    }

    fn element(&mut self, node: StyledId) {
        let Content::Element(element) = &self.engine.source.tree.node(node).content else { return };
        for (name, text) in &element.strings {
            self.strings.set(name, text, !self.has_text);
        }
        self.number = element.page_number.or(self.number);
    }
}
