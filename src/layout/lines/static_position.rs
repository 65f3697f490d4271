//! Places in the text: of boxes out of the flow, and of what links lead to.

use std::ops::Range;

use super::Setting;
use crate::layout::engine::Engine;
use crate::layout::fragment::{Fragment, LineFragment, Pending};
use crate::text::Line;
use crate::units::{Point, Pt};

impl Engine<'_> {
    /// Where boxes out of the flow would stand in it
    /// ([CSS Positioned Layout 3, 3.5](https://www.w3.org/TR/css-position-3/#staticpos-rect)), and where links
    /// lead to.
    pub(super) fn wait_out_of_flow(
        &self,
        setting: &Setting,
        fragments: &[LineFragment],
        lines: &[Line],
        bytes: Range<usize>,
        top: Pt,
        fragment: &mut Fragment,
    ) {
        let Setting { content, shaped, used, .. } = *setting;
        let line_at = |at: &usize| {
            lines.iter().position(|line| line.range.contains(at) || (line.last && *at == line.range.end))
        };
        let top_at = |line: Option<usize>| {
            line.or(fragments.len().checked_sub(1)).map_or(top, |line| fragments[line].top)
        };
        let targets = content.targets.iter().filter(|(at, _)| bytes.contains(at));
        fragment.targets = targets.map(|(at, node)| (*node, top_at(line_at(at)))).collect();
        for (at, id) in content.out_of_flow.iter().filter(|(at, _)| bytes.contains(at)) {
            let line = line_at(at);
            let is_inline = self.boxes.get(*id).style.would_be_inline;
            let y = match line.or(fragments.len().checked_sub(1)) {
                // A block would begin below what stands on the line before it.
                Some(line) if !is_inline && *at > lines[line].range.start => {
                    fragments[line].top + fragments[line].height
                }
                _ => top_at(line),
            };
            let on_line = line.filter(|_| is_inline);
            let x = on_line.and_then(|line| fragments[line].left().map(|left| (line, left)));
            let x = x.map(|(line, left)| left + shaped.extent(lines[line].range.start, *at));
            fragment.pending.push(Pending { id: *id, at: Point::new(x.unwrap_or(used.inset().left), y) });
        }
    }
}

impl LineFragment {
    /// Where text that runs from left to right begins.
    pub(super) fn left(&self) -> Option<Pt> {
        self.runs.first().filter(|first| !first.run.rtl).map(|first| first.at.x - first.run.x)
    }
}
