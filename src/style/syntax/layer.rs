use std::sync::Arc;

use cssparser::{ParseError, Parser};

/// The names of an `@layer` rule, none in front of a block that has no name
/// ([CSS Cascade 5, 6.4.2](https://www.w3.org/TR/css-cascade-5/#at-layer)).
pub(super) fn names(p: &mut Parser<'_>) -> Result<Vec<Arc<str>>, String> {
    if p.is_exhausted() {
        return Ok(Vec::new());
    }
    p.parse_comma_separated(name).map_err(|_| "this is not the name of a layer".to_owned())
}

/// `layer` or `layer(name)`; an empty name is none.
pub(super) fn of_import(p: &mut Parser<'_>) -> Option<Arc<str>> {
    if p.try_parse(|p| p.expect_ident_matching("layer")).is_ok() {
        return Some(Arc::from(""));
    }
    p.try_parse(|p| {
        p.expect_function_matching("layer")?;
        p.parse_nested_block(name)
    })
    .ok()
}

/// Names of nested layers, with dots and no space between them.
fn name(p: &mut Parser<'_>) -> Result<Arc<str>, ParseError<()>> {
    let mut name = p.expect_ident()?.to_string();
    while p.try_parse(|p| p.expect_delim('.')).is_ok() {
        name.push('.');
        name.push_str(p.expect_ident()?);
    }
    Ok(Arc::from(name))
}

/// The name of a layer inside another one.
pub(in crate::style) fn inside(outer: Option<&str>, inner: &str) -> Arc<str> {
    match outer {
        Some(outer) => Arc::from(format!("{outer}.{inner}")),
        None => Arc::from(inner),
    }
}
