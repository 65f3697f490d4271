//! Lines along text: which, where, and around what ink
//! ([CSS Text Decoration 4](https://www.w3.org/TR/css-text-decor-4/)).

use std::sync::Arc;

use super::super::boxes::{BoxId, InlineContent};
use super::super::fragment::{LineFragment, LineRun};
use super::painter::Painter;
pub(super) use super::stroke::filled;
use super::stroke::{Stretch, stretch_height};
use crate::page::Item;
use crate::style::{ComputedStyle, Content, Display, Float, Position, StyledId};
use crate::text::{self, FontMetrics};
use crate::units::{Point, Pt};

/// One element's decoration on one line box: straight through all of its text, whatever the sizes and
/// shifts inside it.
pub(super) struct Decoration<'l> {
    /// `None`: the first line of the block.
    node: Option<StyledId>,
    style: Arc<ComputedStyle>,
    metrics: FontMetrics,
    /// Of the element, on the page.
    baseline: Pt,
    /// Its text from left to right, each run with its place on the page.
    runs: Vec<(Point, &'l LineRun)>,
}

/// Under- and overlines lie below the glyphs, strike-through above them.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Layer {
    Below,
    Above,
}

impl Painter<'_, '_> {
    /// The decorations of a line, outermost first.
    pub fn decorations<'l>(
        &mut self,
        id: BoxId,
        content: &InlineContent,
        line: &'l LineFragment,
        at: Point,
    ) -> Vec<Decoration<'l>> {
        let mut found: Vec<Decoration<'l>> = Vec::new();
        let mut runs: Vec<&LineRun> = line.runs.iter().collect();
        runs.sort_by(|one, other| one.at.x.total_cmp(&other.at.x));
        for run in runs {
            let span = &content.spans[run.run.span];
            if !span.style.visible {
                continue;
            }
            let place = Point::new(at.x + run.at.x, at.y + run.at.y);
            let of_line = content.line_box().map(|line| &line.style);
            let of_line = of_line.filter(|style| style.text_decoration.has_lines());
            let around = self.decorating(span.node).into_iter().map(Some).chain(of_line.map(|_| None));
            for node in around {
                if let Some(known) = found.iter_mut().find(|known| known.node == node) {
                    known.runs.push((place, run));
                    continue;
                }
                let style = match (node, of_line) {
                    (Some(node), _) => self.engine.source.tree.node(node).style.clone(),
                    (None, of_line) => of_line.expect("the line decorates").clone(),
                };
                let metrics = self.engine.font_metrics(&style.text);
                let baseline = at.y + line.top + line.baseline - self.lift(id, content, node);
                found.push(Decoration { node, style, metrics, baseline, runs: vec![(place, run)] });
            }
        }
        found.sort_by_key(|decoration| decoration.node);
        found
    }

    /// How far up the baseline of a decorated inline box is.
    fn lift(&mut self, id: BoxId, content: &InlineContent, node: Option<StyledId>) -> Pt {
        let block = self.style(id);
        let inline = content.inlines.iter().position(|inline| inline.node == node);
        self.engine.inline_shift(content, inline, &block)
    }

    /// The elements around a text that decorate it, innermost first: decorations reach into all inline
    /// content and blocks in the flow, but not into atoms.
    fn decorating(&self, node: StyledId) -> Vec<StyledId> {
        let tree = self.engine.source.tree;
        let mut found = Vec::new();
        let mut current = Some(node);
        while let Some(id) = current {
            let styled = tree.node(id);
            if !matches!(styled.content, Content::Text(_)) {
                if styled.style.text_decoration.has_lines() {
                    found.push(id);
                }
                let is_apart = matches!(
                    styled.style.display,
                    Display::InlineBlock | Display::InlineFlex | Display::InlineGrid | Display::InlineTable
                ) || styled.style.float != Float::None
                    || matches!(styled.style.position, Position::Absolute | Position::Fixed);
                if is_apart {
                    break;
                }
            }
            current = styled.parent;
        }
        found
    }

    pub fn decorate(&mut self, id: BoxId, decorations: &[Decoration], layer: Layer) {
        for decoration in decorations {
            let origin = self.origin(id);
            for (y, thick) in decoration.lines(layer) {
                for (from, to) in decoration.stretches(y, thick, layer) {
                    let stretch = Stretch {
                        from: Point::new(from, y),
                        width: to - from,
                        thick,
                        style: decoration.style.text_decoration.style,
                        color: &decoration.style.text_decoration.color,
                    };
                    self.items.push(Item::Path(stretch.path(origin)));
                }
            }
        }
    }
}

impl Decoration<'_> {
    /// The middle of each line, and how thick it is.
    fn lines(&self, layer: Layer) -> Vec<(Pt, Pt)> {
        let (decoration, metrics, y) = (&self.style.text_decoration, &self.metrics, self.baseline);
        let thickness = |of_font: Pt| decoration.thickness.unwrap_or(of_font).max(0.1);
        if layer == Layer::Above {
            let thick = thickness(metrics.strikeout_thickness);
            let through = decoration.line_through.then_some((y - metrics.strikeout_position, thick));
            return through.into_iter().collect();
        }
        let thick = thickness(metrics.underline_thickness);
        let offset = decoration.underline_offset;
        let down = match offset {
            _ if decoration.is_under => metrics.descent + offset.unwrap_or(0.0) + thick / 2.0,
            Some(offset) => offset + thick / 2.0,
            // Below the baseline as far as the font says, but further than round letters reach.
            None => {
                let gap = metrics.underline_position - metrics.underline_thickness / 2.0;
                gap.max(thick / 2.0) + thick / 2.0
            }
        };
        let under = decoration.underline.then_some((y + down, thick));
        let over = decoration.overline.then_some((y - metrics.ascent + thick / 2.0, thick));
        under.into_iter().chain(over).collect()
    }

    /// From where to where a line runs: all along the text, but around letters that cross it
    /// ([5.5](https://www.w3.org/TR/css-text-decor-4/#text-decoration-skip-ink-property)).
    fn stretches(&self, y: Pt, thick: Pt, layer: Layer) -> Vec<(Pt, Pt)> {
        let mut stretches: Vec<(Pt, Pt)> = Vec::new();
        for (place, run) in &self.runs {
            let (from, to) = (place.x, place.x + run.run.width);
            match stretches.last_mut() {
                Some(last) if (last.1 - from).abs() < 0.05 => last.1 = to,
                _ => stretches.push((from, to)),
            }
        }
        if layer == Layer::Above || !self.style.text_decoration.skips_ink {
            return stretches;
        }
        let (above, below) = stretch_height(self.style.text_decoration.style, thick);
        for (place, run) in &self.runs {
            let band = (place.y - y - below, place.y - y + above);
            for (from, to) in text::ink_between(&run.run.face, &run.run.glyphs, run.run.size, band) {
                stretches = cut(&stretches, place.x + from - thick, place.x + to + thick);
            }
        }
        stretches.retain(|(from, to)| to - from > thick);
        stretches
    }
}

/// Stretches without what lies in between.
fn cut(stretches: &[(Pt, Pt)], from: Pt, to: Pt) -> Vec<(Pt, Pt)> {
    let parts = |(start, end): &(Pt, Pt)| [(*start, end.min(from)), (start.max(to), *end)];
    stretches.iter().flat_map(parts).filter(|(start, end)| end > start).collect()
}
