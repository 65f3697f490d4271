//! Every name stands on the page of its record, above the address that is its own.

use super::project::{Project, check, letters, texts};

/// Ligatures, prefixes, marks above and below, long ones, one from right to left, and none.
const NAMES: [&str; 16] = [
    "F.F. Griffioen-Affligem",
    "T. Hofflinger",
    "J. van der Ploeg",
    "A. in 't Veld",
    "Ç. Yıldız-Öztürk",
    "Ł. Wójcik-Świątek",
    "Zoë Brontë",
    "N. Nguyễn Thị Hằng",
    "Șt. Ștefănescu",
    "IJ. van IJsseldijk",
    "Đ. Đorđević",
    "Μ. Παπαδοπούλου",
    "О. Шевченко",
    "M. d'Aubigné",
    "محمد العلوي",
    "",
];

#[test]
fn every_name_is_on_its_own_page() {
    let count = letters();
    let mut records = String::from("naam;straat;huisnummer;postcode;woonplaats;taal\r\n");
    for number in 0..count {
        let language = if number % 7 == 3 { "en" } else { "nl" };
        records.push_str(&format!(
            "{};Lange Fjordstraat;{};35{:02} AB;Utrecht;{language}\r\n",
            name(number),
            number + 1,
            number % 100
        ));
    }
    let project = Project::new();
    let files = project.run(&records, "--batch 300");
    let mut number = 0;
    for file in &files {
        check(file);
        let Some(pages) = texts(file) else { return };
        for page in pages {
            let lines: Vec<&str> = page.lines().map(str::trim).collect();
            let name = if name(number).is_empty() { "Aan de bewoners van dit adres" } else { name(number) };
            let name = match (name, number % 7) {
                ("Aan de bewoners van dit adres", 3) => "To the residents of this address",
                (name, _) => name,
            };
            let address = [
                name.to_owned(),
                format!("Lange Fjordstraat {}", number + 1),
                format!("35{:02} AB UTRECHT", number % 100),
            ];
            let found = lines
                .windows(3)
                .any(|lines| lines.iter().zip(&address).all(|(line, wanted)| spaced(line) == *wanted));
            assert!(found, "{address:?} is not on page {} of all:\n{page}", number + 1);
            number += 1;
        }
    }
    assert_eq!(number, count, "pages");
}

fn name(number: usize) -> &'static str {
    NAMES[number % NAMES.len()]
}

/// With one space between words, however wide it is printed.
fn spaced(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
