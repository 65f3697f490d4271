use std::collections::BTreeMap;
use std::fmt::Write;

use crate::units::{Pt, Size};

/// The first style sheet of an edition: palette and measures as custom properties, and the finished size
/// ([CSS Paged Media 3, 7.1](https://www.w3.org/TR/css-page-3/#page-size-prop)). Everything a
/// template says comes after it and wins.
pub(super) fn style_sheet(
    brand: &BTreeMap<String, String>,
    campaign: &BTreeMap<String, String>,
    trim: Size,
    bleed: Pt,
) -> String {
    let mut css = String::from(":root {\n");
    for (prefix, colors) in [("brand", brand), ("campaign", campaign)] {
        for (name, color) in colors {
            let name = name.replace('_', "-");
            writeln!(css, "  --{prefix}-{name}: {color};").expect("a string takes all");
        }
    }
    let (width, height) = (millimetres(trim.width), millimetres(trim.height));
    let bleed = millimetres(bleed);
    writeln!(css, "  --page-width: {width};\n  --page-height: {height};\n  --bleed: {bleed};")
        .expect("a string takes all");
    write!(css, "}}\n@page {{ size: {width} {height}; bleed: {bleed}; }}\n").expect("a string takes all");
    css
}

/// To a thousandth, which is finer than any knife cuts.
fn millimetres(length: Pt) -> String {
    let rounded = (f64::from(length) * 25.4 / 72.0 * 1000.0).round() / 1000.0;
    format!("{rounded}mm")
}
