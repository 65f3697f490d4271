use std::sync::Arc;

use cssparser::Parser;

use super::grammar::{Apply, Base, Parsed, fault};
use super::registry::{Property, longhand, longhand_id, property, shorthand};
use super::style::{Context, Style};
use crate::style::Direction;

/// A property that stands for others.
pub(in crate::style) struct Shorthand {
    pub name: &'static str,
    pub kind: Kind,
}

pub(in crate::style) enum Kind {
    /// Every part gets the whole value.
    Each(&'static [&'static str]),
    /// One to four values: top, right, bottom, left.
    Four([&'static str; 4]),
    /// One or two values.
    Pair(&'static str, &'static str),
    /// Values in any order; what is missing becomes initial.
    Any(&'static [&'static str]),
    /// A flow-relative name: what it is in text from left to right, and from right to left.
    Flow(&'static str, &'static str),
    /// A grammar of its own, and the longhands that it sets.
    Own(fn(&mut Parser<'_>, &Base, &mut Expansion) -> Parsed<()>, &'static [&'static str]),
}

/// The CSS-wide keywords ([CSS Cascade 4, 7.3](https://www.w3.org/TR/css-cascade-4/#defaulting-keywords)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::style) enum Wide {
    Initial,
    Inherit,
    Unset,
    Revert,
    RevertLayer,
}

pub(in crate::style) enum Value {
    Wide(Wide),
    Apply(Apply),
    /// Holds `var()`: parsed where the variables are known.
    Pending(Arc<Pending>),
}

/// A property whose value needs variables, with the value as written.
pub(in crate::style) struct Pending {
    pub property: Property,
    pub text: Arc<str>,
}

/// What a declaration says about one longhand.
pub(in crate::style) struct Declared {
    pub longhand: u16,
    /// Only in text of this direction.
    pub when: Option<Direction>,
    pub value: Value,
}

/// The longhands that a shorthand becomes.
pub(in crate::style) struct Expansion {
    list: Vec<Declared>,
    when: Option<Direction>,
}

impl Expansion {
    pub fn set(&mut self, name: &str, apply: impl Fn(&mut Style, &Context<'_>) + Send + Sync + 'static) {
        self.push(name, Value::Apply(Box::new(apply)));
    }

    pub fn push(&mut self, name: &str, value: Value) {
        let longhand = longhand_id(name).expect("a shorthand names longhands");
        self.list.push(Declared { longhand, when: self.when, value });
    }

    /// Parses the next value of a longhand.
    pub fn parse(&mut self, p: &mut Parser<'_>, base: &Base, name: &str) -> Parsed<()> {
        let id = longhand_id(name).expect("a shorthand names longhands");
        let value = Value::Apply((longhand(id).parse)(p, base)?);
        self.list.push(Declared { longhand: id, when: self.when, value });
        Ok(())
    }

    fn property(&mut self, p: &mut Parser<'_>, base: &Base, name: &str) -> Parsed<()> {
        match property(name).expect("a shorthand names properties") {
            Property::Longhand(id) => self.parse(p, base, longhand(id).name),
            Property::Shorthand(id) => self.shorthand(p, base, &shorthand(id).kind),
        }
    }

    fn shorthand(&mut self, p: &mut Parser<'_>, base: &Base, kind: &Kind) -> Parsed<()> {
        match kind {
            Kind::Each(names) => {
                let start = p.state();
                for name in *names {
                    p.reset(&start);
                    self.property(p, base, name)?;
                }
                Ok(())
            }
            Kind::Four([top, right, bottom, left]) => {
                self.in_turn(p, base, &[(top, 0), (right, 0), (bottom, 0), (left, 1)])
            }
            Kind::Pair(first, second) => self.in_turn(p, base, &[(first, 0), (second, 0)]),
            Kind::Any(names) => self.any(p, base, names),
            Kind::Flow(ltr, rtl) => {
                let start = p.state();
                for (name, direction) in [(ltr, Direction::Ltr), (rtl, Direction::Rtl)] {
                    p.reset(&start);
                    self.when = Some(direction);
                    self.property(p, base, name)?;
                }
                self.when = None;
                Ok(())
            }
            Kind::Own(parse, _) => parse(p, base, self),
        }
    }

    /// Each property takes the next value; one that finds none takes what the property at its number
    /// took.
    fn in_turn(&mut self, p: &mut Parser<'_>, base: &Base, names: &[(&str, usize)]) -> Parsed<()> {
        let mut starts = Vec::new();
        for (at, (name, other)) in names.iter().enumerate() {
            let start = p.state();
            let count = self.list.len();
            if at == 0 || p.try_parse(|p| self.property(p, base, name)).is_err() {
                self.list.truncate(count);
                let from = if at == 0 { start.clone() } else { starts.get(*other).cloned().unwrap_or(start) };
                let here = p.state();
                p.reset(&from);
                self.property(p, base, name)?;
                if at > 0 {
                    p.reset(&here);
                }
                starts.push(from);
            } else {
                starts.push(start);
            }
        }
        Ok(())
    }

    fn any(&mut self, p: &mut Parser<'_>, base: &Base, names: &[&'static str]) -> Parsed<()> {
        let mut missing = names.to_vec();
        while !p.is_exhausted() {
            let Some(at) =
                (0..missing.len()).find(|at| p.try_parse(|p| self.parse(p, base, missing[*at])).is_ok())
            else {
                return fault();
            };
            missing.remove(at);
        }
        if missing.len() == names.len() {
            return fault();
        }
        for name in missing {
            self.push(name, Value::Wide(Wide::Initial));
        }
        Ok(())
    }

    fn wide(&mut self, name: &str, wide: Wide) {
        match property(name).expect("a shorthand names properties") {
            Property::Longhand(id) => {
                self.list.push(Declared { longhand: id, when: self.when, value: Value::Wide(wide) });
            }
            Property::Shorthand(id) => match &shorthand(id).kind {
                Kind::Each(names) | Kind::Any(names) | Kind::Own(_, names) => {
                    names.iter().for_each(|name| self.wide(name, wide));
                }
                Kind::Four(names) => names.iter().for_each(|name| self.wide(name, wide)),
                Kind::Pair(first, second) => {
                    self.wide(first, wide);
                    self.wide(second, wide);
                }
                Kind::Flow(ltr, rtl) => {
                    for (name, direction) in [(ltr, Direction::Ltr), (rtl, Direction::Rtl)] {
                        self.when = Some(direction);
                        self.wide(name, wide);
                    }
                    self.when = None;
                }
            },
        }
    }
}

/// Parses a whole value, `!important` taken off. The longhands come in a fixed order.
pub(in crate::style) fn parse(property: Property, text: &str, base: &Base) -> Parsed<Vec<Declared>> {
    let mut out = Expansion { list: Vec::new(), when: None };
    if let Some(wide) = wide(text) {
        out.wide(property.name(), wide);
        return Ok(out.list);
    }
    let mut p = Parser::new(text);
    p.parse_entirely(|p| out.property(p, base, property.name()))?;
    Ok(out.list)
}

/// A value with `var()` in it: it stands for each longhand of the property.
pub(in crate::style) fn pending(property: Property, text: &str) -> Vec<Declared> {
    let mut out = Expansion { list: Vec::new(), when: None };
    out.wide(property.name(), Wide::Initial);
    let pending = Arc::new(Pending { property, text: Arc::from(text) });
    for declared in &mut out.list {
        declared.value = Value::Pending(pending.clone());
    }
    out.list
}

fn wide(text: &str) -> Option<Wide> {
    let words = [
        ("initial", Wide::Initial),
        ("inherit", Wide::Inherit),
        ("unset", Wide::Unset),
        ("revert", Wide::Revert),
        ("revert-layer", Wide::RevertLayer),
    ];
    let text = text.trim();
    words.into_iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, wide)| wide)
}
