use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::exif::Orientation;
use super::{ImageError, Natural, ViewBox, drawing, jpeg, png, svg};
use crate::page::{Item, Picture};
use crate::units::{PT_PER_PX, Size};

/// What stands for a drawing that has no size of its own, where nothing else decides
/// ([CSS 2, 10.3.2](https://www.w3.org/TR/CSS2/visudet.html#inline-replaced-width)): 300 by 150 pixels.
pub const DEFAULT_SIZE: Size = Size { width: 300.0 * PT_PER_PX, height: 150.0 * PT_PER_PX };

/// A picture that can be placed.
#[derive(Clone, Debug, PartialEq)]
pub enum Image {
    Raster(Arc<Picture>),
    /// A photo that is stored turned (EXIF): its bytes stay as they are.
    Turned(Arc<Picture>, Orientation),
    Vector(Arc<Drawing>),
}

/// A drawing as items of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    pub natural: Natural,
    /// In points, for which the items are drawn: a pixel of an SVG is 1/96 inch.
    pub size: Size,
    pub view_box: Option<ViewBox>,
    /// In points, from the drawing's top left corner. What lies outside its place is not shown.
    pub items: Arc<Vec<Item>>,
    /// Of the pictures in it.
    pub pixels: u64,
    /// What the file asks for and the items do not show, each once.
    pub unsupported: Vec<Unsupported>,
}

/// A feature of SVG that is left out. Each displays as a sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsupported {
    Text,
    ExternalImage,
    NestedDrawing,
    BrokenImage,
    Mask,
    Filter,
    Pattern,
    BlendMode,
    ComplexClip,
    RepeatedGradient,
    ForeignObject,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unsupported::Text => "text in an SVG is not drawn: convert text to outlines (paths)",
            Unsupported::ExternalImage => "a picture linked from an SVG is not read: embed it in the SVG",
            Unsupported::NestedDrawing => {
                "an SVG embedded in an SVG is not drawn: ungroup it into the outer one"
            }
            Unsupported::BrokenImage => {
                "a picture embedded in an SVG is broken or not PNG or JPEG: replace it"
            }
            Unsupported::Mask => "a mask in an SVG is ignored: use a clip path or a gradient with opacity",
            Unsupported::Filter => {
                "a filter in an SVG (blur, shadow) is ignored: draw the effect or leave it out"
            }
            Unsupported::Pattern => "a pattern fill in an SVG is not drawn: expand the pattern into shapes",
            Unsupported::BlendMode => "a blend mode in an SVG is ignored: use plain colours",
            Unsupported::ComplexClip => "a clip path in an SVG is simplified: unite its shapes into one path",
            Unsupported::RepeatedGradient => {
                "a repeated gradient in an SVG is drawn once: draw its stops out"
            }
            Unsupported::ForeignObject => "HTML inside an SVG is not drawn: draw it as shapes",
        })
    }
}

impl Image {
    /// In points: 96 pixels an inch, as CSS has it.
    pub fn natural(&self) -> Natural {
        match self {
            Image::Raster(picture) => Natural::of(stored_size(picture)),
            Image::Turned(picture, orientation) => Natural::of(orientation.turned(stored_size(picture))),
            Image::Vector(drawing) => drawing.natural,
        }
    }

    /// As the file has it, whatever way up the camera was held.
    #[must_use]
    pub fn as_stored(self) -> Image {
        match self {
            Image::Turned(picture, _) => Image::Raster(picture),
            other => other,
        }
    }

    /// What it has in memory; a JPEG stays packed, and lines are few.
    pub fn pixels(&self) -> u64 {
        match self {
            Image::Raster(picture) | Image::Turned(picture, _) => picture.pixels(),
            Image::Vector(drawing) => drawing.pixels,
        }
    }

    /// What the picture's file asks for and is not shown.
    pub fn unsupported(&self) -> &[Unsupported] {
        match self {
            Image::Raster(_) | Image::Turned(..) => &[],
            Image::Vector(drawing) => &drawing.unsupported,
        }
    }
}

/// Reads a picture; what it is, its first bytes say, not its name.
///
/// # Errors
/// See [`ImageError`]; never a panic, whatever the bytes.
pub fn decode(bytes: &[u8]) -> Result<Image, ImageError> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => png::decode(bytes).map(upright),
        [0xff, 0xd8, ..] => jpeg::read(bytes).map(upright),
        _ => match svg_text(bytes) {
            Some(text) => decode_svg(text, [0; 3], DEFAULT_SIZE),
            None if is_old_svg(bytes) => Err(ImageError::broken("SVG", "its text is not in UTF-8")),
            None => Err(ImageError::UnknownFormat(other_format(bytes))),
        },
    }
}

/// Reads an SVG, whose `currentColor` is the text colour around it; `viewport` is its size in points, as far
/// as its own attributes leave it open.
///
/// # Errors
/// See [`ImageError`].
pub fn decode_svg(text: &str, current_color: [u8; 3], viewport: Size) -> Result<Image, ImageError> {
    let parsed = svg::parse(text, current_color, viewport)?;
    Ok(Image::Vector(Arc::new(drawing::draw(parsed))))
}

fn upright((picture, orientation): (Picture, Orientation)) -> Image {
    let picture = Arc::new(picture);
    match orientation {
        Orientation::UPRIGHT => Image::Raster(picture),
        turned => Image::Turned(picture, turned),
    }
}

pub(super) fn stored_size(picture: &Picture) -> Size {
    Size::new(picture.width as f32 * PT_PER_PX, picture.height as f32 * PT_PER_PX)
}

/// The bytes as text, if that looks like SVG.
fn svg_text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_svg = text.trim_start().starts_with('<') && (text.contains("<svg") || text.contains(":svg"));
    is_svg.then_some(text)
}

/// SVG in an encoding from before UTF-8.
fn is_old_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]);
    let plain = start.replace('\0', "");
    plain.contains("<svg") || plain.contains(":svg")
}

fn other_format(bytes: &[u8]) -> Option<&'static str> {
    let has = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    let known: [(usize, &[u8], &str); 9] = [
        (0, b"GIF8", "GIF"),
        (8, b"WEBP", "WebP"),
        (4, b"ftypavif", "AVIF"),
        (4, b"ftypheic", "HEIC"),
        (0, b"II*\0", "TIFF"),
        (0, b"MM\0*", "TIFF"),
        (0, b"%PDF", "PDF"),
        (0, b"8BPS", "Photoshop"),
        (0, &[0x1f, 0x8b], "compressed SVG"),
    ];
    known.iter().find(|(at, magic, _)| has(*at, magic)).map(|(.., name)| *name)
}

/// The name a picture goes by: equal bytes, equal name.
pub(super) fn hash(bytes: &[u8]) -> [u8; 16] {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    let mut hash = [0; 16];
    hash.copy_from_slice(&digest[..16]);
    hash
}
