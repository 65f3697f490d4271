use cssparser::{Parser, Token};

use crate::style::property::media_length;
use crate::units::{Pt, Size};

/// A media condition ([Media Queries 4, 3](https://www.w3.org/TR/mediaqueries-4/#mq-syntax)).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Known(bool),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    /// A measure of the page, compared.
    Measure(Measure, Comparison, f32),
    /// Portrait, which a square is, too.
    Portrait(bool),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure {
    Width,
    Height,
    /// Width over height.
    Ratio,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// Two lengths nearer than this are the same: a millimetre is no round number of points.
const TOLERANCE: Pt = 0.05;
/// Conditions inside conditions.
const MAX_DEPTH: usize = 16;

impl Condition {
    pub fn is_met(&self, page: Size) -> bool {
        match self {
            Condition::Known(is_met) => *is_met,
            Condition::Not(inner) => !inner.is_met(page),
            Condition::All(list) => list.iter().all(|inner| inner.is_met(page)),
            Condition::Any(list) => list.iter().any(|inner| inner.is_met(page)),
            Condition::Portrait(portrait) => (page.height >= page.width) == *portrait,
            Condition::Measure(measure, comparison, value) => {
                let own = match measure {
                    Measure::Width => page.width,
                    Measure::Height => page.height,
                    Measure::Ratio => page.width / page.height,
                };
                let slack = if *measure == Measure::Ratio { 1e-4 } else { TOLERANCE };
                match comparison {
                    Comparison::Less => own < value - slack,
                    Comparison::AtMost => own <= value + slack,
                    Comparison::Equal => (own - value).abs() <= slack,
                    Comparison::AtLeast => own >= value - slack,
                    Comparison::More => own > value + slack,
                }
            }
        }
    }

    fn decided(self) -> Condition {
        let is_known = |list: &[Condition]| list.iter().all(|one| matches!(one, Condition::Known(_)));
        match &self {
            Condition::Not(inner) if matches!(**inner, Condition::Known(_)) => {}
            Condition::All(list) | Condition::Any(list) if is_known(list) => {}
            Condition::All(list) if list.contains(&Condition::Known(false)) => {
                return Condition::Known(false);
            }
            Condition::Any(list) if list.contains(&Condition::Known(true)) => return Condition::Known(true),
            _ => return self,
        }
        Condition::Known(self.is_met(Size::new(1.0, 1.0)))
    }
}

/// `or` is not allowed behind a media type.
pub(super) fn condition(p: &mut Parser<'_>, allows_or: bool) -> Result<Condition, String> {
    conditions(p, allows_or, 0)
}

fn conditions(p: &mut Parser<'_>, allows_or: bool, depth: usize) -> Result<Condition, String> {
    let eat = |p: &mut Parser<'_>, word: &str| p.try_parse(|p| p.expect_ident_matching(word)).is_ok();
    if eat(p, "not") {
        return Ok(Condition::Not(Box::new(operand(p, depth)?)).decided());
    }
    let first = operand(p, depth)?;
    if eat(p, "and") {
        let mut list = vec![first, operand(p, depth)?];
        while eat(p, "and") {
            list.push(operand(p, depth)?);
        }
        return Ok(Condition::All(list).decided());
    }
    if allows_or && eat(p, "or") {
        let mut list = vec![first, operand(p, depth)?];
        while eat(p, "or") {
            list.push(operand(p, depth)?);
        }
        return Ok(Condition::Any(list).decided());
    }
    Ok(first)
}

fn operand(p: &mut Parser<'_>, depth: usize) -> Result<Condition, String> {
    let wrong = || "this is not a media query".to_owned();
    match p.next() {
        Ok(Token::ParenthesisBlock) if depth < MAX_DEPTH => {}
        _ => return Err(wrong()),
    }
    let mut told = None;
    let inside = p.parse_nested_block(|p| {
        let start = p.state();
        let is_nested = matches!(p.next(), Ok(Token::ParenthesisBlock))
            || (p.reset(&start), p.try_parse(|p| p.expect_ident_matching("not")).is_ok()).1;
        p.reset(&start);
        let result = if is_nested { conditions(p, true, depth + 1) } else { feature(p) };
        result.map_err(|message| {
            told = Some(message);
            cssparser::ParseError::<()>::unexpected_token()
        })
    });
    inside.map_err(|_| told.unwrap_or_else(wrong))
}

/// `(name: value)`, `(name)`, `(name < value)`, `(value < name < value)`.
fn feature(p: &mut Parser<'_>) -> Result<Condition, String> {
    let wrong = || "this is not a media query".to_owned();
    let start = p.state();
    let Ok(name) = p.try_parse(|p| p.expect_ident_cloned()) else {
        return range(p).ok_or_else(wrong);
    };
    let name = name.to_ascii_lowercase();
    if p.is_exhausted() {
        return bare(&name).map(Condition::Known).ok_or_else(|| unsupported(&name));
    }
    if p.try_parse(|p| p.expect_colon()).is_err() {
        p.reset(&start);
        return range(p).ok_or_else(|| unsupported(&name));
    }
    let (comparison, plain) = match name.split_once('-') {
        Some(("min", rest)) => (Comparison::AtLeast, rest),
        Some(("max", rest)) => (Comparison::AtMost, rest),
        _ => (Comparison::Equal, name.as_str()),
    };
    if let Some(measure) = measure(plain) {
        let value = value(p, measure).ok_or_else(|| unsupported(&name))?;
        return Ok(Condition::Measure(measure, comparison, value));
    }
    let start = p.position();
    while p.next().is_ok() {}
    let value = p.slice(start..p.position()).trim().to_ascii_lowercase();
    of_paper(&name, plain, comparison, &value).ok_or_else(|| unsupported(&name))
}

fn unsupported(name: &str) -> String {
    format!("the media feature `{name}` is not supported")
}

fn measure(name: &str) -> Option<Measure> {
    Some(match name {
        "width" | "device-width" => Measure::Width,
        "height" | "device-height" => Measure::Height,
        "aspect-ratio" | "device-aspect-ratio" => Measure::Ratio,
        _ => return None,
    })
}

fn value(p: &mut Parser<'_>, measure: Measure) -> Option<f32> {
    if measure != Measure::Ratio {
        return media_length(p).ok();
    }
    let width = p.expect_number().ok()?;
    let height = if p.try_parse(|p| p.expect_delim('/')).is_ok() { p.expect_number().ok()? } else { 1.0 };
    (height > 0.0).then_some(width / height)
}

fn range(p: &mut Parser<'_>) -> Option<Condition> {
    let start = p.state();
    if let Some(measure) =
        p.try_parse(|p| p.expect_ident_cloned()).ok().and_then(|name| measure(&name.to_ascii_lowercase()))
    {
        let comparison = comparison(p)?;
        return Some(Condition::Measure(measure, comparison, value(p, measure)?));
    }
    // The value stands first: what it is a value of comes behind it.
    for measure in [Measure::Width, Measure::Height, Measure::Ratio] {
        p.reset(&start);
        if let Ok(condition) = p.try_parse(|p| reversed(p, measure).ok_or(())) {
            return Some(condition);
        }
    }
    None
}

fn reversed(p: &mut Parser<'_>, wanted: Measure) -> Option<Condition> {
    let low = value(p, wanted)?;
    let first = comparison(p)?.turned();
    let name = p.expect_ident_cloned().ok()?;
    let measure = measure(&name.to_ascii_lowercase()).filter(|measure| *measure == wanted)?;
    let lower = Condition::Measure(measure, first, low);
    if p.is_exhausted() {
        return Some(lower);
    }
    let second = comparison(p)?;
    let upper = Condition::Measure(measure, second, value(p, measure)?);
    p.is_exhausted().then(|| Condition::All(vec![lower, upper]))
}

fn comparison(p: &mut Parser<'_>) -> Option<Comparison> {
    let sign = p.next().ok().cloned()?;
    let or_equal = p.try_parse(|p| p.expect_delim('=')).is_ok();
    Some(match (sign, or_equal) {
        (Token::Delim('<'), false) => Comparison::Less,
        (Token::Delim('<'), true) => Comparison::AtMost,
        (Token::Delim('>'), false) => Comparison::More,
        (Token::Delim('>'), true) => Comparison::AtLeast,
        (Token::Delim('='), false) => Comparison::Equal,
        _ => return None,
    })
}

impl Comparison {
    /// As seen from the other side.
    fn turned(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::More,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::Equal => Comparison::Equal,
            Comparison::AtLeast => Comparison::AtMost,
            Comparison::More => Comparison::Less,
        }
    }
}

/// A feature without a value: whether paper has any of it.
fn bare(name: &str) -> Option<bool> {
    Some(match name {
        "width" | "height" | "color" | "resolution" | "aspect-ratio" | "orientation" => true,
        "monochrome" | "grid" | "update" | "hover" | "any-hover" | "pointer" | "any-pointer"
        | "scripting" | "overflow-inline" | "color-index" | "prefers-contrast" => false,
        "overflow-block" | "prefers-color-scheme" | "prefers-reduced-motion" => true,
        _ => return None,
    })
}

/// What does not depend on the page: paper is coloured, still and finely printed, and nobody points at it.
fn of_paper(name: &str, plain: &str, comparison: Comparison, value: &str) -> Option<Condition> {
    if name == "orientation" {
        return match value {
            "portrait" => Some(Condition::Portrait(true)),
            "landscape" => Some(Condition::Portrait(false)),
            _ => None,
        };
    }
    let number = |of_paper: f32| {
        let units: [(&str, f32); 4] = [("dppx", 96.0), ("dpi", 1.0), ("dpcm", 2.54), ("x", 96.0)];
        let (number, factor) = units
            .iter()
            .find_map(|(unit, factor)| Some((value.strip_suffix(unit)?, *factor)))
            .unwrap_or((value, 1.0));
        let value = number.trim().parse::<f32>().ok()? * factor;
        Some(match comparison {
            Comparison::AtLeast => of_paper >= value,
            Comparison::AtMost => of_paper <= value,
            _ => of_paper == value,
        })
    };
    let is_met = match plain {
        "resolution" => number(300.0)?,
        "color" => number(8.0)?,
        "monochrome" | "color-index" | "grid" => number(0.0)?,
        "hover" | "any-hover" | "pointer" | "any-pointer" | "update" | "scripting" | "overflow-inline" => {
            value == "none"
        }
        "overflow-block" => value == "paged",
        "color-gamut" => value == "srgb",
        "prefers-color-scheme" => value == "light",
        "prefers-reduced-motion" => value == "reduce",
        "prefers-contrast" => value == "no-preference",
        _ => return None,
    };
    Some(Condition::Known(is_met))
}
