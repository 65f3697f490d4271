use std::fmt;
use std::str::FromStr;

use super::{PT_PER_MM, PT_PER_PX, Pt, Size};

/// A length as people write it: a number with a print unit. Kept in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Length(Pt);

impl Length {
    pub const ZERO: Length = Length(0.0);

    pub const fn pt(value: f32) -> Length {
        Length(value)
    }

    pub const fn mm(value: f32) -> Length {
        Length(value * PT_PER_MM)
    }

    pub const fn to_pt(self) -> Pt {
        self.0
    }

    pub fn to_mm(self) -> f32 {
        self.0 / PT_PER_MM
    }
}

/// Millimetres with at most two decimals: `105 mm`, `3.18 mm`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.to_mm() * 100.0).round() / 100.0;
        write!(f, "{hundredths} mm")
    }
}

/// Why a text is not a length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseLengthError {
    NoNumber,
    NoUnit,
    UnknownUnit(String),
}

impl fmt::Display for ParseLengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseLengthError::NoNumber => f.write_str("a length is a number with a unit, such as `3mm`"),
            ParseLengthError::NoUnit => f.write_str("a length needs a unit, such as `3mm`"),
            ParseLengthError::UnknownUnit(unit) => {
                write!(f, "unknown unit `{unit}`: use mm, cm, in, pt, pc or px")
            }
        }
    }
}

impl std::error::Error for ParseLengthError {}

impl FromStr for Length {
    type Err = ParseLengthError;

    fn from_str(text: &str) -> Result<Length, ParseLengthError> {
        let text = text.trim();
        let split =
            text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
        let number: f32 = text[..split].parse().map_err(|_| ParseLengthError::NoNumber)?;
        let points_per_unit = match text[split..].trim() {
            "mm" => PT_PER_MM,
            "cm" => PT_PER_MM * 10.0,
            "in" => 72.0,
            "pt" => 1.0,
            "pc" => 12.0,
            "px" => PT_PER_PX,
            "" => return Err(ParseLengthError::NoUnit),
            unit => return Err(ParseLengthError::UnknownUnit(unit.to_owned())),
        };
        Ok(Length(number * points_per_unit))
    }
}

/// Why a text is not a paper size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseSizeError {
    UnknownName(String),
    Length(ParseLengthError),
    NotPositive,
}

impl fmt::Display for ParseSizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseSizeError::UnknownName(name) => {
                write!(f, "unknown paper size `{name}`: use A0 to A6, or a size such as `105mm x 210mm`")
            }
            ParseSizeError::Length(error) => error.fmt(f),
            ParseSizeError::NotPositive => f.write_str("width and height must be larger than 0"),
        }
    }
}

impl std::error::Error for ParseSizeError {}

/// The ISO 216 A series, width and height in millimetres, portrait.
const PAPERS: [(&str, f32, f32); 7] = [
    ("A0", 841.0, 1189.0),
    ("A1", 594.0, 841.0),
    ("A2", 420.0, 594.0),
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("A6", 105.0, 148.0),
];

/// Reads `A4`, `A4 landscape` or `105mm x 210mm` as a trim size in points.
pub fn parse_paper(text: &str) -> Result<Size, ParseSizeError> {
    let text = text.trim();
    let size =
        match text.split_once(['x', '×']).filter(|(width, _)| width.trim().ends_with(char::is_alphabetic)) {
            Some((width, height)) => {
                let side =
                    |text: &str| text.parse::<Length>().map(Length::to_pt).map_err(ParseSizeError::Length);
                Size::new(side(width)?, side(height)?)
            }
            None => named_paper(text)?,
        };
    if size.width > 0.0 && size.height > 0.0 { Ok(size) } else { Err(ParseSizeError::NotPositive) }
}

fn named_paper(text: &str) -> Result<Size, ParseSizeError> {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let (_, width, height) = PAPERS
        .iter()
        .find(|(paper, ..)| paper.eq_ignore_ascii_case(name))
        .ok_or_else(|| ParseSizeError::UnknownName(text.to_owned()))?;
    let portrait = Size::new(Length::mm(*width).to_pt(), Length::mm(*height).to_pt());
    match (words.next(), words.next()) {
        (None | Some("portrait"), None) => Ok(portrait),
        (Some("landscape"), None) => Ok(Size::new(portrait.height, portrait.width)),
        _ => Err(ParseSizeError::UnknownName(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_print_unit() {
        for (text, points) in [
            ("72pt", 72.0),
            ("1in", 72.0),
            ("25.4mm", 72.0),
            ("2.54 cm", 72.0),
            ("6pc", 72.0),
            ("96px", 72.0),
        ] {
            let length: Length = text.parse().expect(text);
            assert!((length.to_pt() - points).abs() < 1e-3, "{text}");
        }
    }

    #[test]
    fn names_what_is_wrong_with_a_length() {
        assert_eq!("3".parse::<Length>(), Err(ParseLengthError::NoUnit));
        assert_eq!("mm".parse::<Length>(), Err(ParseLengthError::NoNumber));
        assert_eq!("3em".parse::<Length>(), Err(ParseLengthError::UnknownUnit("em".into())));
    }

    #[test]
    fn reads_named_and_measured_paper() {
        let millimetres = |text: &str| {
            parse_paper(text)
                .map(|size| (Length::pt(size.width).to_mm().round(), Length::pt(size.height).to_mm().round()))
        };
        assert_eq!(millimetres("a3"), Ok((297.0, 420.0)));
        assert_eq!(millimetres("A4 landscape"), Ok((297.0, 210.0)));
        assert_eq!(millimetres("105mm x 210mm"), Ok((105.0, 210.0)));
        assert!(millimetres("B7").is_err());
        assert!(millimetres("0mm x 10mm").is_err());
    }
}
