//! `render`: one HTML file to one PDF.

use std::path::Path;
use std::process::ExitCode;

use super::args::{Deny, Report};
use super::build::{count, source_date};
use super::console::Console;
use crate::assets::{self, Loader, Scope};
use crate::compose::{Bleed, Composer, Input};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::Metadata;
use crate::{bundle, pdf};

pub(super) fn render(
    console: &Console,
    file: &Path,
    output: &Path,
    base: Option<&Path>,
    report: &Report,
) -> ExitCode {
    match try_render(file, output, base, report) {
        Ok((pages, found)) => {
            console.report(&found, report);
            console.file(output, report);
            let warnings = count(found.warnings(), "warning");
            console.say(&format!("wrote {}: {}, {warnings}", output.display(), count(pages, "page")));
            ExitCode::SUCCESS
        }
        Err(found) => console.stop(found, report),
    }
}

fn try_render(
    file: &Path,
    output: &Path,
    base: Option<&Path>,
    report: &Report,
) -> Result<(usize, Diagnostics), Diagnostics> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let loader = Loader::folder(base.unwrap_or(folder))?;
    let text = read(file)?;
    // References are relative to the file, if it lies below the base.
    let name = match (base, file.canonicalize(), loader.root()) {
        (Some(_), Ok(real), Some(root)) => {
            real.strip_prefix(root).map(|inside| inside.to_string_lossy().replace('\\', "/")).ok()
        }
        _ => None,
    };
    let name =
        name.or_else(|| file.file_name().map(|name| name.to_string_lossy().into_owned())).unwrap_or_default();
    let composer = Composer::new(&loader);
    let metadata = Metadata { date: source_date(), ..Metadata::default() };
    let (composed, mut found) = composer.compose(Input {
        html: &text,
        name: &name,
        first: &[],
        scope: &Scope::default(),
        bleed: Bleed::Styled,
        metadata,
    });
    let is_denied = report.deny == Some(Deny::Warnings) && found.warnings() > 0;
    if found.has_errors() || is_denied {
        return Err(found);
    }
    let written = pdf::write(&composed.document).and_then(|bytes| bundle::write_file(output, &bytes));
    match written {
        Ok(()) => Ok((composed.document.pages.len(), found)),
        Err(finding) => {
            found.push(finding);
            Err(found)
        }
    }
}

fn read(file: &Path) -> Result<String, Diagnostics> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let found = Loader::folder(folder)?.file(&name)?;
    let Some(asset) = found else {
        let message = format!("there is no file `{}`", file.display());
        return Err(Diagnostic::error("missing-file", message).into());
    };
    Ok(assets::text(&asset)?.text.clone())
}
