//! Pictures from their files: PNG and JPEG as rasters, SVG as items of a page, QR and KIX codes as SVG.
//!
//! The bytes come from anybody. Whatever they are, the answer is a picture or an [`ImageError`], in
//! bounded memory.

mod datamatrix;
mod decode;
mod drawing;
mod error;
mod exif;
mod jpeg;
mod kix;
mod modules;
mod natural;
mod pixels;
mod place;
mod png;
mod profile;
mod qr;
mod qr_mask;
mod redraw;
mod samples;
mod svg;
mod view_box;

pub use datamatrix::{DataMatrixError, datamatrix};
pub use decode::{DEFAULT_SIZE, Drawing, Image, Unsupported, decode, decode_svg};
pub use error::ImageError;
pub use exif::Orientation;
pub use kix::{KixError, kix};
pub use natural::Natural;
pub use pixels::{jpeg_pixels, jpeg_samples};
pub use place::{Placing, place};
pub use qr::{QrError, qr};
pub use redraw::Redrawable;
pub use samples::Samples;
pub use view_box::ViewBox;
