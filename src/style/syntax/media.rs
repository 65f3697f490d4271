use std::sync::Arc;

use cssparser::Parser;

use super::media_feature::{Condition, condition};
use crate::units::Size;

/// A media query list ([Media Queries 4](https://www.w3.org/TR/mediaqueries-4/)), as far as paper does not
/// decide it beforehand.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::style) struct MediaList(Vec<Query>);

#[derive(Clone, Debug, PartialEq)]
enum Query {
    Known(bool),
    /// Depends on the size of the page.
    Sized {
        is_negated: bool,
        condition: Condition,
    },
}

/// Lists that all must be met, from the outermost rule inwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::style) struct Conditions(Vec<Arc<MediaList>>);

impl MediaList {
    /// `None`: not for print at all. Otherwise what the page must be like, if it matters.
    pub fn for_print(self) -> Option<Option<Arc<MediaList>>> {
        if self.0.contains(&Query::Known(true)) {
            return Some(None);
        }
        let is_open = self.0.iter().any(|query| matches!(query, Query::Sized { .. }));
        is_open.then(|| Some(Arc::new(self)))
    }

    fn is_met(&self, page: Size) -> bool {
        self.0.iter().any(|query| match query {
            Query::Known(is_met) => *is_met,
            Query::Sized { is_negated, condition } => condition.is_met(page) != *is_negated,
        })
    }
}

impl Conditions {
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    pub fn extend(&mut self, list: Option<Arc<MediaList>>) {
        self.0.extend(list);
    }

    pub fn with(&self, other: &Conditions) -> Conditions {
        Conditions(self.0.iter().chain(&other.0).cloned().collect())
    }

    /// `page` is the first page's trim size.
    pub fn are_met(&self, page: Size) -> bool {
        self.0.iter().all(|list| list.is_met(page))
    }
}

/// The error names what is not supported.
pub(super) fn query_list(p: &mut Parser<'_>) -> Result<MediaList, String> {
    if p.is_exhausted() {
        return Ok(MediaList(vec![Query::Known(true)]));
    }
    let mut list = vec![query(p)?];
    while p.try_parse(|p| p.expect_comma()).is_ok() {
        list.push(query(p)?);
    }
    if p.is_exhausted() { Ok(MediaList(list)) } else { Err("this is not a media query".to_owned()) }
}

/// The same for a `media` attribute.
pub(in crate::style) fn applies(media: &str) -> Result<Option<Conditions>, String> {
    let list = query_list(&mut Parser::new(media))?;
    Ok(list.for_print().map(|list| Conditions(list.into_iter().collect())))
}

fn query(p: &mut Parser<'_>) -> Result<Query, String> {
    let is_only = p.try_parse(|p| p.expect_ident_matching("only")).is_ok();
    // `not (…)` negates a condition, `not print` a whole query.
    let start = p.state();
    let is_negated = !is_only && p.try_parse(|p| p.expect_ident_matching("not")).is_ok();
    let Ok(kind) = p.try_parse(|p| p.expect_ident_cloned()) else {
        p.reset(&start);
        return Ok(sized(condition(p, true)?, false));
    };
    let is_for_print = matches!(kind.to_ascii_lowercase().as_str(), "all" | "print");
    if p.try_parse(|p| p.expect_ident_matching("and")).is_err() {
        return Ok(Query::Known(is_for_print != is_negated));
    }
    if !is_for_print {
        // Nobody asks a feature of a screen that is not there.
        let rest: Result<(), cssparser::ParseError<()>> =
            p.parse_until_before(cssparser::Delimiter::Comma, |p| {
                while p.next().is_ok() {}
                Ok(())
            });
        return rest.map(|()| Query::Known(is_negated)).map_err(|_| "this is not a media query".to_owned());
    }
    Ok(sized(condition(p, false)?, is_negated))
}

fn sized(condition: Condition, is_negated: bool) -> Query {
    match condition {
        Condition::Known(is_met) => Query::Known(is_met != is_negated),
        condition => Query::Sized { is_negated, condition },
    }
}
