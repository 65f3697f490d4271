use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use drukwerk::diagnostics::{Diagnostics, Locale, render};
use drukwerk::records::{self, Format, Mapping, Options, Row};

#[test]
fn records_are_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(&folder).expect("cases are there").flatten().map(|entry| entry.path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "case"));
    cases.sort();
    assert!(!cases.is_empty());
    let mut failed = Vec::new();
    for path in cases {
        let text = fs::read_to_string(&path).expect("a case is text");
        let (before, wanted) = text.split_once("=== seen\n").unwrap_or((&text, ""));
        let seen = seen(before);
        if seen == wanted {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, format!("{before}=== seen\n{seen}")).expect("a case can be written");
        } else {
            failed.push(format!("{}: expected\n{wanted}seen\n{seen}", path.display()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What is read of the files of a case.
fn seen(case: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (mut file, mut mapping) = (PathBuf::new(), None);
    for section in case.split("=== ").skip(1) {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        let (word, name) = head.split_once(' ').unwrap_or((head, "mapping.yaml"));
        let path = folder.path().join(name);
        let bytes = match word {
            "bytes" => from_hex(body),
            _ => body.strip_suffix('\n').unwrap_or(body).as_bytes().to_vec(),
        };
        fs::write(&path, bytes).expect("a file can be written");
        match word {
            "mapping" => mapping = Some(path),
            _ => file = path,
        }
    }
    let told = |found: Diagnostics| {
        let place = format!("{}/", folder.path().display());
        render(&found.into_vec(), false).replace(&place, "")
    };
    let mapping = match mapping.map(|path| Mapping::read(&path)).transpose() {
        Ok(mapping) => mapping,
        Err(found) => return told(found),
    };
    match records::open(&file, &Options { mapping }) {
        Ok(records) => listing(&records).unwrap_or_else(|(before, found)| before + &told(found)),
        Err(found) => told(found),
    }
}

fn listing(records: &records::Records) -> Result<String, (String, Diagnostics)> {
    let about = records.about();
    let mut out = match &about.format {
        Format::Csv { delimiter } => {
            format!("{} with {delimiter:?}, about {} rows\n", about.encoding, about.rows)
        }
        Format::Workbook { sheet } => format!("sheet {sheet}, about {} rows\n", about.rows),
    };
    let columns = about.columns.iter().map(|column| format!("{}={}", column.header, column.names.join("+")));
    let _ = writeln!(out, "columns {}", columns.collect::<Vec<_>>().join(" | "));
    let rows = match records.rows() {
        Ok(rows) => rows,
        Err(found) => return Err((out, found)),
    };
    for row in rows {
        match row {
            Ok(row) => tell(&mut out, &row),
            Err(error) => return Err((out, error.into())),
        }
    }
    Ok(out)
}

fn tell(out: &mut String, row: &Row) {
    match &row.outcome {
        Ok(record) => {
            let fields = record.fields().filter(|(_, value)| !value.is_empty());
            let fields = fields.map(|(name, value)| format!("{name}={value}"));
            let _ = writeln!(out, "{} {}", row.number, fields.collect::<Vec<_>>().join(" | "));
            let _ = writeln!(out, "  {} | {}", record.lines().join(" / "), record.kix().unwrap_or_default());
        }
        Err(refusal) => {
            let _ =
                writeln!(out, "{}\n  {}", refusal.message(Locale::English), refusal.message(Locale::Dutch));
            let _ = writeln!(out, "  came as {:?}", row.raw.as_str().chars().take(60).collect::<String>());
        }
    }
    for repair in &row.repairs {
        let _ = writeln!(out, "  repaired {}: {}", repair.column, repair.kind.code());
    }
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_hexdigit).collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("two digits");
    digits.chunks(2).map(byte).collect()
}
