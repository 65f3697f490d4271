//! The templates of an edition with what is the same for all records already filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tera::{Context, Tera};

use super::engine::Engine;
use super::render::with_functions;
use super::scope::Scope;
use super::taint::{self, Region, Trees};
use super::tree::{self, Token};

/// Private to Unicode's users and at its very end: `FIRST number NAMED … LAST` stands around a region.
const FIRST: char = '\u{10fffb}';
const NAMED: char = '\u{10fffc}';
const LAST: char = '\u{10fffd}';

/// What is known of an engine's templates without an edition.
#[derive(Debug)]
pub(super) struct Foldable {
    regions: Vec<Region>,
    /// With markers around each region.
    tera: Tera,
    /// See [`fields`].
    fields: Option<BTreeSet<String>>,
}

/// Templates that give for each record what those of the engine give, where they have no fault.
#[derive(Debug)]
pub(super) struct Folded {
    pub tera: Tera,
    /// What `range()` has counted in all that is filled in.
    pub counted: u64,
    /// The fields of `record` that are read; `None` if all may be.
    pub fields: Option<BTreeSet<String>>,
}

impl Foldable {
    /// `None` if there is nothing to fill in, or a template has something that is not understood.
    pub fn of(engine: &Engine) -> Option<Foldable> {
        let sources = || engine.files.iter().map(|(name, file)| (name.as_str(), file.marked.text.as_str()));
        let trees: Trees =
            sources().map(|(name, text)| Some((name, tree::parse(text)?))).collect::<Option<_>>()?;
        let regions = taint::regions(&trees);
        if regions.is_empty() {
            return None;
        }
        let marked =
            rewritten(engine, &regions, |number, text| format!("{FIRST}{number}{NAMED}{text}{LAST}"));
        let mut tera = engine.tera.clone();
        tera.add_raw_templates(marked).ok()?;
        let fields = fields(sources().map(|(_, text)| text));
        Some(Foldable { regions, tera, fields })
    }
}

impl Engine {
    /// Fills in what is the same for all records. `html` is the edition without a record, which has no fault.
    /// `None` if there is no such thing or it is not understood: the templates are to be rendered as they are.
    pub(super) fn folded(
        &self,
        name: &str,
        context: &Context,
        scope: &Arc<Scope>,
        html: &str,
    ) -> Option<Folded> {
        let foldable = self.foldable.get_or_init(|| Foldable::of(self)).as_ref()?;
        if html.contains([FIRST, NAMED, LAST]) {
            return None;
        }
        let render = |tera: &Tera| {
            let mut output = String::with_capacity(html.len());
            self.render_into(tera, name, context, scope, 0, &mut output).ok()?;
            Some((output, scope.counted.load(Ordering::Relaxed)))
        };
        let (marked, in_all) = render(&with_functions(&foldable.tera, scope))?;
        let (plain, outputs) = read(&marked)?;
        let known = |number: usize| outputs.get(&number).and_then(Option::as_deref);
        let regions = foldable.regions.iter().enumerate().filter(|(number, _)| known(*number).is_some());
        let (numbers, regions): (Vec<usize>, Vec<&Region>) = regions.unzip();
        if regions.is_empty() {
            return None;
        }
        let texts = rewritten(self, regions.iter().copied(), |at, _| {
            literal(known(numbers[at]).unwrap_or_default(), regions[at].trimmed)
        });
        let mut tera = with_functions(&self.tera, scope);
        tera.add_raw_templates(texts).ok()?;
        let (filled, per_record) = render(&tera)?;
        // Unless Tera reads a template in another way than it is read here.
        let is_same = plain == html && filled == html;
        debug_assert!(is_same, "{name}: the folded template renders something else without a record");
        is_same.then(|| Folded {
            tera,
            counted: in_all.saturating_sub(per_record),
            fields: foldable.fields.clone(),
        })
    }
}

/// The files that have regions, with other texts in place of those; they come in the order of files and places.
fn rewritten<'r>(
    engine: &Engine,
    regions: impl IntoIterator<Item = &'r Region>,
    text: impl Fn(usize, &str) -> String,
) -> BTreeMap<&'r str, String> {
    let mut files: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    let source = |file: &str| &engine.files[file].marked.text;
    for (number, Region { file, range, .. }) in regions.into_iter().enumerate() {
        let (written, read) = files.entry(file).or_default();
        written.push_str(&source(file)[*read..range.start]);
        written.push_str(&text(number, &source(file)[range.clone()]));
        *read = range.end;
    }
    let whole = |(file, (written, read)): (_, (String, usize))| (file, written + &source(file)[read..]);
    files.into_iter().map(whole).collect()
}

/// The output without markers, and that of each region; `None` for one that was rendered again with another outcome.
fn read(marked: &str) -> Option<(String, BTreeMap<usize, Option<String>>)> {
    let mut plain = String::with_capacity(marked.len());
    let mut outputs: BTreeMap<usize, Option<String>> = BTreeMap::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find([FIRST, LAST]) {
        plain.push_str(&rest[..at]);
        if let Some(behind) = rest[at..].strip_prefix(FIRST) {
            let (number, behind) = behind.split_once(NAMED)?;
            open.push((number.parse().ok()?, plain.len()));
            rest = behind;
        } else {
            let (number, start) = open.pop()?;
            let output = &plain[start..];
            let known = outputs.entry(number).or_insert_with(|| Some(output.to_owned()));
            if known.as_deref() != Some(output) {
                *known = None;
            }
            rest = &rest[at + LAST.len_utf8()..];
        }
    }
    plain.push_str(rest);
    open.is_empty().then_some((plain, outputs))
}

/// A text as a template that gives it. `trimmed`: white space at its start and its end would be dropped.
fn literal(text: &str, trimmed: (bool, bool)) -> String {
    const NOTHING: &str = r#"{{ "" }}"#;
    let mut written = String::with_capacity(text.len() + 16);
    if trimmed.0 && text.starts_with(char::is_whitespace) {
        written.push_str(NOTHING);
    }
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            // A tag may start with what stands behind.
            ('{', None | Some('{' | '%' | '#')) => written.push_str(r#"{{ "{" }}"#),
            _ => written.push(letter),
        }
    }
    if trimmed.1 && text.ends_with(char::is_whitespace) {
        written.push_str(NOTHING);
    }
    written
}

/// The fields of `record` that templates read, if they only ever write `record.name` or `record?.name`.
fn fields<'s>(sources: impl Iterator<Item = &'s str>) -> Option<BTreeSet<String>> {
    let mut fields = BTreeSet::new();
    for tokens in sources.flat_map(tree::expressions) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Name("record") => {
                    let behind = &tokens[at + 1..];
                    let behind = behind.strip_prefix(&[Token::Sign('?')]).unwrap_or(behind);
                    let [Token::Sign('.'), Token::Name(field), ..] = behind else { return None };
                    fields.insert((*field).to_owned());
                }
                Token::Name("__tera_context") => return None,
                _ => {}
            }
        }
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_unless_the_record_is_taken_as_a_whole() {
        let read = |text| fields([text].into_iter());
        let both = Some(BTreeSet::from(["a".to_owned(), "b".to_owned()]));
        assert_eq!(read("{{ record.a }}{% if record?.b.c %}{% endif %}{# record #}"), both);
        assert_eq!(read("{{ record.a }}{% for name, value in record %}{% endfor %}"), None);
        assert_eq!(read("{{ record['a'] }}"), None);
        assert_eq!(read("{{ __tera_context }}"), None);
    }

    #[test]
    fn the_output_of_a_region_is_what_it_gives_each_time() {
        let mark = |number, text: &str| format!("{FIRST}{number}{NAMED}{text}{LAST}");
        let marked = format!("a{}{}{}", mark(1, &format!("b{}", mark(2, "c"))), mark(3, "d"), mark(3, "e"));
        let outputs = [(1, Some("bc".to_owned())), (2, Some("c".to_owned())), (3, None)];
        assert_eq!(read(&marked), Some(("abcde".to_owned(), outputs.into())));
        assert_eq!(read(&format!("a{FIRST}1{NAMED}b")), None);
    }
}
