//! Backgrounds: colour, pictures and gradients in layers ([CSS Backgrounds 3, 2](https://www.w3.org/TR/css-backgrounds-3/#backgrounds)).

use std::sync::Arc;

use super::super::boxes::BoxId;
use super::corner::{Radii, shrink};
use super::decoration::filled;
use super::gradient;
use super::painter::Painter;
use super::tiles::{MAX_TILES, places, tile_size};
use crate::diagnostics::{Diagnostic, Words};
use crate::image::{self, Image, Natural, Placing};
use crate::page::{FillRule, Group, Item, Paint, Path};
use crate::style::{BackgroundImage, BackgroundLayer, BoxArea, ComputedStyle, Reference};
use crate::units::{Point, Rect, Sides};

impl Painter<'_, '_> {
    /// `areas` are border, padding and content box.
    pub fn background(
        &mut self,
        id: BoxId,
        style: &ComputedStyle,
        rect: Rect,
        radii: Radii,
        areas: [Rect; 3],
    ) {
        let origin = self.origin(id);
        if style.background_color.is_visible() {
            let path = clip_path(style.background_color_clip, rect, radii, areas);
            let paint = Paint::Solid(style.background_color.clone());
            self.items.push(Item::Path(filled(path, paint, origin)));
        }
        for layer in style.backgrounds.iter().rev() {
            self.background_layer(id, layer, rect, radii, areas);
        }
    }

    fn background_layer(
        &mut self,
        id: BoxId,
        layer: &BackgroundLayer,
        rect: Rect,
        radii: Radii,
        areas: [Rect; 3],
    ) {
        let image = match &layer.image {
            BackgroundImage::Url(reference) => match self.background_image(id, reference) {
                Some(image) => Some(image),
                None => return,
            },
            _ => None,
        };
        let area = area(layer.origin, areas);
        let natural = image.as_ref().map_or_else(Natural::default, Image::natural);
        let tile = tile_size(layer, area, natural);
        if tile.width <= 0.0 || tile.height <= 0.0 {
            return;
        }
        let (columns, rows) = places(layer, tile, area, self::area(layer.clip, areas));
        if columns.len().saturating_mul(rows.len()) > MAX_TILES {
            let note = self.engine.note(id);
            let message = Words::both(
                "a background repeats too often and is left out",
                "een achtergrond herhaalt zich te vaak en is weggelaten",
            );
            let help = Words::both("make its `background-size` larger", "maak `background-size` groter");
            let finding = Diagnostic::warning("too-many-tiles", message).note(note).help(help);
            self.engine.diagnostics.push(finding);
            return;
        }
        let origin = self.origin(id);
        let smooth = self.style(id).images_smooth;
        let placing = Placing { origin, alt: None, smooth };
        let mut items = Vec::new();
        for top in &rows {
            for left in &columns {
                let place = Rect::new(*left, *top, tile.width, tile.height);
                items.push(match (&layer.image, &image) {
                    (_, Some(image)) => image::place(image, place, &placing),
                    (BackgroundImage::Linear(linear), None) => {
                        let paint = Paint::Gradient(Arc::new(gradient::linear(linear, place)));
                        Item::Path(filled(Path::rect(place), paint, origin))
                    }
                    (BackgroundImage::Radial(radial), None) => {
                        let paint = Paint::Gradient(Arc::new(gradient::radial(radial, place)));
                        Item::Path(filled(Path::rect(place), paint, origin))
                    }
                    (BackgroundImage::Url(_), None) => continue,
                });
            }
        }
        let path = clip_path(layer.clip, rect, radii, areas);
        self.items.push(Item::Group(Group {
            clip: Some((path, FillRule::NonZero)),
            items: items.into(),
            ..Group::default()
        }));
    }

    fn background_image(&mut self, id: BoxId, reference: &Reference) -> Option<Image> {
        let (image, told) = match self.engine.source.images.load(reference) {
            Ok((image, warnings)) => {
                let is_upright = self.style(id).images_upright;
                (Some(if is_upright { image } else { image.as_stored() }), warnings.into_vec())
            }
            Err(error) => (None, vec![error]),
        };
        for one in told {
            let is_same = |known: &Diagnostic| known.code == one.code && known.message == one.message;
            if !self.engine.diagnostics.iter().any(is_same) {
                let note = self.engine.note(id);
                self.engine.diagnostics.push(one.note(note));
            }
        }
        image
    }
}

fn area(which: BoxArea, [border, padding, content]: [Rect; 3]) -> Rect {
    match which {
        BoxArea::Border => border,
        BoxArea::Padding => padding,
        BoxArea::Content => content,
    }
}

fn clip_path(clip: BoxArea, rect: Rect, radii: Radii, areas: [Rect; 3]) -> Path {
    let inner = area(clip, areas);
    let by = Sides {
        top: inner.y - rect.y,
        right: rect.right() - inner.right(),
        bottom: rect.bottom() - inner.bottom(),
        left: inner.x - rect.x,
    };
    Path::rounded_rect(inner, shrink(radii, by))
}

/// The middle of a rectangle.
pub(super) fn center(rect: Rect) -> Point {
    Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0)
}
