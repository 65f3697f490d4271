use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use moxcms::{
    CmsError, ColorProfile, DataColorSpace, Layout, RenderingIntent, Transform8BitExecutor,
    TransformF32Executor, TransformOptions,
};
use rustc_hash::FxHashMap;

use super::Color;

/// What a press makes of colours: an ICC profile with four process inks (ICC.1:2022).
///
/// Colours go to the press and back by the relative colorimetric intent with black point compensation, as
/// layout programs have it: what the press can print stays what it is.
#[derive(Clone)]
pub struct OutputProfile {
    ways: Arc<Ways>,
}

/// The ways to the press and back, each made when it is first asked for: that takes as long as a page.
struct Ways {
    profile: ColorProfile,
    to_inks: OnceLock<Result<Arc<TransformF32Executor>, String>>,
    to_screen: OnceLock<Result<Arc<TransformF32Executor>, String>>,
    /// What was shown, by the bits of its inks: pages are of few colours.
    shown: Mutex<FxHashMap<[u32; 4], [u8; 3]>>,
    /// From pixels that do not say what they are.
    srgb_to_inks: OnceLock<Result<PixelsToInks, String>>,
}

impl Ways {
    fn to_inks(&self) -> &Result<Arc<TransformF32Executor>, String> {
        self.to_inks.get_or_init(|| {
            let screen = ColorProfile::new_srgb();
            let way = screen.create_transform_f32(Layout::Rgb, &self.profile, Layout::Rgba, options());
            way.map_err(|error| told(&error))
        })
    }

    fn to_screen(&self) -> &Result<Arc<TransformF32Executor>, String> {
        self.to_screen.get_or_init(|| {
            let screen = ColorProfile::new_srgb();
            let way = self.profile.create_transform_f32(Layout::Rgba, &screen, Layout::Rgb, options());
            way.map_err(|error| told(&error))
        })
    }

    fn pixels(&self, source: &ColorProfile) -> Result<PixelsToInks, String> {
        let Some((layout, channels)) = layout_of(source) else {
            return Err("it is neither of grey, RGB nor CMYK pixels".to_owned());
        };
        let transform = source.create_transform_8bit(layout, &self.profile, Layout::Rgba, options());
        Ok(PixelsToInks { transform: transform.map_err(|error| told(&error))?, channels })
    }
}

/// Colours that are kept as a screen shows them.
const MAX_SHOWN: usize = 1 << 12;

const TRIED: &str = "the ways of a profile were tried when it was read";

impl OutputProfile {
    /// Reads a profile, and tries the ways to the press and back.
    ///
    /// # Errors
    /// What is wrong with it, for people.
    pub fn read(bytes: &[u8]) -> Result<OutputProfile, String> {
        let ways = parsed(bytes)?;
        ways.to_inks().as_ref().and(ways.to_screen().as_ref()).map_err(String::clone)?;
        Ok(OutputProfile { ways: Arc::new(ways) })
    }

    /// A profile that comes along with the program: tests have tried it, a build takes from it what it needs.
    pub fn built_in(bytes: &'static [u8]) -> OutputProfile {
        OutputProfile { ways: Arc::new(parsed(bytes).expect("what comes along is whole")) }
    }

    /// Makes ready for [`OutputProfile::screen`], which every check of a page asks: for a thread that has nothing
    /// else to do yet.
    pub fn warm(&self) {
        let _ = self.ways.to_screen();
    }

    /// Process inks, 0 to 1 each, for a colour in sRGB.
    pub fn inks(&self, rgb: [u8; 3]) -> [f32; 4] {
        let mut inks = [0.0; 4];
        let rgb = rgb.map(|channel| f32::from(channel) / 255.0);
        let way = self.ways.to_inks().as_ref().expect(TRIED);
        way.transform(&rgb, &mut inks).expect("one colour in, one colour out");
        inks.map(|ink| ink.clamp(0.0, 1.0))
    }

    /// What process inks look like, in sRGB.
    pub fn screen(&self, inks: [f32; 4]) -> [u8; 3] {
        let shown = || self.ways.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let key = inks.map(f32::to_bits);
        if let Some(known) = shown().get(&key) {
            return *known;
        }
        let rgb = self.screen_anew(inks);
        let mut shown = shown();
        if shown.len() >= MAX_SHOWN {
            shown.clear();
        }
        shown.insert(key, rgb);
        rgb
    }

    fn screen_anew(&self, inks: [f32; 4]) -> [u8; 3] {
        let mut rgb = [0.0; 3];
        let way = self.ways.to_screen().as_ref().expect(TRIED);
        way.transform(&inks, &mut rgb).expect("one colour in, one colour out");
        rgb.map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8)
    }

    /// Red, green and blue, 0 to 1, as a screen shows a colour of this press.
    pub fn shown(&self, color: &Color) -> [f32; 3] {
        let rgb = match color {
            Color::Rgb(rgb) => *rgb,
            Color::Cmyk(inks) => self.screen(*inks),
            Color::Spot(spot) => self.screen(spot.process_inks()),
        };
        rgb.map(|channel| f32::from(channel) / 255.0)
    }

    /// What pixels of four inks look like, 255 for full ink: red, green and blue for each, a byte each.
    pub fn screen_pixels(&self, inks: &[[u8; 4]]) -> Vec<[u8; 3]> {
        let inks: Vec<f32> = inks.as_flattened().iter().map(|ink| f32::from(*ink) / 255.0).collect();
        let mut screen = vec![0.0; inks.len() / 4 * 3];
        let way = self.ways.to_screen().as_ref().expect(TRIED);
        way.transform(&inks, &mut screen).expect("as many pixels out as in");
        let pixels = screen.as_chunks::<3>().0.iter();
        pixels.map(|pixel| pixel.map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8)).collect()
    }

    /// From the pixels of a picture to inks; `source` is the picture's own ICC profile, else it is sRGB.
    ///
    /// # Errors
    /// What is wrong with `source`, for people.
    pub fn pixels(&self, source: Option<&[u8]>) -> Result<PixelsToInks, String> {
        match source {
            Some(bytes) => {
                let source = ColorProfile::new_from_slice(bytes).map_err(|error| told(&error))?;
                self.ways.pixels(&source)
            }
            None => {
                self.ways.srgb_to_inks.get_or_init(|| self.ways.pixels(&ColorProfile::new_srgb())).clone()
            }
        }
    }
}

fn parsed(bytes: &[u8]) -> Result<Ways, String> {
    let profile = ColorProfile::new_from_slice(bytes).map_err(|error| told(&error))?;
    if profile.color_space != DataColorSpace::Cmyk {
        return Err("it is not a profile of cyan, magenta, yellow and black".to_owned());
    }
    let (to_inks, to_screen, srgb_to_inks) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
    Ok(Ways { profile, to_inks, to_screen, shown: Mutex::default(), srgb_to_inks })
}

impl fmt::Debug for OutputProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OutputProfile")
    }
}

/// What the pixels of a picture with an ICC profile of its own look like in sRGB. `samples` are `channels` bytes a
/// pixel; `None` if the profile is broken or for other channels.
pub fn screen_pixels(profile: &[u8], samples: &[u8], channels: usize) -> Option<Vec<[u8; 3]>> {
    let source = ColorProfile::new_from_slice(profile).ok()?;
    let (layout, wanted) = layout_of(&source)?;
    if channels != wanted || !samples.len().is_multiple_of(channels) {
        return None;
    }
    let screen = ColorProfile::new_srgb();
    let transform = source.create_transform_8bit(layout, &screen, Layout::Rgb, options()).ok()?;
    let mut pixels = vec![[0; 3]; samples.len() / channels];
    transform.transform(samples, pixels.as_flattened_mut()).ok()?;
    Some(pixels)
}

/// The way from the pixels of one kind of picture to inks.
#[derive(Clone)]
pub struct PixelsToInks {
    transform: Arc<Transform8BitExecutor>,
    /// Of the pixels that go in: 1, 3 or 4.
    pub channels: usize,
}

impl PixelsToInks {
    /// Four bytes a pixel, 255 for full ink. `samples` holds whole pixels of the source.
    pub fn convert(&self, samples: &[u8]) -> Vec<u8> {
        let pixels = samples.len() / self.channels;
        let mut inks = vec![0; pixels * 4];
        let whole = &samples[..pixels * self.channels];
        self.transform.transform(whole, &mut inks).expect("as many pixels out as in");
        inks
    }
}

/// How pixels of a profile lie, and how many channels they have.
fn layout_of(profile: &ColorProfile) -> Option<(Layout, usize)> {
    match profile.color_space {
        DataColorSpace::Rgb => Some((Layout::Rgb, 3)),
        DataColorSpace::Cmyk => Some((Layout::Rgba, 4)),
        DataColorSpace::Gray => Some((Layout::Gray, 1)),
        _ => None,
    }
}

fn options() -> TransformOptions {
    TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    }
}

fn told(error: &CmsError) -> String {
    match error {
        CmsError::InvalidProfile => "it is not an ICC profile".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fogra39() -> OutputProfile {
        OutputProfile::read(include_bytes!("../../assets/icc/FOGRA39L_coated.icc")).expect("it is whole")
    }

    #[test]
    fn the_press_prints_paper_as_paper_and_black_within_its_ink() {
        let press = fogra39();
        assert!(press.inks([255, 255, 255]).iter().all(|ink| *ink < 0.001));
        assert!(press.inks([0, 0, 0]).iter().sum::<f32>() <= 3.0);
        let [cyan, magenta, yellow, black] = press.inks([255, 0, 0]);
        assert!(cyan < 0.01 && magenta > 0.9 && yellow > 0.9 && black < 0.01);
    }

    #[test]
    fn colours_that_the_press_can_print_come_back() {
        let press = fogra39();
        for rgb in [[128, 128, 128], [255, 255, 254], [120, 90, 60], [200, 180, 150]] {
            let back = press.screen(press.inks(rgb));
            assert!(rgb.iter().zip(back).all(|(one, other)| one.abs_diff(other) <= 2), "{rgb:?} {back:?}");
        }
    }

    #[test]
    fn what_comes_along_gives_the_inks_of_what_is_read() {
        let built_in = OutputProfile::built_in(include_bytes!("../../assets/icc/FOGRA39L_coated.icc"));
        built_in.warm();
        assert_eq!(built_in.inks([120, 90, 60]), fogra39().inks([120, 90, 60]));
        assert_eq!(built_in.screen([0.2, 0.4, 0.6, 0.1]), fogra39().screen([0.2, 0.4, 0.6, 0.1]));
    }

    #[test]
    fn pixels_come_back_like_colours() {
        let press = fogra39();
        let pixels = [[0, 0, 0, 0], [255, 0, 0, 0], [10, 200, 90, 30]];
        let colors = pixels.map(|inks| press.screen(inks.map(|ink| f32::from(ink) / 255.0)));
        assert_eq!(press.screen_pixels(&pixels), colors);
        assert_eq!(press.screen_pixels(&[]), [[0; 3]; 0]);
    }

    #[test]
    fn pixels_are_converted_like_colours() {
        let press = fogra39();
        let pixels = press.pixels(None).expect("sRGB is known").convert(&[200, 180, 150]);
        let inks = press.inks([200, 180, 150]).map(|ink| (ink * 255.0).round() as u8);
        assert!(pixels.iter().zip(inks).all(|(one, other)| one.abs_diff(other) <= 2), "{pixels:?} {inks:?}");
    }

    #[test]
    fn a_picture_with_a_profile_of_its_own_is_shown_by_it() {
        let screen: &[u8] = include_bytes!("../../assets/icc/sRGB.icc");
        let inks: &[u8] = include_bytes!("../../assets/icc/FOGRA39L_coated.icc");
        let near = |pixels: Option<Vec<[u8; 3]>>, color: [u8; 3]| {
            let pixel = pixels.expect("the profile is whole")[0];
            assert!(
                pixel.iter().zip(color).all(|(one, other)| one.abs_diff(other) <= 2),
                "{pixel:?} {color:?}"
            );
        };
        near(screen_pixels(screen, &[200, 180, 150], 3), [200, 180, 150]);
        near(screen_pixels(inks, &[255, 0, 0, 0], 4), fogra39().screen([1.0, 0.0, 0.0, 0.0]));
        assert_eq!(screen_pixels(screen, &[1, 2, 3, 4], 4), None);
        assert_eq!(screen_pixels(b"no", &[1, 2, 3], 3), None);
    }

    #[test]
    fn what_is_no_press_says_so() {
        assert_eq!(OutputProfile::read(b"no").err().as_deref(), Some("it is not an ICC profile"));
        let screen = include_bytes!("../../assets/icc/sRGB.icc");
        let reason = "it is not a profile of cyan, magenta, yellow and black";
        assert_eq!(OutputProfile::read(screen).err().as_deref(), Some(reason));
    }
}
