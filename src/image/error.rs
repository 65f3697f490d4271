use std::fmt;

/// Why bytes are no picture for print. Each displays as a sentence: lower case, no full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// Not one of the formats that are read; with its name if it is another known one.
    UnknownFormat(Option<&'static str>),
    /// The format, and what is wrong with the file.
    Broken { format: &'static str, reason: String },
    /// Pixels of the picture.
    TooManyPixels { width: u32, height: u32 },
    /// The drawing, and what there is too much of.
    TooComplex(String),
    /// The format, and what of it is not for print.
    NotPrintable { format: &'static str, reason: String },
}

/// More would need gigabytes; at 300 dpi it is a poster of 85 by 85 cm.
pub(super) const MAX_PIXELS: u64 = 100_000_000;

impl ImageError {
    pub(super) fn broken(format: &'static str, reason: impl Into<String>) -> ImageError {
        ImageError::Broken { format, reason: reason.into() }
    }
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImageError::UnknownFormat(None) => {
                f.write_str("this is no picture that can be printed: use PNG, JPEG or SVG")
            }
            ImageError::UnknownFormat(Some(name)) => {
                write!(f, "{name} pictures are not read: save it as PNG, JPEG or SVG")
            }
            ImageError::Broken { format, reason } => write!(f, "the {format} is broken: {reason}"),
            ImageError::TooManyPixels { width, height } => {
                let gigabytes = u64::from(*width) as f64 * f64::from(*height) * 4.0 / 1e9;
                write!(
                    f,
                    "the picture has {width} by {height} pixels and would need {gigabytes:.1} GB in memory: \
                     at most {} megapixels",
                    MAX_PIXELS / 1_000_000
                )
            }
            ImageError::TooComplex(what) => write!(f, "the SVG is too complex: {what}"),
            ImageError::NotPrintable { format, reason } => {
                write!(f, "the {format} cannot be printed: {reason}")
            }
        }
    }
}

impl std::error::Error for ImageError {}

/// Refuses a size before anything is allocated for it.
pub(super) fn check_size(format: &'static str, width: u32, height: u32) -> Result<(), ImageError> {
    if width == 0 || height == 0 {
        return Err(ImageError::broken(format, "it has no pixels"));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ImageError::TooManyPixels { width, height });
    }
    Ok(())
}
