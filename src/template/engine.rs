//! One piece's templates, all layers, parsed once for all editions that share them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use tera::Tera;

use super::fold::Foldable;
use super::mark::{Marked, Marking, mark, unmarkable_blocks};
use super::scan::{TagKind, scan};
use super::source::registered;
use super::{failure, filters, functions};
use crate::assets::TemplateFile;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};

/// Parsed templates of one piece, ready for any edition with the same layers.
#[derive(Debug)]
pub struct Engine {
    pub(super) tera: Tera,
    /// By the name under which Tera knows them.
    pub(super) files: BTreeMap<String, Registered>,
    /// What every `extends` and `include` without a layer means: the strongest layer's name.
    strongest: BTreeMap<String, String>,
    /// What print runs need to know, once one asks for it.
    pub(super) foldable: OnceLock<Option<Foldable>>,
}

/// A template as Tera got it.
#[derive(Debug)]
pub(super) struct Registered {
    pub file: TemplateFile,
    pub marked: Marked,
}

/// All layers of a template by name, strongest first; empty if there is none.
pub trait Library {
    fn layers(&self, name: &str) -> Result<Vec<TemplateFile>, Diagnostics>;

    /// Names of all templates, for `did you mean` and for what every piece shares.
    fn names(&self) -> Vec<String>;
}

impl Engine {
    /// Reads `entries` (`letter/letter.html`) and everything they extend and include.
    pub fn new(entries: &[&str], library: &dyn Library) -> Result<Engine, Diagnostics> {
        let stacks = collect(entries, library)?;
        let files = mark_all(&stacks);
        let strongest = stacks
            .iter()
            .filter_map(|(name, stack)| Some((name.clone(), registered(&stack.first()?.layer, name))))
            .collect();
        let mut engine = Engine { tera: Tera::new(), files, strongest, foldable: OnceLock::new() };
        engine.parse()?;
        Ok(engine)
    }

    /// The name of the strongest layer's file of a template.
    pub(super) fn entry(&self, name: &str) -> Option<&str> {
        self.strongest.get(name).map(String::as_str)
    }

    /// All files, sorted by name, strongest layer first.
    pub fn files(&self) -> impl Iterator<Item = &TemplateFile> {
        let mut files: Vec<&TemplateFile> = self.files.values().map(|registered| &registered.file).collect();
        files.sort_by(|a, b| (&a.name, &a.layer).cmp(&(&b.name, &b.layer)));
        files.into_iter()
    }

    fn parse(&mut self) -> Result<(), Diagnostics> {
        // Tera takes a component that two layers define from the stronger one.
        let prefixes = ["municipality:", "campaign:", "project:", "built-in:"];
        self.tera.set_fallback_prefixes(prefixes).expect("no template is added yet");
        filters::register(&mut self.tera, "en");
        functions::declare(&mut self.tera);
        let templates = self.files.iter().map(|(name, registered)| (name, &registered.marked.text));
        self.tera.add_raw_templates(templates).map_err(|error| match error.kind() {
            tera::ErrorKind::SyntaxError(_) => self.all_syntax_errors(),
            _ => failure::diagnose(self, &error, None),
        })
    }

    /// Tera stops at the first file with an error; people want them all.
    fn all_syntax_errors(&self) -> Diagnostics {
        let mut found = Diagnostics::new();
        for (name, registered) in &self.files {
            let alone = Tera::new().add_raw_template(name, &registered.marked.text);
            // Alone it misses other files too, which is no fault here.
            if let Err(error) = alone
                && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
            {
                found.extend(failure::diagnose(self, &error, None));
            }
        }
        found
    }
}

type Stacks = BTreeMap<String, Vec<TemplateFile>>;

/// Follows `extends` and `include` through all layers.
fn collect(entries: &[&str], library: &dyn Library) -> Result<Stacks, Diagnostics> {
    let mut stacks = Stacks::new();
    let mut found = Diagnostics::new();
    let mut waiting: Vec<String> = entries.iter().map(|&entry| entry.to_owned()).collect();
    // Components are known by their own name, so nothing says which file has them.
    waiting.extend(
        library.names().into_iter().filter(|name| name.starts_with("shared/") && name.ends_with(".html")),
    );
    while let Some(name) = waiting.pop() {
        if stacks.contains_key(&name) {
            continue;
        }
        let stack = library.layers(&name)?;
        for (depth, file) in stack.iter().enumerate() {
            for tag in scan(&file.source.text) {
                let (TagKind::Extends(wanted, place) | TagKind::Include(wanted, place)) = tag.kind else {
                    continue;
                };
                let exists = if wanted == name {
                    depth + 1 < stack.len()
                } else {
                    !library.layers(&wanted)?.is_empty()
                };
                if exists {
                    waiting.push(wanted);
                } else {
                    let span = Span::new(file.source.clone(), place.start, place.end);
                    found.push(unknown_template(&wanted, wanted == name, span, library));
                }
            }
        }
        stacks.insert(name, stack);
    }
    if found.is_empty() { Ok(stacks) } else { Err(found) }
}

fn unknown_template(wanted: &str, is_own_name: bool, span: Span, library: &dyn Library) -> Diagnostic {
    if is_own_name {
        return Diagnostic::error("unknown-template", format!("no template `{wanted}` below this layer"))
            .at(span.labelled("means the file of the same name one layer down"))
            .help("remove the line, or extend another template");
    }
    let names = library.names();
    let near = failure::nearest(wanted, names.iter().map(String::as_str));
    let help = match near {
        Some(name) => format!("did you mean `{name}`?"),
        None => "names are written from the `templates` folder: `letter/letter.html`".to_owned(),
    };
    Diagnostic::error("unknown-template", format!("no template is called `{wanted}`"))
        .at(span.labelled("not found in any layer"))
        .help(help)
}

fn mark_all(stacks: &Stacks) -> BTreeMap<String, Registered> {
    let outside_text = included_outside_text(stacks);
    let mut files = BTreeMap::new();
    for (name, stack) in stacks {
        for (depth, file) in stack.iter().enumerate() {
            let resolve = |wanted: &str| {
                let found = stacks.get(wanted)?.get(if wanted == name { depth + 1 } else { 0 })?;
                Some(found)
            };
            let in_tera = |wanted: &str| Some(registered(&resolve(wanted)?.layer, wanted));
            let included = |wanted: &str| {
                let brought =
                    resolve(wanted).filter(|_| is_html(wanted) && !outside_text.contains(wanted))?;
                Some((wanted.to_owned(), brought.layer.to_string()))
            };
            let layer = file.layer.to_string();
            let unmarkable = unmarkable_in_chain(stacks, name, depth);
            let marking = Marking {
                is_html: is_html(name),
                template: name,
                layer: &layer,
                unmarkable: &unmarkable,
                registered: &in_tera,
                included: &included,
            };
            let marked = mark(&file.source.text, &marking);
            files.insert(registered(&file.layer, name), Registered { file: file.clone(), marked });
        }
    }
    files
}

/// Whether blocks get markers, which layout reads: texts for a website stay as they are.
fn is_html(name: &str) -> bool {
    name.ends_with(".html") && !name.ends_with(".site.html")
}

/// Templates that some file includes inside a tag or a `<style>`.
fn included_outside_text(stacks: &Stacks) -> BTreeSet<String> {
    stacks
        .values()
        .flatten()
        .flat_map(|file| scan(&file.source.text))
        .filter_map(|tag| match tag.kind {
            TagKind::Include(name, _) if !tag.in_text => Some(name),
            _ => None,
        })
        .collect()
}

/// Blocks that this file or any that it extends has outside text: `{% block title %}` of a letter
/// lands in the `<title>` of the base, so its override must stay unmarked as well.
fn unmarkable_in_chain(stacks: &Stacks, name: &str, depth: usize) -> BTreeSet<String> {
    let mut blocks = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut next = Some((name.to_owned(), depth));
    while let Some((name, depth)) = next.take() {
        let Some(file) = stacks.get(&name).and_then(|stack| stack.get(depth)) else { break };
        if !seen.insert((name.clone(), depth)) {
            break;
        }
        blocks.extend(unmarkable_blocks(&file.source.text));
        next = scan(&file.source.text).into_iter().find_map(|tag| match tag.kind {
            TagKind::Extends(wanted, _) if wanted == name => Some((wanted, depth + 1)),
            TagKind::Extends(wanted, _) => Some((wanted, 0)),
            _ => None,
        });
    }
    blocks
}
