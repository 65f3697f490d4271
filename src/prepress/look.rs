//! What pictures look like on paper and how much ink they take: few cells stand for many pixels.

use crate::color::{OutputProfile, screen_pixels};
use crate::image::Samples;
use crate::page::Picture;

/// Cells along the longer side of a picture: on a poster they are as fine as its letters.
const CELLS: u32 = 256;
/// One pixel of so many: fewer are the noise of a JPEG, or too small to stay wet.
const ONE_OF: u64 = 100;

/// A picture as a press prints it.
#[derive(Debug)]
pub struct Look {
    columns: u32,
    rows: u32,
    /// sRGB and opacity of each cell, row by row.
    cells: Vec<([u8; 3], u8)>,
    /// What a hundredth of its pixels take or exceed: 4 is all of the process inks. 0 of a picture of light.
    pub ink: f32,
}

impl Look {
    /// `None` if it cannot be decoded.
    pub(super) fn of(picture: &Picture, press: &OutputProfile) -> Option<Look> {
        Some(Look::of_samples(picture, &Samples::of(picture)?, press))
    }

    /// Of samples that are at hand already.
    pub(super) fn of_samples(picture: &Picture, samples: &Samples, press: &OutputProfile) -> Look {
        let side = picture.width.max(picture.height).div_ceil(CELLS).max(1);
        let (columns, rows) = (picture.width.div_ceil(side), picture.height.div_ceil(side));
        let pixels = |cell: u32, length: u32| cell * side..((cell + 1) * side).min(length);
        let means = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let means = means
            .map(|(row, column)| samples.mean(pixels(row, picture.height), pixels(column, picture.width)));
        let (colors, opacities): (Vec<[u8; 4]>, Vec<u8>) = means.unzip();
        let shown = shown(picture, samples, colors, press);
        let ink = if samples.channels == 4 { ink(samples) } else { 0.0 };
        Look { columns, rows, cells: shown.into_iter().zip(opacities).collect(), ink }
    }

    /// The mean colour around a place, in sRGB, and its opacity, 0 to 1 each; the place is 0 to 1 from the left and
    /// from the top.
    pub fn at(&self, x: f32, y: f32) -> ([f32; 3], f32) {
        // `as` takes what is no number for nothing.
        let index =
            |at: f32, cells: u32| ((at * cells as f32) as usize).min((cells as usize).saturating_sub(1));
        let cell = index(y, self.rows) * self.columns as usize + index(x, self.columns);
        let share = |byte: u8| f32::from(byte) / 255.0;
        let (color, opacity) = self.cells.get(cell).copied().unwrap_or_default();
        (color.map(share), share(opacity))
    }
}

/// Grey is black ink; light is by its own profile.
fn shown(picture: &Picture, samples: &Samples, colors: Vec<[u8; 4]>, press: &OutputProfile) -> Vec<[u8; 3]> {
    let inks = |color: [u8; 4]| if samples.inverted { color.map(|ink| 255 - ink) } else { color };
    match (samples.channels, &picture.profile) {
        (1, _) => {
            press.screen_pixels(&colors.iter().map(|[grey, ..]| [0, 0, 0, 255 - grey]).collect::<Vec<_>>())
        }
        (4, _) => press.screen_pixels(&colors.into_iter().map(inks).collect::<Vec<_>>()),
        (_, profile) => {
            let light: Vec<[u8; 3]> =
                colors.iter().map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
            let own = profile.as_ref().and_then(|profile| screen_pixels(profile, light.as_flattened(), 3));
            own.unwrap_or(light)
        }
    }
}

fn ink(samples: &Samples) -> f32 {
    let mut counts = [0_u64; 4 * 255 + 1];
    let pixels = samples.colors.as_chunks::<4>().0;
    for pixel in pixels {
        let sum: usize = pixel.iter().map(|ink| usize::from(*ink)).sum();
        counts[if samples.inverted { 4 * 255 - sum } else { sum }] += 1;
    }
    let few = pixels.len() as u64 / ONE_OF;
    let mut more = 0;
    let at = counts.iter().rposition(|count| {
        more += count;
        more > few
    });
    at.unwrap_or(0) as f32 / 255.0
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::page::PictureKind;

    fn raster(samples: Vec<u8>, channels: u8, width: u32, alpha: Option<Vec<u8>>) -> Picture {
        let height = samples.len() as u32 / u32::from(channels) / width;
        let kind = PictureKind::Raster { samples: samples.into(), channels, alpha: alpha.map(Arc::from) };
        Picture { kind, width, height, profile: None, hash: [0; 16] }
    }

    fn look(picture: &Picture) -> Look {
        let press = include_bytes!("../../assets/icc/FOGRA39L_coated.icc");
        Look::of(picture, &OutputProfile::read(press).expect("it is whole")).expect("it is whole")
    }

    #[test]
    fn few_pixels_of_much_ink_do_not_count() {
        let with = |many: usize| {
            let pixel = |index: usize| if index < many { [255; 4] } else { [255, 0, 0, 0] };
            look(&raster((0..1000).flat_map(pixel).collect(), 4, 100, None)).ink
        };
        assert_eq!((with(0), with(10), with(11)), (1.0, 1.0, 4.0));
    }

    #[test]
    fn cells_are_means_in_the_colours_of_the_press() {
        // Two cells, of white and of black, each three pixels wide.
        let grey: Vec<u8> = (0..3 * 512).map(|index| if index < 3 * 256 { 255 } else { 0 }).collect();
        let look = look(&raster(grey, 1, 3 * 512, None));
        let (paper, ink) = (look.at(0.1, 0.0).0, look.at(0.9, 0.5).0);
        assert!(paper.iter().all(|channel| *channel > 0.98), "{paper:?}");
        // Black ink alone is no black.
        assert!(ink.iter().all(|channel| (0.05..0.3).contains(channel)), "{ink:?}");
        assert_eq!(look.at(f32::NAN, -1.0), look.at(0.0, 0.0));
    }

    #[test]
    fn openings_show_what_is_below() {
        let look = look(&raster(vec![9; 6], 3, 2, Some(vec![0, 255])));
        assert_eq!((look.at(0.2, 0.5).1, look.at(0.8, 0.5).1), (0.0, 1.0));
    }
}
