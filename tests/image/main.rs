//! Pictures from files: good ones come in whole, bad ones are named, none makes the program fall over.

mod drawings;
mod hostile;
mod rasters;

/// A small picture of every kind.
const SAMPLES: [(&str, &[u8]); 11] = [
    ("rgb.png", include_bytes!("rgb.png")),
    ("alpha.png", include_bytes!("alpha.png")),
    ("palette.png", include_bytes!("palette.png")),
    ("trns.png", include_bytes!("trns.png")),
    ("bit.png", include_bytes!("bit.png")),
    ("grey16.png", include_bytes!("grey16.png")),
    ("rgb.jpg", include_bytes!("rgb.jpg")),
    ("grey.jpg", include_bytes!("grey.jpg")),
    ("cmyk.jpg", include_bytes!("cmyk.jpg")),
    ("progressive.jpg", include_bytes!("progressive.jpg")),
    ("turned.jpg", include_bytes!("turned.jpg")),
];

fn sample(name: &str) -> &'static [u8] {
    SAMPLES.iter().find(|(sample, _)| *sample == name).expect("it is in the list").1
}
