//! Colours, opacity and overprint as operators.

use lopdf::{Object, dictionary};

use super::content::{Category, Content, Resource, Slot};
use super::number::{self, COORDINATE};
use super::registry::Registry;
use crate::color::{Color, Spot};
use crate::page::Overprint;

/// Which of the two current colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Fill,
    Stroke,
}

impl Side {
    pub fn slot(self) -> Slot {
        match self {
            Side::Fill => Slot::Fill,
            Side::Stroke => Slot::Stroke,
        }
    }
}

/// Makes `color` the current colour (ISO 32000-2, 8.6.8).
pub(super) fn select(content: &mut Content, registry: &mut Registry, side: Side, color: &Color) {
    registry.has_inks |= !matches!(color, Color::Rgb(_));
    let (components, operator) = match (color, side) {
        (Color::Rgb(_), Side::Fill) => (components(color), "rg"),
        (Color::Rgb(_), Side::Stroke) => (components(color), "RG"),
        (Color::Cmyk(_), Side::Fill) => (components(color), "k"),
        (Color::Cmyk(_), Side::Stroke) => (components(color), "K"),
        (Color::Spot(spot), side) => {
            let name = content.named(&separation(registry, spot));
            let (space, tint) = if side == Side::Fill { ("cs", "scn") } else { ("CS", "SCN") };
            let mut operator = format!("{name} {space} ").into_bytes();
            number::write(&mut operator, spot.tint, COORDINATE);
            operator.extend_from_slice(format!(" {tint}").as_bytes());
            content.set(side.slot(), &operator);
            return;
        }
    };
    let mut bytes = Vec::new();
    for component in components {
        number::write(&mut bytes, component, COORDINATE);
        bytes.push(b' ');
    }
    bytes.extend_from_slice(operator.as_bytes());
    content.set(side.slot(), &bytes);
}

/// The numbers of a colour in its own space: three, four or one.
pub(super) fn components(color: &Color) -> Vec<f32> {
    match color {
        Color::Rgb(rgb) => rgb.iter().map(|channel| f32::from(*channel) / 255.0).collect(),
        Color::Cmyk(inks) => inks.to_vec(),
        Color::Spot(spot) => vec![spot.tint],
    }
}

/// The plate of a named ink (ISO 32000-2, 8.6.6.4), with process inks for devices without it.
pub(super) fn separation(registry: &mut Registry, spot: &Spot) -> Resource {
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => number::array(&[0.0; 4], COORDINATE),
        "C1" => number::array(&spot.alternate, COORDINATE),
        "N" => 1,
    };
    let space = Object::Array(vec![
        "Separation".into(),
        Object::Name(spot.name.as_bytes().to_vec()),
        "DeviceCMYK".into(),
        tint.into(),
    ]);
    registry.share(Category::ColorSpace, "CS", space)
}

/// Opacity and overprint of what is painted next, as one graphics state dictionary, shared by value.
pub(super) fn compose(
    content: &mut Content,
    registry: &mut Registry,
    fill_alpha: f32,
    stroke_alpha: f32,
    overprint: Overprint,
) {
    let overprints = overprint == Overprint::Overprint;
    let is_default = fill_alpha >= 1.0 && stroke_alpha >= 1.0 && !overprints;
    if is_default && content.is_untouched(Slot::Extended) {
        return;
    }
    registry.is_transparent |= fill_alpha < 1.0 || stroke_alpha < 1.0;
    let key = (fill_alpha.to_bits(), stroke_alpha.to_bits(), overprints);
    let resource = match registry.states.get(&key) {
        Some(known) => known.clone(),
        None => {
            let new = state(registry, fill_alpha, stroke_alpha, overprints);
            registry.states.insert(key, new.clone());
            new
        }
    };
    let mut operator = content.named(&resource);
    operator.push_str(" gs");
    content.set(Slot::Extended, operator.as_bytes());
}

fn state(registry: &mut Registry, fill_alpha: f32, stroke_alpha: f32, overprints: bool) -> Resource {
    let mut state = dictionary! {
        "Type" => "ExtGState",
        "CA" => number::object(stroke_alpha, COORDINATE),
        "ca" => number::object(fill_alpha, COORDINATE),
        "OP" => overprints,
        "op" => overprints,
    };
    if overprints {
        // Without it a black text erases the other inks under it (ISO 32000-2, 11.7.4.5).
        state.set("OPM", 1);
    }
    registry.share(Category::ExtGState, "G", state.into())
}
