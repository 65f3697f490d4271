use cssparser::Parser;

use super::color::{ColorSpec, color};
use super::grammar::*;
use super::length::{Length, length, signed_length};
use super::style::Context;
use super::table::longhands;
use crate::style::{Shadow, TextShadow};

longhands! { SHADOW:
    "box-shadow" reset (box_shadows) = |p, _| {
        if eat(p, "none") { return Ok(Vec::new()); }
        commas(p, box_shadow)
    };
    "text-shadow" inherited (text_shadows) = |p, _| {
        if eat(p, "none") { return Ok(Vec::new()); }
        commas(p, text_shadow)
    };
}

#[derive(Clone)]
struct BoxShadow {
    inset: bool,
    x: Length,
    y: Length,
    blur: Option<Length>,
    spread: Option<Length>,
    color: Option<ColorSpec>,
}

impl Specified for BoxShadow {
    type Computed = Shadow;

    fn compute(&self, context: &Context<'_>) -> Shadow {
        Shadow {
            inset: self.inset,
            x: self.x.compute(context),
            y: self.y.compute(context),
            blur: self.blur.compute(context).unwrap_or(0.0),
            spread: self.spread.compute(context).unwrap_or(0.0),
            color: self.color.compute(context).unwrap_or_else(|| context.color.clone()),
        }
    }
}

/// `inset? && <length>{2,4} && <color>?`
/// ([CSS Backgrounds 3, 6.1](https://www.w3.org/TR/css-backgrounds-3/#box-shadow)).
fn box_shadow(p: &mut Parser<'_>) -> Parsed<BoxShadow> {
    let mut inset = eat(p, "inset");
    let mut ink = p.try_parse(color).ok();
    inset = inset || eat(p, "inset");
    let (x, y) = (signed_length(p)?, signed_length(p)?);
    let blur = p.try_parse(length).ok();
    let spread = if blur.is_some() { p.try_parse(signed_length).ok() } else { None };
    inset = inset || eat(p, "inset");
    ink = ink.or_else(|| p.try_parse(color).ok());
    inset = inset || eat(p, "inset");
    Ok(BoxShadow { inset, x, y, blur, spread, color: ink })
}

#[derive(Clone)]
struct SharpShadow {
    x: Length,
    y: Length,
    color: Option<ColorSpec>,
}

impl Specified for SharpShadow {
    type Computed = TextShadow;

    fn compute(&self, context: &Context<'_>) -> TextShadow {
        TextShadow {
            x: self.x.compute(context),
            y: self.y.compute(context),
            color: self
                .color
                .as_ref()
                .filter(|color| **color != ColorSpec::Current)
                .map(|color| color.compute(context)),
        }
    }
}

/// `<color>? && <length>{2,3}` ([CSS Text Decoration 3, 4](https://www.w3.org/TR/css-text-decor-3/#text-shadow-property)),
/// the third of which is no blur.
fn text_shadow(p: &mut Parser<'_>) -> Parsed<SharpShadow> {
    let mut ink = p.try_parse(color).ok();
    let (x, y) = (signed_length(p)?, signed_length(p)?);
    if let Ok(blur) = p.try_parse(length)
        && !blur.is_zero()
    {
        return fault();
    }
    ink = ink.or_else(|| p.try_parse(color).ok());
    Ok(SharpShadow { x, y, color: ink })
}
