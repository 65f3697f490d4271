use std::collections::BTreeMap;
use std::sync::Arc;

use cssparser::{ParseError, Parser, SourcePosition, Token};

use super::super::property::Variables;

/// Text that a value may grow to through its variables.
const MAX_EXPANSION: usize = 1 << 16;
/// Variables that refer to variables.
const MAX_CHAIN: usize = 64;

/// Why a value with `var()` has no meaning.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Failure {
    /// Nobody sets the variable, and there is no fallback.
    Undefined(Arc<str>),
    Cycle(Arc<str>),
    TooLong,
    Malformed,
}

/// Finds a variable's value; `None` if it has none.
type Get<'g> = &'g mut dyn FnMut(&str) -> Looked;
type Looked = Result<Option<Arc<str>>, Failure>;

/// Replaces every `var()` ([CSS Variables 1, 3](https://www.w3.org/TR/css-variables-1/#using-variables)).
pub(super) fn substitute(text: &str, get: Get<'_>) -> Result<String, Failure> {
    substitute_at(text, get, 0)
}

fn substitute_at(text: &str, get: Get<'_>, depth: usize) -> Result<String, Failure> {
    if depth > MAX_CHAIN {
        return Err(Failure::TooLong);
    }
    let mut out = String::with_capacity(text.len());
    let mut p = Parser::new(text);
    let mut copied = p.position();
    let result = expand(&mut p, &mut out, &mut copied, get, depth);
    result.map_err(|error| match error.kind {
        cssparser::ParseErrorKind::Custom(failure) => failure,
        cssparser::ParseErrorKind::Basic(_) => Failure::Malformed,
    })?;
    out.push_str(&text[copied.byte_index()..]);
    bounded(out)
}

fn bounded(out: String) -> Result<String, Failure> {
    if out.len() > MAX_EXPANSION { Err(Failure::TooLong) } else { Ok(out) }
}

fn expand(
    p: &mut Parser<'_>,
    out: &mut String,
    copied: &mut SourcePosition,
    get: Get<'_>,
    depth: usize,
) -> Result<(), ParseError<Failure>> {
    loop {
        let start = p.position();
        let Ok(token) = p.next_including_whitespace_and_comments() else { return Ok(()) };
        match token.clone() {
            Token::Function(name) if name.eq_ignore_ascii_case("var") => {
                out.push_str(p.slice(*copied..start));
                let value = p.parse_nested_block(|p| variable(p, get, depth))?;
                // The comments keep `5` and `px` two tokens.
                out.push_str("/**/");
                out.push_str(&value);
                out.push_str("/**/");
                if out.len() > MAX_EXPANSION {
                    return Err(ParseError::custom(Failure::TooLong));
                }
                *copied = p.position();
            }
            Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock => p.parse_nested_block(|p| expand(p, out, copied, get, depth))?,
            _ => {}
        }
    }
}

fn variable(p: &mut Parser<'_>, get: Get<'_>, depth: usize) -> Result<String, ParseError<Failure>> {
    let name = p.expect_ident_cloned()?;
    if !name.starts_with("--") {
        return Err(ParseError::custom(Failure::Malformed));
    }
    let fallback = if p.is_exhausted() {
        None
    } else {
        p.expect_comma()?;
        let start = p.position();
        while p.next_including_whitespace_and_comments().is_ok() {}
        Some(p.slice(start..p.position()))
    };
    match get(&name).map_err(ParseError::custom)? {
        Some(value) => Ok(value.to_string()),
        None => match fallback {
            Some(fallback) => substitute_at(fallback.trim(), get, depth + 1).map_err(ParseError::custom),
            None => Err(ParseError::custom(Failure::Undefined(Arc::from(&*name)))),
        },
    }
}

/// The custom properties that an element sets, their variables replaced, on top of what it inherits.
/// A property that has no meaning is not there, and is told.
pub(super) fn resolve(
    inherited: &Arc<Variables>,
    own: &BTreeMap<Arc<str>, Arc<str>>,
) -> (Arc<Variables>, Vec<(Arc<str>, Failure)>) {
    if own.is_empty() {
        return (inherited.clone(), Vec::new());
    }
    let mut resolver = Resolver { inherited, own, done: BTreeMap::new(), open: Vec::new() };
    let mut failures = Vec::new();
    for name in own.keys() {
        if let Err(failure) = resolver.get(name) {
            failures.push((name.clone(), failure));
        }
    }
    let mut variables = (**inherited).clone();
    for (name, value) in resolver.done {
        match value {
            Ok(Some(value)) => variables.insert(name, value),
            _ => variables.remove(&name),
        };
    }
    (Arc::new(variables), failures)
}

struct Resolver<'a> {
    inherited: &'a Variables,
    own: &'a BTreeMap<Arc<str>, Arc<str>>,
    done: BTreeMap<Arc<str>, Looked>,
    open: Vec<Arc<str>>,
}

impl Resolver<'_> {
    fn get(&mut self, name: &str) -> Looked {
        let Some((name, raw)) = self.own.get_key_value(name) else {
            return Ok(self.inherited.get(name).cloned());
        };
        if let Some(done) = self.done.get(name) {
            return done.clone();
        }
        if self.open.contains(name) || self.open.len() >= MAX_CHAIN {
            return Err(Failure::Cycle(name.clone()));
        }
        self.open.push(name.clone());
        let value = match &*raw.trim().to_ascii_lowercase() {
            "initial" => Ok(None),
            "inherit" | "unset" | "revert" | "revert-layer" => Ok(self.inherited.get(name).cloned()),
            _ => substitute(raw, &mut |other| self.get(other)).map(|text| Some(Arc::from(text))),
        };
        self.open.pop();
        self.done.insert(name.clone(), value.clone());
        value
    }
}
