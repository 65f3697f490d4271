//! Countries: what people call them, and how an address looks there.

/// How addresses of a country are written, as far as it differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habit {
    /// The house number stands before the street.
    pub number_first: bool,
    /// The postcode stands after the city.
    pub postcode_last: bool,
    /// A postcode is so many digits.
    pub digits: Option<u8>,
}

/// ISO 3166-1 alpha-2, the Dutch name, and other names.
struct Country {
    code: &'static str,
    name: &'static str,
    others: &'static [&'static str],
    digits: Option<u8>,
}

const fn country(
    code: &'static str,
    name: &'static str,
    others: &'static [&'static str],
    digits: Option<u8>,
) -> Country {
    Country { code, name, others, digits }
}

/// Where Dutch letters go: Europe, the kingdom, and the countries that many residents come from.
const COUNTRIES: [Country; 61] = [
    country("NL", "Nederland", &["netherlands", "the netherlands", "holland", "nld"], None),
    country("AL", "Albanië", &["albania", "albanie"], Some(4)),
    country("AD", "Andorra", &[], None),
    country("AR", "Argentinië", &["argentina"], None),
    country("AW", "Aruba", &[], None),
    country("AU", "Australië", &["australia"], Some(4)),
    country("BE", "België", &["belgie", "belgium", "belgique", "belgien", "bel"], Some(4)),
    country(
        "BQ",
        "Caribisch Nederland",
        &["bonaire", "saba", "sint eustatius", "caribbean netherlands"],
        None,
    ),
    country("BA", "Bosnië en Herzegovina", &["bosnia and herzegovina", "bosnia"], Some(5)),
    country("BR", "Brazilië", &["brazil", "brasil"], None),
    country("BG", "Bulgarije", &["bulgaria"], Some(4)),
    country("CA", "Canada", &[], None),
    country("CN", "China", &[], Some(6)),
    country("CW", "Curaçao", &["curacao"], None),
    country("CY", "Cyprus", &[], Some(4)),
    country("DK", "Denemarken", &["denmark", "danmark"], Some(4)),
    country("DE", "Duitsland", &["germany", "deutschland", "deu", "ger"], Some(5)),
    country("EE", "Estland", &["estonia", "eesti"], Some(5)),
    country("FI", "Finland", &["suomi"], Some(5)),
    country("FR", "Frankrijk", &["france", "fra"], Some(5)),
    country("GR", "Griekenland", &["greece"], Some(5)),
    country("HU", "Hongarije", &["hungary"], Some(4)),
    country("IE", "Ierland", &["ireland", "eire"], None),
    country("IS", "IJsland", &["iceland"], Some(3)),
    country("IN", "India", &[], Some(6)),
    country("ID", "Indonesië", &["indonesia"], Some(5)),
    country("IL", "Israël", &["israel"], None),
    country("IT", "Italië", &["italy", "italia", "italie"], Some(5)),
    country("JP", "Japan", &[], None),
    country("HR", "Kroatië", &["croatia", "hrvatska"], Some(5)),
    country("LV", "Letland", &["latvia"], None),
    country("LI", "Liechtenstein", &[], Some(4)),
    country("LT", "Litouwen", &["lithuania"], None),
    country("LU", "Luxemburg", &["luxembourg"], Some(4)),
    country("MT", "Malta", &[], None),
    country("MA", "Marokko", &["morocco", "maroc"], Some(5)),
    country("MC", "Monaco", &[], Some(5)),
    country("NZ", "Nieuw-Zeeland", &["new zealand", "nieuw zeeland"], Some(4)),
    country("MK", "Noord-Macedonië", &["north macedonia"], Some(4)),
    country("NO", "Noorwegen", &["norway", "norge"], Some(4)),
    country("UA", "Oekraïne", &["ukraine", "oekraine"], Some(5)),
    country("AT", "Oostenrijk", &["austria", "österreich", "osterreich"], Some(4)),
    country("PL", "Polen", &["poland", "polska"], None),
    country("PT", "Portugal", &[], None),
    country("RO", "Roemenië", &["romania", "roemenie"], Some(6)),
    country("RU", "Rusland", &["russia"], Some(6)),
    country("RS", "Servië", &["serbia"], None),
    country("SX", "Sint Maarten", &["st. maarten"], None),
    country("SI", "Slovenië", &["slovenia"], Some(4)),
    country("SK", "Slowakije", &["slovakia"], None),
    country("ES", "Spanje", &["spain", "españa", "espana"], Some(5)),
    country("SR", "Suriname", &[], None),
    country("SY", "Syrië", &["syria"], None),
    country("CZ", "Tsjechië", &["czechia", "czech republic"], None),
    country("TR", "Turkije", &["turkey", "türkiye", "turkiye"], Some(5)),
    country(
        "GB",
        "Verenigd Koninkrijk",
        &["united kingdom", "great britain", "groot-brittannië", "engeland", "england", "uk"],
        None,
    ),
    country("US", "Verenigde Staten", &["united states", "united states of america", "usa", "amerika"], None),
    country("ZA", "Zuid-Afrika", &["south africa"], Some(4)),
    country("KR", "Zuid-Korea", &["south korea"], Some(5)),
    country("SE", "Zweden", &["sweden", "sverige"], None),
    country("CH", "Zwitserland", &["switzerland", "schweiz", "suisse"], Some(4)),
];

/// The Dutch name of a country, by any name or code of it; what is not known stays as it is. Empty: the
/// Netherlands.
pub(super) fn named(text: &str) -> &str {
    match find(text) {
        Some(known) if known.code == "NL" => "",
        Some(known) => known.name,
        None => text,
    }
}

/// ISO 3166-1 alpha-2, by the name that [`named`] gives.
pub(super) fn code(name: &str) -> Option<&'static str> {
    if name.is_empty() { Some("NL") } else { find(name).map(|country| country.code) }
}

pub(super) fn habit(name: &str) -> Habit {
    let Some(country) = find(name) else { return Habit::default() };
    Habit {
        number_first: matches!(
            country.code,
            "FR" | "GB" | "IE" | "US" | "CA" | "AU" | "NZ" | "LU" | "MC" | "ZA"
        ),
        postcode_last: matches!(country.code, "GB" | "IE" | "US" | "CA" | "AU" | "NZ" | "IN" | "ZA"),
        digits: country.digits,
    }
}

fn find(text: &str) -> Option<&'static Country> {
    if text.is_empty() {
        return None;
    }
    let small = text.to_lowercase();
    COUNTRIES.iter().find(|country| {
        country.code.eq_ignore_ascii_case(text)
            || country.name.to_lowercase() == small
            || country.others.contains(&small.as_str())
    })
}
