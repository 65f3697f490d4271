//! Where a part of a broken box is in all of it: `box-decoration-break: slice` paints it as if the box were
//! whole and then cut ([CSS Fragmentation 3, 5.4](https://www.w3.org/TR/css-break-3/#break-decoration)).

use std::collections::{BTreeMap, HashMap};

use super::boxes::{BoxId, InlineContent};
use super::engine::Engine;
use super::fragment::{Fragment, FragmentContent, LineFragment, Placed};
use super::paginate::Sheet;
use crate::style::StyledId;
use crate::units::Pt;

/// A part, along the direction that its box is broken in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slice {
    /// Of the parts before it.
    pub before: Pt,
    /// Of all parts.
    pub total: Pt,
}

/// A line, and the number of an inline box on it.
type OnLine = (*const LineFragment, usize);

/// The parts of all boxes on finished pages, each known by where it lies in memory.
#[derive(Default)]
pub(super) struct Slices {
    boxes: HashMap<*const Fragment, Slice>,
    inlines: HashMap<OnLine, Slice>,
}

impl Slices {
    /// `None` for a whole box.
    pub fn of(&self, fragment: &Fragment) -> Option<Slice> {
        self.boxes.get(&std::ptr::from_ref(fragment)).copied()
    }

    /// The same for the part of an inline box on one line.
    pub fn of_inline(&self, line: &LineFragment, inline: usize) -> Option<Slice> {
        self.inlines.get(&(std::ptr::from_ref(line), inline)).copied()
    }
}

/// An inline box by its block and its element, which has another number on a first line.
type InlineOf = (BoxId, Option<StyledId>);

/// Parts that have been met, of boxes and of inline boxes.
#[derive(Default)]
struct Met {
    boxes: BTreeMap<BoxId, Vec<(*const Fragment, Pt)>>,
    inlines: BTreeMap<InlineOf, Vec<(OnLine, Pt)>>,
}

pub(super) fn slices(engine: &Engine, sheets: &[Sheet]) -> Slices {
    let mut met = Met::default();
    for placed in sheets.iter().flat_map(|sheet| sheet.root.iter().chain(&sheet.absolutes)) {
        meet(engine, &placed.fragment, &mut met);
    }
    let mut slices = Slices::default();
    for parts in met.boxes.into_values() {
        slices.boxes.extend(measured(parts));
    }
    for parts in met.inlines.into_values().filter(|parts| parts.len() > 1) {
        slices.inlines.extend(measured(parts));
    }
    slices
}

fn measured<T>(parts: Vec<(T, Pt)>) -> impl Iterator<Item = (T, Slice)> {
    let total = parts.iter().map(|(_, length)| length).sum();
    parts.into_iter().scan(0.0, move |before, (part, length)| {
        let slice = Slice { before: *before, total };
        *before += length;
        Some((part, slice))
    })
}

fn meet(engine: &Engine, fragment: &Fragment, met: &mut Met) {
    if !fragment.is_whole() && !fragment.clones {
        let height = match &fragment.content {
            FragmentContent::Table { frame, .. } => frame.height,
            _ => fragment.size.height,
        };
        met.boxes.entry(fragment.id).or_default().push((std::ptr::from_ref(fragment), height));
    }
    if let FragmentContent::Lines(lines) = &fragment.content {
        let content = engine.inline_content(fragment.id);
        for line in lines {
            meet_line(fragment.id, content.shown_on(line), line, met);
            for atom in &line.atoms {
                meet(engine, &atom.placed.fragment, met);
            }
        }
    }
    for Placed { fragment, .. } in &fragment.children {
        meet(engine, fragment, met);
    }
}

fn meet_line(id: BoxId, content: &InlineContent, line: &LineFragment, met: &mut Met) {
    for inline in &line.inlines {
        let shown = &content.inlines[inline.inline];
        let is_whole = inline.has_start && inline.has_end;
        if !is_whole && !shown.style.box_decoration_clone {
            let part = ((std::ptr::from_ref(line), inline.inline), inline.rect.width);
            met.inlines.entry((id, shown.node)).or_default().push(part);
        }
    }
}
