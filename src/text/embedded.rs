//! The font files inside the binary. Nothing here is read before a text asks for it.

use std::sync::{Arc, OnceLock};

use super::Slant;
use super::face::{FontFace, Traits};
use crate::page::FontData;

pub(super) const DEFAULT_FAMILY: &str = "Source Sans 3";

/// Asked after the families of a style and the default, in this order.
pub(super) const FALLBACK_FAMILIES: [&str; 2] = ["Noto Sans", "Noto Sans Arabic"];

pub(super) struct EmbeddedFace {
    pub family: &'static str,
    pub weight: u16,
    pub slant: Slant,
    /// SHA-256 of the bytes, cut to 128 bits; written down because a letter must not wait for it.
    pub hash: u128,
    pub bytes: &'static [u8],
}

macro_rules! faces {
    ($($family:literal $weight:literal $slant:ident $file:literal $hash:literal)*) => {
        &[$(EmbeddedFace {
            family: $family,
            weight: $weight,
            slant: Slant::$slant,
            hash: $hash,
            bytes: include_bytes!(concat!("../../assets/fonts/", $file)),
        }),*]
    };
}

pub(super) static FACES: &[EmbeddedFace] = faces! {
    "Source Sans 3" 400 Upright "source-sans-3/SourceSans3-Regular.ttf" 0x393fb5b878ceed04aebc34b097e853ae
    "Source Sans 3" 400 Italic "source-sans-3/SourceSans3-Italic.ttf" 0xf17facaa9ed293bb38526db3638e2405
    "Source Sans 3" 600 Upright "source-sans-3/SourceSans3-SemiBold.ttf" 0xbd2550fce2d295b0bf20bd8b1b7f1477
    "Source Sans 3" 600 Italic "source-sans-3/SourceSans3-SemiBoldItalic.ttf" 0x4bf87ac9b29c7fc4431311967a7f8188
    "Source Sans 3" 700 Upright "source-sans-3/SourceSans3-Bold.ttf" 0x7109021766e915ecd9721e28d11dfc73
    "Source Sans 3" 700 Italic "source-sans-3/SourceSans3-BoldItalic.ttf" 0xb66029c11e09452eaa321abe93883970
    "Source Sans 3" 900 Upright "source-sans-3/SourceSans3-Black.ttf" 0x7b603e9927923dd0eb72b5ba6192a676
    "Noto Sans" 400 Upright "noto-sans/NotoSans-Regular.ttf" 0xfe8c022f48d8dd29f17b744d16f9346f
    "Noto Sans" 400 Italic "noto-sans/NotoSans-Italic.ttf" 0xfeb3e57888ce3acb604f270c278cfb30
    "Noto Sans" 700 Upright "noto-sans/NotoSans-Bold.ttf" 0x13a813c49624ae3ba3c5c6e72c5ebffc
    "Noto Sans" 700 Italic "noto-sans/NotoSans-BoldItalic.ttf" 0x7e34616e092593c340449baf9a259075
    "Noto Sans" 900 Upright "noto-sans/NotoSans-Black.ttf" 0x18ee64cb5a5a842f036857f771e3a35b
    "Noto Sans Arabic" 400 Upright "noto-sans-arabic/NotoSansArabic-Regular.ttf" 0x252629ca0e87b6233851249b8cbf7b43
    "Noto Sans Arabic" 600 Upright "noto-sans-arabic/NotoSansArabic-SemiBold.ttf" 0x35e3c8bd9e17754ca30497fcd4a82921
    "Noto Sans Arabic" 700 Upright "noto-sans-arabic/NotoSansArabic-Bold.ttf" 0xa86a704ff8b315082f4859b04c2f8f74
    "Noto Sans Arabic" 900 Upright "noto-sans-arabic/NotoSansArabic-Black.ttf" 0x590e368161b4bfbeb9aad348ddc8832a
};

/// The faces by family; one process parses each of them at most once.
pub(super) fn faces() -> &'static [(&'static str, Arc<FontFace>)] {
    static SHARED: OnceLock<Vec<(&'static str, Arc<FontFace>)>> = OnceLock::new();
    SHARED.get_or_init(|| {
        let face = |face: &EmbeddedFace| {
            let traits =
                Traits { weight: (face.weight, face.weight), slant: face.slant, ..Traits::default() };
            let hash = Some(face.hash.to_be_bytes());
            let data = FontData::Embedded(face.bytes);
            (face.family, Arc::new(FontFace::new(face.family, data, traits, hash)))
        };
        FACES.iter().map(face).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_hashes_and_weights_are_those_of_the_files() {
        for face in FACES {
            let hash = u128::from_be_bytes(super::super::face::hash(face.bytes));
            assert_eq!(hash, face.hash, "{} {}: {hash:#x}", face.family, face.weight);
            let font = skrifa::FontRef::new(face.bytes).expect("our own fonts are sound");
            let attributes = skrifa::MetadataProvider::attributes(&font);
            assert_eq!(attributes.weight.value(), f32::from(face.weight), "{}", face.family);
        }
    }
}
