use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{Parser, Token};

use super::color_space::Space;
use super::grammar::*;
use super::offer::named;
use super::style::Context;
use crate::color::{Color, Rgba};

/// A colour as written ([CSS Color 4](https://www.w3.org/TR/css-color-4/)).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ColorSpec {
    Rgba(Rgba),
    Current,
    Mix(Box<Mix>),
}

/// `color-mix()` ([CSS Color 5, 3](https://www.w3.org/TR/css-color-5/#color-mix)).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mix {
    space: Space,
    path: HuePath,
    first: ColorSpec,
    second: ColorSpec,
    /// Of the second.
    share: f32,
    /// Below 1 where the shares are not 100 % together.
    alpha: f32,
}

/// Which way round a hue goes to another one ([CSS Color 4, 12.4](https://www.w3.org/TR/css-color-4/#hue-interpolation)).
#[derive(Clone, Copy, Debug, PartialEq)]
enum HuePath {
    Shorter,
    Longer,
    Increasing,
    Decreasing,
}

impl Specified for ColorSpec {
    type Computed = Rgba;

    fn compute(&self, context: &Context<'_>) -> Rgba {
        match self {
            ColorSpec::Rgba(rgba) => rgba.clone(),
            ColorSpec::Current => context.color.clone(),
            ColorSpec::Mix(mix) => mix.of(&mix.first.compute(context), &mix.second.compute(context)),
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
                "hsl" | "hsla" => hue_based(p, Space::Hsl),
                "hwb" => hue_based(p, Space::Hwb),
                "lab" => in_space(p, Space::Lab, [100.0, 125.0, 125.0]),
                "lch" => in_space(p, Space::Lch, [100.0, 150.0, 360.0]),
                "oklab" => in_space(p, Space::Oklab, [1.0, 0.4, 0.4]),
                "oklch" => in_space(p, Space::Oklch, [1.0, 0.4, 360.0]),
                "color" => {
                    let space = word(p, COLOR_SPACES)?;
                    in_space(p, space, [1.0; 3])
                }
                "device-cmyk" => cmyk(p),
                "color-mix" => mix(p),
                // Paper is light.
                "light-dark" => {
                    let light = color(p)?;
                    p.expect_comma()?;
                    color(p)?;
                    Ok(light)
                }
                _ => fault(),
            })
        }
        _ => fault(),
    }
}

/// [CSS Color 4, 10](https://www.w3.org/TR/css-color-4/#color-function).
const COLOR_SPACES: &[(&str, Space)] = &[
    ("srgb", Space::Srgb),
    ("srgb-linear", Space::SrgbLinear),
    ("display-p3", Space::DisplayP3),
    ("a98-rgb", Space::A98Rgb),
    ("prophoto-rgb", Space::ProphotoRgb),
    ("rec2020", Space::Rec2020),
    ("xyz", Space::XyzD65),
    ("xyz-d65", Space::XyzD65),
    ("xyz-d50", Space::XyzD50),
];

const MIX_SPACES: &[(&str, Space)] = &[
    ("srgb", Space::Srgb),
    ("srgb-linear", Space::SrgbLinear),
    ("xyz", Space::XyzD65),
    ("xyz-d65", Space::XyzD65),
    ("xyz-d50", Space::XyzD50),
    ("lab", Space::Lab),
    ("oklab", Space::Oklab),
    ("lch", Space::Lch),
    ("oklch", Space::Oklch),
    ("hsl", Space::Hsl),
    ("hwb", Space::Hwb),
];

/// [CSS Color 4, 6.2](https://www.w3.org/TR/css-color-4/#css-system-colors), as browsers show them in the light.
const SYSTEM_COLORS: &[(&str, [u8; 3])] = &[
    ("accentcolor", [0, 117, 255]),
    ("accentcolortext", [255, 255, 255]),
    ("activetext", [255, 0, 0]),
    ("buttonborder", [118, 118, 118]),
    ("buttonface", [240, 240, 240]),
    ("buttontext", [0, 0, 0]),
    ("canvas", [255, 255, 255]),
    ("canvastext", [0, 0, 0]),
    ("field", [255, 255, 255]),
    ("fieldtext", [0, 0, 0]),
    ("graytext", [128, 128, 128]),
    ("highlight", [0, 120, 215]),
    ("highlighttext", [255, 255, 255]),
    ("linktext", [0, 0, 238]),
    ("mark", [255, 255, 0]),
    ("marktext", [0, 0, 0]),
    ("selecteditem", [0, 120, 215]),
    ("selecteditemtext", [255, 255, 255]),
    ("visitedtext", [85, 26, 139]),
];

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
        Err(()) => match SYSTEM_COLORS.iter().find(|(system, _)| name.eq_ignore_ascii_case(system)) {
            Some((_, [r, g, b])) => Ok(rgba(*r, *g, *b, 1.0)),
            None => fault(),
        },
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

fn hue(p: &mut Parser<'_>) -> Parsed<f32> {
    if eat(p, "none") {
        return Ok(0.0);
    }
    p.try_parse(number).or_else(|_| angle(p).map(f32::to_degrees))
}

fn hue_based(p: &mut Parser<'_>, space: Space) -> Parsed<ColorSpec> {
    let one = |p: &mut Parser<'_>, at: usize| match at {
        0 => hue(p),
        _ => component(p, 100.0).map(|value| (value / 100.0).clamp(0.0, 1.0)),
    };
    let (channels, alpha) = components(p, one)?;
    Ok(srgb(space.to_srgb(channels), alpha))
}

/// Channels without commas; `whole` is what 100 % of each are.
fn in_space(p: &mut Parser<'_>, space: Space, whole: [f32; 3]) -> Parsed<ColorSpec> {
    let mut channels = [0.0; 3];
    for (at, channel) in channels.iter_mut().enumerate() {
        let is_hue = space.hue() == Some(at);
        *channel = if is_hue { hue(p)? } else { component(p, whole[at])? };
    }
    // Lightness has ends, chroma a beginning.
    match space {
        Space::Lab | Space::Oklab => channels[0] = channels[0].clamp(0.0, whole[0]),
        Space::Lch | Space::Oklch => {
            channels[0] = channels[0].clamp(0.0, whole[0]);
            channels[1] = channels[1].max(0.0);
        }
        _ => {}
    }
    let alpha = if eat_delim(p, '/') { component(p, 1.0)?.clamp(0.0, 1.0) } else { 1.0 };
    Ok(srgb(space.to_srgb(channels), alpha))
}

fn srgb(channels: [f32; 3], alpha: f32) -> ColorSpec {
    let [r, g, b] = channels.map(byte);
    rgba(r, g, b, alpha)
}

/// [CSS Color 5, 6](https://www.w3.org/TR/css-color-5/#device-cmyk).
fn cmyk(p: &mut Parser<'_>) -> Parsed<ColorSpec> {
    let (inks, alpha) = components(p, |p, _| component(p, 1.0).map(|ink| ink.clamp(0.0, 1.0)))?;
    Ok(ColorSpec::Rgba(Rgba { color: Color::Cmyk(inks), alpha }))
}

/// `in <space>, <color> <percentage>?, <color> <percentage>?`
fn mix(p: &mut Parser<'_>) -> Parsed<ColorSpec> {
    p.expect_ident_matching("in")?;
    let space = word(p, MIX_SPACES)?;
    let paths = [
        ("shorter", HuePath::Shorter),
        ("longer", HuePath::Longer),
        ("increasing", HuePath::Increasing),
        ("decreasing", HuePath::Decreasing),
    ];
    let path = match p.try_parse(|p| word(p, &paths)) {
        Ok(path) if space.hue().is_some() => {
            p.expect_ident_matching("hue")?;
            path
        }
        Ok(_) => return fault(),
        Err(_) => HuePath::Shorter,
    };
    let one = |p: &mut Parser<'_>| {
        p.expect_comma()?;
        let before = p.try_parse(percent).ok();
        let color = color(p)?;
        Parsed::Ok((color, before.or_else(|| p.try_parse(percent).ok())))
    };
    let (first, second) = (one(p)?, one(p)?);
    let (one, other) = match (first.1, second.1) {
        (None, None) => (0.5, 0.5),
        (Some(a), None) => (a, 1.0 - a),
        (None, Some(b)) => (1.0 - b, b),
        (Some(a), Some(b)) => (a, b),
    };
    let is_share = |share: f32| (0.0..=1.0).contains(&share);
    if !is_share(one) || !is_share(other) || one + other <= 0.0 {
        return fault();
    }
    let (first, second) = (first.0, second.0);
    let (share, alpha) = (other / (one + other), (one + other).min(1.0));
    Ok(ColorSpec::Mix(Box::new(Mix { space, path, first, second, share, alpha })))
}

impl Mix {
    /// Channels weighted with their opacity, hues apart.
    fn of(&self, first: &Rgba, second: &Rgba) -> Rgba {
        let mixed = match self.space {
            Space::Srgb => first.mix(second, self.share),
            space => {
                let alpha = first.alpha * (1.0 - self.share) + second.alpha * self.share;
                let mut from = space.of_srgb(first.color.channels());
                let mut to = space.of_srgb(second.color.channels());
                if let Some(hue) = space.hue() {
                    self.turn(&mut from, &mut to, hue);
                }
                let channels = std::array::from_fn(|at| {
                    let weighted = |channel: f32, alpha: f32| {
                        if space.hue() == Some(at) { channel } else { channel * alpha }
                    };
                    let (a, b) = (weighted(from[at], first.alpha), weighted(to[at], second.alpha));
                    let sum = a * (1.0 - self.share) + b * self.share;
                    if space.hue() == Some(at) || alpha <= 0.0 { sum } else { sum / alpha }
                });
                Rgba { color: Color::Rgb(space.to_srgb(channels).map(byte)), alpha }
            }
        };
        Rgba { alpha: mixed.alpha * self.alpha, ..mixed }
    }

    /// Moves the hues so that a straight way between them is the one that is asked for.
    fn turn(&self, from: &mut [f32; 3], to: &mut [f32; 3], hue: usize) {
        // Grey has no hue: it takes the other one's.
        let is_grey = |channels: &[f32; 3]| match self.space {
            Space::Hwb => channels[1] + channels[2] >= 0.999,
            Space::Oklch => channels[1] < 1e-3,
            Space::Lch => channels[1] < 0.1,
            _ => channels[1] < 1e-3,
        };
        match (is_grey(from), is_grey(to)) {
            (true, false) => from[hue] = to[hue],
            (false, true) => to[hue] = from[hue],
            _ => {}
        }
        let way = to[hue] - from[hue];
        to[hue] += match self.path {
            HuePath::Shorter if way > 180.0 => -360.0,
            HuePath::Shorter if way < -180.0 => 360.0,
            HuePath::Longer if way > 0.0 && way < 180.0 => -360.0,
            HuePath::Longer if way > -180.0 && way <= 0.0 => 360.0,
            HuePath::Increasing if way < 0.0 => 360.0,
            HuePath::Decreasing if way > 0.0 => -360.0,
            _ => 0.0,
        };
    }
}

fn byte(channel: f32) -> u8 {
    (channel.clamp(0.0, 1.0) * 255.0).round() as u8
}
