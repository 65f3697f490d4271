//! Address files for the templates: residents that do not exist, with the columns that a template asks for.

use drukwerk::records::{COLUMNS, Residents, sample_csv};

/// CSV for the template of that name.
pub fn of(template: &str, count: u32) -> String {
    match template {
        "letter" => sample_csv(Residents::new(count, 1, vec!["nl".into(), "en".into()])),
        "code" => with_columns(count, "code;bezoek", code),
        "costs" => with_columns(count, &costs_header(), costs),
        "news" => with_columns(count, "nieuws", news),
        "arabic" => with_columns(count, "arabisch", arabic).replace(";nl;", ";ar;"),
        _ => unreachable!("every template has its columns"),
    }
}

/// Residents with more cells, made from the number of each.
fn with_columns(count: u32, names: &str, cells: fn(u32) -> String) -> String {
    let residents = sample_csv(Residents::new(count, 1, vec!["nl".into()]));
    let mut lines = residents.lines();
    let header = lines.next().unwrap_or_default();
    assert!(header.ends_with(COLUMNS[COLUMNS.len() - 1]), "the cells come last");
    let mut csv = format!("{header};{names}\r\n");
    for (number, line) in (0..).zip(lines) {
        csv.extend([line, ";", &cells(number), "\r\n"]);
    }
    csv
}

/// A code of one's own; every third one gets a visit.
fn code(number: u32) -> String {
    const SIGNS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut rest = mixed(number);
    let mut code = String::new();
    for place in 0..8 {
        if place == 4 {
            code.push('-');
        }
        code.push(char::from(SIGNS[(rest % 32) as usize]));
        rest /= 32;
    }
    let visit =
        if number.is_multiple_of(3) { format!("{} november", 11 + number % 18) } else { String::new() };
    format!("{code};{visit}")
}

const COSTS: [&str; 8] = [
    "Cilinderslot voordeur",
    "Buitenlamp met schemerschakelaar",
    "Raamsluiting met sleutel, begane grond",
    "Tijdschakelaar",
    "Anti-inbraakstrip schuifpui",
    "Deurspion",
    "Montage",
    "Bijzetslot achterdeur",
];

fn costs_header() -> String {
    let lines: String = (1..=8).map(|line| format!("post{line};datum{line};bedrag{line};")).collect();
    lines + "totaal"
}

/// Three to eight lines, the others empty.
fn costs(number: u32) -> String {
    let lines = 3 + mixed(number) % 6;
    let (mut cells, mut total) = (String::new(), 0);
    for line in 0..8 {
        if line < lines {
            let chance = mixed(number * 8 + line as u32);
            let cents = 495 + chance % 25_000;
            total += cents;
            let what = COSTS[((chance >> 20) % 8) as usize];
            cells.push_str(&format!("{what};{} oktober;{};", 1 + (chance >> 30) % 31, euros(cents)));
        } else {
            cells.push_str(";;;");
        }
    }
    cells + &euros(total)
}

fn euros(cents: u64) -> String {
    let (euros, cents) = (cents / 100, cents % 100);
    match euros {
        1000.. => format!("{}.{:03},{cents:02}", euros / 1000, euros % 1000),
        _ => format!("{euros},{cents:02}"),
    }
}

/// What happened in the street: one to three sentences.
fn news(number: u32) -> String {
    const SENTENCES: [&str; 6] = [
        "ging in oktober één keer een ruit stuk.",
        "zijn alle lantaarnpalen nagekeken en waar nodig hersteld.",
        "hebben zes bewoners samen een groep gemaakt die op elkaars huizen let.",
        "komt in december een nieuwe lamp bij de speeltuin.",
        "was er dit jaar geen enkele inbraak. Dat is mooi, en met uw hulp blijft het zo.",
        "wordt de heg langs het voetpad gesnoeid, zodat het pad ook in het donker goed te zien is.",
    ];
    let chance = mixed(number);
    let first = SENTENCES[(chance % 6) as usize];
    match (chance >> 8) % 3 {
        0 => first.to_owned(),
        1 => format!("{first} Ook {}", SENTENCES[((chance >> 16) % 6) as usize]),
        _ => format!("{first} Verder {}", SENTENCES[((chance >> 24) % 6) as usize]),
    }
}

fn arabic(number: u32) -> String {
    const GIVEN: [&str; 8] = ["محمد", "فاطمة", "عبد الرحمن", "خديجة", "يوسف", "مريم", "إبراهيم", "زينب"];
    const FAMILY: [&str; 8] =
        ["العلوي", "بن علي", "الإدريسي", "حداد", "المنصوري", "القاسم", "الشرقاوي", "بوعزة"];
    let chance = mixed(number);
    format!("{} {}", GIVEN[(chance % 8) as usize], FAMILY[((chance >> 16) % 8) as usize])
}

/// A number without order, the same every time: the end of [SplitMix64](https://prng.di.unimi.it/splitmix64.c).
fn mixed(number: u32) -> u64 {
    let mixed = u64::from(number).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
