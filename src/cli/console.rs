use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Format, Report};
use crate::diagnostics::{Diagnostic, Diagnostics, Locale, render, to_json};

/// Paths and JSON on standard output, everything for people on standard error. Who stops reading
/// (`drukwerk … | head`) ends neither the build nor with an error.
pub(super) struct Console;

impl Console {
    /// A line that another program may read.
    pub fn result(&self, line: &str) {
        let _ = writeln!(io::stdout().lock(), "{line}");
    }

    /// Text as it is, without a line end of its own.
    pub fn text(&self, text: &str) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// A line for people.
    pub fn say(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// A file that was written: its path, or an object with it.
    pub fn file(&self, path: &Path, report: &Report) {
        match report.format {
            Format::Human => self.result(&path.display().to_string()),
            Format::Json => self.result(&serde_json::json!({ "file": path }).to_string()),
        }
    }

    /// Findings, for people or for programs.
    pub fn report(&self, found: &Diagnostics, report: &Report) {
        let list: Vec<Diagnostic> = found.iter().cloned().collect();
        match report.format {
            Format::Human if list.is_empty() => {}
            Format::Human => {
                let _ = io::stderr().lock().write_all(render(&list, locale(), self.has_colors()).as_bytes());
            }
            Format::Json => list.iter().for_each(|finding| self.result(&to_json(finding, locale()))),
        }
    }

    /// Tells what is wrong, and fails.
    pub fn stop(&self, found: Diagnostics, report: &Report) -> ExitCode {
        self.report(&found, report);
        ExitCode::FAILURE
    }

    /// Whether to write findings in colours.
    fn has_colors(&self) -> bool {
        io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
    }

    /// One line that counts editions; only a terminal shows it.
    pub fn progress(&self, editions: usize) -> ProgressBar {
        if !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style =
            ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}").expect("a fixed template");
        let bar = ProgressBar::new(editions as u64).with_style(style);
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}

impl Console {
    /// Rows of a print run, with how fast they go and how long it takes.
    pub fn rows(&self, rows: u64) -> ProgressBar {
        if !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let template = "{bar:30} {human_pos}/{human_len} {per_sec} {eta} left";
        let style = ProgressStyle::with_template(template).expect("a fixed template");
        let bar = ProgressBar::new(rows).with_style(style);
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}

/// The language of messages, as POSIX has it: the first of three variables that says anything.
pub(super) fn locale() -> Locale {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let mut said = variables.filter_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    said.next().map_or(Locale::English, |name| Locale::named(&name))
}
