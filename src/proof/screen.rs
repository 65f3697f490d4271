use crate::color::{Color, OutputProfile, PROCESS};

/// Ink on a screen: the one place where colours become red, green and blue.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Screen<'a> {
    /// The press that the colours are made for; without one, inks look as a screen would guess.
    pub press: Option<&'a OutputProfile>,
    /// The one plate that is shown, in grey; `None`: all of them on paper.
    pub ink: Option<&'a str>,
}

impl Screen<'_> {
    /// 0 to 1 a channel.
    pub fn shown(self, color: &Color) -> [f32; 3] {
        match (self.ink, self.press) {
            (Some(ink), _) => [1.0 - self.amount(color, ink).clamp(0.0, 1.0); 3],
            (None, Some(press)) => press.shown(color),
            (None, None) => color.channels().map(|channel| channel.clamp(0.0, 1.0)),
        }
    }

    /// Whether laying a colour over others changes nothing of what is shown: it has none of this ink
    /// (overprint mode 1, ISO 32000-2, 8.6.7).
    pub fn is_left_by(self, color: &Color) -> bool {
        self.ink.is_some_and(|ink| self.amount(color, ink) <= 0.0)
    }

    fn amount(self, color: &Color, ink: &str) -> f32 {
        color.ink(ink).unwrap_or_else(|| {
            let inks = match (color, self.press) {
                (Color::Rgb(rgb), Some(press)) => press.inks(*rgb),
                _ => {
                    let [red, green, blue] = color.channels();
                    [1.0 - red, 1.0 - green, 1.0 - blue, 0.0]
                }
            };
            Color::Cmyk(inks).ink(ink).unwrap_or(0.0)
        })
    }

    /// Pixels of four inks, 255 for full ink.
    pub fn shown_pixels(self, inks: &[[u8; 4]]) -> Vec<[u8; 3]> {
        if let Some(ink) = self.ink {
            let plate = PROCESS.iter().position(|name| *name == ink);
            return inks.iter().map(|inks| [255 - plate.map_or(0, |plate| inks[plate]); 3]).collect();
        }
        if let Some(press) = self.press {
            return press.screen_pixels(inks);
        }
        let shown = |inks: &[u8; 4]| {
            let light = self.shown(&Color::Cmyk(inks.map(|ink| f32::from(ink) / 255.0)));
            light.map(|channel| (channel * 255.0).round() as u8)
        };
        inks.iter().map(shown).collect()
    }

    /// Pixels of light: grey that prints as black ink, or colours that the press makes inks of.
    pub fn shown_light(self, pixels: Vec<[u8; 3]>, is_grey: bool) -> Vec<[u8; 3]> {
        if self.ink.is_none() {
            return pixels;
        }
        let inks: Vec<[u8; 4]> = match self.press.and_then(|press| press.pixels(None).ok()) {
            Some(to_inks) if !is_grey => to_inks.convert(pixels.as_flattened()).as_chunks::<4>().0.to_vec(),
            _ if is_grey => pixels.iter().map(|[grey, ..]| [0, 0, 0, 255 - grey]).collect(),
            _ => pixels.iter().map(|[red, green, blue]| [255 - red, 255 - green, 255 - blue, 0]).collect(),
        };
        self.shown_pixels(&inks)
    }
}
