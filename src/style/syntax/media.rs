use cssparser::{Parser, Token};

/// Whether a media query list is met on paper; the error names what is not supported
/// ([Media Queries 4](https://www.w3.org/TR/mediaqueries-4/)).
pub(super) fn query_list(p: &mut Parser<'_>) -> Result<bool, String> {
    if p.is_exhausted() {
        return Ok(true);
    }
    let mut is_met = false;
    loop {
        is_met |= query(p)?;
        match p.next() {
            Ok(Token::Comma) => {}
            Ok(_) => return Err("this is not a media query".to_owned()),
            Err(_) => return Ok(is_met),
        }
    }
}

/// The same for a `media` attribute.
pub(in crate::style) fn applies(media: &str) -> Result<bool, String> {
    query_list(&mut Parser::new(media))
}

fn query(p: &mut Parser<'_>) -> Result<bool, String> {
    let mut negated = false;
    loop {
        let token = p.next().map_err(|_| "this is not a media query".to_owned())?.clone();
        match token {
            Token::Ident(word) => match word.to_ascii_lowercase().as_str() {
                "only" => {}
                "not" => negated = true,
                kind => {
                    let is_met = matches!(kind, "all" | "print") != negated;
                    if p.try_parse(|p| p.expect_ident_matching("and")).is_ok() {
                        // Nobody asks a feature of a screen that is not there.
                        return if is_met { feature(p) } else { skip(p) };
                    }
                    return Ok(is_met);
                }
            },
            Token::ParenthesisBlock => return unsupported(p),
            _ => return Err("this is not a media query".to_owned()),
        }
    }
}

fn feature(p: &mut Parser<'_>) -> Result<bool, String> {
    match p.next() {
        Ok(Token::ParenthesisBlock) => unsupported(p),
        _ => Err("this is not a media query".to_owned()),
    }
}

fn unsupported(p: &mut Parser<'_>) -> Result<bool, String> {
    let name = p
        .parse_nested_block(|p| {
            let name = p.expect_ident().map(|name| name.to_string()).unwrap_or_default();
            while p.next().is_ok() {}
            Ok::<String, cssparser::ParseError<()>>(name)
        })
        .unwrap_or_default();
    Err(format!("the media feature `{name}` is not supported"))
}

fn skip(p: &mut Parser<'_>) -> Result<bool, String> {
    let rest: Result<(), cssparser::ParseError<()>> =
        p.parse_until_before(cssparser::Delimiter::Comma, |p| {
            while p.next().is_ok() {}
            Ok(())
        });
    rest.map(|()| false).map_err(|_| "this is not a media query".to_owned())
}
