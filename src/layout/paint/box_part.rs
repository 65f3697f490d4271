//! Shadows, background and border of a box, or of a part of one.

use super::super::boxes::BoxId;
use super::corner;
use super::painter::Painter;
use crate::page::{FillRule, Group, Item, Path};
use crate::style::ComputedStyle;
use crate::units::{Pt, Rect, Sides};

/// A box, or a part of one that is cut open where it goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoxPart {
    pub rect: Rect,
    /// Of the box that it is a part of, cut or not.
    pub border: Sides<Pt>,
    pub padding: Sides<Pt>,
    pub is_cut: Sides<bool>,
    /// All of the box, as if it were not broken.
    pub whole: Rect,
}

impl BoxPart {
    /// Border and padding without those of cut sides.
    fn shown(&self) -> (Sides<Pt>, Sides<Pt>) {
        (self.uncut(self.border), self.uncut(self.padding))
    }

    fn uncut(&self, sides: Sides<Pt>) -> Sides<Pt> {
        let unless = |is_cut: bool, length: Pt| if is_cut { 0.0 } else { length };
        Sides {
            top: unless(self.is_cut.top, sides.top),
            right: unless(self.is_cut.right, sides.right),
            bottom: unless(self.is_cut.bottom, sides.bottom),
            left: unless(self.is_cut.left, sides.left),
        }
    }

    fn is_whole(&self) -> bool {
        self.is_cut == Sides::default()
    }
}

impl Painter<'_, '_> {
    pub fn box_part(&mut self, id: BoxId, style: &ComputedStyle, part: &BoxPart, with_background: bool) {
        let radii = corner::radii(style, part.whole);
        // A plain colour with straight borders is the same in each part.
        let is_plain =
            style.backgrounds.is_empty() && style.box_shadows.is_empty() && !corner::is_round(&radii);
        if part.is_whole() || is_plain {
            let (border, padding) = part.shown();
            return self.decorated(id, style, (part.rect, border, padding), with_background);
        }
        let items = self.aside(|painter| {
            painter.decorated(id, style, (part.whole, part.border, part.padding), with_background);
        });
        if items.is_empty() {
            return;
        }
        let reach = style.box_shadows.iter().filter(|shadow| !shadow.inset).fold(0.0, |reach: Pt, shadow| {
            reach.max(shadow.x.abs().max(shadow.y.abs()) + shadow.spread.max(0.0) + 2.0 * shadow.blur)
        });
        // Only cut sides cut shadows off.
        let seen = part.rect.inset(part.uncut(Sides::all(-reach)));
        self.items.push(Item::Group(Group {
            clip: Some((Path::rect(seen), FillRule::NonZero)),
            items: items.into(),
            ..Group::default()
        }));
    }

    fn decorated(
        &mut self,
        id: BoxId,
        style: &ComputedStyle,
        (rect, border, padding): (Rect, Sides<Pt>, Sides<Pt>),
        with_background: bool,
    ) {
        let radii = corner::radii(style, rect);
        let areas = [rect, rect.inset(border), rect.inset(border.plus(padding))];
        self.outer_shadows(id, style, rect, radii);
        if with_background {
            self.background(id, style, rect, radii, areas);
        }
        self.inner_shadows(id, style, areas[1], corner::shrink(radii, border));
        self.border_of(id, style, border, rect, radii);
    }
}
