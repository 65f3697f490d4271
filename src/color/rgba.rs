use super::Color;

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
