use std::sync::Arc;

use crate::diagnostics::{Locale, Words};

/// A row that cannot be printed, and why. It never holds a value of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The spreadsheet's own number: the header is row 1.
    pub row: u32,
    /// As the header calls it; `None`: the row as such.
    pub column: Option<Arc<str>>,
    pub reason: Reason,
}

impl Refusal {
    /// [`Refusal::message`] for a diagnostic.
    pub fn words(&self) -> Words {
        Words::both(self.message(Locale::English), self.message(Locale::Dutch))
    }

    /// ``row 12, column `Postcode`: the postcode is empty``
    pub fn message(&self, locale: Locale) -> String {
        let row = self.row;
        let reason = self.reason.text(locale);
        match &self.column {
            Some(column) => locale.choose(
                format!("row {row}, column `{column}`: {reason}"),
                format!("rij {row}, kolom `{column}`: {reason}"),
            ),
            None => locale.choose(format!("row {row}: {reason}"), format!("rij {row}: {reason}")),
        }
    }
}

/// Why a row cannot be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A quotation mark opens a cell and none closes it.
    OpenQuote,
    /// More bytes than any row has.
    RowTooLong,
    /// More cells than a spreadsheet has columns.
    TooManyCells,
    /// Not as many cells as the header.
    CellCount {
        found: u32,
        expected: u32,
    },
    /// More characters than a cell of a spreadsheet holds.
    CellTooLong,
    /// A byte of value zero.
    NulByte,
    /// The replacement character U+FFFD: another program lost what stood here.
    LostCharacter,
    /// `#N/A` and its like.
    FormulaError,
    NoStreet,
    NoNumber,
    /// `2-jan`: a spreadsheet took number and addition for a date.
    NumberIsDate,
    /// `12.0`
    NumberIsDecimal,
    NumberUnreadable,
    AdditionTooLong,
    NoPostcode,
    PostcodeUnreadable,
    /// SA, SD and SS are in no postcode.
    PostcodeLetters,
    /// Digits that a postcode of the country has.
    PostcodeAbroad {
        digits: u8,
    },
    NoCity,
}

impl Reason {
    /// Stable name in kebab case, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Reason::OpenQuote => "open-quote",
            Reason::RowTooLong => "row-too-long",
            Reason::TooManyCells => "too-many-cells",
            Reason::CellCount { .. } => "cell-count",
            Reason::CellTooLong => "cell-too-long",
            Reason::NulByte => "nul-byte",
            Reason::LostCharacter => "lost-character",
            Reason::FormulaError => "formula-error",
            Reason::NoStreet => "no-street",
            Reason::NoNumber => "no-number",
            Reason::NumberIsDate => "number-is-date",
            Reason::NumberIsDecimal => "number-is-decimal",
            Reason::NumberUnreadable => "number-unreadable",
            Reason::AdditionTooLong => "addition-too-long",
            Reason::NoPostcode => "no-postcode",
            Reason::PostcodeUnreadable => "postcode-unreadable",
            Reason::PostcodeLetters => "postcode-letters",
            Reason::PostcodeAbroad { .. } => "postcode-abroad",
            Reason::NoCity => "no-city",
        }
    }

    /// What is wrong and how to mend it, in plain words.
    pub fn text(self, locale: Locale) -> String {
        let say = |english: &str, dutch: &str| locale.choose(english, dutch).to_owned();
        match self {
            Reason::OpenQuote => say(
                "a quotation mark opens a cell and is never closed: close it, or take it away",
                "een aanhalingsteken opent een cel en wordt nooit gesloten: sluit het, of haal het weg",
            ),
            Reason::RowTooLong => say(
                "the row is longer than 1 MB: look for a quotation mark or an end of line that is missing",
                "de rij is langer dan 1 MB: zoek een aanhalingsteken of een regeleinde dat ontbreekt",
            ),
            Reason::TooManyCells => say(
                "the row has more cells than a spreadsheet has columns",
                "de rij heeft meer cellen dan een rekenblad kolommen heeft",
            ),
            Reason::CellCount { found, expected } => locale.choose(
                format!(
                    "the row has {} and the header has {expected}: put quotation marks around a cell with a \
                     separator in it",
                    counted(found, "cell", "cells")
                ),
                format!(
                    "de rij heeft {} en de kopregel {expected}: zet aanhalingstekens om een cel met een \
                     scheidingsteken",
                    counted(found, "cel", "cellen")
                ),
            ),
            Reason::CellTooLong => {
                say("the cell has more than 32767 characters", "de cel heeft meer dan 32767 tekens")
            }
            Reason::NulByte => say(
                "the row has a byte of value zero: save the file again as CSV UTF-8",
                "de rij heeft een byte met waarde nul: sla het bestand opnieuw op als CSV UTF-8",
            ),
            Reason::LostCharacter => say(
                "a letter was lost when another program wrote this: type it again",
                "een ander programma heeft hier een letter verloren: typ die opnieuw",
            ),
            Reason::FormulaError => {
                say("the formula of the cell has an error", "de formule van de cel geeft een fout")
            }
            Reason::NoStreet => say("the street is empty", "de straat is leeg"),
            Reason::NoNumber => say("there is no house number", "er is geen huisnummer"),
            Reason::NumberIsDate => say(
                "a spreadsheet made a date of the house number: type it again as text, such as 2-1",
                "een rekenblad heeft van het huisnummer een datum gemaakt: typ het opnieuw als tekst, \
                 zoals 2-1",
            ),
            Reason::NumberIsDecimal => say(
                "the house number has decimals: type it again as a whole number",
                "het huisnummer heeft decimalen: typ het opnieuw als heel getal",
            ),
            Reason::NumberUnreadable => say(
                "the house number is not a number from 1 to 99999 with an addition",
                "het huisnummer is geen getal van 1 tot 99999 met een toevoeging",
            ),
            Reason::AdditionTooLong => say(
                "the addition to the house number has more than 12 characters",
                "de toevoeging bij het huisnummer heeft meer dan 12 tekens",
            ),
            Reason::NoPostcode => say("the postcode is empty", "de postcode is leeg"),
            Reason::PostcodeUnreadable => say(
                "the postcode is not four digits and two letters, such as 1234 AB; an address abroad needs its \
                 country",
                "de postcode is niet vier cijfers en twee letters, zoals 1234 AB; een adres in het buitenland \
                 heeft een land nodig",
            ),
            Reason::PostcodeLetters => {
                say("no postcode has the letters SA, SD or SS", "geen postcode heeft de letters SA, SD of SS")
            }
            Reason::PostcodeAbroad { digits } => locale.choose(
                format!("a postcode of this country has {digits} digits"),
                format!("een postcode van dit land heeft {digits} cijfers"),
            ),
            Reason::NoCity => say("the city is empty", "de plaats is leeg"),
        }
    }
}

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
