use std::sync::Arc;

use cssparser::{Parser, Token};

use super::color::color;
use super::grammar::*;
use super::length::{Dim, dim, signed_length};
use super::table::longhands;
use crate::style::{Direction, LineHeight};
use crate::text::{Family, FontFeature, FontVariation, Slant};
use crate::units::PT_PER_PX;

longhands! { EARLY:
    "direction" inherited (direction) = |p, _| one_of(p, &[("ltr", Direction::Ltr), ("rtl", Direction::Rtl)]);
    "color" inherited (color) = |p, _| color(p);
    "font-size" inherited (text.size) = |p, _| font_size(p);
}

longhands! { FONT:
    "font-family" inherited (text.families) = |p, _| families(p);
    "font-weight" inherited (text.weight) = |p, _| font_weight(p);
    "font-style" inherited (text.slant) = |p, _| font_style(p);
    "font-stretch" inherited (text.stretch) = |p, _| {
        p.try_parse(font_stretch).or_else(|_| positive_percent(p)).map(Plain)
    };
    "font-size-adjust" inherited (text.size_adjust) = |p, _| {
        if eat(p, "none") { return Ok(Plain(None)); }
        eat(p, "ex-height");
        positive_number(p).map(|aspect| Plain(Some(aspect)))
    };
    "font-optical-sizing" inherited (text.sizes_optically) = |p, _| one_of(p, &[("auto", true), ("none", false)]);
    "font-variation-settings" inherited (text.variations) = |p, _| variations(p);
    "font-kerning" inherited (extra.features.kerning) = |p, _| one_of(p, &[
        ("auto", vec![]), ("normal", vec![on(b"kern")]), ("none", vec![off(b"kern")]),
    ]);
    "font-variant-ligatures" inherited (extra.features.ligatures) = |p, _| features(p, LIGATURES);
    "font-variant-caps" inherited (extra.features.caps) = |p, _| caps(p);
    "font-variant-numeric" inherited (extra.features.numeric) = |p, _| features(p, NUMERIC);
    "font-variant-position" inherited (extra.features.position) = |p, _| features(p, POSITIONS);
    "font-feature-settings" inherited (extra.features.settings) = |p, _| settings(p);
    "line-height" inherited (line_height) = |p, _| line_height(p);
}

const fn on(tag: &[u8; 4]) -> FontFeature {
    FontFeature { tag: *tag, value: 1 }
}

const fn off(tag: &[u8; 4]) -> FontFeature {
    FontFeature { tag: *tag, value: 0 }
}

/// Keyword, the group of keywords that exclude each other, and what it switches.
type FeatureWord = (&'static str, u8, &'static [FontFeature]);

/// [CSS Fonts 4, 6.4](https://www.w3.org/TR/css-fonts-4/#font-variant-ligatures-prop).
const LIGATURES: &[FeatureWord] = &[
    ("none", 0, &[off(b"calt"), off(b"clig"), off(b"dlig"), off(b"hlig"), off(b"liga")]),
    ("common-ligatures", 1, &[on(b"clig"), on(b"liga")]),
    ("no-common-ligatures", 1, &[off(b"clig"), off(b"liga")]),
    ("discretionary-ligatures", 2, &[on(b"dlig")]),
    ("no-discretionary-ligatures", 2, &[off(b"dlig")]),
    ("historical-ligatures", 3, &[on(b"hlig")]),
    ("no-historical-ligatures", 3, &[off(b"hlig")]),
    ("contextual", 4, &[on(b"calt")]),
    ("no-contextual", 4, &[off(b"calt")]),
];

/// [CSS Fonts 4, 6.6](https://www.w3.org/TR/css-fonts-4/#font-variant-caps-prop).
const CAPS: &[FeatureWord] = &[
    ("small-caps", 0, &[on(b"smcp")]),
    ("all-small-caps", 0, &[on(b"c2sc"), on(b"smcp")]),
    ("petite-caps", 0, &[on(b"pcap")]),
    ("all-petite-caps", 0, &[on(b"c2pc"), on(b"pcap")]),
    ("unicase", 0, &[on(b"unic")]),
    ("titling-caps", 0, &[on(b"titl")]),
];

/// [CSS Fonts 4, 6.7](https://www.w3.org/TR/css-fonts-4/#font-variant-numeric-prop).
const NUMERIC: &[FeatureWord] = &[
    ("lining-nums", 0, &[on(b"lnum")]),
    ("oldstyle-nums", 0, &[on(b"onum")]),
    ("proportional-nums", 1, &[on(b"pnum")]),
    ("tabular-nums", 1, &[on(b"tnum")]),
    ("diagonal-fractions", 2, &[on(b"frac")]),
    ("stacked-fractions", 2, &[on(b"afrc")]),
    ("ordinal", 3, &[on(b"ordn")]),
    ("slashed-zero", 4, &[on(b"zero")]),
];

/// [CSS Fonts 4, 6.5](https://www.w3.org/TR/css-fonts-4/#font-variant-position-prop).
const POSITIONS: &[FeatureWord] = &[("sub", 0, &[on(b"subs")]), ("super", 0, &[on(b"sups")])];

/// [CSS Fonts 4, 2.3](https://www.w3.org/TR/css-fonts-4/#font-stretch-prop), in percent.
const STRETCHES: &[(&str, f32)] = &[
    ("normal", 100.0),
    ("ultra-condensed", 50.0),
    ("extra-condensed", 62.5),
    ("condensed", 75.0),
    ("semi-condensed", 87.5),
    ("semi-expanded", 112.5),
    ("expanded", 125.0),
    ("extra-expanded", 150.0),
    ("ultra-expanded", 200.0),
];

pub(in crate::style) fn font_stretch(p: &mut Parser<'_>) -> Parsed<f32> {
    word(p, STRETCHES)
}

fn positive_percent(p: &mut Parser<'_>) -> Parsed<f32> {
    percent(p).and_then(|share| if share >= 0.0 { Ok(share * 100.0) } else { fault() })
}

/// Four printable characters in quotes.
fn tag(p: &mut Parser<'_>) -> Parsed<[u8; 4]> {
    let tag = string(p)?;
    let Ok(tag) = <[u8; 4]>::try_from(tag.as_bytes()) else { return fault() };
    if tag.iter().all(|byte| (0x20..0x7F).contains(byte)) { Ok(tag) } else { fault() }
}

fn variations(p: &mut Parser<'_>) -> Parsed<Plain<Vec<FontVariation>>> {
    if eat(p, "normal") {
        return Ok(Plain(Vec::new()));
    }
    commas(p, |p| Ok(FontVariation { axis: tag(p)?, value: number(p)? })).map(Plain)
}

fn features(p: &mut Parser<'_>, words: &[FeatureWord]) -> Parsed<Plain<Vec<FontFeature>>> {
    if eat(p, "normal") {
        return Ok(Plain(Vec::new()));
    }
    let mut groups = Vec::new();
    let mut list = Vec::new();
    let words: Vec<(&str, &FeatureWord)> = words.iter().map(|entry| (entry.0, entry)).collect();
    while let Ok((_, group, features)) = p.try_parse(|p| word(p, &words)) {
        if groups.contains(group) {
            return fault();
        }
        groups.push(*group);
        list.extend_from_slice(features);
    }
    if groups.is_empty() { fault() } else { Ok(Plain(list)) }
}

pub(super) fn caps(p: &mut Parser<'_>) -> Parsed<Plain<Vec<FontFeature>>> {
    features(p, CAPS)
}

fn settings(p: &mut Parser<'_>) -> Parsed<Plain<Vec<FontFeature>>> {
    if eat(p, "normal") {
        return Ok(Plain(Vec::new()));
    }
    let one = |p: &mut Parser<'_>| {
        let tag = tag(p)?;
        let value =
            p.try_parse(|p| word(p, &[("on", 1), ("off", 0)])).or_else(|_| p.try_parse(integer)).unwrap_or(1);
        u32::try_from(value).map_or_else(|_| fault(), |value| Ok(FontFeature { tag, value }))
    };
    commas(p, one).map(Plain)
}

/// Sizes of the keywords in CSS pixels, `medium` being 16
/// ([CSS Fonts 4, 2.5](https://www.w3.org/TR/css-fonts-4/#absolute-size-mapping)).
const SIZES: &[(&str, f32)] = &[
    ("xx-small", 9.0),
    ("x-small", 10.0),
    ("small", 13.0),
    ("medium", 16.0),
    ("large", 18.0),
    ("x-large", 24.0),
    ("xx-large", 32.0),
    ("xxx-large", 48.0),
];

pub(super) fn font_size(p: &mut Parser<'_>) -> Parsed<Lazy<f32>> {
    if let Ok(pixels) = p.try_parse(|p| word(p, SIZES)) {
        return Ok(Lazy::new(move |_| pixels * PT_PER_PX));
    }
    let size = match p.try_parse(|p| word(p, &[("larger", 1.2), ("smaller", 1.0 / 1.2)])) {
        Ok(factor) => Dim::Percent(factor),
        Err(_) => dim(p)?,
    };
    Ok(Lazy::new(move |context| size.points(context, context.parent.text.size).max(0.0)))
}

pub(super) fn font_weight(p: &mut Parser<'_>) -> Parsed<Lazy<u16>> {
    if let Ok(weight) = p.try_parse(|p| word(p, &[("normal", 400), ("bold", 700)])) {
        return Ok(Lazy::new(move |_| weight));
    }
    if let Ok(bolder) = p.try_parse(|p| word(p, &[("bolder", true), ("lighter", false)])) {
        return Ok(Lazy::new(move |context| relative_weight(context.parent.text.weight, bolder)));
    }
    let weight = number(p)?;
    if (1.0..=1000.0).contains(&weight) { Ok(Lazy::new(move |_| weight.round() as u16)) } else { fault() }
}

/// [CSS Fonts 4, 2.2.1](https://www.w3.org/TR/css-fonts-4/#relative-weights).
fn relative_weight(inherited: u16, bolder: bool) -> u16 {
    match (inherited, bolder) {
        (0..350, true) => 400,
        (350..550, true) => 700,
        (550..900, true) => 900,
        (0..100, false) => inherited,
        (100..550, false) => 100,
        (550..750, false) => 400,
        (750.., false) => 700,
        (900.., true) => inherited,
    }
}

/// How far oblique letters lean is up to the font.
pub(super) fn font_style(p: &mut Parser<'_>) -> Parsed<Plain<Slant>> {
    let words = [("normal", Slant::Upright), ("italic", Slant::Italic), ("oblique", Slant::Oblique)];
    let slant = word(p, &words)?;
    if slant == Slant::Oblique {
        let _ = p.try_parse(angle);
    }
    Ok(Plain(slant))
}

pub(super) fn families(p: &mut Parser<'_>) -> Parsed<Plain<Vec<Family>>> {
    commas(p, family).map(Plain)
}

fn family(p: &mut Parser<'_>) -> Parsed<Family> {
    if let Ok(name) = p.try_parse(string) {
        return Ok(Family::Named(name));
    }
    let mut name = custom_ident(p, &[])?.to_string();
    while let Ok(Token::Ident(next)) = p.try_parse(|p| p.next().cloned()) {
        name.push(' ');
        name.push_str(&next);
    }
    Ok(match name.to_ascii_lowercase().as_str() {
        "sans-serif" | "system-ui" | "ui-sans-serif" => Family::SansSerif,
        "serif" | "ui-serif" => Family::Serif,
        "monospace" | "ui-monospace" => Family::Monospace,
        _ => Family::Named(Arc::from(name)),
    })
}

pub(super) fn line_height(p: &mut Parser<'_>) -> Parsed<Lazy<LineHeight>> {
    if eat(p, "normal") {
        return Ok(Lazy::new(|_| LineHeight::Normal));
    }
    if let Ok(number) = p.try_parse(positive_number) {
        return Ok(Lazy::new(move |_| LineHeight::Number(number)));
    }
    let dim = dim(p)?;
    Ok(Lazy::new(move |context| LineHeight::Length(dim.points(context, context.em))))
}

/// `normal` or a length.
pub(super) fn spacing(p: &mut Parser<'_>) -> Parsed<Lazy<f32>> {
    if eat(p, "normal") {
        return Ok(Lazy::new(|_| 0.0));
    }
    let length = signed_length(p)?;
    Ok(Lazy::new(move |context| length.compute(context)))
}
