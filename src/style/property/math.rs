use std::sync::Arc;

use cssparser::{Parser, Token};

use super::grammar::*;
use super::length::{Unit, bounded};
use super::style::Context;
use crate::style::{Calc, LengthPercentage, Step};

/// A math function as written ([CSS Values 4, 10](https://www.w3.org/TR/css-values-4/#math)). A tree
/// is of one kind throughout.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Math {
    Number(f32),
    /// Radians.
    Angle(f32),
    Length(f32, Unit),
    Percent(f32),
    Sum(Vec<Math>),
    Scale(f32, Box<Math>),
    Min(Vec<Math>),
    Max(Vec<Math>),
    Clamp(Box<[Math; 3]>),
    Step(Step, Box<[Math; 2]>),
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Angle,
    /// Percentages are of lengths.
    Length,
}

const FUNCTIONS: &[&str] = &[
    "abs", "acos", "asin", "atan", "atan2", "calc", "clamp", "cos", "exp", "hypot", "log", "max", "min",
    "mod", "pow", "rem", "round", "sign", "sin", "sqrt", "tan",
];

pub(super) fn is_math(name: &str) -> bool {
    FUNCTIONS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The rest of a math function that gives a number.
pub(super) fn number(p: &mut Parser<'_>, name: &str) -> Parsed<f32> {
    finite(function(p, name)?.number())
}

/// The rest of a math function that gives an angle, in radians.
pub(super) fn angle(p: &mut Parser<'_>, name: &str) -> Parsed<f32> {
    let math = function(p, name)?;
    finite(math.plain(&|leaf| if let Math::Angle(angle) = leaf { Some(*angle) } else { None }))
}

fn finite(value: Option<f32>) -> Parsed<f32> {
    value.filter(|value| value.is_finite()).map_or_else(fault, Ok)
}

/// The rest of a math function that gives a length or a percentage.
pub(super) fn length(p: &mut Parser<'_>, name: &str) -> Parsed<Math> {
    let math = function(p, name)?;
    if math.kind() == Kind::Length { Ok(math) } else { fault() }
}

fn function(p: &mut Parser<'_>, name: &str) -> Parsed<Math> {
    let name = name.to_ascii_lowercase();
    p.parse_nested_block(|p| {
        let step = match name.as_str() {
            "round" => rounding(p),
            "mod" => Step::Mod,
            _ => Step::Rem,
        };
        let mut list = commas(p, |p| if eat(p, "none") { Ok(None) } else { sum(p).map(Some) })?;
        let is_open = |bound: &Option<Math>| bound.is_none();
        if name == "clamp" && list.len() == 3 && list.iter().any(is_open) {
            // An open bound is none (CSS Values 4, 10.2).
            let parts: Vec<Option<Math>> = std::mem::take(&mut list);
            let [low, Some(value), high] = <[Option<Math>; 3]>::try_from(parts).expect("three were counted")
            else {
                return fault();
            };
            let value = high.map_or(value.clone(), |high| Math::Min(vec![value, high]));
            return Ok(low.map_or(value.clone(), |low| Math::Max(vec![low, value])));
        }
        let Some(mut list) = list.into_iter().collect::<Option<Vec<Math>>>() else { return fault() };
        // Numbers, angles and lengths do not mix.
        let kind = list[0].kind();
        if list.iter().any(|math| math.kind() != kind) {
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
            ("abs", 1) => {
                let value = list.swap_remove(0);
                Ok(Math::Max(vec![value.clone(), Math::Scale(-1.0, Box::new(value))]))
            }
            ("round", 1) if kind == Kind::Number => {
                Ok(Math::Step(step, Box::new([list.swap_remove(0), Math::Number(1.0)])))
            }
            ("round" | "mod" | "rem", 2) => {
                let parts: [Math; 2] = list.try_into().expect("two parts were counted");
                Ok(Math::Step(step, Box::new(parts)))
            }
            (name, _) => of_numbers(name, &list),
        }
    })
}

/// `nearest` if nothing else is said.
fn rounding(p: &mut Parser<'_>) -> Step {
    let steps =
        [("nearest", Step::Nearest), ("up", Step::Up), ("down", Step::Down), ("to-zero", Step::ToZero)];
    let given = p.try_parse(|p| {
        let step = word(p, &steps)?;
        p.expect_comma()?;
        Parsed::Ok(step)
    });
    given.unwrap_or(Step::Nearest)
}

/// Functions whose arguments are known at once ([CSS Values 4, 10.4 to 10.6](https://www.w3.org/TR/css-values-4/#trig-funcs)).
fn of_numbers(name: &str, list: &[Math]) -> Parsed<Math> {
    let plain = |leaf: &Math| match leaf {
        Math::Number(value) | Math::Angle(value) => Some(*value),
        _ => None,
    };
    let is_turn = matches!(name, "sin" | "cos" | "tan" | "sign");
    if list.iter().any(|math| math.kind() == Kind::Angle) && !is_turn {
        return fault();
    }
    let Some(values) = list.iter().map(|math| math.plain(&plain)).collect::<Option<Vec<f32>>>() else {
        return fault();
    };
    Ok(match (name, values.as_slice()) {
        ("sign", [value]) => Math::Number(if *value == 0.0 { 0.0 } else { value.signum() }),
        ("sin", [angle]) => Math::Number(angle.sin()),
        ("cos", [angle]) => Math::Number(angle.cos()),
        ("tan", [angle]) => Math::Number(angle.tan()),
        ("asin", [value]) => Math::Angle(value.asin()),
        ("acos", [value]) => Math::Angle(value.acos()),
        ("atan", [value]) => Math::Angle(value.atan()),
        ("atan2", [y, x]) => Math::Angle(y.atan2(*x)),
        ("pow", [base, power]) => Math::Number(base.powf(*power)),
        ("sqrt", [value]) => Math::Number(value.sqrt()),
        ("exp", [value]) => Math::Number(value.exp()),
        ("log", [value]) => Math::Number(value.ln()),
        ("log", [value, base]) => Math::Number(value.log(*base)),
        ("hypot", values) => Math::Number(values.iter().map(|value| value * value).sum::<f32>().sqrt()),
        _ => return fault(),
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
    let kind = terms[0].kind();
    match terms.len() {
        1 => Ok(terms.swap_remove(0)),
        _ if terms.iter().all(|term| term.kind() == kind) => Ok(Math::Sum(terms)),
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
            None => radians(value, &unit).map(Math::Angle),
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
    fn kind(&self) -> Kind {
        match self {
            Math::Number(_) => Kind::Number,
            Math::Angle(_) => Kind::Angle,
            Math::Length(..) | Math::Percent(_) => Kind::Length,
            Math::Sum(list) | Math::Min(list) | Math::Max(list) => list[0].kind(),
            Math::Scale(_, math) => math.kind(),
            Math::Clamp(parts) => parts[0].kind(),
            Math::Step(_, parts) => parts[0].kind(),
        }
    }

    /// Its value if it is a number throughout.
    pub fn number(&self) -> Option<f32> {
        self.plain(&|leaf| if let Math::Number(value) = leaf { Some(*value) } else { None })
    }

    /// Its value if all its leaves have one.
    fn plain(&self, leaf: &dyn Fn(&Math) -> Option<f32>) -> Option<f32> {
        let all = |list: &[Math]| list.iter().map(|math| math.plain(leaf)).collect::<Option<Vec<f32>>>();
        Some(match self {
            Math::Number(_) | Math::Angle(_) | Math::Length(..) | Math::Percent(_) => return leaf(self),
            Math::Sum(list) => all(list)?.into_iter().sum(),
            Math::Scale(factor, math) => factor * math.plain(leaf)?,
            Math::Min(list) => all(list)?.into_iter().fold(f32::INFINITY, f32::min),
            Math::Max(list) => all(list)?.into_iter().fold(f32::NEG_INFINITY, f32::max),
            Math::Clamp(parts) => {
                let [low, value, high] = &**parts;
                value.plain(leaf)?.min(high.plain(leaf)?).max(low.plain(leaf)?)
            }
            Math::Step(step, parts) => step.apply(parts[0].plain(leaf)?, parts[1].plain(leaf)?),
        })
    }

    pub fn has_percent(&self) -> bool {
        match self {
            Math::Number(_) | Math::Angle(_) | Math::Length(..) => false,
            Math::Percent(_) => true,
            Math::Sum(list) | Math::Min(list) | Math::Max(list) => list.iter().any(Math::has_percent),
            Math::Scale(_, math) => math.has_percent(),
            Math::Clamp(parts) => parts.iter().any(Math::has_percent),
            Math::Step(_, parts) => parts.iter().any(Math::has_percent),
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
            // Only lengths come here; anything else is 0.
            Math::Number(_) | Math::Angle(_) => Calc::Linear { length: 0.0, percent: 0.0 },
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
            Math::Step(step, parts) => {
                Calc::Step(*step, Box::new(std::array::from_fn(|at| parts[at].calc(context))))
            }
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
