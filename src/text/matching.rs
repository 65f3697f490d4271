//! Which face of a family a style gets ([CSS Fonts 4, 5.2](https://www.w3.org/TR/css-fonts-4/#font-style-matching)).

use std::sync::Arc;

use super::Slant;
use super::face::FontFace;

/// The nearest face: slant first, then weight. Later faces win over equal earlier ones.
pub(super) fn nearest(faces: &[Arc<FontFace>], weight: u16, slant: Slant) -> Option<&Arc<FontFace>> {
    faces.iter().rev().min_by_key(|face| (face.slant != slant, distance(weight, face.weight)))
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
    use super::*;
    use crate::page::FontData;

    fn chosen(weights: &[u16], wanted: u16) -> u16 {
        let face = |weight: &u16| {
            Arc::new(FontFace::new(FontData::Embedded(&[]), (*weight, *weight), Slant::Upright, None))
        };
        let faces: Vec<_> = weights.iter().map(face).collect();
        nearest(&faces, wanted, Slant::Italic).expect("there are faces").weight.0
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
}
