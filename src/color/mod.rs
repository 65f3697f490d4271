//! Colours as print knows them: what is on the screen, what is on the plate.

mod inks;
mod palette;
mod profile;
mod rgba;

pub use inks::{Color, PROCESS, Spot};
pub use palette::Palette;
pub use profile::{OutputProfile, PixelsToInks, screen_pixels};
pub use rgba::Rgba;
