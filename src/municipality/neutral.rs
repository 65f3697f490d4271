use std::collections::BTreeMap;

use crate::campaign::NamedColor;

/// Sober colours that print well and carry white text with a contrast of 5 to 1 or more.
const COLORS: [[u8; 3]; 8] = [
    [0x1F, 0x4E, 0x79],
    [0x2B, 0x5F, 0x4A],
    [0x7A, 0x2E, 0x3B],
    [0x4A, 0x3F, 0x7A],
    [0x0F, 0x5C, 0x6B],
    [0x6B, 0x45, 0x1F],
    [0x3A, 0x55, 0x2E],
    [0x5A, 0x2F, 0x63],
];

/// A brand for a municipality without a profile: always the same colour for the same code.
pub fn colors(cbs_code: &str) -> BTreeMap<String, NamedColor> {
    let sum = cbs_code.bytes().fold(0usize, |sum, byte| sum * 31 + usize::from(byte));
    let primary = NamedColor { rgb: COLORS[sum % COLORS.len()], inks: None };
    BTreeMap::from([("primary".to_owned(), primary)])
}

/// The text colour that can be read on a ground: white or near-black.
pub fn readable_on(ground: [u8; 3]) -> [u8; 3] {
    let white = contrast(ground, [255; 3]);
    if white >= 4.5 || white >= contrast(ground, [0x11; 3]) { [255; 3] } else { [0x11; 3] }
}

/// Contrast ratio ([WCAG 2.1](https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio)), 1 to 21.
pub fn contrast(a: [u8; 3], b: [u8; 3]) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(rgb: [u8; 3]) -> f32 {
    let linear = |channel: u8| {
        let value = f32::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_neutral_colour_carries_white_text() {
        for color in COLORS {
            assert!(contrast(color, [255; 3]) >= 5.0, "{color:02x?}");
            assert_eq!(readable_on(color), [255; 3]);
        }
    }
}
