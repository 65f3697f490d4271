//! What an edition brings along to the press: its colours, its die, the line beside its pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assets::{self, Loader};
use crate::campaign::{Campaign, Inks, NamedColor};
use crate::color::{Color, Palette, Spot};
use crate::diagnostics::{Diagnostic, Diagnostics, closest};
use crate::image::{self, Image};
use crate::plan::Edition;
use crate::prepress::{Die, DieError, presets};
use crate::printer::Printer;

/// The inks of all named colours, the municipality's first.
pub(super) fn palette(campaign: &Campaign, edition: &Edition, printer: &Printer) -> (Palette, Diagnostics) {
    let mut palette = Palette::default();
    let mut found = Diagnostics::new();
    // Every plate has one look on screen (ISO 15930-7 asks for it).
    let mut spots = BTreeMap::new();
    let brand = edition.municipality.brand.colors.iter();
    let brand = brand.map(|(name, color)| (format!("brand-{name}"), color));
    let shared = campaign.palette.iter().map(|(name, color)| (format!("campaign-{name}"), color));
    for (name, color) in brand.chain(shared) {
        let Some(inks) = inks(color, printer) else { continue };
        if let Color::Spot(spot) = &inks {
            let known = spots.entry(spot.name.clone()).or_insert_with(|| (name.clone(), spot.alternate));
            if known.1 != spot.alternate {
                let message =
                    format!("`{}` and `{name}` show the spot colour `{}` differently", known.0, spot.name);
                found.push(
                    Diagnostic::error("spot-differs", message).help("give both the same `cmyk` and `rgb`"),
                );
            }
        }
        if let Err(other) = palette.add(&name, color.rgb, inks) {
            let other = other.to_owned();
            let message = format!("`{name}` and `{other}` are one colour on screen, but not in print");
            found.push(
                Diagnostic::warning("same-color", message)
                    .help(format!("`{other}` prints for both: give one of them another `rgb`")),
            );
        }
    }
    (palette, found)
}

fn inks(color: &NamedColor, printer: &Printer) -> Option<Color> {
    Some(match color.inks.as_ref()? {
        Inks::Cmyk(inks) => Color::Cmyk(*inks),
        Inks::Spot(name, alternate) => Color::Spot(Arc::new(Spot {
            name: name.clone(),
            tint: 1.0,
            alternate: alternate.unwrap_or_else(|| printer.profile.inks(color.rgb)),
        })),
    })
}

/// The die of a piece: a preset by its name, or the drawing that it names.
pub(super) fn die(
    loader: &Loader,
    campaign: &Campaign,
    edition: &Edition,
    scope: &assets::Scope,
) -> Result<Option<Die>, Diagnostic> {
    let Some(named) = &edition.piece.die else { return Ok(None) };
    let (name, trim) = (named.value.as_str(), edition.piece.trim);
    let wrong = |message: String, help: &str| {
        Diagnostic::error("wrong-die", message).at(named.span(&campaign.file)).help(help)
    };
    let does_not_fit = |error: DieError| {
        let help = match error {
            DieError::OtherSize(..) => "draw the die in the size of the piece, or change its `format`",
            DieError::Empty => "draw the die as lines",
            DieError::Outside(_) => "draw the die inside the finished size, or choose a smaller one",
        };
        wrong(error.to_string(), help)
    };
    if let Some((_, preset)) = presets().into_iter().find(|(known, _)| *known == name) {
        return preset.die(trim).map(Some).map_err(does_not_fit);
    }
    if !name.ends_with(".svg") {
        let known = presets().map(|(known, _)| known);
        let help = match closest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("choose one of {}, or name a drawing: `dies/own.svg`", known.join(", ")),
        };
        return Err(wrong(format!("there is no die `{name}`"), &help));
    }
    let asset = loader.asset(scope, name, "").map_err(|finding| finding.at(named.span(&campaign.file)))?;
    match image::decode(&asset.bytes) {
        Ok(Image::Vector(drawing)) => {
            Die::from_drawing(&drawing.items, drawing.size, trim).map(Some).map_err(does_not_fit)
        }
        Ok(_) => Err(wrong(format!("{name} is a picture, not a drawing"), "save the die as SVG with lines")),
        Err(error) => Err(wrong(format!("{name} cannot be read: {error}"), "save the die as plain SVG")),
    }
}

/// What the line beside the pages says: `Donkere Dagen Offensief · Utrecht · poster · nl · 2013-1 · 2013-11-04`.
pub(super) fn slug(campaign: &Campaign, edition: &Edition) -> String {
    let title = campaign.title.get(&edition.language);
    let title = title.or_else(|| campaign.languages.first().and_then(|main| campaign.title.get(main)));
    let title = title.map_or(campaign.id.as_str(), String::as_str);
    let parts = [
        title.to_owned(),
        edition.municipality.name.clone(),
        edition.id.piece.clone(),
        edition.language.clone(),
        campaign.version.clone(),
        campaign.date.to_string(),
    ];
    // A line never begins with the point between two parts.
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\u{a0}· ")
}
