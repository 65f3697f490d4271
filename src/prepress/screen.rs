//! Inks on a screen: a file for the web has none.

use std::sync::Arc;

use crate::color::{Color, Rgba};
use crate::page::{Document, Gradient, GradientStop, Item, Page, Paint, Stroke};

/// Shows the colours that a style sheet names as inks as a screen would.
pub fn for_screen(document: &mut Document) {
    for page in &mut document.pages {
        if has_inks(&page.items) {
            *page = Page { items: items(&page.items).into(), ..page.clone() };
        }
    }
}

fn has_inks(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Glyphs(run) => is_ink(&run.paint),
        Item::Path(item) => {
            item.fill.as_ref().is_some_and(|(paint, _)| is_ink(paint))
                || item.stroke.as_ref().is_some_and(|stroke| is_ink(&stroke.paint))
        }
        Item::Group(group) => has_inks(&group.items),
        Item::Image(_) | Item::Link(_) | Item::Anchor(_) | Item::Begin(_) | Item::End => false,
    })
}

fn is_ink(paint: &Paint) -> bool {
    let is_ink = |color: &Rgba| !matches!(color.color, Color::Rgb(_));
    match paint {
        Paint::Solid(color) => is_ink(color),
        Paint::Gradient(gradient) => gradient.stops.iter().any(|stop| is_ink(&stop.color)),
    }
}

fn items(source: &[Item]) -> Vec<Item> {
    let mut items = source.to_vec();
    for item in &mut items {
        match item {
            Item::Glyphs(run) => run.paint = paint(&run.paint),
            Item::Path(item) => {
                item.fill = item.fill.as_ref().map(|(fill, rule)| (paint(fill), *rule));
                let stroke = item.stroke.as_ref();
                item.stroke = stroke.map(|stroke| Stroke { paint: paint(&stroke.paint), ..stroke.clone() });
            }
            Item::Group(group) if has_inks(&group.items) => group.items = self::items(&group.items).into(),
            _ => {}
        }
    }
    items
}

fn paint(source: &Paint) -> Paint {
    match source {
        Paint::Solid(color) => Paint::Solid(rgba(color)),
        Paint::Gradient(gradient) => {
            let stops = gradient.stops.iter();
            let stops =
                stops.map(|stop| GradientStop { offset: stop.offset, color: rgba(&stop.color) }).collect();
            Paint::Gradient(Arc::new(Gradient { stops, ..Gradient::clone(gradient) }))
        }
    }
}

fn rgba(color: &Rgba) -> Rgba {
    let channels = color.color.channels().map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8);
    Rgba { color: Color::Rgb(channels), alpha: color.alpha }
}
