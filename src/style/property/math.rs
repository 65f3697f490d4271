use std::sync::Arc;

use cssparser::{Parser, Token};

use super::grammar::*;
use super::length::{Unit, bounded};
use super::style::Context;
use crate::style::{Calc, LengthPercentage};

/// A math function as written ([CSS Values 4, 10](https://www.w3.org/TR/css-values-4/#math)). A tree
/// is a number throughout or a length throughout.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Math {
    Number(f32),
    Length(f32, Unit),
    Percent(f32),
    Sum(Vec<Math>),
    Scale(f32, Box<Math>),
    Min(Vec<Math>),
    Max(Vec<Math>),
    Clamp(Box<[Math; 3]>),
}

pub(super) fn is_math(name: &str) -> bool {
    ["calc", "min", "max", "clamp"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The rest of a math function that gives a number.
pub(super) fn number(p: &mut Parser<'_>, name: &str) -> Parsed<f32> {
    function(p, name)?.number().filter(|value| value.is_finite()).map_or_else(fault, Ok)
}

/// The rest of a math function that gives a length or a percentage.
pub(super) fn length(p: &mut Parser<'_>, name: &str) -> Parsed<Math> {
    let math = function(p, name)?;
    if math.number().is_some() { fault() } else { Ok(math) }
}

fn function(p: &mut Parser<'_>, name: &str) -> Parsed<Math> {
    let name = name.to_ascii_lowercase();
    p.parse_nested_block(|p| {
        let mut list = commas(p, sum)?;
        // Numbers and lengths do not mix.
        if list.iter().any(|math| math.number().is_some()) && list.iter().any(|math| math.number().is_none())
        {
            return fault();
        }
        match (name.as_str(), list.len()) {
            ("calc", 1) => Ok(list.swap_remove(0)),
            ("min", _) => Ok(Math::Min(list)),
            ("max", _) => Ok(Math::Max(list)),
            ("clamp", 3) => {
                let parts: [Math; 3] = list.try_into().expect("three parts were counted");
                Ok(Math::Clamp(Box::new(parts)))
            }
            _ => fault(),
        }
    })
}

fn sum(p: &mut Parser<'_>) -> Parsed<Math> {
    let mut terms = vec![product(p)?];
    loop {
        if eat_delim(p, '+') {
            terms.push(product(p)?);
        } else if eat_delim(p, '-') {
            terms.push(Math::Scale(-1.0, Box::new(product(p)?)));
        } else {
            break;
        }
    }
    let numbers = terms.iter().filter(|term| term.number().is_some()).count();
    match terms.len() {
        1 => Ok(terms.swap_remove(0)),
        count if numbers == 0 || numbers == count => Ok(Math::Sum(terms)),
        _ => fault(),
    }
}

fn product(p: &mut Parser<'_>) -> Parsed<Math> {
    let mut left = operand(p)?;
    loop {
        if eat_delim(p, '*') {
            let right = operand(p)?;
            left = match (left.number(), right.number()) {
                (Some(a), Some(b)) => Math::Number(a * b),
                (Some(factor), None) => Math::Scale(factor, Box::new(right)),
                (None, Some(factor)) => Math::Scale(factor, Box::new(left)),
                (None, None) => return fault(),
            };
        } else if eat_delim(p, '/') {
            let Some(divisor) = operand(p)?.number().filter(|divisor| *divisor != 0.0) else {
                return fault();
            };
            left = match left.number() {
                Some(number) => Math::Number(number / divisor),
                None => Math::Scale(1.0 / divisor, Box::new(left)),
            };
        } else {
            return Ok(left);
        }
    }
}

fn operand(p: &mut Parser<'_>) -> Parsed<Math> {
    match p.next()?.clone() {
        Token::Number { value, .. } => Ok(Math::Number(value)),
        Token::Percentage { unit_value, .. } => Ok(Math::Percent(unit_value)),
        Token::Dimension { value, unit, .. } => match Unit::named(&unit) {
            Some((unit, factor)) => Ok(Math::Length(value * factor, unit)),
            None => fault(),
        },
        Token::ParenthesisBlock => p.parse_nested_block(sum),
        Token::Function(name) if is_math(&name) => function(p, &name),
        Token::Ident(name) => match name.to_ascii_lowercase().as_str() {
            "pi" => Ok(Math::Number(std::f32::consts::PI)),
            "e" => Ok(Math::Number(std::f32::consts::E)),
            _ => fault(),
        },
        _ => fault(),
    }
}

impl Math {
    /// Its value if it is a number throughout.
    pub fn number(&self) -> Option<f32> {
        let all = |list: &[Math]| list.iter().map(Math::number).collect::<Option<Vec<f32>>>();
        Some(match self {
            Math::Number(value) => *value,
            Math::Length(..) | Math::Percent(_) => return None,
            Math::Sum(list) => all(list)?.into_iter().sum(),
            Math::Scale(factor, math) => factor * math.number()?,
            Math::Min(list) => all(list)?.into_iter().fold(f32::INFINITY, f32::min),
            Math::Max(list) => all(list)?.into_iter().fold(f32::NEG_INFINITY, f32::max),
            Math::Clamp(parts) => {
                let [low, value, high] = &**parts;
                value.number()?.min(high.number()?).max(low.number()?)
            }
        })
    }

    pub fn has_percent(&self) -> bool {
        match self {
            Math::Number(_) | Math::Length(..) => false,
            Math::Percent(_) => true,
            Math::Sum(list) | Math::Min(list) | Math::Max(list) => list.iter().any(Math::has_percent),
            Math::Scale(_, math) => math.has_percent(),
            Math::Clamp(parts) => parts.iter().any(Math::has_percent),
        }
    }

    /// Absolute as far as it can be, and a plain length wherever no percentage is involved.
    pub fn compute(&self, context: &Context<'_>) -> LengthPercentage {
        let calc = self.calc(context);
        match calc {
            Calc::Linear { length, percent: 0.0 } => LengthPercentage::Length(bounded(length)),
            Calc::Linear { length: 0.0, percent } => LengthPercentage::Percent(bounded(percent)),
            calc if !calc.has_percent() => LengthPercentage::Length(bounded(calc.resolve(0.0))),
            calc => LengthPercentage::Calc(Arc::new(calc)),
        }
    }

    fn calc(&self, context: &Context<'_>) -> Calc {
        let each = |list: &[Math]| list.iter().map(|math| math.calc(context)).collect::<Vec<Calc>>();
        match self {
            // Only lengths come here; a number is 0.
            Math::Number(_) => Calc::Linear { length: 0.0, percent: 0.0 },
            Math::Length(value, unit) => Calc::Linear { length: unit.points(*value, context), percent: 0.0 },
            Math::Percent(share) => Calc::Linear { length: 0.0, percent: *share },
            Math::Sum(list) => sum_of(each(list)),
            Math::Scale(factor, math) => match math.calc(context) {
                Calc::Linear { length, percent } => {
                    Calc::Linear { length: length * factor, percent: percent * factor }
                }
                calc => Calc::Scale(*factor, Box::new(calc)),
            },
            Math::Min(list) => Calc::Min(each(list)),
            Math::Max(list) => Calc::Max(each(list)),
            Math::Clamp(parts) => Calc::Clamp(Box::new(std::array::from_fn(|at| parts[at].calc(context)))),
        }
    }
}

/// Linear terms become one.
fn sum_of(terms: Vec<Calc>) -> Calc {
    let (mut length, mut percent) = (0.0, 0.0);
    let mut others = Vec::new();
    for term in terms {
        match term {
            Calc::Linear { length: l, percent: p } => {
                length += l;
                percent += p;
            }
            other => others.push(other),
        }
    }
    if others.is_empty() {
        return Calc::Linear { length, percent };
    }
    others.push(Calc::Linear { length, percent });
    Calc::Sum(others)
}
