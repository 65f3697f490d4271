//! Which faces of a family a style gets ([CSS Fonts 4, 5.2](https://www.w3.org/TR/css-fonts-4/#font-style-matching)).

use std::sync::Arc;

use super::face::FontFace;
use super::{Slant, TextStyle};

/// The nearest faces: width first, then slant, then weight. Equally near ones are files for parts of
/// Unicode; of these, later rules come first.
pub(super) fn nearest<'f>(faces: &'f [Arc<FontFace>], style: &TextStyle) -> Vec<&'f Arc<FontFace>> {
    let order = |face: &FontFace| {
        (
            width_distance(style.stretch, face.traits.stretch),
            slant_distance(style.slant, face.traits.slant),
            distance(style.weight, face.traits.weight),
        )
    };
    let best = faces.iter().map(|face| order(face)).min();
    faces.iter().rev().filter(|face| Some(order(face)) == best).collect()
}

/// Narrow text looks for narrower faces first, wide text for wider ones.
fn width_distance(wanted: f32, (narrowest, widest): (f32, f32)) -> (bool, u32) {
    if (narrowest..=widest).contains(&wanted) {
        return (false, 0);
    }
    let is_wider = narrowest > wanted;
    let far = if is_wider { narrowest - wanted } else { wanted - widest };
    (is_wider == (wanted <= 100.0), (far * 10.0) as u32)
}

fn slant_distance(wanted: Slant, has: Slant) -> u8 {
    let order = match wanted {
        Slant::Upright => [Slant::Upright, Slant::Oblique, Slant::Italic],
        Slant::Italic => [Slant::Italic, Slant::Oblique, Slant::Upright],
        Slant::Oblique => [Slant::Oblique, Slant::Italic, Slant::Upright],
    };
    order.iter().position(|slant| *slant == has).unwrap_or(0) as u8
}

/// How late the search for a weight comes upon a face: the direction it looks in, then how far.
fn distance(wanted: u16, (lightest, heaviest): (u16, u16)) -> (u8, u16) {
    if (lightest..=heaviest).contains(&wanted) {
        return (0, 0);
    }
    let is_heavier = lightest > wanted;
    let far = if is_heavier { lightest - wanted } else { wanted - heaviest };
    let turn = match wanted {
        400..=500 if is_heavier && lightest <= 500 => 1,
        400..=500 if is_heavier => 3,
        400..=500 => 2,
        ..400 => 1 + u8::from(is_heavier),
        501.. => 1 + u8::from(!is_heavier),
    };
    (turn, far)
}

#[cfg(test)]
mod tests {
    use super::super::face::Traits;
    use super::*;
    use crate::page::FontData;

    fn face(traits: Traits) -> Arc<FontFace> {
        Arc::new(FontFace::new("x", FontData::Embedded(&[]), traits, None))
    }

    fn chosen(weights: &[u16], wanted: u16) -> u16 {
        let faces: Vec<_> = weights
            .iter()
            .map(|weight| face(Traits { weight: (*weight, *weight), ..Traits::default() }))
            .collect();
        let style = TextStyle { weight: wanted, slant: Slant::Italic, ..TextStyle::initial() };
        nearest(&faces, &style)[0].traits.weight.0
    }

    #[test]
    fn weights_are_looked_for_in_the_order_of_the_specification() {
        assert_eq!(chosen(&[300, 500, 600], 400), 500);
        assert_eq!(chosen(&[300, 600], 450), 300);
        assert_eq!(chosen(&[600, 900], 400), 600);
        assert_eq!(chosen(&[100, 400, 700], 300), 100);
        assert_eq!(chosen(&[400, 700], 300), 400);
        assert_eq!(chosen(&[400, 600, 700, 900], 800), 900);
        assert_eq!(chosen(&[400, 600], 800), 600);
    }

    #[test]
    fn widths_are_looked_for_in_the_order_of_the_specification() {
        let chosen = |widths: &[f32], wanted: f32| {
            let faces: Vec<_> = widths
                .iter()
                .map(|width| face(Traits { stretch: (*width, *width), ..Traits::default() }))
                .collect();
            let style = TextStyle { stretch: wanted, ..TextStyle::initial() };
            nearest(&faces, &style)[0].traits.stretch.0
        };
        assert_eq!(chosen(&[75.0, 100.0, 125.0], 87.5), 75.0);
        assert_eq!(chosen(&[75.0, 100.0, 125.0], 110.0), 125.0);
        assert_eq!(chosen(&[75.0, 100.0], 150.0), 100.0);
        assert_eq!(chosen(&[112.5, 125.0], 50.0), 112.5);
    }
}
