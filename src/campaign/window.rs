//! Windows of envelopes, as they lie on the unfolded letter.

use super::file::{WindowAreaFile, WindowFile};
use crate::diagnostics::closest;
use crate::units::{Length, PT_PER_MM, Pt, Rect, Size};

const EXAMPLE: &str = "{ left: 20mm, top: 45mm, width: 85mm, height: 45mm }";

/// What is wrong with a window, and how to mend it.
pub(super) type WindowFault = (String, String);

/// Between the window and an edge of the letter.
#[derive(Clone, Copy)]
enum From {
    Left(Pt),
    Right(Pt),
}

#[derive(Clone, Copy)]
struct Area {
    from: From,
    top: Pt,
    width: Pt,
    height: Pt,
}

fn presets() -> [(&'static str, Area); 4] {
    let mm = |length: f32| length * PT_PER_MM;
    let area = |from, top, width, height| Area { from, top: mm(top), width: mm(width), height: mm(height) };
    [
        // DIN 5008, forms A and B: folded at 87 or 105 mm, in an envelope DL or C6/5.
        ("din-a", area(From::Left(mm(20.0)), 27.0, 85.0, 45.0)),
        ("din-b", area(From::Left(mm(20.0)), 45.0, 85.0, 45.0)),
        // Folded in three, 99 mm high, standing on the bottom of an envelope EA5/6 of 220 × 110 mm with 5 mm of room
        // at each side: a window of 110 × 40 mm, 15 mm from the side and 20 mm from the bottom.
        ("dl-left", area(From::Left(mm(10.0)), 39.0, 110.0, 40.0)),
        ("dl-right", area(From::Right(mm(10.0)), 39.0, 110.0, 40.0)),
    ]
}

/// What a window shows of a page of this size, in points from its top left corner.
pub(super) fn window(raw: &WindowFile, trim: Size) -> Result<Rect, WindowFault> {
    let Area { from, top, width, height } = match raw {
        WindowFile::Preset(name) => preset(name)?,
        WindowFile::Area(raw) => area(raw)?,
    };
    let left = match from {
        From::Left(left) => left,
        From::Right(right) => trim.width - right - width,
    };
    let window = Rect::new(left, top, width, height);
    let is_on_page =
        left >= 0.0 && top >= 0.0 && window.right() <= trim.width && window.bottom() <= trim.height;
    match is_on_page && width > 0.0 && height > 0.0 {
        true => Ok(window),
        false => Err((
            "the window does not lie on the page".to_owned(),
            format!("measure it on the unfolded letter: `{EXAMPLE}`"),
        )),
    }
}

fn preset(name: &str) -> Result<Area, WindowFault> {
    let presets = presets();
    let names = presets.map(|(name, _)| name);
    let found = presets.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, area)| area).ok_or_else(|| {
        let help = match closest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("choose one of {}, or write `{EXAMPLE}`", names.join(", ")),
        };
        (format!("there is no window `{name}`"), help)
    })
}

fn area(raw: &WindowAreaFile) -> Result<Area, WindowFault> {
    let from = match (&raw.left, &raw.right) {
        (Some(left), None) => From::Left(length(left)?),
        (None, Some(right)) => From::Right(length(right)?),
        _ => {
            let message = "a window has either `left` or `right`";
            return Err((message.to_owned(), format!("write `{EXAMPLE}`")));
        }
    };
    let (top, width, height) = (length(&raw.top)?, length(&raw.width)?, length(&raw.height)?);
    Ok(Area { from, top, width, height })
}

fn length(text: &str) -> Result<Pt, WindowFault> {
    let length: Result<Length, _> = text.parse();
    length.map(Length::to_pt).map_err(|error| {
        (
            format!("`{text}` is no measure of a window: {error}"),
            "write a number with its unit: `85mm`".to_owned(),
        )
    })
}
