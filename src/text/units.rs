use super::face::OpenFace;
use super::{FontBook, FontMetrics, TextStyle};
use crate::units::Pt;

/// What lengths are relative to the first font of a style, in em
/// ([CSS Values 4, 6.1.1](https://www.w3.org/TR/css-values-4/#font-relative-lengths)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FontUnits {
    pub ex: f32,
    pub cap: f32,
    /// Advance of `0`.
    pub ch: f32,
    /// Advance of the ideograph for water.
    pub ic: f32,
}

impl FontUnits {
    /// Where no font says more.
    pub const NORMAL: FontUnits = FontUnits { ex: 0.5, cap: 0.7, ch: 0.5, ic: 1.0 };

    fn of(face: &OpenFace, size: Pt) -> FontUnits {
        let metrics = FontMetrics::of(face, size);
        let advance = |letter| face.glyph(letter).map(|(_, advance)| advance / face.units_per_em);
        FontUnits {
            ex: metrics.x_height / size,
            cap: metrics.cap_height / size,
            ch: advance('0').unwrap_or(FontUnits::NORMAL.ch),
            ic: advance('\u{6c34}').unwrap_or(FontUnits::NORMAL.ic),
        }
    }
}

impl FontBook {
    /// Of the first font of a style that has a space, as lines are measured by it.
    pub fn units(&self, style: &TextStyle) -> FontUnits {
        let face = self.all_candidates(style).into_iter().find(|face| face.may_show(' '));
        match face {
            Some(face) if style.size > 0.0 => {
                let share = face.size(style) / style.size;
                let FontUnits { ex, cap, ch, ic } = FontUnits::of(&face, style.size);
                FontUnits { ex: ex * share, cap: cap * share, ch: ch * share, ic: ic * share }
            }
            _ => FontUnits::NORMAL,
        }
    }
}
