use std::sync::Arc;

use super::Image;
use crate::page::{FillRule, Group, Item, Origin, Path, PlacedImage};
use crate::units::{Affine, Rect};

/// Stretches a picture over `rect`. `alt` goes with a raster; a drawing's is said by the figure around it.
pub fn place(image: &Image, rect: Rect, origin: Origin, alt: Option<Arc<str>>) -> Item {
    let drawing = match image {
        Image::Raster(picture) => {
            return Item::Image(PlacedImage { picture: picture.clone(), rect, alt, origin });
        }
        Image::Vector(drawing) => drawing,
    };
    let size = drawing.size;
    let scale = |to: f32, from: f32| if from > 0.0 { to / from } else { 0.0 };
    let transform = Affine::scale(scale(rect.width, size.width), scale(rect.height, size.height))
        .then(Affine::translate(rect.x, rect.y));
    let mut items = drawing.items.clone();
    come_from(&mut items, &origin);
    Item::Group(Group {
        transform: Some(transform),
        clip: Some((Path::rect(Rect::new(0.0, 0.0, size.width, size.height)), FillRule::NonZero)),
        opacity: None,
        items,
    })
}

fn come_from(items: &mut [Item], origin: &Origin) {
    for item in items {
        match item {
            Item::Path(path) => path.origin = origin.clone(),
            Item::Image(image) => image.origin = origin.clone(),
            Item::Group(group) => come_from(&mut group.items, origin),
            Item::Glyphs(run) => run.origin = origin.clone(),
            Item::Link(_) | Item::Anchor(_) | Item::Begin(_) | Item::End => {}
        }
    }
}
