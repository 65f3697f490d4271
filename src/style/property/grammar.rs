use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use super::offer::{named, note_words};
use super::style::{Context, Style};
use crate::style::Reference;

/// The file that relative `url()`s start from.
pub(in crate::style) type Base = Arc<str>;

/// A value of a property's grammar, or not.
pub(in crate::style) type Parsed<T> = Result<T, ParseError<()>>;

/// Sets a property of a style to a parsed value.
pub(in crate::style) type Apply = Box<dyn Fn(&mut Style, &Context<'_>) + Send + Sync>;

/// A parsed value that the surroundings make a computed one.
pub(super) trait Specified: Send + Sync + 'static {
    type Computed;
    fn compute(&self, context: &Context<'_>) -> Self::Computed;
}

/// A value that is computed as it is written.
#[derive(Clone, Debug)]
pub(super) struct Plain<T>(pub T);

impl<T: Clone + Send + Sync + 'static> Specified for Plain<T> {
    type Computed = T;

    fn compute(&self, _: &Context<'_>) -> T {
        self.0.clone()
    }
}

impl<T: Specified> Specified for Option<T> {
    type Computed = Option<T::Computed>;

    fn compute(&self, context: &Context<'_>) -> Option<T::Computed> {
        self.as_ref().map(|value| value.compute(context))
    }
}

impl<T: Specified> Specified for Vec<T> {
    type Computed = Vec<T::Computed>;

    fn compute(&self, context: &Context<'_>) -> Vec<T::Computed> {
        self.iter().map(|value| value.compute(context)).collect()
    }
}

impl<A: Specified, B: Specified> Specified for (A, B) {
    type Computed = (A::Computed, B::Computed);

    fn compute(&self, context: &Context<'_>) -> (A::Computed, B::Computed) {
        (self.0.compute(context), self.1.compute(context))
    }
}

/// A value whose computing is a function of its own.
pub(super) struct Lazy<T>(pub Box<dyn Fn(&Context<'_>) -> T + Send + Sync>);

impl<T: 'static> Lazy<T> {
    pub fn new(compute: impl Fn(&Context<'_>) -> T + Send + Sync + 'static) -> Lazy<T> {
        Lazy(Box::new(compute))
    }
}

impl<T: 'static> Specified for Lazy<T> {
    type Computed = T;

    fn compute(&self, context: &Context<'_>) -> T {
        (self.0)(context)
    }
}

pub(in crate::style) fn fault<T>() -> Parsed<T> {
    Err(ParseError::unexpected_token())
}

/// One of a list of keywords.
pub(super) fn word<T: Clone>(p: &mut Parser<'_>, words: &[(&str, T)]) -> Parsed<T> {
    let ident = p.expect_ident().ok().cloned();
    note_words(words.iter().map(|(word, _)| *word), ident.as_deref());
    let Some(ident) = ident else { return fault() };
    match words.iter().find(|(word, _)| ident.eq_ignore_ascii_case(word)) {
        Some((_, value)) => Ok(value.clone()),
        None => fault(),
    }
}

/// One of a list of functions; its arguments are the nested block that follows.
pub(super) fn function<T: Clone>(p: &mut Parser<'_>, names: &[(&str, T)]) -> Parsed<T> {
    for (name, value) in names {
        if calls(p, name) {
            return Ok(value.clone());
        }
    }
    fault()
}

/// Whether the next token begins this function; it is taken if so.
pub(super) fn calls(p: &mut Parser<'_>, name: &str) -> bool {
    named(format_args!("{name}()"), p, |p| Ok(p.try_parse(|p| p.expect_function_matching(name))?)).is_ok()
}

pub(super) fn one_of<T: Clone>(p: &mut Parser<'_>, words: &[(&str, T)]) -> Parsed<Plain<T>> {
    word(p, words).map(Plain)
}

/// Whether the next word is this one; it is taken if so.
pub(super) fn eat(p: &mut Parser<'_>, word: &str) -> bool {
    let is_there = p.try_parse(|p| p.expect_ident_matching(word)).is_ok();
    note_words([word].into_iter(), is_there.then_some(word));
    is_there
}

/// Whether the next token is this character; it is taken if so.
pub(super) fn eat_delim(p: &mut Parser<'_>, delim: char) -> bool {
    p.try_parse(|p| p.expect_delim(delim)).is_ok()
}

pub(super) fn number(p: &mut Parser<'_>) -> Parsed<f32> {
    named("<number>", p, |p| match p.next()?.clone() {
        Token::Number { value, .. } if value.is_finite() => Ok(value),
        Token::Function(name) if super::math::is_math(&name) => super::math::number(p, &name),
        _ => fault(),
    })
}

pub(super) fn positive_number(p: &mut Parser<'_>) -> Parsed<f32> {
    number(p).and_then(|value| if value >= 0.0 { Ok(value) } else { fault() })
}

pub(super) fn integer(p: &mut Parser<'_>) -> Parsed<i32> {
    named("<integer>", p, |p| match p.next()?.clone() {
        Token::Number { int_value: Some(value), .. } => Ok(value),
        Token::Function(name) if super::math::is_math(&name) => {
            super::math::number(p, &name).map(|value| value.round() as i32)
        }
        _ => fault(),
    })
}

/// 1.0 is 100 %.
pub(super) fn percent(p: &mut Parser<'_>) -> Parsed<f32> {
    named("<percentage>", p, |p| Ok(p.expect_percentage()?))
}

pub(super) fn number_or_percent(p: &mut Parser<'_>) -> Parsed<f32> {
    p.try_parse(number).or_else(|_| percent(p))
}

/// Radians. A bare 0 is one, too.
pub(super) fn angle(p: &mut Parser<'_>) -> Parsed<f32> {
    named("<angle>", p, |p| match p.next()?.clone() {
        Token::Number { value: 0.0, .. } => Ok(0.0),
        Token::Dimension { value, unit, .. } => radians(value, &unit),
        Token::Function(name) if super::math::is_math(&name) => super::math::angle(p, &name),
        _ => fault(),
    })
}

pub(super) fn radians(value: f32, unit: &str) -> Parsed<f32> {
    let turn = std::f32::consts::TAU;
    match unit.to_ascii_lowercase().as_str() {
        _ if !value.is_finite() => fault(),
        "deg" => Ok(value.to_radians()),
        "rad" => Ok(value),
        "grad" => Ok(value / 400.0 * turn),
        "turn" => Ok(value * turn),
        _ => fault(),
    }
}

pub(super) fn string(p: &mut Parser<'_>) -> Parsed<Arc<str>> {
    named("<string>", p, |p| Ok(Arc::from(&**p.expect_string()?)))
}

/// A name of the author's choice, which no CSS-wide keyword is.
pub(super) fn custom_ident(p: &mut Parser<'_>, reserved: &[&str]) -> Parsed<Arc<str>> {
    named("<custom-ident>", p, |p| {
        let ident = p.expect_ident()?;
        let wide = ["inherit", "initial", "unset", "revert", "revert-layer", "default"];
        if wide.iter().chain(reserved).any(|word| ident.eq_ignore_ascii_case(word)) {
            return fault();
        }
        Ok(Arc::from(&**ident))
    })
}

pub(in crate::style) fn url(p: &mut Parser<'_>, base: &Base) -> Parsed<Reference> {
    named("<url>", p, |p| {
        let url = p.expect_url()?;
        Ok(Reference { url: Arc::from(&*url), base: base.clone() })
    })
}

/// `a [/ b]?` or `a b`: the second value is the first one if it is missing.
pub(super) fn pair<T: Clone>(
    p: &mut Parser<'_>,
    one: impl Fn(&mut Parser<'_>) -> Parsed<T>,
) -> Parsed<(T, T)> {
    let first = one(p)?;
    let second = p.try_parse(one).unwrap_or_else(|_| first.clone());
    Ok((first, second))
}

/// One to four values in the order top, right, bottom, left.
pub(super) fn four<T: Clone>(
    p: &mut Parser<'_>,
    one: impl Fn(&mut Parser<'_>) -> Parsed<T>,
) -> Parsed<[T; 4]> {
    let top = one(p)?;
    let right = p.try_parse(&one).unwrap_or_else(|_| top.clone());
    let bottom = p.try_parse(&one).unwrap_or_else(|_| top.clone());
    let left = p.try_parse(&one).unwrap_or_else(|_| right.clone());
    Ok([top, right, bottom, left])
}

pub(super) fn commas<T>(p: &mut Parser<'_>, one: impl FnMut(&mut Parser<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    p.parse_comma_separated(one)
}

/// As many values as there are, at least one.
pub(super) fn many<T>(p: &mut Parser<'_>, one: impl Fn(&mut Parser<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    let mut list = vec![one(p)?];
    while let Ok(next) = p.try_parse(&one) {
        list.push(next);
    }
    Ok(list)
}
