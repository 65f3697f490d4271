use std::fmt;
use std::sync::{Arc, OnceLock};

/// A font file's face as pages use it: the bytes, and a hash that names them.
#[derive(Clone)]
pub struct Face {
    /// The whole OpenType file (static instances only).
    pub data: FontData,
    /// Index in a collection, 0 for a plain file.
    pub index: u32,
    /// SHA-256 of the bytes, cut to 128 bits: equal faces are equal here, whatever thread loaded them.
    pub hash: [u8; 16],
    /// PostScript name, for example `SourceSans3-Bold`.
    pub name: String,
    pub units_per_em: u16,
    pub ink: GlyphInk,
}

/// Where the glyphs of a face have ink, each looked up when it is first asked for.
#[derive(Clone, Default)]
pub struct GlyphInk(Arc<OnceLock<Box<[GlyphBox]>>>);

/// Left, bottom, right and top in font units, y upwards; `None` for a space.
type GlyphBox = OnceLock<Option<[f32; 4]>>;

impl GlyphInk {
    /// The box of one glyph of `count`, found by `find` if it is not known.
    pub fn of(
        &self,
        glyph: u16,
        count: impl FnOnce() -> usize,
        find: impl FnOnce() -> Option<[f32; 4]>,
    ) -> Option<[f32; 4]> {
        let boxes = self.0.get_or_init(|| (0..count()).map(|_| OnceLock::new()).collect());
        match boxes.get(usize::from(glyph)) {
            Some(known) => *known.get_or_init(find),
            None => find(),
        }
    }
}

/// Font bytes: inside the binary, or read from the project.
#[derive(Clone)]
pub enum FontData {
    Embedded(&'static [u8]),
    Loaded(Arc<[u8]>),
}

impl FontData {
    pub fn bytes(&self) -> &[u8] {
        match self {
            FontData::Embedded(bytes) => bytes,
            FontData::Loaded(bytes) => bytes,
        }
    }
}

impl PartialEq for Face {
    fn eq(&self, other: &Face) -> bool {
        self.hash == other.hash && self.index == other.index
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Face({})", self.name)
    }
}

/// A raster picture, once in memory however often it is placed.
#[derive(Clone, PartialEq)]
pub struct Picture {
    pub kind: PictureKind,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// An ICC profile of its channels, if they are not what the device's or sRGB are.
    pub profile: Option<Arc<[u8]>>,
    /// SHA-256 of the source file, cut to 128 bits.
    pub hash: [u8; 16],
}

#[derive(Clone, PartialEq)]
pub enum PictureKind {
    /// The file as it came, passed through: components 1 (grey), 3 (RGB or YCbCr) or 4 (CMYK).
    Jpeg { bytes: Arc<[u8]>, components: u8, inverted: bool },
    /// Eight-bit samples, row by row: `channels` is 1 (grey) or 3 (RGB); alpha apart, one byte a pixel.
    Raster { samples: Arc<[u8]>, channels: u8, alpha: Option<Arc<[u8]>> },
}

impl Picture {
    /// That it takes room for in memory: a JPEG stays as it came.
    pub fn pixels(&self) -> u64 {
        match self.kind {
            PictureKind::Jpeg { .. } => 0,
            PictureKind::Raster { .. } => u64::from(self.width) * u64::from(self.height),
        }
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            PictureKind::Jpeg { .. } => "jpeg",
            PictureKind::Raster { .. } => "raster",
        };
        write!(f, "Picture({kind} {}x{})", self.width, self.height)
    }
}
