use std::fmt;
use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

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
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| QrError::TooLong(text.len()))?;
    let side = code.width();
    let quiet = quiet.min(64);
    let modules = code.into_colors();
    let mut path = String::new();
    for (row, modules) in modules.chunks(side).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let (x, y, width) = (column + quiet as usize, row + quiet as usize, run.len());
                // One run is one rectangle: neighbours that only touch show hairlines on a screen.
                write!(path, "M{x} {y}h{width}v1h-{width}z").expect("a String takes every text");
            }
            column += run.len();
        }
    }
    let view = side + 2 * quiet as usize;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {view} {view}\">\
         <path fill=\"currentColor\" d=\"{path}\"/></svg>"
    ))
}
