//! Pictures from their files: PNG and JPEG as rasters, SVG as items of a page, QR codes as SVG.
//!
//! The bytes come from anybody. Whatever they are, the answer is a picture or an [`ImageError`], in
//! bounded memory.

mod decode;
mod drawing;
mod error;
mod exif;
mod jpeg;
mod place;
mod png;
mod qr;
mod svg;

pub use decode::{Drawing, Image, Unsupported, decode, decode_svg};
pub use error::ImageError;
pub use place::place;
pub use qr::{QrError, qr};
