use std::sync::Arc;

use super::decode::stored_size;
use super::{Drawing, Image};
use crate::page::{FillRule, Group, Item, Origin, Path, Picture, PlacedImage};
use crate::units::{Affine, Rect, Size};

/// What goes with a picture to its place.
#[derive(Clone, Debug, Default)]
pub struct Placing {
    pub origin: Origin,
    /// Goes with a raster; a drawing's is said by the figure around it.
    pub alt: Option<Arc<str>>,
    /// Pixels of a raster run into each other where they are enlarged.
    pub smooth: bool,
}

/// Fills `rect` with a picture: a raster is stretched, a drawing keeps its ratio if it says so.
pub fn place(image: &Image, rect: Rect, placing: &Placing) -> Item {
    match image {
        Image::Raster(picture) => raster(picture, rect, placing),
        Image::Turned(picture, orientation) => {
            let size = stored_size(picture);
            let turned = orientation.turned(size);
            let item = raster(picture, Rect::new(0.0, 0.0, size.width, size.height), placing);
            let transform = orientation.transform(size).then(stretch(turned, rect));
            Item::Group(Group { transform: Some(transform), items: vec![item].into(), ..Group::default() })
        }
        Image::Vector(drawing) => self::drawing(drawing, rect, placing),
    }
}

fn raster(picture: &Arc<Picture>, rect: Rect, placing: &Placing) -> Item {
    let Placing { origin, alt, smooth } = placing.clone();
    Item::Image(PlacedImage { picture: picture.clone(), rect, alt, smooth, origin })
}

fn drawing(drawing: &Drawing, rect: Rect, placing: &Placing) -> Item {
    let size = drawing.size;
    let transform = match &drawing.view_box {
        // As if its size were its view box ([SVG 2, 8.6](https://www.w3.org/TR/SVG2/coords.html#ViewBoxAttribute)).
        None if drawing.natural.ratio.is_some() => stretch(size, rect),
        // Nothing says what fills its place.
        None => Affine::translate(rect.x, rect.y),
        // Back to the drawing's own units, and from them to the place.
        Some(view_box) => {
            let (drawn, wanted) = (view_box.fill(size), view_box.fill(Size::new(rect.width, rect.height)));
            let share = |to: f32, from: f32| if from > 0.0 { to / from } else { 0.0 };
            let (x, y) = (share(wanted.a, drawn.a), share(wanted.d, drawn.d));
            Affine::translate(-drawn.e, -drawn.f)
                .then(Affine::scale(x, y))
                .then(Affine::translate(wanted.e + rect.x, wanted.f + rect.y))
        }
    };
    let seen = |from: f32, length: f32, scale: f32, move_by: f32| {
        if scale > 0.0 { ((from - move_by) / scale, length / scale) } else { (0.0, 0.0) }
    };
    let (x, width) = seen(rect.x, rect.width, transform.a, transform.e);
    let (y, height) = seen(rect.y, rect.height, transform.d, transform.f);
    Item::Group(Group {
        transform: Some(transform),
        clip: Some((Path::rect(Rect::new(x, y, width, height)), FillRule::NonZero)),
        origin: placing.origin,
        items: drawing.items.clone(),
        ..Group::default()
    })
}

fn stretch(size: Size, rect: Rect) -> Affine {
    let scale = |to: f32, from: f32| if from > 0.0 { to / from } else { 0.0 };
    Affine::scale(scale(rect.width, size.width), scale(rect.height, size.height))
        .then(Affine::translate(rect.x, rect.y))
}
