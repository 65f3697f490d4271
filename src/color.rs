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
}
