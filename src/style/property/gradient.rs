use cssparser::Parser;

use super::color::{ColorSpec, color};
use super::grammar::*;
use super::length::{Dim, dim, signed};
use super::position::position;
use crate::style::{
    BackgroundImage, ColorStop, GradientDirection, LinearGradient, RadialExtent, RadialGradient,
};

type Image = Lazy<Option<BackgroundImage>>;

/// `none`, `url()` or a gradient.
pub(super) fn image(p: &mut Parser<'_>, base: &Base) -> Parsed<Image> {
    if eat(p, "none") {
        return Ok(Lazy::new(|_| None));
    }
    if let Ok(reference) = p.try_parse(|p| url(p, base)) {
        return Ok(Lazy::new(move |_| Some(BackgroundImage::Url(reference.clone()))));
    }
    type Gradient = fn(&mut Parser<'_>, bool) -> Parsed<Image>;
    let gradients: [(&str, (Gradient, bool)); 4] = [
        ("linear-gradient", (linear, false)),
        ("repeating-linear-gradient", (linear, true)),
        ("radial-gradient", (radial, false)),
        ("repeating-radial-gradient", (radial, true)),
    ];
    let (gradient, repeating) = function(p, &gradients)?;
    p.parse_nested_block(|p| gradient(p, repeating))
}

/// [CSS Images 3, 3.1.1](https://www.w3.org/TR/css-images-3/#linear-gradient-syntax).
fn linear(p: &mut Parser<'_>, repeating: bool) -> Parsed<Image> {
    let direction = p.try_parse(|p| {
        let direction = if eat(p, "to") { towards(p)? } else { GradientDirection::Angle(angle(p)?) };
        p.expect_comma()?;
        Parsed::Ok(direction)
    });
    let direction = direction.unwrap_or(GradientDirection::Towards(0, 1));
    let stops = stops(p)?;
    Ok(Lazy::new(move |context| {
        Some(BackgroundImage::Linear(LinearGradient { direction, stops: stops.compute(context), repeating }))
    }))
}

fn towards(p: &mut Parser<'_>) -> Parsed<GradientDirection> {
    let words = [("left", (-1, 0)), ("right", (1, 0)), ("top", (0, -1)), ("bottom", (0, 1))];
    let (x, y) = word(p, &words)?;
    match p.try_parse(|p| word(p, &words)) {
        Err(_) => Ok(GradientDirection::Towards(x, y)),
        // One of each axis.
        Ok((u, v)) if (x == 0) != (u == 0) => Ok(GradientDirection::Towards(x + u, y + v)),
        Ok(_) => fault(),
    }
}

/// [CSS Images 3, 3.2.1](https://www.w3.org/TR/css-images-3/#radial-gradient-syntax).
fn radial(p: &mut Parser<'_>, repeating: bool) -> Parsed<Image> {
    let mut circle = None;
    let mut keyword = None;
    let mut size: Option<(Dim, Option<Dim>)> = None;
    let extents = [
        ("closest-side", RadialExtent::ClosestSide),
        ("farthest-side", RadialExtent::FarthestSide),
        ("closest-corner", RadialExtent::ClosestCorner),
        ("farthest-corner", RadialExtent::FarthestCorner),
    ];
    let mut has_any = false;
    loop {
        if circle.is_none()
            && let Ok(shape) = p.try_parse(|p| word(p, &[("circle", true), ("ellipse", false)]))
        {
            circle = Some(shape);
        } else if keyword.is_none()
            && size.is_none()
            && let Ok(extent) = p.try_parse(|p| word(p, &extents))
        {
            keyword = Some(extent);
        } else if keyword.is_none()
            && size.is_none()
            && let Ok(first) = p.try_parse(dim)
        {
            size = Some((first, p.try_parse(dim).ok()));
        } else {
            break;
        }
        has_any = true;
    }
    let at = if eat(p, "at") {
        has_any = true;
        Some(position(p)?)
    } else {
        None
    };
    if has_any {
        p.expect_comma()?;
    }
    let circle = match (&size, circle) {
        (Some((_, None)), None | Some(true)) => true,
        (Some((_, Some(_))), None | Some(false)) => false,
        (Some(_), _) => return fault(),
        (None, circle) => circle.unwrap_or(false),
    };
    let stops = stops(p)?;
    Ok(Lazy::new(move |context| {
        let extent = match &size {
            Some((first, second)) => {
                let first = first.compute(context);
                let second = second.as_ref().map_or_else(|| first.clone(), |dim| dim.compute(context));
                RadialExtent::Explicit(first, second)
            }
            None => keyword.clone().unwrap_or(RadialExtent::FarthestCorner),
        };
        let center = || crate::style::LengthPercentage::Percent(0.5);
        let position = at.as_ref().map_or_else(|| (center(), center()), |at| at.compute(context));
        let stops = stops.compute(context);
        Some(BackgroundImage::Radial(RadialGradient { circle, extent, position, stops, repeating }))
    }))
}

#[derive(Clone, Debug)]
struct Stop {
    /// `None` is a hint.
    color: Option<ColorSpec>,
    position: Option<Dim>,
}

impl Specified for Stop {
    type Computed = ColorStop;

    fn compute(&self, context: &super::style::Context<'_>) -> ColorStop {
        ColorStop { color: self.color.compute(context), position: self.position.compute(context) }
    }
}

/// Two colours at least, and hints between them
/// ([CSS Images 4, 3.5.1](https://www.w3.org/TR/css-images-4/#color-stop-syntax)). A colour with two places is
/// two stops.
fn stops(p: &mut Parser<'_>) -> Parsed<Vec<Stop>> {
    let one = |p: &mut Parser<'_>| {
        let before = p.try_parse(signed).ok();
        let Ok(color) = p.try_parse(color) else {
            let hint = before.map_or_else(fault, Ok)?;
            return Ok(vec![Stop { color: None, position: Some(hint) }]);
        };
        let first = before.or_else(|| p.try_parse(signed).ok());
        let second = p.try_parse(signed).ok();
        let mut stops = vec![Stop { color: Some(color.clone()), position: first }];
        stops.extend(second.map(|position| Stop { color: Some(color), position: Some(position) }));
        Ok(stops)
    };
    let stops: Vec<Stop> = commas(p, one)?.into_iter().flatten().collect();
    let is_hint = |stop: Option<&Stop>| stop.is_none_or(|stop| stop.color.is_none());
    let hints_touch = stops.windows(2).any(|pair| pair.iter().all(|stop| stop.color.is_none()));
    let colors = stops.iter().filter(|stop| stop.color.is_some()).count();
    if colors < 2 || hints_touch || is_hint(stops.first()) || is_hint(stops.last()) {
        return fault();
    }
    Ok(stops)
}
