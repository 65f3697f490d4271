//! Pictures as samples in memory, whatever their file was.

use std::borrow::Cow;
use std::ops::Range;

use super::jpeg_samples;
use crate::page::{Picture, PictureKind};

/// The samples of a picture, all of them there.
pub struct Samples<'a> {
    /// A byte for each channel, row by row: light, or ink.
    pub colors: Cow<'a, [u8]>,
    /// 1 (grey), 3 (red, green, blue) or 4 (cyan, magenta, yellow, black).
    pub channels: usize,
    /// Ink as 255 minus ink.
    pub inverted: bool,
    alpha: Option<&'a [u8]>,
    width: usize,
}

impl<'a> Samples<'a> {
    /// `None` if it cannot be decoded, or holds other samples than it says.
    pub fn of(picture: &'a Picture) -> Option<Samples<'a>> {
        let width = picture.width as usize;
        let pixels = width * picture.height as usize;
        let (colors, channels, inverted, alpha) = match &picture.kind {
            PictureKind::Jpeg { bytes, inverted, .. } => {
                let (samples, channels) = jpeg_samples(bytes, picture.width, picture.height)?;
                (Cow::Owned(samples), channels, *inverted, None)
            }
            PictureKind::Raster { samples, channels, alpha } => {
                (Cow::Borrowed(&**samples), *channels, false, alpha.as_deref())
            }
        };
        let channels = usize::from(channels);
        // More channels than there are kinds of pictures have no colours.
        let is_whole = matches!(channels, 1 | 3 | 4)
            && colors.len() == pixels * channels
            && alpha.is_none_or(|alpha| alpha.len() == pixels);
        is_whole.then_some(Samples { colors, channels, inverted, alpha, width })
    }

    /// Four bytes of ink a pixel.
    pub fn of_inks(inks: &'a [u8], width: u32) -> Samples<'a> {
        Samples {
            colors: Cow::Borrowed(inks),
            channels: 4,
            inverted: false,
            alpha: None,
            width: width as usize,
        }
    }

    /// The mean colour, opaque pixels counting more, and the mean opacity. Channels that are not there are 0.
    pub fn mean(&self, rows: Range<u32>, columns: Range<u32>) -> ([u8; 4], u8) {
        let mut sums = [0u64; 4];
        let (mut opacity, mut count) = (0u64, 0u64);
        for row in rows {
            for column in columns.clone() {
                let at = row as usize * self.width + column as usize;
                let alpha = self.alpha.map_or(255, |alpha| u64::from(alpha[at]));
                let color = &self.colors[at * self.channels..(at + 1) * self.channels];
                for (sum, sample) in sums.iter_mut().zip(color) {
                    *sum += u64::from(*sample) * alpha;
                }
                opacity += alpha;
                count += 1;
            }
        }
        let mean = |sum: u64, of: u64| ((sum + of / 2) / of.max(1)) as u8;
        (sums.map(|sum| mean(sum, opacity)), mean(opacity, count))
    }
}
