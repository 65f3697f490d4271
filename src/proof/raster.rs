use super::canvas::Canvas;
use super::painter::Painter;
use super::png;
use super::screen::Screen;
use crate::color::OutputProfile;
use crate::diagnostics::Diagnostic;
use crate::page::Page;
use crate::units::{Affine, Size};

/// A sheet of more pixels is no picture to look at, but a quarter of a gigabyte.
const MAX_PIXELS: f64 = 60_000_000.0;

/// How large pages become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolution {
    /// Pixels of the longer side of every page's trim box: small and large pieces can be read alike.
    LongSide(u32),
    /// Pixels per inch: pieces keep their proportions to each other.
    Dpi(f32),
}

impl Default for Resolution {
    fn default() -> Resolution {
        Resolution::LongSide(1000)
    }
}

impl Resolution {
    /// Pixels per point.
    pub(super) fn scale(self, trim: Size) -> f32 {
        match self {
            Resolution::LongSide(pixels) => pixels as f32 / trim.width.max(trim.height),
            Resolution::Dpi(dpi) => dpi / 72.0,
        }
    }
}

/// Draws one page as it is, with bleed and slug around its trim box, on white; gives a PNG in sRGB. Inks look as
/// `press` prints them; without one, as a screen would guess.
///
/// # Errors
/// `proof-too-large` beyond 60 megapixels, and where transparency needs more than a gigabyte;
/// `broken-picture` if a photo on it cannot be decoded.
pub fn page(
    page: &Page,
    resolution: Resolution,
    press: Option<&OutputProfile>,
) -> Result<Vec<u8>, Diagnostic> {
    let scale = resolution.scale(page.trim);
    let margin = page.margin();
    // A page ends where its last pixel does: it is stretched by less than one.
    let stretched = |length: f32| {
        let whole = ((length + 2.0 * margin) * scale).round();
        (whole, whole / (length + 2.0 * margin))
    };
    let (width, across) = stretched(page.trim.width);
    let (height, down) = stretched(page.trim.height);
    let map = Affine::translate(margin, margin).then(Affine::scale(across, down));
    draw(page, Size::new(width, height), map, Screen { press, ink: None })
}

/// `size` in whole pixels; `map` leads from the page to pixels.
pub(super) fn draw(page: &Page, size: Size, map: Affine, screen: Screen) -> Result<Vec<u8>, Diagnostic> {
    check(size)?;
    let Size { width, height } = size;
    let canvas = Canvas::paper(width.max(1.0) as u32, height.max(1.0) as u32);
    let mut canvas = canvas.ok_or_else(|| too_large(size))?;
    Painter::new(screen).items(&mut canvas, &page.items, map)?;
    png::encode(&canvas.pixmap)
}

/// Whether there is memory for a picture of so many pixels.
pub(super) fn check(size: Size) -> Result<(), Diagnostic> {
    // What is no number is not fewer.
    let fits = f64::from(size.width) * f64::from(size.height) <= MAX_PIXELS;
    if fits { Ok(()) } else { Err(too_large(size)) }
}

fn too_large(Size { width, height }: Size) -> Diagnostic {
    let message = format!("the proof would have {width} by {height} pixels: at most 60 megapixels");
    Diagnostic::error("proof-too-large", message)
        .help("ask for smaller pages (`--pixels`), or for fewer at once (`-p`)")
}
