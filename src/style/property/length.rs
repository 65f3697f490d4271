use std::sync::Arc;

use cssparser::{Parser, Token};

use super::grammar::*;
use super::math::{self, Math};
use super::offer::named;
use super::style::Context;
use crate::style::{LengthPercentage, LengthPercentageAuto, Sizing};
use crate::units::{PT_PER_MM, PT_PER_PX, Pt};

/// What a length is measured in, absolute ones already in points
/// ([CSS Values 4, 6](https://www.w3.org/TR/css-values-4/#lengths)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Pt,
    Em,
    Rem,
    Ex,
    Ch,
    Cap,
    Ic,
    Lh,
    Rlh,
    Vw,
    Vh,
    Vmin,
    Vmax,
}

/// A length or a percentage as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Dim {
    Length(f32, Unit),
    Percent(f32),
    Math(Arc<Math>),
}

impl Dim {
    pub const ZERO: Dim = Dim::Length(0.0, Unit::Pt);

    /// A math function is cut off at 0 where it is used ([CSS Values 4, 10.12](https://www.w3.org/TR/css-values-4/#calc-range)).
    fn at_least_zero(self) -> Dim {
        match self {
            Dim::Math(math) => {
                Dim::Math(Arc::new(Math::Max(vec![Math::Length(0.0, Unit::Pt), (*math).clone()])))
            }
            dim => dim,
        }
    }

    fn is_negative(&self) -> bool {
        match self {
            Dim::Length(value, _) | Dim::Percent(value) => *value < 0.0,
            Dim::Math(_) => false,
        }
    }

    fn has_percent(&self) -> bool {
        match self {
            Dim::Length(..) => false,
            Dim::Percent(_) => true,
            Dim::Math(math) => math.has_percent(),
        }
    }

    /// The length in points, 100 % being `basis`.
    pub fn points(&self, context: &Context<'_>, basis: Pt) -> Pt {
        self.compute(context).resolve(basis)
    }
}

impl Specified for Dim {
    type Computed = LengthPercentage;

    fn compute(&self, context: &Context<'_>) -> LengthPercentage {
        match self {
            Dim::Length(value, unit) => LengthPercentage::Length(unit.points(*value, context)),
            Dim::Percent(share) => LengthPercentage::Percent(bounded(*share)),
            Dim::Math(math) => math.compute(context),
        }
    }
}

impl Unit {
    /// The unit, and how many of it the written unit is.
    pub fn named(name: &str) -> Option<(Unit, f32)> {
        Some(match name.to_ascii_lowercase().as_str() {
            "px" => (Unit::Pt, PT_PER_PX),
            "pt" => (Unit::Pt, 1.0),
            "pc" => (Unit::Pt, 12.0),
            "in" => (Unit::Pt, 72.0),
            "cm" => (Unit::Pt, PT_PER_MM * 10.0),
            "mm" => (Unit::Pt, PT_PER_MM),
            "q" => (Unit::Pt, PT_PER_MM / 4.0),
            "em" => (Unit::Em, 1.0),
            "rem" => (Unit::Rem, 1.0),
            "ex" => (Unit::Ex, 1.0),
            "ch" => (Unit::Ch, 1.0),
            "cap" => (Unit::Cap, 1.0),
            "ic" => (Unit::Ic, 1.0),
            "lh" => (Unit::Lh, 1.0),
            "rlh" => (Unit::Rlh, 1.0),
            // A page is never smaller or larger than it is, and its lines run across.
            "vw" | "svw" | "lvw" | "dvw" | "vi" | "svi" | "lvi" | "dvi" => (Unit::Vw, 1.0),
            "vh" | "svh" | "lvh" | "dvh" | "vb" | "svb" | "lvb" | "dvb" => (Unit::Vh, 1.0),
            "vmin" | "svmin" | "lvmin" | "dvmin" => (Unit::Vmin, 1.0),
            "vmax" | "svmax" | "lvmax" | "dvmax" => (Unit::Vmax, 1.0),
            _ => return None,
        })
    }

    pub fn points(self, value: f32, context: &Context<'_>) -> Pt {
        let page = context.viewport;
        let one = match self {
            Unit::Pt => 1.0,
            Unit::Em => context.em,
            Unit::Rem => context.rem,
            Unit::Ex => context.em * context.font.ex,
            Unit::Ch => context.em * context.font.ch,
            Unit::Cap => context.em * context.font.cap,
            Unit::Ic => context.em * context.font.ic,
            Unit::Lh => context.lh,
            Unit::Rlh => context.rlh,
            Unit::Vw => page.width / 100.0,
            Unit::Vh => page.height / 100.0,
            Unit::Vmin => page.width.min(page.height) / 100.0,
            Unit::Vmax => page.width.max(page.height) / 100.0,
        };
        bounded(value * one)
    }
}

/// Far beyond any paper, and safe to calculate with.
const LARGEST: f32 = 1e7;

pub(super) fn bounded(value: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(-LARGEST, LARGEST) }
}

/// A length or percentage, negative ones too.
pub(super) fn signed(p: &mut Parser<'_>) -> Parsed<Dim> {
    named("<length-percentage>", p, |p| match p.next()?.clone() {
        Token::Number { value: 0.0, .. } => Ok(Dim::ZERO),
        Token::Percentage { unit_value, .. } if unit_value.is_finite() => Ok(Dim::Percent(unit_value)),
        Token::Dimension { value, unit, .. } if value.is_finite() => match Unit::named(&unit) {
            Some((unit, factor)) => Ok(Dim::Length(value * factor, unit)),
            None => fault(),
        },
        Token::Function(name) if math::is_math(&name) => {
            math::length(p, &name).map(|math| Dim::Math(Arc::new(math)))
        }
        _ => fault(),
    })
}

/// A length or percentage of at least 0.
pub(super) fn dim(p: &mut Parser<'_>) -> Parsed<Dim> {
    signed(p).and_then(|dim| if dim.is_negative() { fault() } else { Ok(dim.at_least_zero()) })
}

/// A length in a media query, where nobody has styled anything yet
/// ([Media Queries 4, 1.3](https://www.w3.org/TR/mediaqueries-4/#units)).
pub(in crate::style) fn media_length(p: &mut Parser<'_>) -> Parsed<Pt> {
    length(p).map(|length| length.compute(&Context::initial()))
}

/// A length that computes to points.
#[derive(Clone, Debug)]
pub(super) struct Length(Dim);

impl Specified for Length {
    type Computed = Pt;

    fn compute(&self, context: &Context<'_>) -> Pt {
        self.0.points(context, 0.0)
    }
}

impl Length {
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Dim::Length(0.0, _))
    }
}

pub(super) fn signed_length(p: &mut Parser<'_>) -> Parsed<Length> {
    named("<length>", p, |p| {
        signed(p).and_then(|dim| if dim.has_percent() { fault() } else { Ok(Length(dim)) })
    })
}

pub(super) fn length(p: &mut Parser<'_>) -> Parsed<Length> {
    named("<length>", p, |p| dim(p).and_then(|dim| if dim.has_percent() { fault() } else { Ok(Length(dim)) }))
}

/// A length, percentage or `auto`.
#[derive(Clone, Debug)]
pub(super) struct DimAuto(Option<Dim>);

impl Specified for DimAuto {
    type Computed = LengthPercentageAuto;

    fn compute(&self, context: &Context<'_>) -> LengthPercentageAuto {
        match &self.0 {
            None => LengthPercentageAuto::Auto,
            Some(dim) => LengthPercentageAuto::Value(dim.compute(context)),
        }
    }
}

pub(super) fn signed_auto(p: &mut Parser<'_>) -> Parsed<DimAuto> {
    if eat(p, "auto") { Ok(DimAuto(None)) } else { signed(p).map(|dim| DimAuto(Some(dim))) }
}

/// A width or a height as written.
#[derive(Clone, Debug)]
pub(super) enum SizeSpec {
    Plain(Sizing),
    Dim(Dim),
    FitContent(Dim),
}

impl Specified for SizeSpec {
    type Computed = Sizing;

    fn compute(&self, context: &Context<'_>) -> Sizing {
        match self {
            SizeSpec::Plain(sizing) => sizing.clone(),
            SizeSpec::Dim(dim) => Sizing::Value(dim.compute(context)),
            SizeSpec::FitContent(dim) => Sizing::FitContent(Some(dim.compute(context))),
        }
    }
}

pub(super) fn sizing(p: &mut Parser<'_>) -> Parsed<SizeSpec> {
    if eat(p, "auto") { Ok(SizeSpec::Plain(Sizing::Auto)) } else { bounded_sizing(p) }
}

/// Any size but `auto`.
fn bounded_sizing(p: &mut Parser<'_>) -> Parsed<SizeSpec> {
    let words = [
        ("min-content", Sizing::MinContent),
        ("max-content", Sizing::MaxContent),
        ("fit-content", Sizing::FitContent(None)),
    ];
    if let Ok(sizing) = p.try_parse(|p| word(p, &words)) {
        return Ok(SizeSpec::Plain(sizing));
    }
    if calls(p, "fit-content") {
        return p.parse_nested_block(dim).map(SizeSpec::FitContent);
    }
    dim(p).map(SizeSpec::Dim)
}

/// `none` is kept as `auto`.
pub(super) fn max_sizing(p: &mut Parser<'_>) -> Parsed<SizeSpec> {
    if eat(p, "none") { Ok(SizeSpec::Plain(Sizing::Auto)) } else { bounded_sizing(p) }
}
