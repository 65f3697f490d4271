use std::sync::Arc;

use cssparser::Parser;

use super::grammar::*;
use super::shorthand::{Expansion, Value, Wide};
use super::style::{ContentItem, ContentPart, ContentValue, CounterStyle, ListStyleType, Quotes, Symbols};
use super::table::longhands;
use crate::style::counter_style;
use crate::style::{ListStylePosition, NamedString};

longhands! { GENERATED:
    "list-style-type" inherited (extra.list_style_type) = |p, _| list_style_type(p).map(Plain);
    "list-style-position" inherited (list_style_position) = |p, _| one_of(p, &[
        ("outside", ListStylePosition::Outside), ("inside", ListStylePosition::Inside),
    ]);
    "list-style-image" inherited (extra.list_style_image) = |p, base| {
        if eat(p, "none") { return Ok(Plain(None)); }
        url(p, base).map(|image| Plain(Some(image)))
    };
    "quotes" inherited (extra.quotes) = |p, _| quotes(p).map(Plain);
    "content" reset (extra.content) = |p, base| content(p, base).map(Plain);
    "string-set" reset (extra.string_set) = |p, _| string_set(p).map(Plain);
    "counter-reset" reset (extra.counter_reset) = |p, _| counters(p, 0).map(Plain);
    "counter-increment" reset (extra.counter_increment) = |p, _| counters(p, 1).map(Plain);
    "counter-set" reset (extra.counter_set) = |p, _| counters(p, 0).map(Plain);
}

/// Those that every document has; others are defined by `@counter-style`.
const COUNTER_STYLES: &[&str] = &[
    "disc",
    "circle",
    "square",
    "disclosure-open",
    "disclosure-closed",
    "decimal",
    "decimal-leading-zero",
    "lower-roman",
    "upper-roman",
    "lower-alpha",
    "lower-latin",
    "upper-alpha",
    "upper-latin",
    "lower-greek",
    "arabic-indic",
    "armenian",
    "lower-armenian",
    "upper-armenian",
    "bengali",
    "cambodian",
    "cjk-decimal",
    "cjk-earthly-branch",
    "cjk-heavenly-stem",
    "devanagari",
    "georgian",
    "gujarati",
    "gurmukhi",
    "hebrew",
    "hiragana",
    "kannada",
    "katakana",
    "khmer",
    "lao",
    "malayalam",
    "mongolian",
    "myanmar",
    "oriya",
    "persian",
    "tamil",
    "telugu",
    "thai",
    "tibetan",
];

fn counter_style_name(p: &mut Parser<'_>) -> Parsed<CounterStyle> {
    if let Ok(arguments) = p.try_parse(|p| function(p, &[("symbols", symbols)])) {
        return p.parse_nested_block(arguments);
    }
    let words: Vec<(&str, &str)> = COUNTER_STYLES.iter().map(|name| (*name, *name)).collect();
    Ok(match p.try_parse(|p| word(p, &words)) {
        Ok("disc") => CounterStyle::Disc,
        Ok("decimal") => CounterStyle::Decimal,
        Ok(name) => CounterStyle::Named(Arc::from(name)),
        Err(_) => CounterStyle::Named(custom_ident(p, &["none"])?),
    })
}

/// [CSS Counter Styles 3, 4](https://www.w3.org/TR/css-counter-styles-3/#symbols-function), of text alone.
fn symbols(p: &mut Parser<'_>) -> Parsed<CounterStyle> {
    type System = fn(Vec<Arc<str>>) -> counter_style::System;
    let fixed: System = |symbols| counter_style::System::Fixed(1, symbols);
    let systems: [(&str, (System, usize)); 5] = [
        ("cyclic", (counter_style::System::Cyclic, 1)),
        ("numeric", (counter_style::System::Numeric, 2)),
        ("alphabetic", (counter_style::System::Alphabetic, 2)),
        ("symbolic", (counter_style::System::Symbolic, 1)),
        ("fixed", (fixed, 1)),
    ];
    let (system, least) = p.try_parse(|p| word(p, &systems)).unwrap_or((counter_style::System::Symbolic, 1));
    let symbols = many(p, string)?;
    if symbols.len() < least {
        return fault();
    }
    Ok(CounterStyle::Symbols(Symbols(Arc::new(system(symbols)))))
}

/// `none` is the type or the image, whichever is not given
/// ([CSS Lists 3, 3.5](https://www.w3.org/TR/css-lists-3/#list-style-property)).
pub(super) fn list_style(p: &mut Parser<'_>, base: &Base, out: &mut Expansion) -> Parsed<()> {
    let mut missing = vec!["list-style-position", "list-style-image", "list-style-type"];
    let mut nones = 0;
    while !p.is_exhausted() {
        if eat(p, "none") {
            nones += 1;
            continue;
        }
        let found = (0..missing.len()).find(|at| p.try_parse(|p| out.parse(p, base, missing[*at])).is_ok());
        match found {
            Some(at) => drop(missing.remove(at)),
            None => return fault(),
        }
    }
    let has_no_type = missing.contains(&"list-style-type");
    let open = missing.iter().filter(|name| **name != "list-style-position").count();
    if nones > open || (nones == 0 && missing.len() == 3) {
        return fault();
    }
    if nones > 0 && has_no_type {
        out.set("list-style-type", |style, _| style.extra.list_style_type = ListStyleType::None);
        missing.retain(|name| *name != "list-style-type");
    }
    for name in missing {
        out.push(name, Value::Wide(Wide::Initial));
    }
    Ok(())
}

fn list_style_type(p: &mut Parser<'_>) -> Parsed<ListStyleType> {
    if eat(p, "none") {
        return Ok(ListStyleType::None);
    }
    if let Ok(text) = p.try_parse(string) {
        return Ok(ListStyleType::Text(text));
    }
    counter_style_name(p).map(ListStyleType::Counter)
}

fn quotes(p: &mut Parser<'_>) -> Parsed<Quotes> {
    if eat(p, "auto") {
        return Ok(Quotes::Auto);
    }
    if eat(p, "none") {
        return Ok(Quotes::None);
    }
    many(p, |p| Ok((string(p)?, string(p)?))).map(Quotes::Pairs)
}

/// Names with numbers ([CSS Lists 3, 4](https://www.w3.org/TR/css-lists-3/#auto-numbering)).
fn counters(p: &mut Parser<'_>, default: i32) -> Parsed<Vec<(Arc<str>, i32)>> {
    if eat(p, "none") {
        return Ok(Vec::new());
    }
    many(p, |p| {
        let name = custom_ident(p, &["none"])?;
        Ok((name, p.try_parse(integer).unwrap_or(default)))
    })
}

/// [CSS Generated Content 3, 2](https://www.w3.org/TR/css-content-3/#content-property).
fn content(p: &mut Parser<'_>, base: &Base) -> Parsed<ContentValue> {
    if let Ok(value) =
        p.try_parse(|p| word(p, &[("normal", ContentValue::Normal), ("none", ContentValue::None)]))
    {
        return Ok(value);
    }
    let items = many(p, |p| item(p, base))?;
    let alternative = if eat_delim(p, '/') { Some(many(p, text_item)?) } else { None };
    Ok(ContentValue::Items(items, alternative))
}

fn item(p: &mut Parser<'_>, base: &Base) -> Parsed<ContentItem> {
    if let Ok(image) = p.try_parse(|p| url(p, base)) {
        return Ok(ContentItem::Image(image));
    }
    if let Ok(arguments) = p.try_parse(|p| function(p, &[("string", named as Item)])) {
        return p.parse_nested_block(arguments);
    }
    if let Ok(quote) = p.try_parse(|p| word(p, QUOTES)) {
        return Ok(quote);
    }
    text_item(p)
}

/// What is text wherever it stands.
fn text_item(p: &mut Parser<'_>) -> Parsed<ContentItem> {
    if let Ok(text) = p.try_parse(string) {
        return Ok(ContentItem::Text(text));
    }
    let arguments =
        function(p, &[("attr", attribute as Item), ("counter", counter), ("counters", counter_list)])?;
    p.parse_nested_block(arguments)
}

type Item = fn(&mut Parser<'_>) -> Parsed<ContentItem>;

/// [CSS GCPM 3, 1.1](https://www.w3.org/TR/css-gcpm-3/#named-strings).
fn string_set(p: &mut Parser<'_>) -> Parsed<Vec<(Arc<str>, Vec<ContentItem>)>> {
    if eat(p, "none") {
        return Ok(Vec::new());
    }
    commas(p, |p| Ok((custom_ident(p, &["none"])?, many(p, string_part)?)))
}

fn string_part(p: &mut Parser<'_>) -> Parsed<ContentItem> {
    if let Ok(arguments) = p.try_parse(|p| function(p, &[("content", element_text as Item)])) {
        return p.parse_nested_block(arguments);
    }
    text_item(p)
}

fn element_text(p: &mut Parser<'_>) -> Parsed<ContentItem> {
    if p.is_exhausted() {
        return Ok(ContentItem::Content(ContentPart::Text));
    }
    let parts = [
        ("text", ContentPart::Text),
        ("first-letter", ContentPart::FirstLetter),
        ("before", ContentPart::Before),
        ("after", ContentPart::After),
    ];
    word(p, &parts).map(ContentItem::Content)
}

fn named(p: &mut Parser<'_>) -> Parsed<ContentItem> {
    let name = custom_ident(p, &["none"])?;
    let mut which = NamedString::First;
    if p.try_parse(|p| p.expect_comma()).is_ok() {
        which = word(
            p,
            &[
                ("first", NamedString::First),
                ("start", NamedString::Start),
                ("last", NamedString::Last),
                ("first-except", NamedString::FirstExcept),
            ],
        )?;
    }
    Ok(ContentItem::Named(name, which))
}

const QUOTES: &[(&str, ContentItem)] = &[
    ("open-quote", ContentItem::OpenQuote),
    ("close-quote", ContentItem::CloseQuote),
    ("no-open-quote", ContentItem::Deeper),
    ("no-close-quote", ContentItem::Shallower),
];

/// As a string, which may be said, and what to use without it
/// ([CSS Values 5, 7.7](https://www.w3.org/TR/css-values-5/#attr-notation)).
fn attribute(p: &mut Parser<'_>) -> Parsed<ContentItem> {
    let name = Arc::from(p.expect_ident()?.to_ascii_lowercase());
    let _ = p.try_parse(|p| word(p, &[("string", ()), ("raw-string", ())]));
    let fallback = if p.try_parse(|p| p.expect_comma()).is_ok() { string(p)? } else { Arc::default() };
    Ok(ContentItem::Attribute(name, fallback))
}

fn counter(p: &mut Parser<'_>) -> Parsed<ContentItem> {
    Ok(ContentItem::Counter(custom_ident(p, &["none"])?, counter_style(p)?))
}

fn counter_list(p: &mut Parser<'_>) -> Parsed<ContentItem> {
    let counter = custom_ident(p, &["none"])?;
    p.expect_comma()?;
    let separator = string(p)?;
    Ok(ContentItem::Counters(counter, separator, counter_style(p)?))
}

fn counter_style(p: &mut Parser<'_>) -> Parsed<CounterStyle> {
    if p.try_parse(|p| p.expect_comma()).is_ok() { counter_style_name(p) } else { Ok(CounterStyle::Decimal) }
}
