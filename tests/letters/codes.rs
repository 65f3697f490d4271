//! The bars under an address, measured on the page and read as the sorting machine reads them, are that address.

use lopdf::Document;

use super::contents::{Area, filled};
use super::project::{Project, letters};

/// [Bars](https://en.wikipedia.org/wiki/RM4SCC) of 0 to 9 and A to Z: tracker, ascender, descender, full.
const BARS: &str = "TTFF TDAF TDFA DTAF DTFA DDAA TADF TFTF TFDA DATF DADA DFTA TAFD TFAD TFFT DAAD DAFT DFAT \
                    ATDF ADTF ADDA FTTF FTDA FDTA ATFD ADAD ADFT FTAD FTFT FDAT AADD AFTD AFDT FATD FADT FFTT";

const ADDITIONS: [&str; 8] = ["", "A", "bis", "hs", "II", "12", "", "A-12"];

#[test]
fn bars_are_the_address() {
    // Reading the vectors of a page takes long: a part of the letters, all additions.
    let count = letters() / 4;
    let mut records = String::from("naam;straat;huisnummer;toevoeging;postcode;woonplaats;land\r\n");
    let mut codes = Vec::new();
    for number in 0..count {
        let house = 1 + number * number % 9871;
        let postcode = format!("{}{}{}", 1000 + number % 9000, letter(number), letter(number / 3));
        let addition = ADDITIONS[number % ADDITIONS.len()];
        if number % 50 == 49 {
            records
                .push_str(&format!("J. Schmidt;Hauptstraße;{house};;{};Köln;Duitsland\r\n", 50_000 + number));
            codes.push(format!("DE{}", 50_000 + number));
            continue;
        }
        records.push_str(&format!("J. Smit;Gracht;{house};{addition};{postcode};Utrecht;\r\n"));
        let signs = addition.replace('-', "").to_uppercase();
        codes.push(if signs.is_empty() {
            format!("{postcode}{house}")
        } else {
            format!("{postcode}{house}X{signs}")
        });
    }
    let project = Project::new();
    let mut read = Vec::new();
    for file in project.run(&records, "--batch 100") {
        let document = Document::load(file).expect("a batch is a PDF");
        read.extend(document.get_pages().into_values().map(|page| code(&filled(&document, page))));
    }
    assert_eq!(read, codes);
}

/// As Dutch postcodes: without F, I, O, Q, U and Y.
fn letter(number: usize) -> char {
    char::from(b"ABCDEGHJKLMNPRTVWXZ"[number % 19])
}

/// Reads the only bars in the window of the envelope.
fn code(areas: &[Area]) -> String {
    let is_in_window = |area: &&Area| (20.0..105.0).contains(&area.left) && (45.0..90.0).contains(&area.top);
    let is_bar = |area: &&Area| (0.48..0.52).contains(&area.width) && (1.2..5.1).contains(&area.height);
    let mut bars: Vec<&Area> = areas.iter().filter(is_in_window).filter(is_bar).collect();
    bars.sort_by(|one, other| one.left.total_cmp(&other.left));
    let (top, bottom) = (
        bars.iter().map(|bar| bar.top).fold(f64::MAX, f64::min),
        bars.iter().map(|bar| bar.top + bar.height).fold(0.0, f64::max),
    );
    assert!((bottom - top - 5.0).abs() < 0.05, "{} mm high", bottom - top);
    // Wherever the letter slips to, the window shows it.
    assert!(bottom < 87.05, "{bottom} mm from the top");
    assert!(bars.iter().all(|bar| (23.0..102.0).contains(&bar.left)), "outside the window");
    for pair in bars.windows(2) {
        let pitch = pair[1].left - pair[0].left;
        assert!((25.4 / 24.0..=25.4 / 20.0).contains(&pitch), "a bar after {pitch} mm");
    }
    // 2 mm around them are white.
    let around = |area: &&Area| {
        area.top + area.height > top - 2.0
            && area.top < bottom + 2.0
            && area.left < bars.last().map_or(0.0, |bar| bar.left + 2.5)
            && area.left + area.width > bars.first().map_or(0.0, |bar| bar.left - 2.0)
    };
    assert_eq!(areas.iter().filter(around).count(), bars.len(), "something stands beside the bars");
    let kinds: Vec<u8> = bars
        .iter()
        .map(|bar| match (bar.top - top < 0.1, bottom - bar.top - bar.height < 0.1) {
            (true, true) => b'F',
            (true, false) => b'A',
            (false, true) => b'D',
            (false, false) => b'T',
        })
        .collect();
    let sign = |kinds: &[u8]| {
        let at =
            BARS.split_whitespace().position(|bars| bars.as_bytes() == kinds).expect("four bars are a sign");
        char::from_digit(at as u32, 36).expect("36 signs").to_ascii_uppercase()
    };
    kinds.chunks(4).map(sign).collect()
}
