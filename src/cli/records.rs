//! `records`: what address data is, and examples of it.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::args::{Format, RecordsCheck, RecordsSample, Report};
use super::console::{Console, locale};
use crate::bundle;
use crate::diagnostics::{Diagnostic, Diagnostics, Locale};
use crate::records::{self, Check, Mapping, Noticed, Options, Records, Residents};

/// Rows of a kind that people are shown; programs get them all.
const SHOWN: u64 = 50;

pub(super) fn check(console: &Console, wanted: &RecordsCheck) -> ExitCode {
    let report = Report { format: wanted.format, ..Report::default() };
    let opened = wanted.mapping.as_deref().map(Mapping::read).transpose();
    let opened = opened.and_then(|mapping| records::open(&wanted.file, &Options { mapping }));
    let records = match opened {
        Ok(records) => records,
        Err(found) => return console.stop(found, &report),
    };
    let telling = Telling { console, format: wanted.format, locale: locale() };
    telling.about(&records);
    let mut told = [0; 2];
    match records::check(&records, |noticed| telling.noticed(&noticed, &mut told)) {
        Ok(check) => {
            telling.totals(&check, told);
            if check.refused > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(found) => console.stop(found, &report),
    }
}

struct Telling<'c> {
    console: &'c Console,
    format: Format,
    locale: Locale,
}

impl Telling<'_> {
    fn about(&self, records: &Records) {
        let about = records.about();
        if self.format == Format::Json {
            let columns: Vec<_> = about
                .columns
                .iter()
                .map(|column| json!({ "header": *column.header, "names": column.names.iter().map(|name| &**name).collect::<Vec<_>>() }))
                .collect();
            let (delimiter, sheet) = match &about.format {
                records::Format::Csv { delimiter } => (Some(delimiter), None),
                records::Format::Workbook { sheet } => (None, Some(sheet)),
            };
            self.console.result(
                &json!({
                    "file": records.name(), "sha256": about.sha256, "encoding": about.encoding,
                    "delimiter": delimiter, "sheet": sheet, "columns": columns,
                })
                .to_string(),
            );
            return;
        }
        let kind = match (&about.format, self.locale) {
            (records::Format::Csv { delimiter: '\t' }, _) => format!("CSV, {}, tab", about.encoding),
            (records::Format::Csv { delimiter }, _) => format!("CSV, {}, `{delimiter}`", about.encoding),
            (records::Format::Workbook { sheet }, Locale::English) => format!("workbook, sheet `{sheet}`"),
            (records::Format::Workbook { sheet }, Locale::Dutch) => format!("werkmap, blad `{sheet}`"),
        };
        self.console.result(&format!("{}: {kind}", records.name()));
        for column in &about.columns {
            let names: Vec<&str> = column.names.iter().map(|name| &**name).collect();
            self.console.result(format!("  {:<24} {}", column.header, names.join(", ")).trim_end());
        }
    }

    /// `told`: refused rows and duplicates so far.
    fn noticed(&self, noticed: &Noticed, told: &mut [u64; 2]) {
        let (count, line, object) = match noticed {
            Noticed::Refused(refusal) => (
                &mut told[0],
                refusal.message(self.locale),
                json!({ "refused": refusal.row, "column": refusal.column.as_deref(), "code": refusal.reason.code(),
                    "reason": refusal.reason.text(self.locale) }),
            ),
            Noticed::Duplicate(duplicate) => (
                &mut told[1],
                self.locale.choose(
                    format!("row {} repeats row {}", duplicate.row, duplicate.first),
                    format!("rij {} herhaalt rij {}", duplicate.row, duplicate.first),
                ),
                json!({ "duplicate": duplicate.row, "first": duplicate.first }),
            ),
        };
        *count += 1;
        match self.format {
            Format::Json => self.console.result(&object.to_string()),
            Format::Human if *count <= SHOWN => self.console.result(&line),
            Format::Human => {}
        }
    }

    fn totals(&self, check: &Check, told: [u64; 2]) {
        if self.format == Format::Json {
            let repairs: Vec<_> = check
                .repairs
                .iter()
                .map(|((kind, column), repaired)| {
                    json!({ "kind": kind.code(), "column": **column, "times": repaired.times, "first": repaired.first })
                })
                .collect();
            self.console.result(
                &json!({
                    "records": check.records, "refused-rows": check.refused, "empty-rows": check.blank,
                    "duplicates": check.duplicates, "repairs": repairs,
                })
                .to_string(),
            );
            return;
        }
        let say = |english: String, dutch: String| self.console.result(&self.locale.choose(english, dutch));
        let more = told.iter().map(|count| count.saturating_sub(SHOWN)).sum::<u64>();
        if more > 0 {
            say(
                format!("and {more} more rows; `--format json` tells them all"),
                format!("en nog {more} rijen; `--format json` toont ze allemaal"),
            );
        }
        for ((kind, column), repaired) in &check.repairs {
            let (text, times, first) = (kind.text(self.locale), repaired.times, repaired.first);
            say(
                format!("mended {times} × in column `{column}`, first in row {first}: {text}"),
                format!("{times} × hersteld in kolom `{column}`, voor het eerst in rij {first}: {text}"),
            );
        }
        let Check { records, refused, blank, duplicates, .. } = check;
        say(
            format!("records {records}, refused {refused}, duplicates {duplicates}, empty rows {blank}"),
            format!("adressen {records}, geweigerd {refused}, dubbel {duplicates}, lege rijen {blank}"),
        );
    }
}

pub(super) fn sample(console: &Console, wanted: &RecordsSample) -> ExitCode {
    let residents = Residents::new(wanted.count, wanted.seed, wanted.languages.clone());
    let Some(path) = &wanted.output else {
        console.text(&records::sample_csv(residents));
        return ExitCode::SUCCESS;
    };
    let written = bytes(path, residents).and_then(|bytes| bundle::write_file(path, &bytes));
    match written {
        Ok(()) => {
            console.file(path, &Report::default());
            ExitCode::SUCCESS
        }
        Err(finding) => console.stop(Diagnostics::from(finding), &Report::default()),
    }
}

fn bytes(path: &Path, residents: Residents) -> Result<Vec<u8>, Diagnostic> {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str() {
        Some("csv") => Ok(records::sample_csv(residents).into_bytes()),
        Some("xlsx") => records::sample_workbook(residents).map_err(|error| {
            Diagnostic::error("no-workbook", format!("the workbook cannot be made: {error}"))
                .help("a sheet has 1048576 rows at most; a CSV file has as many as you like")
        }),
        _ => {
            Err(Diagnostic::error("unknown-format", format!("`{}` is neither CSV nor XLSX", path.display()))
                .help("let its name end in `.csv` or `.xlsx`"))
        }
    }
}
