use std::sync::Arc;

use cssparser::{ParseError, Parser, Token, parse_nth};

use crate::style::{MarginBox, PageSelector, PageSide};

/// The selectors of an `@page` rule ([CSS Paged Media 3, 4](https://www.w3.org/TR/css-page-3/#page-selectors));
/// none is every page. The error names what is not supported.
pub(super) fn selectors(p: &mut Parser<'_>) -> Result<Vec<PageSelector>, String> {
    if p.is_exhausted() {
        return Ok(vec![PageSelector::default()]);
    }
    let mut unknown = None;
    let list = p.parse_comma_separated(|p| {
        let mut selector = PageSelector::default();
        if let Ok(name) = p.try_parse(|p| p.expect_ident_cloned()) {
            selector.name = Some(Arc::from(&*name));
        }
        while p.try_parse(|p| p.expect_colon()).is_ok() {
            let name = match p.next()?.clone() {
                Token::Function(name) if name.eq_ignore_ascii_case("nth") => {
                    selector.nth = Some(p.parse_nested_block(|p| Ok(parse_nth(p)?))?);
                    continue;
                }
                Token::Ident(name) | Token::Function(name) => name.to_ascii_lowercase(),
                _ => return Err(ParseError::<()>::unexpected_token()),
            };
            match name.as_str() {
                "first" => selector.first = true,
                "blank" => selector.blank = true,
                "left" => selector.side = Some(PageSide::Left),
                "right" => selector.side = Some(PageSide::Right),
                _ => {
                    unknown = Some(format!("`:{name}` is not supported in a page selector"));
                    return Err(ParseError::unexpected_token());
                }
            }
        }
        Ok(selector)
    });
    list.map_err(|_| unknown.unwrap_or_else(|| "this is not a page selector".to_owned()))
}

/// [CSS Paged Media 3, 5.1](https://www.w3.org/TR/css-page-3/#margin-boxes).
pub(super) fn margin_box(name: &str) -> Option<MarginBox> {
    Some(match name {
        "top-left-corner" => MarginBox::TopLeftCorner,
        "top-left" => MarginBox::TopLeft,
        "top-center" => MarginBox::TopCenter,
        "top-right" => MarginBox::TopRight,
        "top-right-corner" => MarginBox::TopRightCorner,
        "right-top" => MarginBox::RightTop,
        "right-middle" => MarginBox::RightMiddle,
        "right-bottom" => MarginBox::RightBottom,
        "bottom-right-corner" => MarginBox::BottomRightCorner,
        "bottom-right" => MarginBox::BottomRight,
        "bottom-center" => MarginBox::BottomCenter,
        "bottom-left" => MarginBox::BottomLeft,
        "bottom-left-corner" => MarginBox::BottomLeftCorner,
        "left-bottom" => MarginBox::LeftBottom,
        "left-middle" => MarginBox::LeftMiddle,
        "left-top" => MarginBox::LeftTop,
        _ => return None,
    })
}
