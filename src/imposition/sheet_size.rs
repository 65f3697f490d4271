use std::fmt;
use std::str::FromStr;

use crate::units::{Length, ParseSizeError, Size, parse_paper};

/// The paper that goes through the press, before anything is cut: `SRA3`, `A3`, `320mm x 450mm`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SheetSize(Size);

/// The raw formats of the A series (ISO 217), in millimetres: room for bleed and marks around what is trimmed.
const RAW: [(&str, f32, f32); 5] = [
    ("SRA4", 225.0, 320.0),
    ("SRA3", 320.0, 450.0),
    ("SRA2", 450.0, 640.0),
    ("SRA1", 640.0, 900.0),
    ("SRA0", 900.0, 1280.0),
];

impl SheetSize {
    pub const SRA3: SheetSize = SheetSize(millimetres(320.0, 450.0));

    pub const fn of(size: Size) -> SheetSize {
        SheetSize(size)
    }

    /// In points.
    pub const fn size(self) -> Size {
        self.0
    }

    /// The raw formats by name, smallest first.
    pub(super) fn raw() -> impl Iterator<Item = (&'static str, SheetSize)> {
        RAW.iter().map(|(name, width, height)| (*name, SheetSize(millimetres(*width, *height))))
    }
}

const fn millimetres(width: f32, height: f32) -> Size {
    Size::new(Length::mm(width).to_pt(), Length::mm(height).to_pt())
}

/// Why a text is not the size of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseSheetError(ParseSizeError);

impl fmt::Display for ParseSheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            ParseSizeError::UnknownName(name) => {
                write!(
                    f,
                    "unknown sheet size `{name}`: use SRA3, SRA4, A3, or a size such as `320mm x 450mm`"
                )
            }
            other => other.fmt(f),
        }
    }
}

impl std::error::Error for ParseSheetError {}

impl FromStr for SheetSize {
    type Err = ParseSheetError;

    /// Reads `sra3`, `A3 landscape` or `320x450mm`, where one unit may stand for both.
    fn from_str(text: &str) -> Result<SheetSize, ParseSheetError> {
        let mut words = text.split_whitespace();
        let name = words.next().unwrap_or_default();
        if let Some((_, sheet)) = SheetSize::raw().find(|(raw, _)| raw.eq_ignore_ascii_case(name)) {
            return match (words.next(), words.next()) {
                (None | Some("portrait"), None) => Ok(sheet),
                (Some("landscape"), None) => Ok(SheetSize(Size::new(sheet.0.height, sheet.0.width))),
                _ => Err(ParseSheetError(ParseSizeError::UnknownName(text.to_owned()))),
            };
        }
        parse_paper(&with_both_units(text)).map(SheetSize).map_err(ParseSheetError)
    }
}

/// `320x450mm` as `320mm x 450mm`.
fn with_both_units(text: &str) -> String {
    match text.split_once(['x', '×']) {
        Some((width, height)) if width.trim().ends_with(|last: char| last.is_ascii_digit()) => {
            let unit = height.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            format!("{}{} x {}", width.trim(), unit.trim(), height.trim())
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_raw_formats_paper_and_measures() {
        for (text, width, height) in [
            ("sra3", 320.0, 450.0),
            ("SRA4 landscape", 320.0, 225.0),
            ("a3", 297.0, 420.0),
            ("320x450mm", 320.0, 450.0),
            ("330 x 487.5 mm", 330.0, 487.5),
            ("32cm x 45cm", 320.0, 450.0),
        ] {
            let size = text.parse::<SheetSize>().expect(text).size();
            assert!((size.width - Length::mm(width).to_pt()).abs() < 1e-2, "{text}: {size:?}");
            assert!((size.height - Length::mm(height).to_pt()).abs() < 1e-2, "{text}: {size:?}");
        }
    }

    #[test]
    fn says_what_a_sheet_may_be() {
        let unknown = "SRA9".parse::<SheetSize>().expect_err("there is no such sheet").to_string();
        assert!(unknown.contains("SRA3") && unknown.contains("320mm x 450mm"), "{unknown}");
        for text in ["", "320x450", "0x450mm", "sra3 upright", "x", "320x", "xmm"] {
            assert!(text.parse::<SheetSize>().is_err(), "{text}");
        }
    }
}
