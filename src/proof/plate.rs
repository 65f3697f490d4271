//! One plate of a page: where one ink goes, and how much of it.

use std::sync::Arc;

use super::canvas::Canvas;
use super::painter::{self, Painter};
use super::screen::Screen;
use crate::color::OutputProfile;
use crate::diagnostics::Diagnostic;
use crate::page::{Item, Origin, Page, Picture, PictureKind, PlacedImage};
use crate::units::{Affine, Rect};

/// A plate as it is to stand on a sheet.
pub(super) struct Plate<'a> {
    pub ink: &'a str,
    /// From the page's coordinates to the sheet's pixels.
    pub map: Affine,
    /// Whole pixels of the sheet.
    pub area: Rect,
    /// Tells it from others of the sheet.
    pub number: usize,
}

/// Full ink is black, no ink is white.
pub(super) fn item(page: &Page, plate: &Plate, press: Option<&OutputProfile>) -> Result<Item, Diagnostic> {
    let Plate { ink, map, area, number } = *plate;
    let canvas = Canvas::paper(area.width as u32, area.height as u32);
    let mut canvas = canvas.ok_or_else(painter::too_deep)?;
    let screen = Screen { press, ink: Some(ink) };
    Painter::new(screen).items(&mut canvas, &page.items, map.then(Affine::translate(-area.x, -area.y)))?;
    let samples = canvas.pixmap.data().chunks_exact(4).map(|pixel| pixel[0]).collect();
    let picture = Picture {
        kind: PictureKind::Raster { samples, channels: 1, alpha: None },
        width: canvas.pixmap.width(),
        height: canvas.pixmap.height(),
        profile: None,
        // No file has so small a number.
        hash: (number as u128).to_be_bytes(),
    };
    Ok(Item::Image(PlacedImage {
        picture: Arc::new(picture),
        rect: area,
        alt: None,
        smooth: true,
        origin: Origin::default(),
    }))
}
