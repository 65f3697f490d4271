//! Lines along text ([CSS Text Decoration 3](https://www.w3.org/TR/css-text-decor-3/)).

use super::painter::Painter;
use crate::page::{Cap, FillRule, Item, Join, Origin, Overprint, Paint, Path, PathItem, Stroke};
use crate::style::{BorderStyle, Content, Display, Position, StyledId, TextDecoration};
use crate::text::FontMetrics;
use crate::units::{Point, Pt, Rect};

impl Painter<'_, '_> {
    /// Decorations of the elements around a text, outermost first: they reach into all inline content.
    pub fn decorations(&self, node: StyledId) -> Vec<TextDecoration> {
        let tree = self.engine.source.tree;
        let mut found = Vec::new();
        let mut current = Some(node);
        while let Some(id) = current {
            let styled = tree.node(id);
            if !matches!(styled.content, Content::Text(_)) {
                let decoration = &styled.style.text_decoration;
                if decoration.underline || decoration.overline || decoration.line_through {
                    found.push(decoration.clone());
                }
                let is_apart = matches!(
                    styled.style.display,
                    Display::InlineBlock | Display::InlineFlex | Display::InlineGrid | Display::InlineTable
                ) || matches!(styled.style.position, Position::Absolute | Position::Fixed);
                if is_apart {
                    break;
                }
            }
            current = styled.parent;
        }
        found.reverse();
        found
    }

    /// Under- and overlines lie below the glyphs, strike-through above them.
    pub fn decoration(
        &mut self,
        decoration: &TextDecoration,
        metrics: &FontMetrics,
        at: Point,
        width: Pt,
        origin: Origin,
        is_above: bool,
    ) {
        let mut line = |y: Pt, thick: Pt| {
            let item = rule(decoration, Point::new(at.x, y), width, thick, origin.clone());
            self.items.push(Item::Path(item));
        };
        let thick = super::lines::thickness(decoration.thickness, metrics.underline_thickness);
        if is_above {
            if decoration.line_through {
                let thick = super::lines::thickness(decoration.thickness, metrics.strikeout_thickness);
                line(at.y - metrics.strikeout_position, thick);
            }
            return;
        }
        if decoration.underline {
            let down = match decoration.underline_offset {
                Some(offset) => offset + thick / 2.0,
                None => metrics.underline_position,
            };
            line(at.y + down, thick);
        }
        if decoration.overline {
            line(at.y - metrics.ascent + thick / 2.0, thick);
        }
    }
}

/// A line whose middle is at `at`.
fn rule(decoration: &TextDecoration, at: Point, width: Pt, thick: Pt, origin: Origin) -> PathItem {
    let paint = Paint::Solid(decoration.color.clone());
    let (dash, cap) = match decoration.style {
        BorderStyle::Dashed => (vec![3.0 * thick, 2.0 * thick], Cap::Butt),
        BorderStyle::Dotted => (vec![0.0, 2.0 * thick], Cap::Round),
        BorderStyle::Double => {
            let gap = thick * 1.5;
            let mut path = Path::rect(Rect::new(at.x, at.y - thick / 2.0, width, thick));
            path.extend(Path::rect(Rect::new(at.x, at.y + gap - thick / 2.0, width, thick)));
            return filled(path, paint, origin);
        }
        _ => {
            let rect = Rect::new(at.x, at.y - thick / 2.0, width, thick);
            return filled(Path::rect(rect), paint, origin);
        }
    };
    PathItem {
        path: Path::line(at, Point::new(at.x + width, at.y)),
        fill: None,
        stroke: Some(Stroke {
            paint,
            width: thick,
            dashes: dash,
            dash_offset: 0.0,
            cap,
            join: Join::Miter,
            miter_limit: 4.0,
        }),
        overprint: Overprint::Knockout,
        origin,
    }
}

pub(super) fn filled(path: Path, paint: Paint, origin: Origin) -> PathItem {
    PathItem {
        path,
        fill: Some((paint, FillRule::NonZero)),
        stroke: None,
        overprint: Overprint::Knockout,
        origin,
    }
}
