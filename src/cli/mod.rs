//! The command line: reads what is wanted, calls the library, prints and exits. Nothing else does.

mod args;
mod build;
mod collect;
mod console;
mod css;
mod init;
mod list;
mod proof;
mod records;
mod render;
mod run;
mod run_summary;
mod shard;
mod templates;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::{campaign, municipality, printer};
use args::{Cli, Command, Described, RecordsCommand, Templates};
use console::Console;

/// Runs the program with the arguments it was started with.
pub fn run() -> ExitCode {
    let console = Console;
    match Cli::parse().command {
        Command::Build(build) => build::build(&console, &build),
        Command::Check(check) => build::check(&console, &check),
        Command::Proof(proof) => proof::proof(&console, &proof),
        Command::Run(run) => run::run(&console, &run),
        Command::Collect(wanted) => collect::collect(&console, &wanted),
        Command::Init { folder } => init::init(&console, &folder),
        Command::List { what } => list::list(&console, what),
        Command::Render(render) => render::render(&console, &render),
        Command::Css { properties, format } => css::css(&console, &properties, format),
        Command::Schema { what } => {
            console.text(&match what {
                Described::Campaign => campaign::campaign_schema(),
                Described::Texts => campaign::texts_schema(),
                Described::Municipality => municipality::municipality_schema(),
                Described::Printer => printer::printer_schema(),
                Described::Records => crate::records::records_schema(),
            });
            ExitCode::SUCCESS
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "drukwerk", &mut script);
            console.text(&String::from_utf8_lossy(&script));
            ExitCode::SUCCESS
        }
        Command::Records(RecordsCommand::Check(wanted)) => records::check(&console, &wanted),
        Command::Records(RecordsCommand::Sample(wanted)) => records::sample(&console, &wanted),
        Command::Templates(Templates::Show { template, layers }) => {
            templates::show(&console, &template, &layers)
        }
        Command::Templates(Templates::Copy { template, block, layers }) => {
            templates::copy(&console, &template, &block, &layers)
        }
    }
}
