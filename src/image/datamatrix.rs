use std::fmt;

use datamatrix::{DataMatrix, SymbolList};

use super::modules;

/// Why a text is not a Data Matrix code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataMatrixError {
    /// Bytes of the text.
    TooLong(usize),
    Empty,
}

impl fmt::Display for DataMatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DataMatrixError::TooLong(bytes) => {
                write!(f, "a text of {bytes} bytes is too long for a Data Matrix code: at most 1555")
            }
            DataMatrixError::Empty => f.write_str(
                "there is no text for the Data Matrix code: leave it out for records without one, with `{% if %}`",
            ),
        }
    }
}

impl std::error::Error for DataMatrixError {}

/// A square Data Matrix code (ECC 200, ISO/IEC 16022) as an SVG element: one path in the current colour, one unit a
/// module. `quiet` is the empty border in modules; readers want 1. Machines of the mail read plain ASCII surely.
///
/// # Errors
/// [`DataMatrixError::TooLong`] if the text does not fit into the largest code.
pub fn datamatrix(text: &str, quiet: u32) -> Result<String, DataMatrixError> {
    if text.is_empty() {
        return Err(DataMatrixError::Empty);
    }
    let code = DataMatrix::encode(text.as_bytes(), SymbolList::default().enforce_square())
        .map_err(|_| DataMatrixError::TooLong(text.len()))?;
    let bitmap = code.bitmap();
    let (side, bits) = (bitmap.width(), bitmap.bits());
    let runs = |row: usize| {
        let modules = &bits[row * side..(row + 1) * side];
        let mut at = 0;
        modules.chunk_by(|one, next| one == next).filter_map(move |run| {
            let start = at;
            at += run.len();
            run[0].then_some(start..at)
        })
    };
    Ok(modules::svg(side, quiet, runs))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a drawing paints.
    fn painted(svg: &str, side: usize) -> Vec<bool> {
        let mut modules = vec![false; side * side];
        let data = svg.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a path");
        for part in data.split('M').skip(1) {
            let numbers: Vec<usize> = part
                .split(|letter: char| !letter.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, width, height, _] = numbers[..] else { panic!("{part}") };
            for row in y..y + height {
                modules[row * side + x..row * side + x + width].fill(true);
            }
        }
        modules
    }

    #[test]
    fn what_is_painted_reads_as_the_text() {
        for text in ["A", "3SABCD0123456789", "https://utrecht.example/?a=b", &"7".repeat(300)] {
            let svg = datamatrix(text, 0).expect("it fits");
            let side = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split(' ').next());
            let side: usize = side.and_then(|side| side.parse().ok()).expect("a view box");
            let read = DataMatrix::decode(&painted(&svg, side), side).expect("a code");
            assert_eq!(read, text.as_bytes());
        }
    }

    #[test]
    fn what_fits_in_no_code_says_so() {
        assert_eq!(datamatrix("", 1), Err(DataMatrixError::Empty));
        assert_eq!(datamatrix(&"é".repeat(2000), 1), Err(DataMatrixError::TooLong(4000)));
    }
}
