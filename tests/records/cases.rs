use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use drukwerk::diagnostics::{Diagnostics, Locale, render};
use drukwerk::records::{self, Format, Mapping, Options, Row};

use super::workbooks::{rows, workbook, zipped};

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
    let (mut file, mut mapping, mut sheets) = (PathBuf::new(), None, Vec::new());
    for section in case.split("=== ").skip(1) {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        let (word, name) = head.split_once(' ').unwrap_or((head, "mapping.yaml"));
        let text = body.strip_suffix('\n').unwrap_or(body);
        let path = folder.path().join(name);
        let bytes = match word {
            "bytes" => from_hex(body),
            "latin" => text.chars().map(|letter| letter as u8).collect(),
            "sixteen" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "sheet" | "hidden" => {
                sheets.push((name, if word == "hidden" { word } else { "" }, rows(text)));
                continue;
            }
            "parts" => {
                zipped(&text.lines().map(|name| (name.to_owned(), "<x/>".to_owned())).collect::<Vec<_>>())
            }
            "made" => made(name),
            _ => text.as_bytes().to_vec(),
        };
        fs::write(&path, bytes).expect("a file can be written");
        match word {
            "mapping" => mapping = Some(path),
            _ => file = path,
        }
    }
    if !sheets.is_empty() {
        file = folder.path().join("residents.xlsx");
        fs::write(&file, workbook(&sheets, None)).expect("a file can be written");
    }
    let told = |found: Diagnostics| {
        let place = format!("{}/", folder.path().display());
        let found = found.into_vec();
        let [english, dutch] = [Locale::English, Locale::Dutch].map(|locale| render(&found, locale, false));
        // What is wrong with a mapping is told to those who write YAML, in English.
        let dutch = if dutch == english { String::new() } else { dutch };
        (english + &dutch).replace(&place, "")
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

const HEADER: &str = "naam | straat | huisnummer | postcode | plaats";

/// Files that cannot be written down.
fn made(name: &str) -> Vec<u8> {
    let one = |rows: String| workbook(&[("Blad1", "", rows)], None);
    let plain = || one(rows(&format!("{HEADER}\nJ. Smit | Kerkstraat | 12 | 1234 AB | Utrecht")));
    let texts = |texts: &str| workbook(&[("Blad1", "", rows(HEADER))], Some(texts.to_owned()));
    match name {
        "cut.xlsx" => {
            let mut bytes = plain();
            bytes.truncate(bytes.len() * 2 / 3);
            bytes
        }
        "flipped.xlsx" => {
            let mut bytes = plain();
            let middle = bytes.windows(6).rposition(|six| six == b"sheet1").expect("its directory names it");
            // In the last part before the directory, which is the sheet.
            let at = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory").min(middle) - 40;
            bytes[at] ^= 0x55;
            bytes
        }
        "promises.xlsx" => texts("<sst uniqueCount=\"99999999999999\"><si><t>x</t></si></sst>"),
        "huge-cell.xlsx" => one(format!("{}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", rows(HEADER), "x".repeat(2 << 20))),
        "long-texts.xlsx" => {
            let long = format!("<sst uniqueCount=\"1\"><si><t>{}</t></si></sst>", "x".repeat(100_000));
            let cells = |row: usize| -> String {
                let name = |at: usize| format!("{}{}", char::from(b'A' + (at / 26) as u8), char::from(b'A' + (at % 26) as u8));
                (0..600).map(|at| format!("<c r=\"{}{row}\" t=\"s\"><v>0</v></c>", name(at))).collect()
            };
            let many: String = (2..5).map(|row| format!("<row r=\"{row}\">{}</row>", cells(row))).collect();
            let one = "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>0</v></c></row>";
            workbook(&[("Blad1", "", rows(HEADER) + &many + one)], Some(long))
        }
        "cut-sheet.xlsx" => one("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>naam".to_owned()),
        "backwards.xlsx" => one(rows(&format!("{HEADER}\n#9 | J. Smit | Kerkstraat | 12 | 1234 AB | Utrecht\n#4 | A. Bos | Kerkstraat | 13 | 1234 AB | Utrecht"))),
        "huge-cell.csv" => format!("naam;straat;huisnummer;postcode;plaats\n{};Kerkstraat;1;1234 AB;Utrecht\nJ. Smit;Kerkstraat;2;1234 AB;Utrecht", "x".repeat(40_000)).into_bytes(),
        "huge-row.csv" => format!("naam;straat;huisnummer;postcode;plaats\n{};Kerkstraat;1;1234 AB;Utrecht\nJ. Smit;Kerkstraat;2;1234 AB;Utrecht", "x".repeat(3 << 20)).into_bytes(),
        "wide.csv" => format!("naam;straat;huisnummer;postcode;plaats\n{}\nJ. Smit;Kerkstraat;2;1234 AB;Utrecht", ";".repeat(40_000)).into_bytes(),
        "password.xlsx" => compound("EncryptedPackage"),
        "old.xls" => compound("Workbook"),
        other => panic!("nobody makes {other}"),
    }
}

/// The container of old programs, with one stream of this name in its directory.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    // Version 3, little endian, sectors of 512 and 64 bytes.
    bytes[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    let mut put = |at: usize, number: u32| bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    // One sector with the table of sectors, then the directory; no small streams, no more tables.
    [(44, 1), (48, 1), (56, 4096), (60, END), (68, END), (76, 0)]
        .into_iter()
        .for_each(|(at, number)| put(at, number));
    (1..109).for_each(|at| put(76 + at * 4, FREE));
    put(512, 0xffff_fffd);
    put(516, END);
    (2..128).for_each(|at| put(512 + at * 4, FREE));
    for (entry, name, kind) in [(0, "Root Entry", 5), (1, stream, 2)] {
        let at = 1024 + entry * 128;
        for (index, unit) in name.encode_utf16().enumerate() {
            bytes[at + index * 2..at + index * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[at + 64] = (name.len() * 2 + 2) as u8;
        bytes[at + 66] = kind;
        bytes[at + 116..at + 120].copy_from_slice(&END.to_le_bytes());
    }
    bytes
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
    let found = match records.rows() {
        Ok(found) => found,
        Err(found) => return Err((out, found)),
    };
    for row in found {
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
