use cssparser::Parser;

use super::grammar::*;
use super::length::{Dim, signed};
use super::position::position;
use super::style::Context;
use super::table::longhands;
use crate::style::{ObjectFit, TransformFunction};

longhands! { PAINT:
    "opacity" reset (opacity) = |p, _| number_or_percent(p).map(|value| Plain(value.clamp(0.0, 1.0)));
    "transform" reset (transform) = |p, _| transform(p);
    "translate" reset (extra.translate) = |p, _| {
        if eat(p, "none") { return Ok(None); }
        let x = signed(p)?;
        Ok(Some(Function::Translate(x, p.try_parse(signed).unwrap_or(Dim::ZERO))))
    };
    "rotate" reset (extra.rotate) = |p, _| {
        if eat(p, "none") { return Ok(None); }
        angle(p).map(|angle| Some(Function::Plain(TransformFunction::Rotate(angle))))
    };
    "scale" reset (extra.scale) = |p, _| {
        if eat(p, "none") { return Ok(None); }
        pair(p, number_or_percent).map(|(x, y)| Some(Function::Plain(TransformFunction::Scale(x, y))))
    };
    "transform-origin" reset (transform_origin) = |p, _| position(p);
    "object-fit" reset (object_fit) = |p, _| one_of(p, &[
        ("fill", ObjectFit::Fill), ("contain", ObjectFit::Contain), ("cover", ObjectFit::Cover),
        ("none", ObjectFit::None), ("scale-down", ObjectFit::ScaleDown),
    ]);
    "object-position" reset (object_position) = |p, _| position(p);
    "image-orientation" inherited (images_upright) = |p, _| one_of(p, &[("from-image", true), ("none", false)]);
    // Readers fill each pixel as a square, unless they are asked to smooth it (ISO 32000-2, 8.9.5.3).
    "image-rendering" inherited (images_smooth) = |p, _| one_of(p, &[
        ("auto", false), ("smooth", true), ("high-quality", true), ("pixelated", false), ("crisp-edges", false),
    ]);
}

#[derive(Clone, Debug)]
enum Function {
    Plain(TransformFunction),
    Translate(Dim, Dim),
}

impl Specified for Function {
    type Computed = TransformFunction;

    fn compute(&self, context: &Context<'_>) -> TransformFunction {
        match self {
            Function::Plain(function) => function.clone(),
            Function::Translate(x, y) => TransformFunction::Translate(x.compute(context), y.compute(context)),
        }
    }
}

/// [CSS Transforms 1, 11](https://www.w3.org/TR/css-transforms-1/#transform-functions), in the plane.
fn transform(p: &mut Parser<'_>) -> Parsed<Vec<Function>> {
    if eat(p, "none") {
        return Ok(Vec::new());
    }
    many(p, |p| {
        let name = function(p, &TRANSFORMS.map(|name| (name, name)))?;
        p.parse_nested_block(|p| transformation(p, name))
    })
}

const TRANSFORMS: [&str; 12] = [
    "translate",
    "translatex",
    "translatey",
    "scale",
    "scalex",
    "scaley",
    "rotate",
    "rotatez",
    "skew",
    "skewx",
    "skewy",
    "matrix",
];

/// The arguments of one of [`TRANSFORMS`].
fn transformation(p: &mut Parser<'_>, name: &str) -> Parsed<Function> {
    use TransformFunction::{Matrix, Rotate, Scale, Skew};
    let plain = match name {
        "translate" => {
            let x = signed(p)?;
            let y = if comma(p) { signed(p)? } else { Dim::ZERO };
            return Ok(Function::Translate(x, y));
        }
        "translatex" => return Ok(Function::Translate(signed(p)?, Dim::ZERO)),
        "translatey" => return Ok(Function::Translate(Dim::ZERO, signed(p)?)),
        "scale" => {
            let x = number_or_percent(p)?;
            Scale(x, if comma(p) { number_or_percent(p)? } else { x })
        }
        "scalex" => Scale(number_or_percent(p)?, 1.0),
        "scaley" => Scale(1.0, number_or_percent(p)?),
        "rotate" | "rotatez" => Rotate(angle(p)?),
        "skew" => Skew(angle(p)?, if comma(p) { angle(p)? } else { 0.0 }),
        "skewx" => Skew(angle(p)?, 0.0),
        "skewy" => Skew(0.0, angle(p)?),
        "matrix" => {
            let mut matrix = [0.0; 6];
            for (at, value) in matrix.iter_mut().enumerate() {
                if at > 0 {
                    p.expect_comma()?;
                }
                *value = number(p)?;
            }
            // The last two are CSS pixels.
            matrix[4] *= crate::units::PT_PER_PX;
            matrix[5] *= crate::units::PT_PER_PX;
            Matrix(matrix)
        }
        _ => return fault(),
    };
    Ok(Function::Plain(plain))
}

fn comma(p: &mut Parser<'_>) -> bool {
    p.try_parse(|p| p.expect_comma()).is_ok()
}
