//! Colours as print knows them: what is on the screen, what is on the plate.

use std::sync::Arc;

/// A colour of one of the three kinds that a page can hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Color {
    /// sRGB, eight bits a channel: exact, so that a palette can be looked up by it.
    Rgb([u8; 3]),
    /// Process inks, 0 to 1 each: cyan, magenta, yellow, black.
    Cmyk([f32; 4]),
    /// A named ink on a plate of its own (ISO 32000-2, 8.6.6.4).
    Spot(Arc<Spot>),
}

/// A named ink, its tint (0 to 1) and the process colour that stands for it on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub name: String,
    pub tint: f32,
    pub alternate: [f32; 4],
}

impl Color {
    pub const BLACK: Color = Color::Rgb([0, 0, 0]);
    pub const WHITE: Color = Color::Rgb([255, 255, 255]);

    /// Red, green and blue, 0 to 1, as a screen shows them without a profile.
    pub fn channels(&self) -> [f32; 3] {
        let of_inks = |[c, m, y, k]: [f32; 4]| [c, m, y].map(|ink| (1.0 - ink) * (1.0 - k));
        match self {
            Color::Rgb(rgb) => rgb.map(|channel| f32::from(channel) / 255.0),
            Color::Cmyk(inks) => of_inks(*inks),
            Color::Spot(spot) => of_inks(spot.alternate),
        }
    }
}

/// A colour with its opacity, 0 to 1, as CSS computes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rgba {
    pub color: Color,
    pub alpha: f32,
}

impl Rgba {
    pub const TRANSPARENT: Rgba = Rgba { color: Color::BLACK, alpha: 0.0 };
    pub const BLACK: Rgba = Rgba { color: Color::BLACK, alpha: 1.0 };

    pub const fn rgb(r: u8, g: u8, b: u8) -> Rgba {
        Rgba { color: Color::Rgb([r, g, b]), alpha: 1.0 }
    }

    pub fn is_visible(&self) -> bool {
        self.alpha > 0.0
    }

    /// Both mixed, channels weighted with their opacity; `share` is of the other one. Two process colours
    /// are mixed as inks, all else in sRGB.
    pub fn mix(&self, other: &Rgba, share: f32) -> Rgba {
        let alpha = self.alpha * (1.0 - share) + other.alpha * share;
        if alpha <= 0.0 {
            return Rgba { color: self.color.clone(), alpha: 0.0 };
        }
        let at = |a: f32, b: f32| (a * self.alpha * (1.0 - share) + b * other.alpha * share) / alpha;
        let color = match (&self.color, &other.color) {
            (Color::Cmyk(a), Color::Cmyk(b)) => Color::Cmyk(std::array::from_fn(|ink| at(a[ink], b[ink]))),
            (a, b) => {
                let (a, b) = (a.channels(), b.channels());
                let mixed = |channel| (at(a[channel], b[channel]).clamp(0.0, 1.0) * 255.0).round() as u8;
                Color::Rgb(std::array::from_fn(mixed))
            }
        };
        Rgba { color, alpha }
    }
}
