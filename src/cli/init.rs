//! `init`: a new project that builds at once.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::args::Report;
use super::console::Console;
use crate::assets::Loader;
use crate::bundle;
use crate::campaign::{campaign_schema, texts_schema};
use crate::diagnostics::Diagnostic;
use crate::municipality::municipality_schema;
use crate::printer::printer_schema;

/// The campaign that a new project starts with.
const EXAMPLE: &str = "campaigns/donkere-dagen";

const README: &str = "\
# A drukwerk project

Build the example campaign:

    drukwerk build campaigns/donkere-dagen

Then make it yours:

- `campaigns/donkere-dagen/campaign.yaml` says what the campaign is: period, figures, contacts, pieces,
  municipalities. Any Dutch municipality works: write its name.
- `campaigns/donkere-dagen/texts/nl.yaml` has the texts, one file for each language.
- `campaigns/donkere-dagen/images/` has the drawings.
- `drukwerk templates copy letter --block body -m utrecht` starts your own version of one part of the letter.
- `assets/printers/` has what print shops ask: copy one and fill in your own printer's numbers.
- `assets/municipalities/<name>/` may hold a municipality's own `municipality.yaml`, `logo.svg` and fonts.

`drukwerk check campaigns/donkere-dagen` tells what is wrong or missing, without writing files.
";

pub(super) fn init(console: &Console, folder: &Path) -> ExitCode {
    match write(folder) {
        Ok(()) => {
            let shown = folder.display();
            console.result(&shown.to_string());
            console.say(&format!(
                "started a project in {shown}; now:\n\n  cd {shown}\n  drukwerk build {EXAMPLE}\n\n\
                 README.md there tells what to change."
            ));
            ExitCode::SUCCESS
        }
        Err(finding) => console.stop(finding.into(), &Report::default()),
    }
}

fn write(folder: &Path) -> Result<(), Diagnostic> {
    let is_taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file();
    if is_taken {
        return Err(Diagnostic::error("folder-not-empty", format!("`{}` is not empty", folder.display()))
            .help("name a folder that is new or empty"));
    }
    for (path, bytes) in Loader::built_in_files(EXAMPLE) {
        bundle::write_file(&folder.join(path), bytes)?;
    }
    for (path, bytes) in Loader::built_in_files("assets/printers") {
        bundle::write_file(&folder.join(path), bytes)?;
    }
    let schemas = [
        ("campaign", campaign_schema()),
        ("texts", texts_schema()),
        ("municipality", municipality_schema()),
        ("printer", printer_schema()),
    ];
    for (name, schema) in schemas {
        bundle::write_file(&folder.join(format!("assets/schema/{name}.schema.json")), schema.as_bytes())?;
    }
    bundle::write_file(&folder.join("README.md"), README.as_bytes())
}
