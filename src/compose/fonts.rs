use std::sync::Arc;

use crate::assets::{Bytes, Loader, Scope};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::FontData;
use crate::style::FontFaceRule;
use crate::text::FontBook;

/// The built-in fonts, with those of `@font-face` rules.
pub(super) fn book(
    built_in: &Arc<FontBook>,
    rules: &[FontFaceRule],
    loader: &Loader,
    scope: &Scope,
    found: &mut Diagnostics,
) -> Arc<FontBook> {
    if rules.is_empty() {
        return built_in.clone();
    }
    let mut book = FontBook::embedded();
    for rule in rules {
        if let Err(finding) = add(&mut book, rule, loader, scope) {
            found.push(finding);
        }
    }
    Arc::new(book)
}

/// The first source that can be used; otherwise what is wrong with the last.
fn add(book: &mut FontBook, rule: &FontFaceRule, loader: &Loader, scope: &Scope) -> Result<(), Diagnostic> {
    let mut last = None;
    for source in &rule.sources {
        let asset = match loader.asset(scope, &source.url, &source.base) {
            Ok(asset) => asset,
            Err(finding) => {
                last = Some(finding);
                continue;
            }
        };
        let data = match &asset.bytes {
            Bytes::Embedded(bytes) => FontData::Embedded(bytes),
            Bytes::Read(bytes) => FontData::Loaded(bytes.clone()),
        };
        match book.add(&rule.family, rule.weight, rule.slant, data) {
            Ok(()) => return Ok(()),
            Err(error) => {
                let finding = Diagnostic::error("broken-font", error.to_string()).in_file(&asset.name);
                last = Some(finding.help("use a TrueType or OpenType file (.ttf, .otf)"));
            }
        }
    }
    match last {
        Some(finding) if finding.span.is_none() => {
            Err(finding.note(format!("for the font `{}`", rule.family)).at(rule.span.clone()))
        }
        Some(finding) => Err(finding),
        None => Ok(()),
    }
}
