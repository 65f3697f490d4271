//! What properties accept, asked of their own parsers: no list of it can drift from them.
//!
//! While a thread listens, each parser of a keyword, a function or a basic type notes what it would
//! take, and whether that stood there. To know all that a property takes, it is given something that
//! nothing takes.

use std::cell::RefCell;
use std::fmt::Display;
use std::sync::Arc;

use cssparser::Parser;

use super::grammar::Parsed;
use super::registry::{Property, longhand, properties, property, shorthand};
use super::shorthand::{Kind, parse};

/// A supported property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub property: &'static str,
    pub inherited: bool,
    /// Keywords, functions as `name()` and types as `<length>`
    /// ([CSS Values 4, 2](https://www.w3.org/TR/css-values-4/#value-defs)), in the order in which they are looked for.
    /// The CSS-wide keywords are not repeated for each property.
    pub values: Vec<String>,
    /// The properties that a shorthand stands for.
    pub parts: Vec<&'static str>,
}

struct Note {
    value: String,
    is_taken: bool,
}

thread_local! {
    static NOTES: RefCell<Option<Vec<Note>>> = const { RefCell::new(None) };
}

/// Stands for no value of any property.
const NOTHING: &str = "@";

/// All supported properties, in a fixed order.
pub fn offers() -> Vec<Offer> {
    properties().map(offer).collect()
}

/// The values of [`Offer::values`] that a value as written is made of; `None` if the property or the
/// value is not supported.
pub fn taken(name: &str, value: &str) -> Option<Vec<String>> {
    let property = property(name)?;
    let (result, notes) = listen(|| parse(property, value, &Arc::from("")));
    result.ok()?;
    Some(notes.into_iter().filter(|note| note.is_taken).map(|note| note.value).collect())
}

fn offer(property: Property) -> Offer {
    let (inherited, parts) = match property {
        Property::Longhand(id) => (longhand(id).inherited, Vec::new()),
        Property::Shorthand(id) => (false, parts(&shorthand(id).kind)),
    };
    let mut values = looked_for(property, NOTHING);
    // What may only stand behind something else.
    for first in values.clone() {
        let Some(example) = example(&first) else { continue };
        for value in looked_for(property, &format!("{example} {NOTHING}")) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    Offer { property: property.name(), inherited, values, parts }
}

fn looked_for(property: Property, text: &str) -> Vec<String> {
    let (_, notes) = listen(|| parse(property, text, &Arc::from("")));
    let mut values: Vec<String> = Vec::new();
    for note in notes {
        if !values.contains(&note.value) {
            values.push(note.value);
        }
    }
    values
}

/// Something of a kind of value; functions are too many to have one for each.
fn example(value: &str) -> Option<&str> {
    if !value.starts_with('<') {
        return (!value.ends_with("()")).then_some(value);
    }
    EXAMPLES.iter().find(|(name, _)| *name == value).map(|(_, example)| *example)
}

const EXAMPLES: &[(&str, &str)] = &[
    ("<angle>", "1deg"),
    ("<color>", "#010203"),
    ("<custom-ident>", "x"),
    ("<flex>", "1fr"),
    ("<integer>", "1"),
    ("<length>", "1pt"),
    ("<length-percentage>", "1pt"),
    ("<number>", "1"),
    ("<percentage>", "1%"),
    ("<string>", "'x'"),
    ("<url>", "url(x)"),
];

fn parts(kind: &Kind) -> Vec<&'static str> {
    match kind {
        Kind::Each(names) | Kind::Any(names) | Kind::Own(_, names) => names.to_vec(),
        Kind::Four(names) => names.to_vec(),
        Kind::Pair(first, second) => vec![first, second],
        Kind::Flow(ltr, rtl) => vec![ltr, rtl],
    }
}

fn listen<T>(parse: impl FnOnce() -> T) -> (T, Vec<Note>) {
    NOTES.set(Some(Vec::new()));
    let parsed = parse();
    (parsed, NOTES.take().unwrap_or_default())
}

/// Notes keywords that are looked for, and the one that stood there.
pub(super) fn note_words<'a>(words: impl Iterator<Item = &'a str>, found: Option<&str>) {
    NOTES.with_borrow_mut(|notes| {
        let Some(notes) = notes else { return };
        notes.extend(words.map(|word| Note {
            value: word.to_owned(),
            is_taken: found.is_some_and(|found| found.eq_ignore_ascii_case(word)),
        }));
    });
}

/// Parses what has a name of its own; what it is made of is not noted.
pub(super) fn named<T>(
    name: impl Display,
    p: &mut Parser<'_>,
    parse: impl FnOnce(&mut Parser<'_>) -> Parsed<T>,
) -> Parsed<T> {
    let Some(mut notes) = NOTES.take() else { return parse(p) };
    let parsed = parse(p);
    notes.push(Note { value: name.to_string(), is_taken: parsed.is_ok() });
    NOTES.set(Some(notes));
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(name: &str) -> String {
        offer(property(name).expect("supported")).values.join(" | ")
    }

    #[test]
    fn a_property_lists_its_keywords_functions_and_types() {
        assert_eq!(values("z-index"), "auto | <integer>");
        assert_eq!(
            values("max-width"),
            "none | min-content | max-content | fit-content | fit-content() | <length-percentage>"
        );
        assert_eq!(values("quotes"), "auto | none | <string>");
        assert_eq!(values("color"), "<color>");
    }

    #[test]
    fn a_value_tells_what_it_is_made_of() {
        assert_eq!(taken("width", "calc(1pt + 10%)"), Some(vec!["<length-percentage>".to_owned()]));
        assert_eq!(taken("float", "sideways"), None);
        assert_eq!(taken("no-property", "1"), None);
    }

    #[test]
    fn every_type_that_is_named_has_an_example_that_fits() {
        for offer in offers() {
            for value in &offer.values {
                let is_known = !value.starts_with('<') || example(value).is_some();
                assert!(is_known, "{}: {value}", offer.property);
            }
        }
    }
}
