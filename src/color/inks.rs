use std::sync::Arc;

/// The inks of every press, in the order of their numbers in a colour.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

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

/// A named ink, its tint (0 to 1) and the process colour that stands for its full tint on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub name: String,
    pub tint: f32,
    pub alternate: [f32; 4],
}

impl Spot {
    /// What stands for it where the ink is missing: cyan, magenta, yellow, black.
    pub fn process_inks(&self) -> [f32; 4] {
        self.alternate.map(|ink| ink * self.tint)
    }
}

impl Color {
    pub const BLACK: Color = Color::Rgb([0, 0, 0]);
    pub const WHITE: Color = Color::Rgb([255, 255, 255]);

    /// All plates at once, for marks (ISO 32000-2, 8.6.6.4).
    pub fn registration() -> Color {
        Color::Spot(Arc::new(Spot { name: "All".to_owned(), tint: 1.0, alternate: [1.0; 4] }))
    }

    pub fn is_registration(&self) -> bool {
        matches!(self, Color::Spot(spot) if spot.name == "All")
    }

    /// How much of the ink with this name it lays down, 0 to 1; `None` for light, which is no ink.
    pub fn ink(&self, name: &str) -> Option<f32> {
        match self {
            Color::Rgb(_) => None,
            Color::Cmyk(inks) => {
                Some(PROCESS.iter().position(|ink| *ink == name).map_or(0.0, |index| inks[index]))
            }
            Color::Spot(spot) if spot.name == name || self.is_registration() => Some(spot.tint),
            Color::Spot(_) => Some(0.0),
        }
    }

    /// Red, green and blue, 0 to 1, as a screen shows them without a profile.
    pub fn channels(&self) -> [f32; 3] {
        let of_inks = |[c, m, y, k]: [f32; 4]| [c, m, y].map(|ink| (1.0 - ink) * (1.0 - k));
        match self {
            Color::Rgb(rgb) => rgb.map(|channel| f32::from(channel) / 255.0),
            Color::Cmyk(inks) => of_inks(*inks),
            Color::Spot(spot) => of_inks(spot.process_inks()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tint_of_a_spot_colour_is_as_light_on_screen() {
        let alternate = [1.0, 0.5, 0.0, 0.0];
        let night = |tint| Color::Spot(Arc::new(Spot { name: "Night".into(), tint, alternate })).channels();
        assert_eq!(night(1.0), [0.0, 0.5, 1.0]);
        assert_eq!(night(0.5), [0.5, 0.75, 1.0]);
        assert_eq!(night(0.0), [1.0; 3]);
    }
}
