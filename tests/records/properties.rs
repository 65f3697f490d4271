//! What holds for any file. The walks are random, and the same in every run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use drukwerk::records::{self, Field, Options, Order, Residents, Row, sample_csv};

use super::workbooks::{rows, workbook};

/// [SplitMix64](https://prng.di.unimi.it/splitmix64.c)
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

fn read(path: &Path) -> Vec<Row> {
    let records = records::open(path, &Options::default()).expect("a file with addresses");
    records.rows().expect("it is still there").map(|row| row.expect("it can be read")).collect()
}

/// Single spaces between words, as cleaned texts are; signs that CSV is about among the letters.
fn text(chance: &mut Chance, letters: &[char]) -> String {
    let words = 1 + chance.below(3);
    let word =
        |chance: &mut Chance| -> String { (0..=chance.below(6)).map(|_| chance.of(letters)).collect() };
    (0..words).map(|_| word(chance)).collect::<Vec<_>>().join(" ")
}

#[test]
fn any_way_of_writing_reads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residents.csv");
    let mut chance = Chance(1);
    for round in 0..300 {
        let delimiter = chance.of(&[';', ',', '\t', '|']);
        let encoding = chance.of(&["utf-8", "mark", "windows-1252", "utf-16le", "utf-16be"]);
        let (quotes_all, end) = (chance.below(2) == 0, chance.of(&["\n", "\r\n", "\r"]));
        let mut letters = "abcXYZéëÜ'\".;,|-".chars().collect::<Vec<char>>();
        if encoding != "windows-1252" {
            letters.extend("łşÇ中🏠".chars());
        }
        let quoted = |cell: &str| match quotes_all || cell.contains([delimiter, '"']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_owned(),
        };
        let mut expected = Vec::new();
        let header = ["naam", "straat", "huisnummer", "postcode", "plaats", "opmerking"];
        let mut file = header.map(quoted).join(&delimiter.to_string()) + end;
        for _ in 0..chance.below(40) {
            let (name, city) = (text(&mut chance, &letters), text(&mut chance, &letters));
            let remark = text(&mut chance, &letters);
            let cells = [&name, "Kerkstraat", "12", "1234 AB", &city, &remark];
            file += &cells.map(quoted).join(&delimiter.to_string());
            file += end;
            expected.push([name, city, remark]);
        }
        fs::write(&path, encoded(&file, encoding)).expect("room");
        let found = read(&path);
        let numbers: Vec<u32> = found.iter().map(|row| row.number).collect();
        assert_eq!(numbers, (2..2 + expected.len() as u32).collect::<Vec<_>>(), "round {round}");
        for (row, expected) in found.iter().zip(expected) {
            let record = row.outcome.as_ref().unwrap_or_else(|refusal| panic!("round {round}: {refusal:?}"));
            let remark = record.get("opmerking").expect("a column").to_owned();
            assert_eq!(
                [record.name().to_owned(), record.city().to_owned(), remark],
                expected,
                "round {round}"
            );
        }
    }
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let sixteen = |bytes: fn(u16) -> [u8; 2]| {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    match encoding {
        "mark" => format!("\u{feff}{text}").into_bytes(),
        // Its letters above ASCII are those of Latin-1 here.
        "windows-1252" => text.chars().map(|letter| letter as u8).collect(),
        "utf-16le" => sixteen(u16::to_le_bytes),
        "utf-16be" => sixteen(u16::to_be_bytes),
        _ => text.as_bytes().to_vec(),
    }
}

/// Reads whatever it is to its end, or to an error; rows come once and in order.
fn survives(path: &Path) {
    let Ok(records) = records::open(path, &Options::default()) else { return };
    let Ok(found) = records.rows() else { return };
    let mut last = 1;
    for row in found {
        let Ok(row) = row else { return };
        assert!(row.number > last, "row {} after {last}", row.number);
        last = row.number;
        if let Ok(record) = row.outcome {
            assert!(!record.field(Field::Street).is_empty() && !record.city().is_empty());
            let _ = (record.lines(), record.kix(), record.hash64());
        }
    }
}

#[test]
fn any_bytes_are_survived() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residents.csv");
    let whole = sample_csv(Residents::new(30, 1, Vec::new())).into_bytes();
    let mut chance = Chance(2);
    for _ in 0..600 {
        let mut bytes = whole.clone();
        for _ in 0..=chance.below(30) {
            let at = chance.below(bytes.len());
            match chance.below(4) {
                0 => bytes[at] = chance.of(b"\"\";;,\n\r\0\t'"),
                1 => bytes[at] = chance.below(256) as u8,
                2 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, chance.of(b"\"\n;")),
            }
        }
        fs::write(&path, &bytes).expect("room");
        survives(&path);
    }
    for _ in 0..200 {
        let bytes: Vec<u8> = (0..chance.below(2000)).map(|_| chance.below(256) as u8).collect();
        fs::write(&path, &bytes).expect("room");
        survives(&path);
    }
}

#[test]
fn any_workbook_is_survived() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residents.xlsx");
    let sheet = rows(
        "naam | straat | huisnummer | postcode | plaats\nJ. Smit | Kerkstraat | 12 | 1234 AB | Utrecht\nA. Bos | Kerkstraat | @45293 | 1234 AB | =Utrecht",
    );
    let mut chance = Chance(3);
    for round in 0..400 {
        let mut sheet = sheet.clone().into_bytes();
        let mut whole = None;
        for _ in 0..=chance.below(4) {
            let at = chance.below(sheet.len());
            match chance.below(4) {
                0 => sheet[at] = chance.of(b"<>/\"0129Zrcv&"),
                1 => sheet.truncate(at.max(1)),
                _ => sheet[at] = 32 + chance.below(95) as u8,
            }
        }
        if round % 4 == 0 {
            let mut bytes =
                workbook(&[("Blad1", "", String::from_utf8(sheet.clone()).expect("ASCII"))], None);
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
            whole = Some(bytes);
        }
        let sheet = String::from_utf8(sheet).expect("ASCII");
        fs::write(&path, whole.unwrap_or_else(|| workbook(&[("Blad1", "", sheet)], None))).expect("room");
        survives(&path);
    }
}

#[test]
fn ranges_and_orders_give_the_same_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residents.csv");
    let mut file = sample_csv(Residents::new(500, 4, Vec::new()));
    file += ";A. Bos;Kerkstraat;2-jan;;1234 AB;Utrecht;nl\r\n\r\n\"open;row\r\n;B. Bos;Kerkstraat;1;;1000 AA;Utrecht;nl\r\n";
    fs::write(&path, file).expect("room");
    let records = records::open(&path, &Options::default()).expect("a file with addresses");
    let all: Vec<Row> = read(&path);
    let summary = |row: &Row| {
        (row.number, row.outcome.as_ref().map(|record| record.lines()).ok(), row.raw.as_str().to_owned())
    };
    let part: Vec<_> =
        records.rows().expect("there").within(100..=300).map(|row| summary(&row.expect("whole"))).collect();
    let expected: Vec<_> = all.iter().filter(|row| (100..=300).contains(&row.number)).map(summary).collect();
    assert_eq!(part, expected);

    let without: Vec<_> =
        records.rows().expect("there").without_raw().map(|row| row.expect("whole")).collect();
    assert!(without.iter().all(|row| row.raw.as_str().is_empty()));
    let known = |row: &Row| (row.number, row.outcome.as_ref().map(|record| record.lines()).ok());
    assert!(without.iter().map(known).eq(all.iter().map(known)));

    let sorted: Vec<Row> =
        records.rows_in(Order::Address).expect("room").map(|row| row.expect("whole")).collect();
    let once = |rows: &[Row]| -> BTreeSet<_> { rows.iter().map(summary).collect() };
    assert_eq!((sorted.len(), once(&sorted)), (all.len(), once(&all)));
    let postcodes: Vec<&str> =
        sorted.iter().filter_map(|row| row.outcome.as_ref().ok()).map(|record| record.postcode()).collect();
    assert!(postcodes.is_sorted());
    assert_eq!(
        sorted.iter().filter(|row| row.outcome.is_err()).map(|row| row.number).collect::<Vec<_>>(),
        [502, 504]
    );
}

#[test]
fn refused_rows_can_be_mended_and_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residents.csv");
    let file =
        "sep=|\nnaam|straat|huisnummer|postcode|plaats\n\"A. | Bos\"|Kerkstraat|2-jan|1234 AB|Zo\u{eb}\n";
    fs::write(&path, encoded(file, "windows-1252")).expect("room");
    let records = records::open(&path, &Options::default()).expect("a file with addresses");
    let mut refused = records.refused_head();
    for row in
        records.rows().expect("there").map(|row| row.expect("whole")).filter(|row| row.outcome.is_err())
    {
        refused += &records.refused_line(&row, "the house number is a date");
    }
    fs::write(&path, refused.replace("2-jan", "2-1")).expect("room");
    let again = read(&path);
    let record = again[0].outcome.as_ref().expect("it is mended");
    assert_eq!(record.lines(), ["A. | Bos", "Kerkstraat 2 1", "1234 AB  ZOË"]);
}

#[test]
fn a_file_that_changed_is_not_read_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("residents.csv");
    fs::write(&path, sample_csv(Residents::new(10, 1, Vec::new()))).expect("room");
    let records = records::open(&path, &Options::default()).expect("a file with addresses");
    assert!(records.rows().is_ok());
    fs::write(&path, sample_csv(Residents::new(9, 1, Vec::new()))).expect("room");
    let found = records.rows().err().expect("it is another file").into_vec();
    assert_eq!(found[0].message, "the file changed while it was read");
}

#[test]
fn rows_and_records_go_from_thread_to_thread() {
    fn travels<T: Send>() {}
    travels::<records::Rows>();
    travels::<Row>();
    fn is_shared<T: Sync>() {}
    is_shared::<records::Records>();
    is_shared::<records::Record>();
}
