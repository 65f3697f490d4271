//! No place takes more ink than the paper holds.

use crate::color::Color;
use crate::diagnostics::{Decimal, Diagnostic, Words};
use crate::page::{Paint, PictureKind, PlacedImage};
use crate::preflight::tell::Tell;
use crate::preflight::view::View;
use crate::preflight::walk::{Seen, Visit};

/// Half a per cent is rounding.
const SLACK: f32 = 0.005;
/// A JPEG gives inks back a little off.
const NOISE: f32 = 0.05;

pub fn check(view: &View, tell: &mut Tell) {
    for visit in view.visits() {
        match visit.seen {
            Seen::Text(run) => of_paint(view, visit, &run.paint, tell),
            Seen::Shape(item) => {
                item.fill.iter().for_each(|(paint, _)| of_paint(view, visit, paint, tell));
                item.stroke.iter().for_each(|stroke| of_paint(view, visit, &stroke.paint, tell));
            }
            Seen::Picture(image) => of_picture(view, visit, image, tell),
            Seen::Drawing => {}
        }
    }
}

fn of_paint(view: &View, visit: &Visit, paint: &Paint, tell: &mut Tell) {
    let colors: Vec<&Color> = match paint {
        Paint::Solid(solid) if solid.is_visible() => vec![&solid.color],
        Paint::Solid(_) => Vec::new(),
        Paint::Gradient(gradient) => gradient.stops.iter().map(|stop| &stop.color.color).collect(),
    };
    let limit = view.finished.press.printer.ink_limit;
    let too_much = colors.into_iter().filter(|color| amount(color) > limit + SLACK);
    for color in too_much.take(1) {
        let named = view.finished.palette.name(color);
        let (ink, limit) = (Decimal::tenths(amount(color) * 100.0), Decimal::tenths(limit * 100.0));
        let (the, de) = match named {
            Some(name) => (format!("`{name}`"), format!("`{name}`")),
            None => (format!("the colour {}", inks(color)), format!("de kleur {}", inks(color))),
        };
        let message = Words::both(
            format!("{the} takes {ink} % of ink, the printer allows {limit} %"),
            format!("{de} heeft {ink:#} % inkt, de drukker staat {limit:#} % toe"),
        );
        let help = match named {
            Some(_) => Words::both(
                format!("lower the numbers of its `cmyk`: together they may be {limit}"),
                format!("verlaag de getallen van `cmyk`: samen mogen ze {limit:#} zijn"),
            ),
            None => Words::both("choose inks that are less together", "kies minder inkt"),
        };
        tell.once(view.place(visit), Diagnostic::error("too-much-ink", message).help(help));
    }
}

/// Pictures of light were brought within the limit on their way to the press; those of inks are as they came.
fn of_picture(view: &View, visit: &Visit, image: &PlacedImage, tell: &mut Tell) {
    let press = view.finished.press;
    if !matches!(image.picture.kind, PictureKind::Jpeg { components: 4, .. }) {
        return;
    }
    let Some(look) = press.look(&image.picture) else { return };
    let limit = press.printer.ink_limit;
    if look.ink <= limit + NOISE {
        return;
    }
    let (ink, limit) = (Decimal::tenths((look.ink * 100.0).round()), Decimal::tenths(limit * 100.0));
    let message = Words::both(
        format!("the dark parts of a picture take {ink} % of ink, the printer allows {limit} %"),
        format!("donkere delen van een afbeelding hebben {ink:#} % inkt, de drukker staat {limit:#} % toe"),
    );
    let help = Words::both(
        format!(
            "convert it to CMYK anew with at most {limit} % of ink, or save it as RGB: that is kept within the limit"
        ),
        format!(
            "zet de afbeelding opnieuw om naar CMYK met hoogstens {limit:#} % inkt, of bewaar die als RGB: dan blijft \
             de inkt binnen de grens"
        ),
    );
    tell.at(view.place(visit), Diagnostic::error("too-much-ink", message).help(help));
}

/// 4 is all of the process inks.
fn amount(color: &Color) -> f32 {
    match color {
        Color::Rgb(_) => 0.0,
        Color::Cmyk(inks) => inks.iter().sum(),
        Color::Spot(spot) => spot.tint,
    }
}

/// `C 100 M 85 Y 35 K 90`
pub fn inks(color: &Color) -> String {
    match color {
        Color::Cmyk(inks) => {
            let per_cent = inks.map(|ink| (ink * 100.0).round());
            let [cyan, magenta, yellow, black] = per_cent;
            format!("C {cyan} M {magenta} Y {yellow} K {black}")
        }
        Color::Spot(spot) => spot.name.clone(),
        Color::Rgb([red, green, blue]) => format!("#{red:02x}{green:02x}{blue:02x}"),
    }
}
