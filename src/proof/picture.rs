//! Photos as pixels, no more of them than the paper shows.

use std::collections::BTreeMap;
use std::rc::Rc;

use tiny_skia::Pixmap;

use super::screen::Screen;
use crate::color::screen_pixels;
use crate::image::Samples;
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
    for ((target, color), opacity) in
        targets.iter_mut().zip(shown(picture, &samples, colors, screen)).zip(opacities)
    {
        let color = color.map(|channel| u16::from(channel) * u16::from(opacity));
        let [red, green, blue] = color.map(|channel| ((channel + 127) / 255) as u8);
        *target = [red, green, blue, opacity];
    }
    let extent = [picture.width as f32 / across as f32, picture.height as f32 / down as f32];
    Some(Reduced { pixmap, extent })
}

/// By the picture's own profile; else inks as the press prints them, and light as it is.
fn shown(picture: &Picture, samples: &Samples, mut colors: Vec<[u8; 4]>, screen: Screen) -> Vec<[u8; 3]> {
    if samples.inverted {
        colors.iter_mut().flatten().for_each(|ink| *ink = 255 - *ink);
    }
    if let Some(profile) = &picture.profile {
        let bytes: Vec<u8> = colors.iter().flat_map(|color| &color[..samples.channels]).copied().collect();
        if let Some(shown) = screen_pixels(profile, &bytes, samples.channels) {
            return screen.shown_light(shown, false);
        }
    }
    match samples.channels {
        1 => screen.shown_light(colors.iter().map(|[grey, ..]| [*grey; 3]).collect(), true),
        4 => screen.shown_pixels(&colors),
        _ => {
            let light = colors.iter().map(|[red, green, blue, _]| [*red, *green, *blue]);
            screen.shown_light(light.collect(), false)
        }
    }
}
