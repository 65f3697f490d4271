//! Colour spaces and the ways between them
//! ([CSS Color 4, sample code](https://www.w3.org/TR/css-color-4/#color-conversion-code)). What sRGB cannot
//! hold is cut off channel by channel, as browsers do.

/// A space that colours are named or mixed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Srgb,
    SrgbLinear,
    DisplayP3,
    A98Rgb,
    ProphotoRgb,
    Rec2020,
    XyzD50,
    XyzD65,
    Lab,
    Oklab,
    /// The third channel is the hue in degrees.
    Lch,
    Oklch,
    /// The first channel is the hue in degrees.
    Hsl,
    Hwb,
}

type Channels = [f32; 3];
type Matrix = [Channels; 3];

const SRGB_TO_XYZ: Matrix = [
    [0.412_390_8, 0.357_584_35, 0.180_480_8],
    [0.212_639, 0.715_168_7, 0.072_192_32],
    [0.019_330_82, 0.119_194_78, 0.950_532_14],
];
const XYZ_TO_SRGB: Matrix = [
    [3.240_97, -1.537_383_2, -0.498_610_76],
    [-0.969_243_65, 1.875_967_5, 0.041_555_06],
    [0.055_630_08, -0.203_976_96, 1.056_971_5],
];
const P3_TO_XYZ: Matrix = [
    [0.486_570_95, 0.265_667_7, 0.198_217_29],
    [0.228_974_56, 0.691_738_5, 0.079_286_91],
    [0.0, 0.045_113_38, 1.043_944_4],
];
const A98_TO_XYZ: Matrix = [
    [0.576_669, 0.185_558_24, 0.188_228_65],
    [0.297_344_98, 0.627_363_6, 0.075_291_46],
    [0.027_031_36, 0.070_688_85, 0.991_337_54],
];
const REC2020_TO_XYZ: Matrix = [
    [0.636_958_05, 0.144_616_9, 0.168_880_98],
    [0.262_700_2, 0.677_998_07, 0.059_301_72],
    [0.0, 0.028_072_69, 1.060_985_1],
];
const PROPHOTO_TO_XYZ_D50: Matrix = [
    [0.797_766_6, 0.135_181_3, 0.031_347_73],
    [0.288_074_83, 0.711_835_2, 0.000_089_94],
    [0.0, 0.0, 0.825_104_6],
];
const D50_TO_D65: Matrix = [
    [0.955_473_4, -0.023_098_45, 0.063_259_24],
    [-0.028_369_71, 1.009_995_4, 0.021_041_44],
    [0.012_314_01, -0.020_507_65, 1.330_365_9],
];
const D65_TO_D50: Matrix = [
    [1.047_929_8, 0.022_946_87, -0.050_192_27],
    [0.029_627_8, 0.990_434_4, -0.017_073_8],
    [-0.009_243_04, 0.015_055_19, 0.751_874_3],
];
const XYZ_TO_LMS: Matrix = [
    [0.819_022_4, 0.361_906_26, -0.128_873_8],
    [0.032_983_67, 0.929_286_85, 0.036_144_67],
    [0.048_177_19, 0.264_239_52, 0.633_547_8],
];
const LMS_TO_XYZ: Matrix = [
    [1.226_88, -0.557_815, 0.281_391_05],
    [-0.040_575_76, 1.112_286_8, -0.071_711_07],
    [-0.076_372_94, -0.421_493_32, 1.586_924],
];
const LMS_TO_OKLAB: Matrix = [
    [0.210_454_27, 0.793_617_8, -0.004_072_05],
    [1.977_998_5, -2.428_592_2, 0.450_593_7],
    [0.025_904_04, 0.782_771_77, -0.808_675_77],
];
const OKLAB_TO_LMS: Matrix = [
    [1.0, 0.396_337_78, 0.215_803_76],
    [1.0, -0.105_561_34, -0.063_854_17],
    [1.0, -0.089_484_18, -1.291_485_5],
];
/// The white of D50, in XYZ.
const WHITE_D50: Channels = [0.964_295_7, 1.0, 0.825_104_6];

fn times(matrix: &Matrix, [x, y, z]: Channels) -> Channels {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

/// Applies a transfer function to the size of each channel, whatever its sign.
fn curve(channels: Channels, transfer: impl Fn(f32) -> f32) -> Channels {
    channels.map(|channel| transfer(channel.abs()).copysign(channel))
}

fn to_linear(channel: f32) -> f32 {
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn from_linear(channel: f32) -> f32 {
    if channel <= 0.003_130_8 { channel * 12.92 } else { 1.055 * channel.powf(1.0 / 2.4) - 0.055 }
}

impl Space {
    /// The channel that is a hue, if one is.
    pub fn hue(self) -> Option<usize> {
        match self {
            Space::Lch | Space::Oklch => Some(2),
            Space::Hsl | Space::Hwb => Some(0),
            _ => None,
        }
    }

    /// Red, green and blue; outside of 0 to 1 what sRGB does not hold.
    pub fn to_srgb(self, channels: Channels) -> Channels {
        let xyz =
            match self {
                Space::Srgb => return channels,
                Space::Hsl => return hsl_to_rgb(channels[0], channels[1], channels[2]),
                Space::Hwb => return hwb_to_rgb(channels[0], channels[1], channels[2]),
                Space::SrgbLinear => return curve(channels, from_linear),
                Space::DisplayP3 => times(&P3_TO_XYZ, curve(channels, to_linear)),
                Space::A98Rgb => times(&A98_TO_XYZ, curve(channels, |channel| channel.powf(563.0 / 256.0))),
                Space::Rec2020 => times(&REC2020_TO_XYZ, curve(channels, rec2020_to_linear)),
                Space::ProphotoRgb => {
                    let linear = curve(channels, |channel| {
                        if channel <= 16.0 / 512.0 { channel / 16.0 } else { channel.powf(1.8) }
                    });
                    times(&D50_TO_D65, times(&PROPHOTO_TO_XYZ_D50, linear))
                }
                Space::XyzD50 => times(&D50_TO_D65, channels),
                Space::XyzD65 => channels,
                Space::Lab => times(&D50_TO_D65, lab_to_xyz(channels)),
                Space::Lch => times(&D50_TO_D65, lab_to_xyz(from_polar(channels))),
                Space::Oklab => oklab_to_xyz(channels),
                Space::Oklch => oklab_to_xyz(from_polar(channels)),
            };
        curve(times(&XYZ_TO_SRGB, xyz), from_linear)
    }

    /// The same way back. Colours are not mixed in the wide RGB spaces that only `color()` has; these are
    /// as sRGB.
    pub fn of_srgb(self, rgb: Channels) -> Channels {
        let linear = curve(rgb, to_linear);
        let xyz = times(&SRGB_TO_XYZ, linear);
        match self {
            Space::SrgbLinear => linear,
            Space::XyzD65 => xyz,
            Space::XyzD50 => times(&D65_TO_D50, xyz),
            Space::Lab => xyz_to_lab(times(&D65_TO_D50, xyz)),
            Space::Lch => to_polar(xyz_to_lab(times(&D65_TO_D50, xyz))),
            Space::Oklab => xyz_to_oklab(xyz),
            Space::Oklch => to_polar(xyz_to_oklab(xyz)),
            Space::Hsl => rgb_to_hsl(rgb),
            Space::Hwb => {
                let white = rgb[0].min(rgb[1]).min(rgb[2]);
                [rgb_to_hsl(rgb)[0], white, 1.0 - rgb[0].max(rgb[1]).max(rgb[2])]
            }
            Space::Srgb | Space::DisplayP3 | Space::A98Rgb | Space::ProphotoRgb | Space::Rec2020 => rgb,
        }
    }
}

fn rec2020_to_linear(channel: f32) -> f32 {
    const ALPHA: f32 = 1.099_296_8;
    const BETA: f32 = 0.018_053_97;
    if channel < BETA * 4.5 { channel / 4.5 } else { ((channel + ALPHA - 1.0) / ALPHA).powf(1.0 / 0.45) }
}

fn lab_to_xyz([lightness, a, b]: Channels) -> Channels {
    const KAPPA: f32 = 24389.0 / 27.0;
    const EPSILON: f32 = 216.0 / 24389.0;
    let middle = (lightness + 16.0) / 116.0;
    let inverse = |f: f32| if f.powi(3) > EPSILON { f.powi(3) } else { (116.0 * f - 16.0) / KAPPA };
    let y = if lightness > KAPPA * EPSILON { middle.powi(3) } else { lightness / KAPPA };
    let xyz = [inverse(a / 500.0 + middle), y, inverse(middle - b / 200.0)];
    std::array::from_fn(|at| xyz[at] * WHITE_D50[at])
}

fn xyz_to_lab(xyz: Channels) -> Channels {
    const KAPPA: f32 = 24389.0 / 27.0;
    const EPSILON: f32 = 216.0 / 24389.0;
    let f: Channels = std::array::from_fn(|at| {
        let share = xyz[at] / WHITE_D50[at];
        if share > EPSILON { share.cbrt() } else { (KAPPA * share + 16.0) / 116.0 }
    });
    [116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])]
}

fn oklab_to_xyz(oklab: Channels) -> Channels {
    times(&LMS_TO_XYZ, times(&OKLAB_TO_LMS, oklab).map(|channel| channel.powi(3)))
}

fn xyz_to_oklab(xyz: Channels) -> Channels {
    times(&LMS_TO_OKLAB, times(&XYZ_TO_LMS, xyz).map(f32::cbrt))
}

fn from_polar([lightness, chroma, hue]: Channels) -> Channels {
    let (sin, cos) = hue.to_radians().sin_cos();
    [lightness, chroma * cos, chroma * sin]
}

fn to_polar([lightness, a, b]: Channels) -> Channels {
    [lightness, a.hypot(b), b.atan2(a).to_degrees().rem_euclid(360.0)]
}

/// [CSS Color 4, 7.1](https://www.w3.org/TR/css-color-4/#hsl-to-rgb).
fn hsl_to_rgb(hue: f32, saturation: f32, lightness: f32) -> Channels {
    [0.0, 8.0, 4.0].map(|n: f32| {
        let k = (n + hue.rem_euclid(360.0) / 30.0) % 12.0;
        let a = saturation * lightness.min(1.0 - lightness);
        lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

/// [CSS Color 4, 7.2](https://www.w3.org/TR/css-color-4/#rgb-to-hsl).
fn rgb_to_hsl([r, g, b]: Channels) -> Channels {
    let (low, high) = (r.min(g).min(b), r.max(g).max(b));
    let (lightness, range) = ((low + high) / 2.0, high - low);
    if range <= 0.0 {
        return [0.0, 0.0, lightness];
    }
    let saturation = (high - lightness) / lightness.min(1.0 - lightness).max(f32::MIN_POSITIVE);
    let hue = if high == r {
        (g - b) / range + if g < b { 6.0 } else { 0.0 }
    } else if high == g {
        (b - r) / range + 2.0
    } else {
        (r - g) / range + 4.0
    };
    [hue * 60.0, saturation, lightness]
}

/// [CSS Color 4, 8.1](https://www.w3.org/TR/css-color-4/#hwb-to-rgb).
fn hwb_to_rgb(hue: f32, white: f32, black: f32) -> Channels {
    if white + black >= 1.0 {
        return [white / (white + black); 3];
    }
    hsl_to_rgb(hue, 1.0, 0.5).map(|channel| channel * (1.0 - white - black) + white)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_space_leads_back() {
        let spaces = [
            Space::SrgbLinear,
            Space::XyzD50,
            Space::XyzD65,
            Space::Lab,
            Space::Lch,
            Space::Oklab,
            Space::Oklch,
            Space::Hsl,
            Space::Hwb,
        ];
        for space in spaces {
            for rgb in [[1.0, 0.0, 0.0], [0.2, 0.6, 0.4], [0.5, 0.5, 0.5], [1.0, 1.0, 1.0]] {
                let back = space.to_srgb(space.of_srgb(rgb));
                let distance = (0..3).map(|at| (back[at] - rgb[at]).abs()).fold(0.0, f32::max);
                assert!(distance < 1e-3, "{space:?} {rgb:?} {back:?}");
            }
        }
    }
}
