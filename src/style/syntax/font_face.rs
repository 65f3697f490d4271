use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::diagnostics::Span;
use crate::style::FontFaceRule;
use crate::style::Reference;
use crate::style::property::{Base, url};
use crate::text::Slant;

type Parsed<T> = Result<T, ParseError<()>>;

/// An `@font-face` rule while its descriptors are read ([CSS Fonts 4, 4](https://www.w3.org/TR/css-fonts-4/#font-face-rule)).
#[derive(Default)]
pub(super) struct FontFace {
    family: Option<String>,
    weight: Option<(u16, u16)>,
    slant: Option<Slant>,
    sources: Vec<Reference>,
}

impl FontFace {
    /// Reads a descriptor; `None` if there is none of that name.
    pub fn descriptor(&mut self, name: &str, text: &str, base: &Base) -> Option<Parsed<()>> {
        let mut p = Parser::new(text);
        Some(match name {
            "font-family" => family(&mut p).map(|family| self.family = Some(family)),
            "src" => sources(&mut p, base).map(|sources| self.sources = sources),
            "font-weight" => p.parse_entirely(weight).map(|weight| self.weight = weight),
            "font-style" => p.parse_entirely(slant).map(|slant| self.slant = slant),
            // A choice about downloads.
            "font-display" => Ok(()),
            _ => return None,
        })
    }

    /// The rule, or what it lacks.
    pub fn finish(self, span: Span) -> Result<FontFaceRule, &'static str> {
        match self.family {
            None => Err("font-family"),
            Some(_) if self.sources.is_empty() => Err("src"),
            Some(family) => {
                let FontFace { weight, slant, sources, .. } = self;
                Ok(FontFaceRule { family, weight, slant, sources, span })
            }
        }
    }
}

fn family(p: &mut Parser<'_>) -> Parsed<String> {
    let mut family = p.expect_ident_or_string()?.to_string();
    while let Ok(next) = p.try_parse(|p| p.expect_ident_cloned()) {
        family.push(' ');
        family.push_str(&next);
    }
    p.expect_exhausted()?;
    Ok(family)
}

/// `auto` is what the font file says.
fn weight(p: &mut Parser<'_>) -> Parsed<Option<(u16, u16)>> {
    if p.try_parse(|p| p.expect_ident_matching("auto")).is_ok() {
        return Ok(None);
    }
    let one = |p: &mut Parser<'_>| match p.next()?.clone() {
        Token::Number { value, .. } if (1.0..=1000.0).contains(&value) => Ok(value.round() as u16),
        Token::Ident(word) if word.eq_ignore_ascii_case("normal") => Ok(400),
        Token::Ident(word) if word.eq_ignore_ascii_case("bold") => Ok(700),
        _ => Err(ParseError::<()>::unexpected_token()),
    };
    let first = one(p)?;
    let second = p.try_parse(one).unwrap_or(first);
    Ok(Some((first.min(second), first.max(second))))
}

fn slant(p: &mut Parser<'_>) -> Parsed<Option<Slant>> {
    match p.expect_ident()?.to_ascii_lowercase().as_str() {
        "auto" => Ok(None),
        "normal" => Ok(Some(Slant::Upright)),
        "italic" | "oblique" => Ok(Some(Slant::Italic)),
        _ => Err(ParseError::unexpected_token()),
    }
}

/// Files in the order to try them. `local()` would make the result depend on the machine.
fn sources(p: &mut Parser<'_>, base: &Base) -> Parsed<Vec<Reference>> {
    let list: Vec<Option<Reference>> = p.parse_comma_separated(|p| {
        if let Ok(reference) = p.try_parse(|p| url(p, base)) {
            while p.try_parse(hint).is_ok() {}
            return Ok(Some(reference));
        }
        p.expect_function_matching("local")?;
        p.parse_nested_block(|p| {
            while p.next().is_ok() {}
            Ok::<(), ParseError<()>>(())
        })?;
        Ok(None)
    })?;
    let list: Vec<Reference> = list.into_iter().flatten().collect();
    if list.is_empty() { Err(ParseError::unexpected_token()) } else { Ok(list) }
}

/// `format()` and `tech()`: the file itself says what it is.
fn hint(p: &mut Parser<'_>) -> Parsed<Arc<str>> {
    let name: Arc<str> = Arc::from(p.expect_function()?.to_ascii_lowercase());
    p.parse_nested_block(|p| {
        while p.next().is_ok() {}
        if matches!(&*name, "format" | "tech") {
            Ok(name.clone())
        } else {
            Err(ParseError::unexpected_token())
        }
    })
}
