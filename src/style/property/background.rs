use std::sync::Arc;

use cssparser::Parser;

use super::color::{ColorSpec, color};
use super::gradient::image;
use super::grammar::*;
use super::length::{Dim, dim};
use super::position::{Offset, along_x, along_y, position};
use super::shorthand::Expansion;
use super::style::Context;
use super::table::longhands;
use crate::color::Rgba;
use crate::style::{BackgroundImage, BackgroundRepeat, BackgroundSize, BoxArea, LengthPercentage};

longhands! { BACKGROUND:
    "background-color" reset (background_color) = |p, _| color(p);
    "background-image" reset (extra.background.images) = |p, base| commas(p, |p| image(p, base));
    "background-position-x" reset (extra.background.x) = |p, _| commas(p, along_x);
    "background-position-y" reset (extra.background.y) = |p, _| commas(p, along_y);
    "background-size" reset (extra.background.sizes) = |p, _| commas(p, size);
    "background-repeat" reset (extra.background.repeats) = |p, _| commas(p, repeat).map(Plain);
    "background-origin" reset (extra.background.origins) = |p, _| commas(p, area).map(Plain);
    "background-clip" reset (extra.background.clips) = |p, _| commas(p, area).map(Plain);
}

#[derive(Clone, Debug)]
enum SizeSpec {
    Plain(BackgroundSize),
    Explicit(Option<Dim>, Option<Dim>),
}

impl Specified for SizeSpec {
    type Computed = BackgroundSize;

    fn compute(&self, context: &Context<'_>) -> BackgroundSize {
        match self {
            SizeSpec::Plain(size) => size.clone(),
            SizeSpec::Explicit(width, height) => {
                BackgroundSize::Explicit(width.compute(context), height.compute(context))
            }
        }
    }
}

fn size(p: &mut Parser<'_>) -> Parsed<SizeSpec> {
    let words = [("cover", BackgroundSize::Cover), ("contain", BackgroundSize::Contain)];
    if let Ok(size) = p.try_parse(|p| word(p, &words)) {
        return Ok(SizeSpec::Plain(size));
    }
    let one = |p: &mut Parser<'_>| if eat(p, "auto") { Ok(None) } else { dim(p).map(Some) };
    let width = one(p)?;
    let height = p.try_parse(one).unwrap_or(None);
    Ok(SizeSpec::Explicit(width, height))
}

fn repeat(p: &mut Parser<'_>) -> Parsed<(BackgroundRepeat, BackgroundRepeat)> {
    use BackgroundRepeat::{NoRepeat, Repeat, Round, Space};
    let both = [("repeat-x", (Repeat, NoRepeat)), ("repeat-y", (NoRepeat, Repeat))];
    if let Ok(both) = p.try_parse(|p| word(p, &both)) {
        return Ok(both);
    }
    let words = [("repeat", Repeat), ("no-repeat", NoRepeat), ("space", Space), ("round", Round)];
    pair(p, |p| word(p, &words))
}

fn area(p: &mut Parser<'_>) -> Parsed<BoxArea> {
    let words = [
        ("border-box", BoxArea::Border),
        ("padding-box", BoxArea::Padding),
        ("content-box", BoxArea::Content),
    ];
    word(p, &words)
}

/// One layer of the shorthand.
#[derive(Default)]
struct Layer {
    image: Option<Lazy<Option<BackgroundImage>>>,
    position: Option<(Offset, Offset)>,
    size: Option<SizeSpec>,
    repeat: Option<(BackgroundRepeat, BackgroundRepeat)>,
    areas: Vec<BoxArea>,
    color: Option<ColorSpec>,
}

/// `background`: layers, the colour in the last one
/// ([CSS Backgrounds 3, 2.10](https://www.w3.org/TR/css-backgrounds-3/#background)).
pub(super) fn background(p: &mut Parser<'_>, base: &Base, out: &mut Expansion) -> Parsed<()> {
    let mut layers = commas(p, |p| layer(p, base))?;
    let last = layers.len() - 1;
    if layers[..last].iter().any(|layer| layer.color.is_some()) {
        return fault();
    }
    let color = layers[last].color.take();
    out.set("background-color", move |style, context| {
        style.background_color = color.compute(context).unwrap_or(Rgba::TRANSPARENT);
    });
    let layers = Arc::new(layers);
    let each = layers.clone();
    out.set("background-image", move |style, context| {
        let image = |layer: &Layer| layer.image.as_ref().and_then(|image| image.compute(context));
        style.extra.background.images = each.iter().map(image).collect();
    });
    let each = layers.clone();
    set_positions(out, move |context| {
        let zero = || (LengthPercentage::Percent(0.0), LengthPercentage::Percent(0.0));
        each.iter().map(|layer| layer.position.compute(context).unwrap_or_else(zero)).collect()
    });
    let each = layers.clone();
    out.set("background-size", move |style, context| {
        let auto = BackgroundSize::Explicit(None, None);
        let size = |layer: &Layer| layer.size.compute(context).unwrap_or(auto.clone());
        style.extra.background.sizes = each.iter().map(size).collect();
    });
    let repeats: Vec<_> = layers.iter().map(|layer| layer.repeat.unwrap_or(REPEAT)).collect();
    out.set("background-repeat", move |style, _| style.extra.background.repeats.clone_from(&repeats));
    let area = |area: Option<&BoxArea>, initial| area.copied().unwrap_or(initial);
    let origins: Vec<_> = layers.iter().map(|layer| area(layer.areas.first(), BoxArea::Padding)).collect();
    out.set("background-origin", move |style, _| style.extra.background.origins.clone_from(&origins));
    let clips: Vec<_> = layers.iter().map(|layer| area(layer.areas.last(), BoxArea::Border)).collect();
    out.set("background-clip", move |style, _| style.extra.background.clips.clone_from(&clips));
    Ok(())
}

/// `background-position`: both axes of each layer.
pub(super) fn background_position(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let positions = Arc::new(commas(p, position)?);
    set_positions(out, move |context| positions.compute(context));
    Ok(())
}

type Positions = Vec<(LengthPercentage, LengthPercentage)>;

fn set_positions(
    out: &mut Expansion,
    positions: impl Fn(&Context<'_>) -> Positions + Clone + Send + Sync + 'static,
) {
    let of_y = positions.clone();
    out.set("background-position-x", move |style, context| {
        style.extra.background.x = positions(context).into_iter().map(|(x, _)| x).collect();
    });
    out.set("background-position-y", move |style, context| {
        style.extra.background.y = of_y(context).into_iter().map(|(_, y)| y).collect();
    });
}

const REPEAT: (BackgroundRepeat, BackgroundRepeat) = (BackgroundRepeat::Repeat, BackgroundRepeat::Repeat);

fn layer(p: &mut Parser<'_>, base: &Base) -> Parsed<Layer> {
    let mut layer = Layer::default();
    let mut is_empty = true;
    while !p.is_exhausted() {
        if layer.position.is_none()
            && let Ok(place) = p.try_parse(position)
        {
            layer.position = Some(place);
            if eat_delim(p, '/') {
                layer.size = Some(size(p)?);
            }
        } else if layer.image.is_none()
            && let Ok(image) = p.try_parse(|p| image(p, base))
        {
            layer.image = Some(image);
        } else if layer.repeat.is_none()
            && let Ok(repeat) = p.try_parse(repeat)
        {
            layer.repeat = Some(repeat);
        } else if layer.areas.len() < 2
            && let Ok(area) = p.try_parse(area)
        {
            layer.areas.push(area);
        } else if layer.color.is_none()
            && let Ok(color) = p.try_parse(color)
        {
            layer.color = Some(color);
        } else if !eat(p, "scroll") {
            // Nothing scrolls on paper, so the initial value of `background-attachment` is what happens.
            return fault();
        }
        is_empty = false;
    }
    if is_empty { fault() } else { Ok(layer) }
}
