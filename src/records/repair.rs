use std::sync::Arc;

use crate::diagnostics::Locale;

/// Something small that was mended in a row. It never holds a value of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The spreadsheet's own number: the header is row 1.
    pub row: u32,
    /// As the header calls it.
    pub column: Arc<str>,
    pub kind: RepairKind,
}

/// What was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// White at the ends, or more than one space between words.
    Spaces,
    /// No-break spaces and other unusual white became spaces.
    UnusualSpaces,
    /// A line break or a tab in a cell became a space.
    LineBreaks,
    /// Control characters and marks without width were taken out.
    Invisible,
    /// `Ã«` became `ë`: UTF-8 that was read as Windows-1252.
    Mojibake,
    /// Letters with separate accents were put together.
    Accents,
    /// `1234ab` became `1234 AB`.
    PostcodeForm,
    /// The letter O stood for a zero, or a zero for the letter O.
    PostcodeZero,
    /// A postcode abroad got its leading zero back.
    PostcodeLostZero,
    /// Number and addition, or street and number, stood in one cell.
    Separated,
    /// `012` became `12`.
    NumberZeros,
    /// A code got back the leading zeros that its width asks for.
    Width,
}

impl RepairKind {
    pub const ALL: [RepairKind; 12] = [
        RepairKind::Spaces,
        RepairKind::UnusualSpaces,
        RepairKind::LineBreaks,
        RepairKind::Invisible,
        RepairKind::Mojibake,
        RepairKind::Accents,
        RepairKind::PostcodeForm,
        RepairKind::PostcodeZero,
        RepairKind::PostcodeLostZero,
        RepairKind::Separated,
        RepairKind::NumberZeros,
        RepairKind::Width,
    ];

    /// Stable name in kebab case, for programs.
    pub fn code(self) -> &'static str {
        match self {
            RepairKind::Spaces => "spaces",
            RepairKind::UnusualSpaces => "unusual-spaces",
            RepairKind::LineBreaks => "line-breaks",
            RepairKind::Invisible => "invisible",
            RepairKind::Mojibake => "mojibake",
            RepairKind::Accents => "accents",
            RepairKind::PostcodeForm => "postcode-form",
            RepairKind::PostcodeZero => "postcode-zero",
            RepairKind::PostcodeLostZero => "postcode-lost-zero",
            RepairKind::Separated => "separated",
            RepairKind::NumberZeros => "number-zeros",
            RepairKind::Width => "width",
        }
    }

    /// In plain words.
    pub fn text(self, locale: Locale) -> &'static str {
        match self {
            RepairKind::Spaces => locale.choose("spaces too many", "spaties te veel"),
            RepairKind::UnusualSpaces => {
                locale.choose("unusual spaces became plain ones", "bijzondere spaties zijn gewone geworden")
            }
            RepairKind::LineBreaks => {
                locale.choose("line breaks became spaces", "regeleinden zijn spaties geworden")
            }
            RepairKind::Invisible => {
                locale.choose("invisible characters were taken out", "onzichtbare tekens zijn weggehaald")
            }
            RepairKind::Mojibake => locale.choose(
                "garbled letters became what they were (`Ã«` became `ë`)",
                "verminkte letters zijn hersteld (`Ã«` werd `ë`)",
            ),
            RepairKind::Accents => {
                locale.choose("accents were joined to their letters", "accenten zijn bij hun letter gezet")
            }
            RepairKind::PostcodeForm => {
                locale.choose("the postcode got its usual form", "de postcode kreeg de gewone vorm")
            }
            RepairKind::PostcodeZero => locale.choose(
                "letter O and digit 0 changed places in a postcode",
                "letter O en cijfer 0 zijn in een postcode gewisseld",
            ),
            RepairKind::PostcodeLostZero => locale.choose(
                "a foreign postcode got its first zero back",
                "een buitenlandse postcode kreeg de eerste nul terug",
            ),
            RepairKind::Separated => locale.choose(
                "number and addition were taken apart",
                "nummer en toevoeging zijn uit elkaar gehaald",
            ),
            RepairKind::NumberZeros => locale.choose(
                "zeros before the house number were taken away",
                "nullen voor het huisnummer zijn weggehaald",
            ),
            RepairKind::Width => locale.choose(
                "leading zeros were put back, as the mapping asks",
                "nullen vooraan zijn teruggezet, zoals de toewijzing vraagt",
            ),
        }
    }
}
