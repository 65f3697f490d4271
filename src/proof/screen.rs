use crate::color::{Color, OutputProfile};

/// Ink on a screen: the one place where colours become red, green and blue.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Screen<'a> {
    /// The press that the colours are made for; without one, inks look as a screen would guess.
    pub press: Option<&'a OutputProfile>,
}

impl Screen<'_> {
    /// 0 to 1 a channel.
    pub fn shown(self, color: &Color) -> [f32; 3] {
        match self.press {
            Some(press) => press.shown(color),
            None => color.channels().map(|channel| channel.clamp(0.0, 1.0)),
        }
    }

    /// Pixels of four inks, 255 for full ink.
    pub fn shown_pixels(self, inks: &[[u8; 4]]) -> Vec<[u8; 3]> {
        if let Some(press) = self.press {
            return press.screen_pixels(inks);
        }
        let shown = |inks: &[u8; 4]| {
            let light = self.shown(&Color::Cmyk(inks.map(|ink| f32::from(ink) / 255.0)));
            light.map(|channel| (channel * 255.0).round() as u8)
        };
        inks.iter().map(shown).collect()
    }
}
