use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::super::counter_style::{CounterStyleRule, Range, System, padding};
use super::super::property::{CounterStyle, ListStyleType, Symbols};
use super::super::syntax::sheet;
use super::matching::Level;
use super::sheets::Sheets;
use crate::diagnostics::SourceFile;

/// Styles that extend or stand in for each other; more are a circle.
const MAX_CHAIN: usize = 16;

/// The counter styles of a document.
#[derive(Clone, Debug, Default)]
pub struct CounterStyles {
    own: BTreeMap<Arc<str>, CounterStyleRule>,
}

/// A style with what it takes from those it extends.
struct Resolved<'r> {
    system: &'r System,
    negative: (&'r str, &'r str),
    prefix: &'r str,
    suffix: &'r str,
    range: &'r Range,
    pad: (usize, &'r str),
    fallback: &'r str,
}

static BUILT_IN: LazyLock<BTreeMap<Arc<str>, CounterStyleRule>> = LazyLock::new(|| {
    let text = include_str!("../counter_styles.css").to_owned();
    let file = Arc::new(SourceFile { name: "built in: counter_styles.css".to_owned(), text });
    by_name(sheet(file, "".into()).counter_styles.into_iter().map(|(_, rule)| rule))
});

fn by_name(rules: impl IntoIterator<Item = CounterStyleRule>) -> BTreeMap<Arc<str>, CounterStyleRule> {
    rules.into_iter().map(|rule| (rule.name.clone(), rule)).collect()
}

impl CounterStyles {
    /// Of all sheets, weakest first.
    pub(super) fn of(sheets: &Sheets) -> CounterStyles {
        let mut rules: Vec<(Level, &CounterStyleRule)> = Vec::new();
        for (number, loaded) in sheets.list.iter().enumerate() {
            let own = loaded.sheet.counter_styles.iter();
            rules.extend(own.map(|(layer, rule)| (sheets.level(number, layer.as_deref()), rule)));
        }
        rules.sort_by_key(|(level, _)| *level);
        CounterStyles { own: by_name(rules.into_iter().map(|(_, rule)| rule.clone())) }
    }

    /// Names that nobody defined are written as `decimal`.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// For messages about names that are not known.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.own.keys().chain(BUILT_IN.keys()).map(|name| &**name)
    }

    /// A number in a counter style, without what stands around it.
    pub fn number(&self, value: i32, style: &CounterStyle) -> String {
        match style {
            CounterStyle::Decimal => value.to_string(),
            CounterStyle::Disc => self.named(value, "disc"),
            CounterStyle::Named(name) => self.named(value, name),
            CounterStyle::Symbols(symbols) => {
                unnamed(symbols).write(value.into()).unwrap_or(value.to_string())
            }
        }
    }

    /// The text of a list item's marker.
    pub(super) fn marker(&self, value: i32, style: &ListStyleType) -> Option<String> {
        let name = match style {
            ListStyleType::None => return None,
            ListStyleType::Text(text) => return Some(text.to_string()),
            ListStyleType::Counter(CounterStyle::Decimal) => "decimal",
            ListStyleType::Counter(CounterStyle::Disc) => "disc",
            ListStyleType::Counter(CounterStyle::Named(name)) => name,
            ListStyleType::Counter(style @ CounterStyle::Symbols(_)) => {
                return Some(format!("{} ", self.number(value, style)));
            }
        };
        let style = self.resolve(name).or_else(|| self.resolve("decimal"));
        let (prefix, suffix) = style.map_or(("", ". "), |style| (style.prefix, style.suffix));
        Some(format!("{prefix}{}{suffix}", self.named(value, name)))
    }

    /// [CSS Counter Styles 3, 2.1](https://www.w3.org/TR/css-counter-styles-3/#generate-a-counter).
    fn named(&self, value: i32, name: &str) -> String {
        let mut name = name;
        for _ in 0..MAX_CHAIN {
            let Some(style) = self.resolve(name) else { break };
            if let Some(text) = style.write(value.into()) {
                return text;
            }
            name = style.fallback;
        }
        value.to_string()
    }

    fn find(&self, name: &str) -> Option<&CounterStyleRule> {
        self.own.get(name).or_else(|| BUILT_IN.get(name))
    }

    fn resolve(&self, name: &str) -> Option<Resolved<'_>> {
        let mut chain = vec![self.find(name)?];
        while let System::Extends(next) = &chain[chain.len() - 1].system {
            if chain.len() > MAX_CHAIN {
                return None;
            }
            chain.push(self.find(next).or_else(|| self.find("decimal"))?);
        }
        let (negative, prefix, suffix) =
            (first(&chain, |r| &r.negative), first(&chain, |r| &r.prefix), first(&chain, |r| &r.suffix));
        let pad = first(&chain, |r| &r.pad);
        Some(Resolved {
            system: &chain[chain.len() - 1].system,
            negative: negative.map_or(("-", ""), |(before, after)| (before, after)),
            prefix: prefix.map_or("", |prefix| prefix),
            suffix: suffix.map_or(". ", |suffix| suffix),
            range: first(&chain, |r| &r.range).unwrap_or(&Range::Auto),
            pad: pad.map_or((0, ""), |(length, symbol)| (*length, symbol)),
            fallback: first(&chain, |r| &r.fallback).map_or("decimal", |fallback| fallback),
        })
    }
}

/// A style that `symbols()` gives.
fn unnamed(symbols: &Symbols) -> Resolved<'_> {
    Resolved {
        system: &symbols.0,
        negative: ("-", ""),
        prefix: "",
        suffix: " ",
        range: &Range::Auto,
        pad: (0, ""),
        fallback: "decimal",
    }
}

/// What the nearest style of a chain says.
fn first<'r, T>(
    chain: &[&'r CounterStyleRule],
    field: impl Fn(&'r CounterStyleRule) -> &'r Option<T>,
) -> Option<&'r T> {
    chain.iter().find_map(|rule| field(rule).as_ref())
}

impl Resolved<'_> {
    /// `None` for a number that the style is not for.
    fn write(&self, value: i64) -> Option<String> {
        let is_in_range = match self.range {
            Range::Auto => self.system.covers(value),
            Range::Between(ranges) => ranges.iter().any(|(low, high)| (*low..=*high).contains(&value)),
        };
        if !is_in_range {
            return None;
        }
        let has_sign = value < 0 && self.system.has_sign();
        let (before, after) = if has_sign { self.negative } else { ("", "") };
        let number = self.system.write(if has_sign { -value } else { value })?;
        let padding = padding(self.pad.0, self.pad.1, &number, &format!("{before}{after}"));
        Some(format!("{before}{padding}{number}{after}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(style: &str, values: &[i32]) -> String {
        let styles = CounterStyles::default();
        let style = CounterStyle::Named(Arc::from(style));
        values.iter().map(|value| styles.number(*value, &style)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_written_as_the_specification_tells() {
        assert_eq!(written("decimal-leading-zero", &[7, 12, -3]), "07 12 -3");
        assert_eq!(written("lower-alpha", &[1, 26, 27, 703, 0]), "a z aa aaa 0");
        assert_eq!(written("upper-roman", &[4, 1994, 4000]), "IV MCMXCIV 4000");
        assert_eq!(written("lower-greek", &[1, 24, 25]), "α ω αα");
        assert_eq!(written("armenian", &[1, 1996]), "Ա ՌՋՂԶ");
        assert_eq!(written("georgian", &[1, 19]), "ა ით");
        assert_eq!(written("hebrew", &[15, 1999]), "טו א׳תתקצט");
        assert_eq!(written("arabic-indic", &[112]), "١١٢");
        assert_eq!(written("persian", &[46]), "۴۶");
        assert_eq!(written("bengali", &[10]), "১০");
        assert_eq!(written("cjk-decimal", &[20]), "二〇");
        assert_eq!(written("cjk-heavenly-stem", &[1, 11]), "甲 一一");
    }

    #[test]
    fn the_built_in_styles_are_flawless() {
        let text = include_str!("../counter_styles.css").to_owned();
        let rules = text.matches("@counter-style").count();
        let file = Arc::new(SourceFile { name: "built in: counter_styles.css".to_owned(), text });
        let sheet = sheet(file, "".into());
        assert!(sheet.problems.is_empty(), "{:?}", sheet.problems);
        assert_eq!(sheet.counter_styles.len(), rules);
    }
}
