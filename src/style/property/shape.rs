use cssparser::Parser;

use super::border::radii;
use super::grammar::*;
use super::length::{Dim, dim, signed};
use super::position::{Offset, position};
use super::style::Context;
use super::table::longhands;
use crate::style::{BasicShape, BoxArea, ClipPath, LengthPercentage, ShapeRadius};
use crate::units::Sides;

longhands! { SHAPE:
    "clip-path" reset (clip_path) = |p, _| clip_path(p);
}

struct Clip {
    shape: Option<Lazy<BasicShape>>,
    area: BoxArea,
}

impl Specified for Clip {
    type Computed = ClipPath;

    fn compute(&self, context: &Context<'_>) -> ClipPath {
        ClipPath { shape: self.shape.as_ref().map(|shape| shape.compute(context)), area: self.area }
    }
}

/// `none`, or a basic shape and the box that it refers to
/// ([CSS Masking 1, 5.1](https://www.w3.org/TR/css-masking-1/#the-clip-path)).
fn clip_path(p: &mut Parser<'_>) -> Parsed<Option<Clip>> {
    if eat(p, "none") {
        return Ok(None);
    }
    let areas = [
        ("border-box", BoxArea::Border),
        ("padding-box", BoxArea::Padding),
        ("content-box", BoxArea::Content),
    ];
    let before = p.try_parse(|p| word(p, &areas)).ok();
    let shape = p.try_parse(shape).ok();
    let area = before.or_else(|| p.try_parse(|p| word(p, &areas)).ok());
    if shape.is_none() && area.is_none() {
        return fault();
    }
    Ok(Some(Clip { shape, area: area.unwrap_or(BoxArea::Border) }))
}

type Shape = Lazy<BasicShape>;

/// [CSS Shapes 1, 3](https://www.w3.org/TR/css-shapes-1/#basic-shape-functions), and the two rectangles of
/// [CSS Shapes 2](https://drafts.csswg.org/css-shapes-2/#supported-basic-shapes).
fn shape(p: &mut Parser<'_>) -> Parsed<Shape> {
    type Arguments = fn(&mut Parser<'_>) -> Parsed<Shape>;
    let shapes: [(&str, Arguments); 6] = [
        ("inset", inset),
        ("xywh", xywh),
        ("rect", rect),
        ("circle", circle),
        ("ellipse", ellipse),
        ("polygon", polygon),
    ];
    let arguments = function(p, &shapes)?;
    p.parse_nested_block(arguments)
}

fn inset(p: &mut Parser<'_>) -> Parsed<Shape> {
    let sides = four(p, signed)?;
    rounded(p, move |context| {
        let [top, right, bottom, left] = sides.each_ref().map(|side| side.compute(context));
        Sides { top, right, bottom, left }
    })
}

/// Left, top, width and height.
fn xywh(p: &mut Parser<'_>) -> Parsed<Shape> {
    let (x, y, width, height) = (signed(p)?, signed(p)?, dim(p)?, dim(p)?);
    rounded(p, move |context| {
        let (left, top) = (x.compute(context), y.compute(context));
        let far = |near: &LengthPercentage, size: &Dim| {
            LengthPercentage::whole().minus(near).minus(&size.compute(context))
        };
        Sides { right: far(&left, &width), bottom: far(&top, &height), top, left }
    })
}

/// The four edges, all counted from the top left.
fn rect(p: &mut Parser<'_>) -> Parsed<Shape> {
    let edge = |p: &mut Parser<'_>| if eat(p, "auto") { Ok(None) } else { signed(p).map(Some) };
    let (top, right, bottom, left) = (edge(p)?, edge(p)?, edge(p)?, edge(p)?);
    rounded(p, move |context| {
        let near = |edge: &Option<Dim>| edge.compute(context).unwrap_or(LengthPercentage::ZERO);
        let far = |edge: &Option<Dim>| match edge {
            None => LengthPercentage::ZERO,
            Some(edge) => LengthPercentage::whole().minus(&edge.compute(context)),
        };
        Sides { top: near(&top), right: far(&right), bottom: far(&bottom), left: near(&left) }
    })
}

fn rounded(
    p: &mut Parser<'_>,
    sides: impl Fn(&Context<'_>) -> Sides<LengthPercentage> + Send + Sync + 'static,
) -> Parsed<Shape> {
    let radii = if eat(p, "round") { Some(radii(p)?) } else { None };
    Ok(Lazy::new(move |context| {
        let square = || std::array::from_fn(|_| (LengthPercentage::ZERO, LengthPercentage::ZERO));
        let radii = radii.as_ref().map_or_else(square, |radii| {
            radii.each_ref().map(|(x, y)| (x.compute(context), y.compute(context)))
        });
        BasicShape::Inset { sides: sides(context), radii: Box::new(radii) }
    }))
}

#[derive(Clone)]
enum Radius {
    Plain(ShapeRadius),
    Dim(Dim),
}

impl Specified for Radius {
    type Computed = ShapeRadius;

    fn compute(&self, context: &Context<'_>) -> ShapeRadius {
        match self {
            Radius::Plain(radius) => radius.clone(),
            Radius::Dim(dim) => ShapeRadius::Length(dim.compute(context)),
        }
    }
}

fn radius(p: &mut Parser<'_>) -> Parsed<Radius> {
    let words = [("closest-side", ShapeRadius::ClosestSide), ("farthest-side", ShapeRadius::FarthestSide)];
    p.try_parse(|p| word(p, &words)).map(Radius::Plain).or_else(|_| dim(p).map(Radius::Dim))
}

fn center(p: &mut Parser<'_>) -> Parsed<Option<(Offset, Offset)>> {
    if eat(p, "at") { position(p).map(Some) } else { Ok(None) }
}

fn circle(p: &mut Parser<'_>) -> Parsed<Shape> {
    let radius = p.try_parse(radius).unwrap_or(Radius::Plain(ShapeRadius::ClosestSide));
    let at = center(p)?;
    Ok(Lazy::new(move |context| BasicShape::Circle {
        radius: radius.compute(context),
        center: at.compute(context).unwrap_or_else(middle),
    }))
}

fn ellipse(p: &mut Parser<'_>) -> Parsed<Shape> {
    let radii = p.try_parse(|p| Parsed::Ok((radius(p)?, radius(p)?)));
    let closest = || Radius::Plain(ShapeRadius::ClosestSide);
    let radii = radii.unwrap_or_else(|_| (closest(), closest()));
    let at = center(p)?;
    Ok(Lazy::new(move |context| BasicShape::Ellipse {
        radii: radii.compute(context),
        center: at.compute(context).unwrap_or_else(middle),
    }))
}

fn middle() -> (LengthPercentage, LengthPercentage) {
    (LengthPercentage::Percent(0.5), LengthPercentage::Percent(0.5))
}

fn polygon(p: &mut Parser<'_>) -> Parsed<Shape> {
    let rule = p.try_parse(|p| {
        let even_odd = word(p, &[("nonzero", false), ("evenodd", true)])?;
        p.expect_comma()?;
        Parsed::Ok(even_odd)
    });
    let points = commas(p, |p| Ok((signed(p)?, signed(p)?)))?;
    let even_odd = rule.unwrap_or(false);
    Ok(Lazy::new(move |context| BasicShape::Polygon { even_odd, points: points.compute(context) }))
}
