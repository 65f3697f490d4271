use std::process::ExitCode;

fn main() -> ExitCode {
    drukwerk::cli::run()
}
