//! Photos as pixels, no more of them than the paper shows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use tiny_skia::Pixmap;

use super::screen::Screen;
use crate::color::screen_pixels;
use crate::image;
use crate::page::{Picture, PictureKind};

/// Pixels that stay in memory for the next place where a picture stands.
const MAX_KEPT: u64 = 60_000_000;
/// Pixels of one picture: where only a part of a huge one shows, that part is less sharp.
const MAX_REDUCED: u64 = 30_000_000;

/// Pictures by their hash, their channels and how far they are reduced.
#[derive(Default)]
pub(super) struct Pictures {
    kept: BTreeMap<([u8; 16], u8, [u32; 2]), Rc<Reduced>>,
    pixels: u64,
}

/// A picture whose pixels are each the mean of a block of its own.
pub(super) struct Reduced {
    pub pixmap: Pixmap,
    /// How many of the pixmap's pixels the picture is wide and high: the last ones may stand for less.
    pub extent: [f32; 2],
}

impl Pictures {
    /// `shown`: how many pixels wide and high it will be. `None` if it cannot be decoded.
    pub fn reduced(&mut self, picture: &Picture, shown: [f32; 2], screen: Screen) -> Option<Rc<Reduced>> {
        let mut block = [(picture.width, shown[0]), (picture.height, shown[1])].map(|(stored, shown)| {
            // `as` takes what is no number for nothing.
            let times = stored as f32 / shown.max(1.0);
            (times as u32).clamp(1, stored.max(1))
        });
        let left = |[across, down]: [u32; 2]| {
            u64::from(picture.width.div_ceil(across)) * u64::from(picture.height.div_ceil(down))
        };
        while left(block) > MAX_REDUCED {
            block = block.map(|side| side + 1);
        }
        let channels = match picture.kind {
            PictureKind::Jpeg { components, .. } => components,
            PictureKind::Raster { channels, .. } => channels,
        };
        // Pictures for the press have the hash of those for the screen.
        let key = (picture.hash, channels, block);
        if let Some(kept) = self.kept.get(&key) {
            return Some(kept.clone());
        }
        let reduced = Rc::new(reduce(picture, block, screen)?);
        self.pixels += pixels(&reduced);
        if self.pixels > MAX_KEPT {
            self.kept.clear();
            self.pixels = pixels(&reduced);
        }
        self.kept.insert(key, reduced.clone());
        Some(reduced)
    }
}

fn pixels(reduced: &Reduced) -> u64 {
    u64::from(reduced.pixmap.width()) * u64::from(reduced.pixmap.height())
}

fn reduce(picture: &Picture, [across, down]: [u32; 2], screen: Screen) -> Option<Reduced> {
    let samples = Samples::of(picture)?;
    let (width, height) = (picture.width.div_ceil(across), picture.height.div_ceil(down));
    let mut means = Vec::with_capacity(width as usize * height as usize);
    for row in 0..height {
        let rows = row * down..((row + 1) * down).min(picture.height);
        means.extend((0..width).map(|column| {
            let columns = column * across..((column + 1) * across).min(picture.width);
            samples.mean(rows.clone(), columns)
        }));
    }
    let (colors, opacities): (Vec<[u8; 4]>, Vec<u8>) = means.into_iter().unzip();
    let mut pixmap = Pixmap::new(width, height)?;
    let targets = pixmap.data_mut().as_chunks_mut::<4>().0;
    for ((target, color), opacity) in targets.iter_mut().zip(samples.shown(colors, screen)).zip(opacities) {
        let color = color.map(|channel| u16::from(channel) * u16::from(opacity));
        let [red, green, blue] = color.map(|channel| ((channel + 127) / 255) as u8);
        *target = [red, green, blue, opacity];
    }
    let extent = [picture.width as f32 / across as f32, picture.height as f32 / down as f32];
    Some(Reduced { pixmap, extent })
}

struct Samples<'a> {
    colors: Cow<'a, [u8]>,
    channels: usize,
    /// Ink as 255 minus ink.
    inverted: bool,
    alpha: Option<&'a [u8]>,
    profile: Option<&'a [u8]>,
    width: usize,
}

impl<'a> Samples<'a> {
    fn of(picture: &'a Picture) -> Option<Samples<'a>> {
        let width = picture.width as usize;
        let pixels = width * picture.height as usize;
        let (colors, channels, inverted, alpha) = match &picture.kind {
            PictureKind::Jpeg { bytes, inverted, .. } => {
                let (samples, channels) = image::jpeg_samples(bytes, picture.width, picture.height)?;
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
        let profile = picture.profile.as_deref();
        is_whole.then_some(Samples { colors, channels, inverted, alpha, profile, width })
    }

    /// The mean colour, opaque pixels counting more, and the mean opacity. Channels that are not there are 0.
    fn mean(&self, rows: Range<u32>, columns: Range<u32>) -> ([u8; 4], u8) {
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

    /// By the picture's own profile; else inks as the press prints them, and light as it is.
    fn shown(&self, mut colors: Vec<[u8; 4]>, screen: Screen) -> Vec<[u8; 3]> {
        if self.inverted {
            colors.iter_mut().flatten().for_each(|ink| *ink = 255 - *ink);
        }
        if let Some(profile) = self.profile {
            let samples: Vec<u8> = colors.iter().flat_map(|color| &color[..self.channels]).copied().collect();
            if let Some(shown) = screen_pixels(profile, &samples, self.channels) {
                return shown;
            }
        }
        match self.channels {
            1 => colors.iter().map(|[grey, ..]| [*grey; 3]).collect(),
            4 => screen.shown_pixels(&colors),
            _ => colors.iter().map(|[red, green, blue, _]| [*red, *green, *blue]).collect(),
        }
    }
}
