//! Residents as nobody would make them up.

/// Numbers that look random and are the same in every run (xorshift64).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

#[derive(Debug)]
pub struct Record {
    pub name: String,
    pub street: String,
    pub city: String,
    /// Now and then empty.
    pub note: String,
    pub is_owner: bool,
    /// Amounts with what they are for.
    pub lines: Vec<(String, u32)>,
    /// Of a text of any length.
    pub words: String,
    /// Of a drawing.
    pub bars: Vec<usize>,
}

const NAMES: [&str; 14] = [
    "A. de Vries",
    "Familie Van der Meulen-Bakker",
    "mw. dr. Wilhelmina Theodora van Oldenbarneveldt tot Nieuw-Rosenburgh op de Heuvel",
    "Jan",
    "IJsbrand 't Hooft",
    "Siân O'Brien & Söhne",
    "أحمد بن محمد العربي",
    "Łukasz Żółkiewski",
    "Νίκος Παπαδόπουλος",
    "X",
    "<b>Bobby</b> \"Tables\"",
    "Thị Hạnh Nguyễn",
    "De bewoners van dit pand",
    "ffi fl ffl Affuiten",
];
const STREETS: [&str; 6] = [
    "Dorpsstraat 1",
    "Burgemeester Van Heusden van Zuylensteinlaan 1234-bis",
    "Oudegracht 12 B",
    "Laan 8",
    "'s-Gravelandseweg 305",
    "1e Constantijn Huygensstraat 20-III",
];
const CITIES: [&str; 4] =
    ["1234 AB  UTRECHT", "9999 ZZ  'S-HERTOGENBOSCH", "1000 AA  X", "3511 LX  SÚDWEST-FRYSLÂN"];
const WORDS: [&str; 10] = [
    "veiligheid",
    "brandverzekeringsmaatschappij",
    "in",
    "de",
    "buurt",
    "lamp,",
    "tijdschakelaar.",
    "co\u{ad}öperatie",
    "zes",
    "wijkagent",
];

impl Record {
    pub fn new(random: &mut Random) -> Record {
        let words = |random: &mut Random, most: usize| {
            let count = 1 + random.below(most);
            (0..count).map(|_| random.of(&WORDS)).collect::<Vec<_>>().join(" ")
        };
        let lines = random.below(6);
        let length = match random.below(12) {
            0 => 900,
            1 => 300,
            _ => 40,
        };
        Record {
            name: random.of(&NAMES).to_owned(),
            street: random.of(&STREETS).to_owned(),
            city: random.of(&CITIES).to_owned(),
            note: if random.below(3) == 0 { String::new() } else { words(random, 6) },
            is_owner: random.below(2) == 0,
            lines: (0..lines).map(|_| (words(random, 4), random.below(100_000) as u32)).collect(),
            words: words(random, length),
            bars: (0..5).map(|_| 1 + random.below(9)).collect(),
        }
    }
}

/// As Tera writes it into HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#x27;"),
            letter => out.push(letter),
        }
    }
    out
}
