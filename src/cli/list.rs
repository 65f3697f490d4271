//! `list`: what there is to choose from.

use std::path::Path;
use std::process::ExitCode;

use super::args::{Listed, Report};
use super::console::Console;
use crate::assets::{Loader, Scope};
use crate::campaign;
use crate::diagnostics::Diagnostics;
use crate::printer;
use crate::register::Register;
use crate::text::FontBook;

pub(super) fn list(console: &Console, what: Listed) -> ExitCode {
    let lines = Loader::project(Path::new(".")).map_err(Diagnostics::from).and_then(|loader| match what {
        Listed::Campaigns => campaigns(&loader),
        Listed::Municipalities => municipalities(&loader),
        Listed::Templates => Ok(templates(&loader)),
        Listed::Printers => printers(&loader),
        Listed::Fonts => Ok(FontBook::embedded().families()),
    });
    match lines {
        Ok(lines) => {
            for line in lines {
                console.result(&line);
            }
            ExitCode::SUCCESS
        }
        Err(found) => console.stop(found, &Report::default()),
    }
}

fn campaigns(loader: &Loader) -> Result<Vec<String>, Diagnostics> {
    loader
        .campaign_ids()
        .into_iter()
        .map(|id| {
            let campaign = campaign::load(loader, &id)?;
            let title = campaign.languages.first().and_then(|main| campaign.title.get(main));
            let pieces: Vec<&str> = campaign.pieces.keys().map(String::as_str).collect();
            Ok(format!("{id:<24} {} ({})", title.map_or("", String::as_str), pieces.join(", ")))
        })
        .collect()
}

/// Name of the file, and the one for people.
fn printers(loader: &Loader) -> Result<Vec<String>, Diagnostics> {
    let known = loader.printer_ids().into_iter();
    known.map(|id| Ok(format!("{id:<24} {}", printer::load(loader, &id)?.name))).collect()
}

/// Code, id, name, and whether there is a profile.
fn municipalities(loader: &Loader) -> Result<Vec<String>, Diagnostics> {
    let register = Register::load(loader)?;
    let profiles = loader.municipality_ids();
    Ok(register
        .entries()
        .map(|entry| {
            let id = &entry.id;
            let profile = if profiles.contains(id) { "  profile" } else { "" };
            format!("{}  {id:<32} {}{profile}", entry.cbs_code, entry.common_name)
        })
        .collect())
}

fn templates(loader: &Loader) -> Vec<String> {
    loader
        .template_names(&Scope::default())
        .into_iter()
        .filter_map(|name| {
            let (folder, file) = name.split_once('/')?;
            (file.strip_suffix(".html") == Some(folder)).then(|| folder.to_owned())
        })
        .collect()
}
