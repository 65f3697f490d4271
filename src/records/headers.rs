//! What columns are called: the names by which they are guessed, and the names that templates use.

use unicode_normalization::UnicodeNormalization;

/// What a column can be to an address; some only in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Name,
    Initials,
    FirstName,
    Prefix,
    LastName,
    Street,
    /// Street and number in one.
    Address,
    Number,
    /// The letter of the house, before the addition.
    Letter,
    Addition,
    Postcode,
    City,
    /// Postcode and city in one.
    PostcodeCity,
    Country,
    Language,
    Salutation,
}

/// Headers as [`key`] leaves them, the surest first.
pub(super) const GUESSES: [(Role, &[&str]); 16] = [
    (
        Role::Name,
        &[
            "naam",
            "name",
            "fullname",
            "volledigenaam",
            "naamvolledig",
            "geadresseerde",
            "tenaamstelling",
            "tnv",
            "bewoner",
            "naambewoner",
            "aanschrijfnaam",
            "naamgeadresseerde",
            "addressee",
            "recipient",
            "contactpersoon",
        ],
    ),
    (Role::Initials, &["voorletters", "voorletter", "initialen", "initials", "vl"]),
    (Role::FirstName, &["voornaam", "voornamen", "roepnaam", "firstname", "givenname", "forename"]),
    (
        Role::Prefix,
        &[
            "tussenvoegsel",
            "tussenvoegsels",
            "voorvoegsel",
            "voorvoegsels",
            "tussenv",
            "voorv",
            "tv",
            "prefix",
            "infix",
            "insertion",
            "middlename",
        ],
    ),
    (Role::LastName, &["achternaam", "geslachtsnaam", "familienaam", "lastname", "surname", "familyname"]),
    (
        Role::Street,
        &[
            "straat",
            "straatnaam",
            "street",
            "streetname",
            "openbareruimte",
            "openbareruimtenaam",
            "naamopenbareruimte",
            "straatnaambag",
        ],
    ),
    (
        Role::Address,
        &[
            "adres",
            "adresregel",
            "adresregel1",
            "adres1",
            "straatenhuisnummer",
            "straathuisnummer",
            "straatennummer",
            "straatnummer",
            "straatnr",
            "straatenhuisnr",
            "straathuisnr",
            "address",
            "address1",
            "addressline",
            "addressline1",
            "streetaddress",
            "streetandnumber",
            "postadres",
            "correspondentieadres",
        ],
    ),
    (
        Role::Number,
        &[
            "huisnummer",
            "huisnr",
            "hnr",
            "huisno",
            "hsnr",
            "housenumber",
            "houseno",
            "housenr",
            "streetnumber",
        ],
    ),
    (Role::Letter, &["huisletter", "hletter", "houseletter"]),
    (
        Role::Addition,
        &[
            "toevoeging",
            "huisnummertoevoeging",
            "huisnrtoevoeging",
            "huisnrtoev",
            "huisnummertoev",
            "toev",
            "toevoegsel",
            "hnrtoev",
            "hnrtoevoeging",
            "addition",
            "housenumberaddition",
            "housenumbersuffix",
            "numberaddition",
        ],
    ),
    (
        Role::Postcode,
        &["postcode", "pc", "pc6", "postalcode", "zipcode", "zip", "postkode", "postcode6", "postnummer"],
    ),
    (
        Role::PostcodeCity,
        &[
            "postcodeplaats",
            "postcodeenplaats",
            "postcodewoonplaats",
            "postcodeenwoonplaats",
            "pcplaats",
            "pcwoonplaats",
            "adresregel2",
            "postcodecity",
            "address2",
            "addressline2",
        ],
    ),
    (
        Role::City,
        &[
            "plaats",
            "woonplaats",
            "woonplaatsnaam",
            "plaatsnaam",
            "stad",
            "city",
            "town",
            "place",
            "residence",
            "gemeentenaam",
            "gemeente",
        ],
    ),
    (Role::Country, &["land", "landnaam", "landcode", "country", "countrycode", "countryname"]),
    (Role::Language, &["taal", "taalcode", "voorkeurstaal", "language", "languagecode", "lang", "locale"]),
    (Role::Salutation, &["aanhef", "aanspreekvorm", "aanspreektitel", "salutation", "briefaanhef"]),
];

/// Names of the house number only right beside the street: elsewhere they count rows.
pub(super) const BESIDE_STREET: [&str; 4] = ["nummer", "number", "nr", "no"];

/// Lower case, ASCII letters and digits alone: `Huis-nr.` is `huisnr`.
pub(super) fn key(header: &str) -> String {
    plain(header).filter(char::is_ascii_alphanumeric).collect()
}

/// Whether a header is the name of a part of an address.
pub(super) fn is_known(header: &str) -> bool {
    let key = key(header);
    GUESSES.iter().any(|(_, names)| names.contains(&key.as_str()))
}

/// The name that a template writes after `record.`: `Klant-nr.` is `klant_nr`. Empty if nothing is left.
pub(super) fn variable(header: &str) -> String {
    let mut name = String::new();
    for letter in plain(header) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.ends_with('_') && !name.is_empty() {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    // A name cannot start with a digit.
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("column_{name}")
    } else {
        name.to_owned()
    }
}

fn plain(header: &str) -> impl Iterator<Item = char> + '_ {
    header
        .nfkd()
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .map(|letter| letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        for header in ["Huisnr.", "HUIS NR", "huis_nr", " huis-nr "] {
            assert_eq!(key(header), "huisnr");
            assert!(is_known(header));
        }
        assert!(!is_known("Klantnummer"));
    }

    #[test]
    fn templates_write_plain_names() {
        assert_eq!(variable("Klant-nr."), "klant_nr");
        assert_eq!(variable("Één  keer"), "een_keer");
        assert_eq!(variable("2e adres"), "column_2e_adres");
        assert_eq!(variable("…"), "");
    }

    #[test]
    fn no_name_means_two_things() {
        let mut all: Vec<&str> = GUESSES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|name| key(name) == *name));
    }
}
