use cssparser::{ParseError, Parser, Token};

use crate::style::property::{parse, property};

type Parsed<T> = Result<T, ParseError<()>>;

/// The condition of an `@supports` rule ([CSS Conditional 3, 6](https://www.w3.org/TR/css-conditional-3/#at-supports)).
pub(super) fn condition(p: &mut Parser<'_>) -> Parsed<bool> {
    if eat(p, "not") {
        return Ok(!operand(p)?);
    }
    let mut value = operand(p)?;
    loop {
        if eat(p, "and") {
            value &= operand(p)?;
        } else if eat(p, "or") {
            value |= operand(p)?;
        } else {
            return Ok(value);
        }
    }
}

/// `supports(…)` of an `@import`: a condition or a declaration. Without it all is supported.
pub(super) fn of_import(p: &mut Parser<'_>) -> Parsed<bool> {
    if p.try_parse(|p| p.expect_function_matching("supports")).is_err() {
        return Ok(true);
    }
    p.parse_nested_block(|p| p.try_parse(declaration).or_else(|_| condition(p)))
}

fn eat(p: &mut Parser<'_>, word: &str) -> bool {
    p.try_parse(|p| p.expect_ident_matching(word)).is_ok()
}

fn operand(p: &mut Parser<'_>) -> Parsed<bool> {
    match p.next()?.clone() {
        Token::ParenthesisBlock => p.parse_nested_block(|p| match p.try_parse(declaration) {
            Ok(known) => Ok(known),
            Err(_) => condition(p),
        }),
        // `selector()` and functions of the future.
        Token::Function(name) => p.parse_nested_block(|p| {
            let is_selector = name.eq_ignore_ascii_case("selector");
            Ok(is_selector && super::selector::selector_list(p, None).is_ok() || skip(p))
        }),
        _ => Err(ParseError::unexpected_token()),
    }
}

fn declaration(p: &mut Parser<'_>) -> Parsed<bool> {
    let name = p.expect_ident()?.to_ascii_lowercase();
    p.expect_colon()?;
    let start = p.position();
    while p.next().is_ok() {}
    let value = p.slice(start..p.position());
    let is_known = |property| parse(property, value, &"".into()).is_ok();
    Ok(name.starts_with("--") || property(&name).is_some_and(is_known))
}

fn skip(p: &mut Parser<'_>) -> bool {
    while p.next().is_ok() {}
    false
}
