use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::style::counter_style::{CounterStyleRule, Range, System};

type Parsed<T> = Result<T, ParseError<()>>;

/// Names that no author may define ([CSS Counter Styles 3, 3](https://www.w3.org/TR/css-counter-styles-3/#the-counter-style-rule)).
const RESERVED: [&str; 7] =
    ["none", "decimal", "disc", "square", "circle", "disclosure-open", "disclosure-closed"];

/// A `@counter-style` rule while its descriptors are read.
#[derive(Default)]
pub(super) struct CounterStyleBody {
    name: Arc<str>,
    system: Option<Kind>,
    symbols: Vec<Arc<str>>,
    additive: Vec<(u32, Arc<str>)>,
    negative: Option<(Arc<str>, Arc<str>)>,
    prefix: Option<Arc<str>>,
    suffix: Option<Arc<str>>,
    range: Option<Range>,
    pad: Option<(usize, Arc<str>)>,
    fallback: Option<Arc<str>>,
}

enum Kind {
    Cyclic,
    Numeric,
    Alphabetic,
    Symbolic,
    Additive,
    Fixed(i32),
    Extends(Arc<str>),
}

/// `is_built_in`: the user agent may name its styles as it likes.
pub(super) fn name(p: &mut Parser<'_>, is_built_in: bool) -> Result<Arc<str>, String> {
    let name = p.expect_ident().map_err(|_| "give the style a name".to_owned())?;
    match RESERVED.iter().find(|reserved| name.eq_ignore_ascii_case(reserved)) {
        Some(reserved) if !is_built_in => Err(format!("`{reserved}` cannot be defined anew")),
        _ => Ok(Arc::from(&**name)),
    }
}

impl CounterStyleBody {
    pub fn new(name: Arc<str>) -> CounterStyleBody {
        CounterStyleBody { name, ..CounterStyleBody::default() }
    }

    /// Reads a descriptor; `None` if there is none of that name.
    pub fn descriptor(&mut self, name: &str, text: &str) -> Option<Parsed<()>> {
        let mut p = Parser::new(text);
        Some(match name {
            "system" => p.parse_entirely(kind).map(|kind| self.system = Some(kind)),
            "symbols" => p.parse_entirely(symbols).map(|symbols| self.symbols = symbols),
            "additive-symbols" => p.parse_entirely(additive).map(|symbols| self.additive = symbols),
            "negative" => p.parse_entirely(negative).map(|negative| self.negative = Some(negative)),
            "prefix" => p.parse_entirely(symbol).map(|symbol| self.prefix = Some(symbol)),
            "suffix" => p.parse_entirely(symbol).map(|symbol| self.suffix = Some(symbol)),
            "range" => p.parse_entirely(range).map(|range| self.range = Some(range)),
            "pad" => {
                p.parse_entirely(weighted).map(|(length, symbol)| self.pad = Some((length as usize, symbol)))
            }
            "fallback" => p.parse_entirely(ident).map(|name| self.fallback = Some(name)),
            // For voices.
            "speak-as" => Ok(()),
            _ => return None,
        })
    }

    /// The rule, or what it lacks.
    pub fn finish(self) -> Result<CounterStyleRule, &'static str> {
        let CounterStyleBody { symbols, additive, .. } = self;
        let enough = |least: usize| if symbols.len() >= least { Ok(symbols.clone()) } else { Err("symbols") };
        let system = match self.system.unwrap_or(Kind::Symbolic) {
            Kind::Cyclic => System::Cyclic(enough(1)?),
            Kind::Numeric => System::Numeric(enough(2)?),
            Kind::Alphabetic => System::Alphabetic(enough(2)?),
            Kind::Symbolic => System::Symbolic(enough(1)?),
            Kind::Fixed(first) => System::Fixed(first, enough(1)?),
            Kind::Additive if additive.is_empty() => return Err("additive-symbols"),
            Kind::Additive => System::Additive(additive),
            Kind::Extends(name) => System::Extends(name),
        };
        let CounterStyleBody { name, negative, prefix, suffix, range, pad, fallback, .. } = self;
        Ok(CounterStyleRule { name, system, negative, prefix, suffix, range, pad, fallback })
    }
}

fn ident(p: &mut Parser<'_>) -> Parsed<Arc<str>> {
    Ok(Arc::from(&**p.expect_ident()?))
}

/// Pictures are no symbols here.
fn symbol(p: &mut Parser<'_>) -> Parsed<Arc<str>> {
    Ok(Arc::from(&**p.expect_ident_or_string()?))
}

fn symbols(p: &mut Parser<'_>) -> Parsed<Vec<Arc<str>>> {
    let mut list = vec![symbol(p)?];
    while let Ok(next) = p.try_parse(symbol) {
        list.push(next);
    }
    Ok(list)
}

fn kind(p: &mut Parser<'_>) -> Parsed<Kind> {
    Ok(match p.expect_ident()?.to_ascii_lowercase().as_str() {
        "cyclic" => Kind::Cyclic,
        "numeric" => Kind::Numeric,
        "alphabetic" => Kind::Alphabetic,
        "symbolic" => Kind::Symbolic,
        "additive" => Kind::Additive,
        "fixed" => Kind::Fixed(p.try_parse(|p| p.expect_integer()).unwrap_or(1)),
        "extends" => Kind::Extends(ident(p)?),
        _ => return Err(ParseError::unexpected_token()),
    })
}

/// A number from 0 on and a symbol, in either order.
fn weighted(p: &mut Parser<'_>) -> Parsed<(u32, Arc<str>)> {
    let before = p.try_parse(symbol).ok();
    let weight = u32::try_from(p.expect_integer()?).map_err(|_| ParseError::<()>::unexpected_token())?;
    let symbol = match before {
        Some(symbol) => symbol,
        None => symbol(p)?,
    };
    Ok((weight, symbol))
}

fn additive(p: &mut Parser<'_>) -> Parsed<Vec<(u32, Arc<str>)>> {
    let list = p.parse_comma_separated(weighted)?;
    let descends = list.windows(2).all(|pair| pair[0].0 > pair[1].0);
    if descends { Ok(list) } else { Err(ParseError::unexpected_token()) }
}

fn negative(p: &mut Parser<'_>) -> Parsed<(Arc<str>, Arc<str>)> {
    let before = symbol(p)?;
    Ok((before, p.try_parse(symbol).unwrap_or_default()))
}

fn range(p: &mut Parser<'_>) -> Parsed<Range> {
    if p.try_parse(|p| p.expect_ident_matching("auto")).is_ok() {
        return Ok(Range::Auto);
    }
    let bound = |p: &mut Parser<'_>, infinite: i64| match p.next()? {
        Token::Number { int_value: Some(value), .. } => Ok(i64::from(*value)),
        Token::Ident(word) if word.eq_ignore_ascii_case("infinite") => Ok(infinite),
        _ => Err(ParseError::<()>::unexpected_token()),
    };
    let one = |p: &mut Parser<'_>| {
        let (low, high) = (bound(p, i64::MIN)?, bound(p, i64::MAX)?);
        if low <= high { Ok((low, high)) } else { Err(ParseError::<()>::unexpected_token()) }
    };
    p.parse_comma_separated(one).map(Range::Between)
}
