//! What the functions of a template know of the edition, and what they noted while it was rendered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use tera::Value;
use tera::value::Key;

use super::failure::nearest;
use super::locale;
use super::memo::Memo;
use crate::diagnostics::{Diagnostic, Span};

/// The texts of one language.
#[derive(Debug)]
pub(super) struct Texts {
    /// What messages call the file.
    pub file: String,
    /// Maps of maps, lists and strings.
    pub values: Value,
    /// Where each value stands, by its key with dots.
    pub spans: BTreeMap<String, Span>,
}

/// One figure.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// Digits as Rust writes them.
    pub value: String,
    pub year: Option<u16>,
    pub source: Option<String>,
    pub label: Option<String>,
    /// The municipality's own.
    pub local: bool,
}

/// Whether a picture is there, or what to tell.
pub(super) type ImageCheck = dyn Fn(&str) -> Result<(), Diagnostic> + Send + Sync;

/// Everything that functions read. One for each edition.
pub(super) struct Scope {
    pub language: String,
    /// By language.
    pub texts: BTreeMap<String, Arc<Texts>>,
    pub facts: BTreeMap<String, Fact>,
    /// By id, in the language.
    pub contacts: BTreeMap<String, Value>,
    /// The template variables, for placeholders in texts.
    pub variables: BTreeMap<String, Value>,
    /// Whether an image is there.
    pub image: Box<ImageCheck>,
    pub notes: Mutex<Notes>,
    /// What functions gave before.
    pub memo: Memo,
    /// Elements that all `range()` of what is rendered now have made.
    pub counted: AtomicU64,
}

/// What came up while rendering.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// A finding, and the argument by which its place in the template can be found.
    pub found: Vec<(Diagnostic, String)>,
    /// Language and key of every text that was used.
    pub texts: BTreeSet<(String, String)>,
}

impl Scope {
    /// Functions do not stop at a fault: all missing texts of an edition show in one run.
    pub fn note(&self, finding: Diagnostic, argument: &str) {
        self.with_notes(|notes| {
            let noted = (finding, argument.to_owned());
            if !notes.found.contains(&noted) {
                notes.found.push(noted);
            }
        });
    }

    pub fn with_notes<T>(&self, change: impl FnOnce(&mut Notes) -> T) -> T {
        change(&mut self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The text or list at a key, or a finding.
    pub fn text(&self, key: &str, language: &str) -> Result<(&Value, Option<&Span>), Diagnostic> {
        let Some(texts) = self.texts.get(language) else {
            let known: Vec<&str> = self.texts.keys().map(String::as_str).collect();
            let message = format!("the campaign has no texts in {}", locale::language_name(language));
            return Err(
                Diagnostic::error("unknown-language", message).help(format!("it has: {}", known.join(", ")))
            );
        };
        match lookup(&texts.values, key) {
            Some(value) if !value.is_none() && !value.is_undefined() => {
                self.with_notes(|notes| notes.texts.insert((language.to_owned(), key.to_owned())));
                Ok((value, texts.spans.get(key)))
            }
            _ => Err(self.missing(key, language, texts)),
        }
    }

    fn missing(&self, key: &str, language: &str, texts: &Texts) -> Diagnostic {
        let name = locale::language_name(language);
        let elsewhere = self.texts.iter().find(|(_, other)| other.spans.contains_key(key));
        let help = match (nearest(key, texts.spans.keys().map(String::as_str)), elsewhere) {
            (_, Some((other, _))) => {
                format!("add `{key}` to {}; {} has it", texts.file, locale::language_name(other))
            }
            (Some(near), None) => format!("did you mean `{near}`?"),
            (None, None) => format!("add `{key}` to {}", texts.file),
        };
        Diagnostic::error("missing-text", format!("there is no text `{key}` in {name}")).help(help)
    }

    pub fn fact(&self, key: &str) -> Result<&Fact, Diagnostic> {
        self.facts.get(key).ok_or_else(|| unknown("fact", key, self.facts.keys()))
    }

    pub fn contact(&self, id: &str) -> Result<&Value, Diagnostic> {
        self.contacts.get(id).ok_or_else(|| unknown("contact", id, self.contacts.keys()))
    }

    /// What stands for `{name}` in a text of `language`.
    pub fn placeholder(&self, name: &str, language: &str) -> Option<String> {
        if let Some(key) = name.strip_prefix("fact.") {
            return self.facts.get(key).map(|fact| locale::number(&fact.value, language));
        }
        let contact = name.strip_prefix("contact.").and_then(|id| self.contacts.get(id));
        let value = contact.or_else(|| self.variable(name))?;
        // A thing stands for what it is called, a contact for its number.
        let shown = match value.as_map() {
            Some(_) => ["number", "name", "title"].iter().find_map(|part| lookup(value, part))?,
            None => value,
        };
        if shown.is_none() || shown.as_array().is_some() {
            return None;
        }
        let text = shown.to_string();
        Some(match locale::Date::parse(&text) {
            Some(date) => locale::date(date, locale::DateForm::Long, language),
            None => text,
        })
    }

    /// `period.start` means the campaign's, `url` and `website` the municipality's.
    fn variable(&self, path: &str) -> Option<&Value> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let known = self
            .variables
            .get(first)
            .and_then(|value| if rest.is_empty() { Some(value) } else { lookup(value, rest) });
        let within = |owner: &str| self.variables.get(owner).and_then(|owner| lookup(owner, path));
        known.or_else(|| within("municipality")).or_else(|| within("campaign"))
    }
}

/// The value at a path with dots; a number counts in a list.
fn lookup<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, part| match value.as_map() {
        Some(map) => map.get(&Key::from(part.to_owned())),
        None => value.as_array()?.get(part.parse::<usize>().ok()?),
    })
}

fn unknown<'a>(what: &str, wanted: &str, known: impl Iterator<Item = &'a String>) -> Diagnostic {
    let known: Vec<&str> = known.map(String::as_str).collect();
    let code = if what == "fact" { "unknown-fact" } else { "unknown-contact" };
    let finding = Diagnostic::error(code, format!("no {what} is called `{wanted}`"));
    match nearest(wanted, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => finding.help(format!("the campaign has no {what}s yet")),
        None => finding.help(format!("there are: {}", known.join(", "))),
    }
}
