use std::fmt;

use super::modules;
use super::qr_mask::masked;

/// Why a text is not a QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QrError {
    /// Bytes of the text.
    TooLong(usize),
}

impl fmt::Display for QrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QrError::TooLong(bytes) => {
                write!(f, "a text of {bytes} bytes is too long for a QR code: at most 2331")
            }
        }
    }
}

impl std::error::Error for QrError {}

/// A QR code as an SVG element: one path in the current colour, one unit a module, error correction M.
/// `quiet` is the empty border in modules; readers want 4 (ISO/IEC 18004, 6.3.8).
///
/// # Errors
/// [`QrError::TooLong`] if the text does not fit into the largest code.
pub fn qr(text: &str, quiet: u32) -> Result<String, QrError> {
    let code = masked(text).ok_or(QrError::TooLong(text.len()))?;
    Ok(modules::svg(code.side(), quiet, |row| code.runs(row)))
}
