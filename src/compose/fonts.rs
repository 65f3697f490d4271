use std::sync::{Arc, Mutex};

use crate::assets::{Bytes, Loader, Scope, is_data};
use crate::diagnostics::{Diagnostic, Diagnostics, closest};
use crate::page::FontData;
use crate::style::{FontFaceRule, StyledTree};
use crate::text::{FaceDescription, Family, FontBook};

/// Tells of declarations of which no family is there: their text is set in the default font.
pub(super) fn tell_missing(book: &FontBook, tree: &StyledTree, found: &mut Diagnostics) {
    let known = book.families();
    // A rule that failed has been told about.
    let ruled = tree.font_faces.iter().map(|rule| &rule.family);
    let has = |name: &str| known.iter().chain(ruled.clone()).any(|family| family.eq_ignore_ascii_case(name));
    for font_use in &tree.font_uses {
        let named = || {
            font_use.families.iter().filter_map(|family| match family {
                Family::Named(name) => Some(&**name),
                _ => None,
            })
        };
        if named().any(&has) {
            continue;
        }
        let Some(first) = named().next() else { continue };
        let help = match closest(first, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name one of `drukwerk list fonts`, or add it with `@font-face`".to_owned(),
        };
        found.push(
            Diagnostic { message: format!("there is no font `{first}`").into(), ..font_use.place.clone() }
                .help(help),
        );
    }
}

/// Sets of fonts that are kept, with the paragraphs shaped in them.
const MAX_BOOKS: usize = 8;

/// The fonts of each set of `@font-face` rules, read once. Shared by all threads.
pub(super) struct FontBooks {
    built_in: Arc<FontBook>,
    known: Mutex<Vec<Known>>,
}

#[derive(Clone)]
struct Known {
    rules: Vec<FontFaceRule>,
    scope: Scope,
    book: Arc<FontBook>,
    found: Diagnostics,
}

impl FontBooks {
    pub fn new() -> FontBooks {
        FontBooks { built_in: Arc::new(FontBook::embedded()), known: Mutex::default() }
    }

    /// Forgets the paragraphs that were not asked for since this was called the last time.
    pub fn age(&self) {
        let known = self.known.lock().expect("no thread panics with the cache");
        known.iter().map(|known| &known.book).chain([&self.built_in]).for_each(|book| book.age());
    }

    /// The built-in fonts with those of the rules, and what was found while they were read.
    pub fn book(
        &self,
        rules: &[FontFaceRule],
        loader: &Loader,
        scope: &Scope,
    ) -> (Arc<FontBook>, Diagnostics) {
        if rules.is_empty() {
            return (self.built_in.clone(), Diagnostics::new());
        }
        let known = || self.known.lock().expect("no thread panics with the cache");
        if let Some(known) = known().iter().find(|known| known.rules == rules && known.scope == *scope) {
            return (known.book.clone(), known.found.clone());
        }
        // Not under the lock: two threads may read the same fonts once each.
        let mut found = Diagnostics::new();
        let book = read(rules, loader, scope, &mut found);
        let fresh = Known { rules: rules.to_vec(), scope: scope.clone(), book: book.clone(), found };
        let found = fresh.found.clone();
        let mut known = known();
        if known.len() >= MAX_BOOKS {
            known.remove(0);
        }
        known.push(fresh);
        (book, found)
    }
}

/// The built-in fonts, with those of `@font-face` rules.
fn read(rules: &[FontFaceRule], loader: &Loader, scope: &Scope, found: &mut Diagnostics) -> Arc<FontBook> {
    let mut book = FontBook::embedded();
    for rule in rules {
        if rule.has_local {
            let message = format!("`local()` is left out for the font `{}`", rule.family);
            let finding = Diagnostic::warning("local-font", message).at(rule.span.clone());
            found.push(finding.help("name the file with `url()`: fonts of the machine are never used"));
        }
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
        // A fragment names a font of a collection.
        let (url, name) = match source.url.split_once('#') {
            Some((url, name)) if !is_data(url) => (url, Some(name.to_owned())),
            _ => (&*source.url, None),
        };
        let asset = match loader.asset(scope, url, &source.base) {
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
        let description = FaceDescription {
            family: rule.family.clone(),
            weight: rule.weight,
            slant: rule.slant,
            stretch: rule.stretch,
            ranges: rule.ranges.clone(),
            name,
        };
        match book.add(&description, data) {
            Ok(()) => return Ok(()),
            Err(error) => {
                let finding =
                    Diagnostic::error("broken-font", format!("`{}` is no usable font: {error}", asset.name));
                last =
                    Some(finding.help("use a TrueType, OpenType or WOFF file (.ttf, .otf, .woff, .woff2)"));
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
