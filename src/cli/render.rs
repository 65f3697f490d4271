//! `render`: one HTML file to one PDF.

use std::path::Path;
use std::process::ExitCode;

use super::args::{self, Deny};
use super::build::{count, source_date};
use super::console::Console;
use crate::assets::{self as files, Loader, Scope};
use crate::color::Palette;
use crate::compose::{Bleed, Composer, Input};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::page::Metadata;
use crate::preflight::{self, Finished};
use crate::prepress::{self, Job, Press};
use crate::{bundle, pdf, printer};

pub(super) fn render(console: &Console, args: &args::Render) -> ExitCode {
    let (output, report) = (&args.output, &args.report);
    match try_render(args) {
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

fn try_render(args: &args::Render) -> Result<(usize, Diagnostics), Diagnostics> {
    let args::Render { file, output, base, printer, report } = args;
    let base = base.as_deref();
    let press = printer.as_deref().map(press).transpose()?;
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
    // PDF/X wants a date; without one that is given, the beginning of time says that none is known.
    let date = source_date().or(press.as_ref().map(|_| 0));
    let metadata = Metadata { date, ..Metadata::default() };
    let (mut composed, mut found) = composer.compose(Input {
        html: &text,
        name: &name,
        first: &[],
        scope: &Scope::default(),
        bleed: press.as_ref().map_or(Bleed::Styled, |press| Bleed::AtLeast(press.printer.bleed)),
        metadata,
    });
    match &press {
        Some(press) => {
            let metadata = &mut composed.document.metadata;
            if metadata.title.is_empty() {
                metadata.title = name.clone();
            }
            let palette = Palette::default();
            let job = Job { palette: &palette, slug: &name, die: None };
            let dressed = prepress::dress(composed.document, press, &job);
            found = preflight::stricter(found);
            let off_page_is_told = found.iter().any(|finding| finding.code == "off-page");
            found.extend(preflight::check(&Finished {
                document: &dressed.document,
                links: &dressed.links,
                press,
                palette: &palette,
                die: None,
                window: None,
                needs: &[],
                off_page_is_told,
                record: None,
            }));
            composed.document = dressed.document;
        }
        None => prepress::mark(&mut composed.document),
    }
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

/// Printers are those of the project that the command is run in, and the built-in ones.
fn press(name: &str) -> Result<Press, Diagnostics> {
    let here = Loader::project(Path::new("."))?;
    printer::load(&here, name).map(Press::new)
}

fn read(file: &Path) -> Result<String, Diagnostics> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let found = Loader::folder(folder)?.file(&name)?;
    let Some(asset) = found else {
        let message = format!("there is no file `{}`", file.display());
        return Err(Diagnostic::error("missing-file", message).into());
    };
    Ok(files::text(&asset)?.text.clone())
}
