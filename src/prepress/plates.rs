use std::collections::BTreeSet;

use crate::color::{Color, PROCESS};
use crate::page::{Item, Paint, PictureKind};

/// The inks that items of a press page need, by name; registration marks need none of their own.
pub fn plates(items: &[Item]) -> BTreeSet<String> {
    let mut plates = BTreeSet::new();
    gather(items, &mut plates);
    plates
}

fn gather(items: &[Item], plates: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Glyphs(run) => paint(&run.paint, plates),
            Item::Path(item) => {
                let fill = item.fill.iter().map(|(paint, _)| paint);
                fill.chain(item.stroke.iter().map(|stroke| &stroke.paint)).for_each(|one| paint(one, plates));
            }
            Item::Image(image) => match image.picture.kind {
                PictureKind::Jpeg { components: 1, .. } | PictureKind::Raster { channels: 1, .. } => {
                    process([0.0, 0.0, 0.0, 1.0], plates);
                }
                PictureKind::Jpeg { .. } | PictureKind::Raster { .. } => process([1.0; 4], plates),
            },
            Item::Group(group) => gather(&group.items, plates),
            Item::Link(_) | Item::Anchor(_) | Item::Begin(_) | Item::End => {}
        }
    }
}

fn paint(paint: &Paint, plates: &mut BTreeSet<String>) {
    match paint {
        Paint::Solid(solid) => color(&solid.color, plates),
        Paint::Gradient(gradient) => gradient.stops.iter().for_each(|stop| color(&stop.color.color, plates)),
    }
}

fn color(color: &Color, plates: &mut BTreeSet<String>) {
    match color {
        Color::Rgb(_) => process([1.0; 4], plates),
        Color::Cmyk(inks) => process(*inks, plates),
        _ if color.is_registration() => {}
        Color::Spot(spot) => {
            plates.insert(spot.name.clone());
        }
    }
}

fn process(inks: [f32; 4], plates: &mut BTreeSet<String>) {
    let named = inks.into_iter().zip(PROCESS).filter(|(ink, _)| *ink > 0.0);
    plates.extend(named.map(|(_, name)| name.to_owned()));
}
