//! Bounds on what usvg will make of a document: it has few of its own.

use usvg::roxmltree::{Document, Node};

use super::super::ImageError;
use super::uses::Load;
use super::{sheet, too_complex};

/// usvg recurses; a thread's stack does not grow.
pub(super) const MAX_DEPTH: usize = 100;
/// Nodes after every `use` has been replaced by what it shows.
const MAX_USED_NODES: u64 = 200_000;
/// Bytes of attributes, likewise.
const MAX_USED_BYTES: u64 = 100_000_000;
/// Bytes that entities may stand for together.
const MAX_ENTITY_BYTES: usize = 10_000_000;
/// Nodes that markers on the corners of paths may add, and clips that are made anew for each shape.
const MAX_COPIED_NODES: u64 = 2_000_000;
/// Elements that are looked at for the selectors of style sheets.
const MAX_TRIALS: u64 = 100_000_000;
/// Of one gradient: more are not told apart.
const MAX_STOPS: usize = 1000;

/// Entities that stand for entities grow without bound; plain ones, which Illustrator writes for its
/// name spaces, grow with how often they are used.
pub(super) fn check_entities(text: &str) -> Result<(), ImageError> {
    let mut declared = 0;
    for declaration in text.split("<!ENTITY").skip(1) {
        let value = declaration.split('>').next().unwrap_or_default();
        if value.contains('&') {
            return Err(too_complex("entities inside entities"));
        }
        declared += declaration.len();
    }
    if declared > 0 && declared.saturating_mul(text.matches('&').count()) > MAX_ENTITY_BYTES {
        return Err(too_complex("its entities stand for too much text"));
    }
    Ok(())
}

pub(super) fn check(xml: &Document<'_>) -> Result<(), ImageError> {
    let depth = depth(xml)?;
    let load = Load::of(xml)?;
    if load.nodes > MAX_USED_NODES {
        return Err(too_complex(format!("`use` repeats its shapes to more than {MAX_USED_NODES} nodes")));
    }
    if load.bytes > MAX_USED_BYTES {
        return Err(too_complex(format!("`use` repeats more than {} MB", MAX_USED_BYTES / 1_000_000)));
    }
    let inside = |name: &str| -> u64 {
        let named = xml.descendants().filter(|node| node.has_tag_name(name));
        named.map(|node| node.descendants().count() as u64).sum()
    };
    if load.corners.saturating_mul(inside("marker")) > MAX_COPIED_NODES {
        return Err(too_complex("markers on too many corners"));
    }
    let is_relative = |node: &Node| node.attribute("clipPathUnits") == Some("objectBoundingBox");
    let clips = xml.descendants().filter(is_relative).map(|node| node.descendants().count() as u64);
    if load.nodes.saturating_mul(clips.sum()) > MAX_COPIED_NODES {
        return Err(too_complex("clip paths on too many shapes"));
    }
    let trials = sheet::texts(xml).map(|text| sheet::trials(text, depth));
    let trials = trials.fold(0, u64::saturating_add);
    if load.nodes.saturating_mul(trials) > MAX_TRIALS {
        return Err(too_complex("its style sheet has too many selectors"));
    }
    check_chains(xml)?;
    let has_too_many = |node: Node| {
        let is_stop = |child: &Node| child.has_tag_name("stop");
        node.children().filter(is_stop).count() > MAX_STOPS
    };
    if xml.descendants().any(has_too_many) {
        return Err(too_complex(format!("a gradient with more than {MAX_STOPS} colours")));
    }
    Ok(())
}

fn depth(xml: &Document<'_>) -> Result<usize, ImageError> {
    let mut deepest = 0;
    let mut stack = vec![(xml.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        if depth > MAX_DEPTH {
            return Err(too_complex(format!("more than {MAX_DEPTH} levels of groups")));
        }
        deepest = deepest.max(depth);
        stack.extend(node.children().map(|child| (child, depth + 1)));
    }
    Ok(deepest)
}

/// A clip path may itself be clipped, and usvg recurses into that.
fn check_chains(xml: &Document<'_>) -> Result<(), ImageError> {
    let sheet: String = sheet::texts(xml).collect();
    let is_styled = sheet.contains("clip-path");
    // A class is on few clip paths; anything else might be about all of them.
    let is_wide = |selector: &str| selector.contains(['#', '*', '[', ':']) || selector.contains("clipPath");
    let is_all = is_styled && sheet::selectors(&sheet).iter().any(|selector| is_wide(selector));
    let is_clipped = |node: &Node| {
        let in_style = node.attribute("style").is_some_and(|style| style.contains("clip-path"));
        let by_class = is_styled && node.has_attribute("class");
        is_all || by_class || in_style || node.has_attribute("clip-path")
    };
    let clips = xml.descendants().filter(|node| node.has_tag_name("clipPath"));
    if clips.filter(is_clipped).count() > MAX_DEPTH {
        return Err(too_complex(format!("more than {MAX_DEPTH} clip paths that may be clipped themselves")));
    }
    Ok(())
}
