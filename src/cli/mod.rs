//! The command line: reads what is wanted, calls the library, prints and exits. Nothing else does.

mod args;
mod console;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use console::Console;

/// Runs the program with the arguments it was started with.
pub fn run() -> ExitCode {
    let console = Console;
    match Cli::parse().command {
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "drukwerk", &mut script);
            console.text(&String::from_utf8_lossy(&script));
            ExitCode::SUCCESS
        }
        _ => ExitCode::FAILURE,
    }
}
