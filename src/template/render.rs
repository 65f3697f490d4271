use std::io::{self, Write};
use std::sync::Arc;

use tera::{Context, ErrorKind};

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
        let entry = self.entry(name).expect("an engine is made for the names it renders");
        let mut tera = self.tera.clone();
        filters::register(&mut tera, &scope.language);
        functions::register(&mut tera, scope);
        let mut output = Bounded(Vec::with_capacity(32 << 10));
        let rendered = tera.render_to(entry, context, &mut output);

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
        if found.is_empty() {
            Ok(String::from_utf8(output.0).expect("Tera writes UTF-8"))
        } else {
            Err(found.into())
        }
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
