//! `templates show` and `templates copy`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{Layers, Report};
use super::build::project_of;
use super::console::Console;
use crate::assets::{Loader, Scope};
use crate::bundle;
use crate::diagnostics::{Diagnostic, Diagnostics, closest};
use crate::register::Register;
use crate::template::{self, Engine, VARIABLES};

/// Whose version of a template is looked at.
struct View {
    loader: Loader,
    scope: Scope,
}

pub(super) fn show(console: &Console, name: &str, layers: &Layers) -> ExitCode {
    let shown = view(layers).and_then(|view| {
        let engine = template::engine_of(&view.loader, &view.scope, name)?;
        Ok(describe(&engine, name))
    });
    match shown {
        Ok(text) => {
            console.text(&text);
            ExitCode::SUCCESS
        }
        Err(found) => console.stop(found, &Report::default()),
    }
}

fn describe(engine: &Engine, name: &str) -> String {
    let main = format!("{name}/{name}.html");
    let mut out = format!("template {name}\n\nlayers in force, strongest first\n");
    for file in engine.chain(&main) {
        out += &format!("  {:<16} {}\n", file.layer.to_string(), file.source.name);
    }
    out += "\nblocks, in the order of the page\n";
    for block in engine.blocks(&main) {
        out += &format!("  {:<16} {:<16} line {}\n", block.name, block.file.layer.to_string(), block.line());
    }
    out += "\nvariables and functions\n";
    for (variable, meaning) in VARIABLES {
        out += format!("  {variable:<32} {meaning}").trim_end();
        out += "\n";
    }
    out += &format!("\nchange a block: drukwerk templates copy {name} --block BLOCK -m MUNICIPALITY\n");
    out
}

pub(super) fn copy(console: &Console, name: &str, block: &str, layers: &Layers) -> ExitCode {
    match try_copy(name, block, layers) {
        Ok(path) => {
            console.result(&path.display().to_string());
            console.say(&format!("wrote {}: change the block in it, then build", path.display()));
            ExitCode::SUCCESS
        }
        Err(found) => console.stop(found, &Report::default()),
    }
}

fn try_copy(name: &str, wanted: &str, layers: &Layers) -> Result<PathBuf, Diagnostics> {
    let view = view(layers)?;
    let engine = template::engine_of(&view.loader, &view.scope, name)?;
    let main = format!("{name}/{name}.html");
    let blocks = engine.blocks(&main);
    let Some(block) = blocks.iter().find(|block| block.name == wanted) else {
        let finding = Diagnostic::error("unknown-block", format!("{main} has no block `{wanted}`"));
        let names = || blocks.iter().map(|block| block.name.as_str());
        let help = match closest(wanted, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has {}", names().collect::<Vec<_>>().join(", ")),
        };
        return Err(finding.help(help).into());
    };
    let folder = match (&view.scope.municipality, &view.scope.campaign) {
        (Some(municipality), _) => format!("assets/municipalities/{municipality}/templates"),
        (None, Some(campaign)) => format!("campaigns/{campaign}/templates"),
        (None, None) => "templates".to_owned(),
    };
    let root = view.loader.root().unwrap_or(Path::new("."));
    let here = std::env::current_dir().ok();
    let path = root.join(folder).join(&main);
    let shown = here.and_then(|here| path.strip_prefix(here).ok().map(PathBuf::from)).unwrap_or(path.clone());
    if path.exists() {
        let message = format!("`{}` is there already and is not overwritten", shown.display());
        let help = format!("add `{{% block {wanted} %}}…{{% endblock {wanted} %}}` to it by hand");
        return Err(Diagnostic::error("file-exists", message).help(help).into());
    }
    bundle::write_file(&path, template::override_of(&main, block).as_bytes())?;
    Ok(shown)
}

fn view(layers: &Layers) -> Result<View, Diagnostics> {
    let (loader, campaign) = match &layers.campaign {
        Some(folder) => {
            let (loader, id) = project_of(folder)?;
            (loader, Some(id))
        }
        None => (Loader::project(Path::new("."))?, None),
    };
    let municipality = match &layers.municipality {
        Some(name) => {
            let register = Register::load(&loader)?;
            Some(register.find(name)?.id.clone())
        }
        None => None,
    };
    Ok(View { loader, scope: Scope { municipality, campaign } })
}
