//! Whether two paragraphs are the same to everything around them.

use crate::layout::fragment::{Fragment, FragmentContent, LineFragment};

/// All that a fragment tells but the runs on its lines, and how wide they are.
pub(super) fn is_same(one: &Fragment, other: &Fragment) -> bool {
    let children = one.children.iter().zip(&other.children);
    one.size == other.size
        && one.border == other.border
        && one.padding == other.padding
        && (one.is_first, one.is_last, one.clones) == (other.is_first, other.is_last, other.clones)
        && one.children.len() == other.children.len()
        && children
            .into_iter()
            .all(|(one, other)| one.at == other.at && one.fragment.size == other.fragment.size)
        && one.pending == other.pending
        && one.deferred == other.deferred
        && one.targets == other.targets
        && one.baselines == other.baselines
        && one.excess == other.excess
        && one.floats == other.floats
        && one.margin_below == other.margin_below
        && has_same_lines(&one.content, &other.content)
}

fn has_same_lines(one: &FragmentContent, other: &FragmentContent) -> bool {
    let (FragmentContent::Lines(one), FragmentContent::Lines(other)) = (one, other) else { return false };
    let frame = |line: &LineFragment| (line.top, line.height, line.baseline, line.is_first, line.atoms.len());
    one.iter().map(frame).eq(other.iter().map(frame))
}
