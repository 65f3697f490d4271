use std::ops::RangeInclusive;

use cssparser::{ParseError, Parser, Token, UnicodeRange};

use crate::diagnostics::Span;
use crate::style::FontFaceRule;
use crate::style::Reference;
use crate::style::property::{Base, font_stretch, url};
use crate::text::Slant;

type Parsed<T> = Result<T, ParseError<()>>;

/// An `@font-face` rule while its descriptors are read ([CSS Fonts 4, 4](https://www.w3.org/TR/css-fonts-4/#font-face-rule)).
#[derive(Default)]
pub(super) struct FontFace {
    family: Option<String>,
    weight: Option<(u16, u16)>,
    slant: Option<Slant>,
    stretch: Option<(f32, f32)>,
    ranges: Vec<RangeInclusive<u32>>,
    sources: Sources,
}

/// Files in the order to try them, and whether fonts of the machine were named.
#[derive(Default)]
struct Sources {
    files: Vec<Reference>,
    has_local: bool,
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
            "font-stretch" | "font-width" => p.parse_entirely(stretch).map(|stretch| self.stretch = stretch),
            "unicode-range" => p.parse_entirely(unicode_ranges).map(|ranges| self.ranges = ranges),
            // A choice about downloads.
            "font-display" => Ok(()),
            _ => return None,
        })
    }

    /// The rule, or what it lacks.
    pub fn finish(self, span: Span) -> Result<FontFaceRule, &'static str> {
        match self.family {
            None => Err("font-family"),
            Some(_) if self.sources.files.is_empty() && !self.sources.has_local => Err("src"),
            Some(family) => {
                let FontFace { weight, slant, stretch, ranges, sources, .. } = self;
                let Sources { files: sources, has_local } = sources;
                Ok(FontFaceRule { family, weight, slant, stretch, ranges, sources, has_local, span })
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

/// The angle of `oblique` is up to the font.
fn slant(p: &mut Parser<'_>) -> Parsed<Option<Slant>> {
    match p.expect_ident()?.to_ascii_lowercase().as_str() {
        "auto" => Ok(None),
        "normal" => Ok(Some(Slant::Upright)),
        "italic" => Ok(Some(Slant::Italic)),
        "oblique" => {
            let angle = |p: &mut Parser<'_>| match p.next()? {
                Token::Dimension { .. } => Ok(()),
                _ => Err(ParseError::<()>::unexpected_token()),
            };
            while p.try_parse(angle).is_ok() {}
            Ok(Some(Slant::Oblique))
        }
        _ => Err(ParseError::unexpected_token()),
    }
}

/// `auto` is what the font file says.
fn stretch(p: &mut Parser<'_>) -> Parsed<Option<(f32, f32)>> {
    if p.try_parse(|p| p.expect_ident_matching("auto")).is_ok() {
        return Ok(None);
    }
    let one = |p: &mut Parser<'_>| {
        p.try_parse(font_stretch).or_else(|_| Ok::<f32, ParseError<()>>(p.expect_percentage()? * 100.0))
    };
    let first = one(p)?;
    let second = p.try_parse(one).unwrap_or(first);
    Ok(Some((first.min(second), first.max(second))))
}

fn unicode_ranges(p: &mut Parser<'_>) -> Parsed<Vec<RangeInclusive<u32>>> {
    let one = |p: &mut Parser<'_>| Ok(UnicodeRange::parse(p)?);
    let ranges = p.parse_comma_separated(one)?;
    Ok(ranges.into_iter().map(|range| range.start..=range.end).collect())
}

/// `local()` would make the result depend on the machine; formats that no font tool writes any more are
/// passed over.
fn sources(p: &mut Parser<'_>, base: &Base) -> Parsed<Sources> {
    let mut sources = Sources::default();
    p.parse_comma_separated(|p| {
        if let Ok(reference) = p.try_parse(|p| url(p, base)) {
            let mut is_known = true;
            while let Ok(known) = p.try_parse(hint) {
                is_known &= known;
            }
            sources.files.extend(is_known.then_some(reference));
            return Ok(());
        }
        p.expect_function_matching("local")?;
        sources.has_local = true;
        p.parse_nested_block(|p| {
            while p.next().is_ok() {}
            Ok::<(), ParseError<()>>(())
        })
    })?;
    p.expect_exhausted()?;
    Ok(sources)
}

/// `format()` and `tech()`: the file itself says what it is, but some need not be fetched.
fn hint(p: &mut Parser<'_>) -> Parsed<bool> {
    let name = p.expect_function()?.to_ascii_lowercase();
    if !matches!(name.as_str(), "format" | "tech") {
        return Err(ParseError::unexpected_token());
    }
    p.parse_nested_block(|p| {
        let format = p.expect_ident_or_string()?.to_ascii_lowercase();
        while p.next().is_ok() {}
        Ok(!matches!(format.as_str(), "embedded-opentype" | "svg"))
    })
}
