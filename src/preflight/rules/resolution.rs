//! Pictures have enough pixels where they stand.

use crate::diagnostics::{Diagnostic, Words};
use crate::page::{Picture, PictureKind};
use crate::preflight::plane::scales;
use crate::preflight::tell::Tell;
use crate::preflight::view::View;
use crate::preflight::walk::{Seen, Visit};
use crate::units::{PT_PER_MM, Pt};

/// From A2 up people stand further away.
const LARGE: Pt = 594.0 * PT_PER_MM;
const FOR_LARGE: f32 = 2.0 / 3.0;
/// A pixel of a hundred more or less is none.
const SLACK: f32 = 0.99;
/// Squares of the largest QR code (ISO/IEC 18004) with the space around it.
const CODE: u32 = 177 + 8;

pub fn check(view: &View, tell: &mut Tell) {
    let asked = view.finished.press.printer.resolution;
    let is_large = view.page.trim.width.max(view.page.trim.height) >= LARGE - 1.0;
    let share = if is_large { FOR_LARGE } else { 1.0 };
    let (least, wanted) = (asked.least * share, asked.wanted * share);
    for visit in view.visits() {
        let Seen::Picture(image) = visit.seen else { continue };
        if is_code(&image.picture) {
            continue;
        }
        let inches = scales(visit.to_page);
        let inches = (image.rect.width * inches.0 / 72.0, image.rect.height * inches.1 / 72.0);
        let pixels = (image.picture.width as f32 / inches.0).min(image.picture.height as f32 / inches.1);
        if pixels < least * SLACK {
            let finding = |message| Diagnostic::error("low-resolution", message);
            told(view, visit, (pixels, least, inches), finding, tell);
        } else if pixels < wanted * SLACK {
            let finding = |message| Diagnostic::warning("low-resolution", message);
            told(view, visit, (pixels, wanted, inches), finding, tell);
        }
    }
}

/// A code to scan as a picture of its squares: its edges are as sharp as the press.
fn is_code(picture: &Picture) -> bool {
    let PictureKind::Raster { samples, channels, .. } = &picture.kind else { return false };
    if picture.width.max(picture.height) > CODE {
        return false;
    }
    let mut pixels = samples.chunks(usize::from(*channels).max(1));
    let first = pixels.next();
    let second = pixels.find(|pixel| Some(*pixel) != first);
    second.is_some() && pixels.all(|pixel| Some(pixel) == first || Some(pixel) == second)
}

fn told(
    view: &View,
    visit: &Visit,
    (pixels, asked, inches): (f32, f32, (f32, f32)),
    finding: impl FnOnce(Words) -> Diagnostic,
    tell: &mut Tell,
) {
    let (pixels, asked) = (pixels.round(), asked.round());
    let (width, height) = ((inches.0 * asked).ceil(), (inches.1 * asked).ceil());
    let message = Words::both(
        format!("the picture has {pixels} pixels to the inch where it stands, the printer asks for {asked}"),
        format!("de afbeelding heeft op deze grootte {pixels} pixels per inch, de drukker vraagt er {asked}"),
    );
    let help = Words::both(
        format!("use one of {width} × {height} pixels, or show it smaller"),
        format!("gebruik er een van {width} × {height} pixels, of toon hem kleiner"),
    );
    tell.at(view.place(visit), finding(message).help(help));
}
