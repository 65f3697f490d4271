use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{Parser, Token};

use super::grammar::*;
use super::offer::named;
use super::style::Context;
use crate::color::{Color, Rgba};

/// A colour as written ([CSS Color 4](https://www.w3.org/TR/css-color-4/)).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ColorSpec {
    Rgba(Rgba),
    Current,
    /// `color-mix()` in sRGB; the number is the share of the second.
    Mix(Box<(ColorSpec, ColorSpec)>, f32),
}

impl Specified for ColorSpec {
    type Computed = Rgba;

    fn compute(&self, context: &Context<'_>) -> Rgba {
        match self {
            ColorSpec::Rgba(rgba) => rgba.clone(),
            ColorSpec::Current => context.color.clone(),
            ColorSpec::Mix(colors, share) => {
                colors.0.compute(context).mix(&colors.1.compute(context), *share)
            }
        }
    }
}

pub(super) fn color(p: &mut Parser<'_>) -> Parsed<ColorSpec> {
    named("<color>", p, any_color)
}

fn any_color(p: &mut Parser<'_>) -> Parsed<ColorSpec> {
    match p.next()?.clone() {
        Token::Hash(value) | Token::IDHash(value) => match parse_hash_color(value.as_bytes()) {
            Ok((r, g, b, alpha)) => Ok(rgba(r, g, b, alpha)),
            Err(()) => fault(),
        },
        Token::Ident(name) => keyword(&name),
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            p.parse_nested_block(|p| match name.as_str() {
                "rgb" | "rgba" => rgb(p),
                "hsl" | "hsla" => hue_based(p, hsl_to_rgb),
                "hwb" => hue_based(p, hwb_to_rgb),
                "device-cmyk" => cmyk(p),
                "color-mix" => mix(p),
                _ => fault(),
            })
        }
        _ => fault(),
    }
}

fn rgba(r: u8, g: u8, b: u8, alpha: f32) -> ColorSpec {
    ColorSpec::Rgba(Rgba { color: Color::Rgb([r, g, b]), alpha })
}

fn keyword(name: &str) -> Parsed<ColorSpec> {
    if name.eq_ignore_ascii_case("transparent") {
        return Ok(ColorSpec::Rgba(Rgba::TRANSPARENT));
    }
    if name.eq_ignore_ascii_case("currentcolor") {
        return Ok(ColorSpec::Current);
    }
    match parse_named_color(name) {
        Ok((r, g, b)) => Ok(rgba(r, g, b, 1.0)),
        Err(()) => fault(),
    }
}

/// A component; `none` is 0. 100 % is `whole`.
fn component(p: &mut Parser<'_>, whole: f32) -> Parsed<f32> {
    if eat(p, "none") {
        return Ok(0.0);
    }
    p.try_parse(number).or_else(|_| percent(p).map(|share| share * whole))
}

/// Components with commas throughout or with none, and the alpha value.
fn components<const N: usize>(
    p: &mut Parser<'_>,
    one: impl Fn(&mut Parser<'_>, usize) -> Parsed<f32>,
) -> Parsed<([f32; N], f32)> {
    let mut values = [0.0; N];
    let mut commas = false;
    for (at, value) in values.iter_mut().enumerate() {
        if at == 1 {
            commas = p.try_parse(|p| p.expect_comma()).is_ok();
        } else if at > 1 && commas {
            p.expect_comma()?;
        }
        *value = one(p, at)?;
    }
    let has_alpha = if commas { p.try_parse(|p| p.expect_comma()).is_ok() } else { eat_delim(p, '/') };
    let alpha = if has_alpha { component(p, 1.0)?.clamp(0.0, 1.0) } else { 1.0 };
    Ok((values, alpha))
}

fn rgb(p: &mut Parser<'_>) -> Parsed<ColorSpec> {
    let ([r, g, b], alpha) = components(p, |p, _| component(p, 255.0))?;
    Ok(rgba(byte(r / 255.0), byte(g / 255.0), byte(b / 255.0), alpha))
}

fn hue_based(p: &mut Parser<'_>, convert: fn(f32, f32, f32) -> [f32; 3]) -> Parsed<ColorSpec> {
    let one = |p: &mut Parser<'_>, at: usize| match at {
        0 if eat(p, "none") => Ok(0.0),
        0 => p.try_parse(number).or_else(|_| angle(p).map(f32::to_degrees)),
        _ => component(p, 100.0).map(|value| (value / 100.0).clamp(0.0, 1.0)),
    };
    let ([hue, a, b], alpha) = components(p, one)?;
    let [r, g, b] = convert(hue.rem_euclid(360.0), a, b);
    Ok(rgba(byte(r), byte(g), byte(b), alpha))
}

/// [CSS Color 4, 7.1](https://www.w3.org/TR/css-color-4/#hsl-to-rgb).
fn hsl_to_rgb(hue: f32, saturation: f32, lightness: f32) -> [f32; 3] {
    [0.0, 8.0, 4.0].map(|n: f32| {
        let k = (n + hue / 30.0) % 12.0;
        let a = saturation * lightness.min(1.0 - lightness);
        lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

/// [CSS Color 4, 8.1](https://www.w3.org/TR/css-color-4/#hwb-to-rgb).
fn hwb_to_rgb(hue: f32, white: f32, black: f32) -> [f32; 3] {
    if white + black >= 1.0 {
        return [white / (white + black); 3];
    }
    hsl_to_rgb(hue, 1.0, 0.5).map(|channel| channel * (1.0 - white - black) + white)
}

/// [CSS Color 5, 6](https://www.w3.org/TR/css-color-5/#device-cmyk).
fn cmyk(p: &mut Parser<'_>) -> Parsed<ColorSpec> {
    let (inks, alpha) = components(p, |p, _| component(p, 1.0).map(|ink| ink.clamp(0.0, 1.0)))?;
    Ok(ColorSpec::Rgba(Rgba { color: Color::Cmyk(inks), alpha }))
}

/// `in srgb, <color> <percentage>?, <color> <percentage>?`
fn mix(p: &mut Parser<'_>) -> Parsed<ColorSpec> {
    p.expect_ident_matching("in")?;
    p.expect_ident_matching("srgb")?;
    let one = |p: &mut Parser<'_>| {
        p.expect_comma()?;
        let before = p.try_parse(percent).ok();
        let color = color(p)?;
        Parsed::Ok((color, before.or_else(|| p.try_parse(percent).ok())))
    };
    let (first, second) = (one(p)?, one(p)?);
    let share = match (first.1, second.1) {
        (None, None) => 0.5,
        (Some(a), None) => 1.0 - a,
        (None, Some(b)) => b,
        (Some(a), Some(b)) if a + b > 0.0 => b / (a + b),
        _ => return fault(),
    };
    if (0.0..=1.0).contains(&share) {
        Ok(ColorSpec::Mix(Box::new((first.0, second.0)), share))
    } else {
        fault()
    }
}

fn byte(channel: f32) -> u8 {
    (channel.clamp(0.0, 1.0) * 255.0).round() as u8
}
