use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tera::{Context, ErrorKind, Tera};

use super::engine::Engine;
use super::scope::Scope;
use super::{failure, filters, functions};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};

/// Far beyond any real piece: a letter is some 20 kB.
const MAX_OUTPUT: usize = 16 << 20;

impl Engine {
    /// Renders a template (`letter/letter.html`) for one edition. All findings of functions are told
    /// together; Tera itself stops at the first.
    pub(super) fn render(
        &self,
        name: &str,
        context: &Context,
        scope: &Arc<Scope>,
    ) -> Result<String, Diagnostics> {
        let mut output = String::with_capacity(32 << 10);
        self.render_into(&with_functions(&self.tera, scope), name, context, scope, 0, &mut output)?;
        Ok(output)
    }

    /// Renders [`with_functions`] of an edition, in place of what stands in `output`. `counted`: how far `range()`
    /// has counted before.
    pub(super) fn render_into(
        &self,
        tera: &Tera,
        name: &str,
        context: &Context,
        scope: &Scope,
        counted: u64,
        output: &mut String,
    ) -> Result<(), Diagnostics> {
        let entry = self.entry(name).expect("an engine is made for the names it renders");
        // Each record may count as far as each edition.
        scope.counted.store(counted, Ordering::Relaxed);
        let mut bytes = std::mem::take(output).into_bytes();
        bytes.clear();
        let mut bounded = Bounded(bytes);
        let rendered = tera.render_to(entry, context, &mut bounded);

        let noted = scope.with_notes(|notes| std::mem::take(&mut notes.found));
        let mut found: Vec<Diagnostic> =
            noted.into_iter().map(|(finding, argument)| self.located(finding, &argument)).collect();
        if let Err(error) = &rendered {
            let failed = match error.kind() {
                ErrorKind::Io(io::ErrorKind::FileTooLarge) => endless(self, entry).into(),
                _ => failure::diagnose(self, error, Some(entry)),
            };
            found.extend(failed.into_vec());
        }
        if !found.is_empty() {
            return Err(found.into());
        }
        *output = String::from_utf8(bounded.0).expect("Tera writes UTF-8");
        Ok(())
    }

    /// Functions do not know where they were called: the quoted argument tells.
    fn located(&self, finding: Diagnostic, argument: &str) -> Diagnostic {
        if finding.span.is_some() {
            return finding;
        }
        for file in self.files() {
            for quote in ['"', '\'', '`'] {
                let quoted = format!("{quote}{argument}{quote}");
                if let Some(at) = file.source.text.find(&quoted) {
                    return finding.at(Span::new(file.source.clone(), at, at + quoted.len()));
                }
            }
        }
        finding
    }
}

/// Templates with the filters and functions of one edition.
pub(super) fn with_functions(templates: &Tera, scope: &Arc<Scope>) -> Tera {
    let mut tera = templates.clone();
    filters::register(&mut tera, &scope.language);
    functions::register(&mut tera, scope);
    tera
}

fn endless(engine: &Engine, entry: &str) -> Diagnostic {
    let finding = Diagnostic::error(
        "template",
        format!("the template makes more than {} MB of HTML", MAX_OUTPUT >> 20),
    )
    .help("look for a loop that goes round too often");
    match engine.files.get(entry) {
        Some(registered) => finding.in_file(registered.file.source.name.clone()),
        None => finding,
    }
}

/// Takes up to [`MAX_OUTPUT`] bytes.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_OUTPUT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
