use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::FxHashMap;

use crate::assets::{Asset, Loader, Scope, is_data};
use crate::color::{Color, Rgba};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::image::{self, Image, ImageError};
use crate::layout::Images;
use crate::style::Reference;
use crate::units::Size;

type Decoded = Arc<OnceLock<Result<Image, ImageError>>>;

/// Drawings in documents that are kept, and their text; each document may bring its own.
const MAX_DRAWINGS: usize = 64;
const MAX_MARKUP: usize = 1 << 16;
const MAX_DRAWN: usize = 4096;

/// Pictures that have been read; each is decoded once, whichever thread comes first.
#[derive(Default)]
pub(super) struct Pictures {
    /// By file.
    known: Mutex<BTreeMap<String, Decoded>>,
}

/// Drawings inside documents, by the colour and the size around them and by their markup.
#[derive(Default)]
pub(super) struct Drawings(Mutex<FxHashMap<Drawing, Image>>);

pub(super) type Drawing = ([u8; 3], [u32; 2], String);

/// The pictures that one scope's references mean.
pub(super) struct ScopedPictures<'a> {
    pub pictures: &'a Pictures,
    pub drawings: Arc<Drawings>,
    pub loader: &'a Loader,
    pub scope: &'a Scope,
    /// Pixels of all that were read for one document.
    pub pixels: Cell<u64>,
    /// Drawings inside the document. It holds its own, whatever other threads do to those of all: what is drawn
    /// in several places is one drawing, in every run.
    pub drawn: RefCell<FxHashMap<Drawing, Image>>,
}

/// All pictures of a document are in memory at once; more would need a gigabyte.
const MAX_PIXELS: u64 = 250_000_000;

impl Pictures {
    fn decode(&self, asset: &Asset, is_file: bool) -> Result<Image, ImageError> {
        if !is_file {
            return image::decode(&asset.bytes);
        }
        let slot = {
            let mut known = self.known.lock().expect("no thread panics with the cache");
            known.entry(asset.name.clone()).or_default().clone()
        };
        slot.get_or_init(|| image::decode(&asset.bytes)).clone()
    }
}

impl Drawings {
    fn drawing(&self, key: &Drawing) -> Result<Image, ImageError> {
        let (color, [width, height], markup) = key;
        let viewport = Size::new(f32::from_bits(*width), f32::from_bits(*height));
        if markup.len() > MAX_MARKUP {
            return image::decode_svg(markup, *color, viewport);
        }
        let drawings = || self.0.lock().expect("no thread panics with the cache");
        if let Some(known) = drawings().get(key) {
            return Ok(known.clone());
        }
        // Not under the lock: two threads may read the same drawing once each.
        let image = image::decode_svg(markup, *color, viewport)?;
        let mut drawings = drawings();
        if drawings.len() >= MAX_DRAWINGS {
            drawings.clear();
        }
        drawings.insert(key.clone(), image.clone());
        Ok(image)
    }
}

impl Images for ScopedPictures<'_> {
    fn load(&self, reference: &Reference) -> Result<(Image, Diagnostics), Diagnostic> {
        let named_in = |finding: Diagnostic| match reference.base.ends_with(".css") {
            true => finding.note(format!("named in {}", reference.base)),
            false => finding,
        };
        let is_file = !is_data(&reference.url);
        let asset = self.loader.asset(self.scope, &reference.url, &reference.base).map_err(named_in)?;
        match self.pictures.decode(&asset, is_file) {
            Ok(image) => {
                self.count(&image)?;
                let warnings = warnings(&image, Some(&asset.name));
                Ok((image, warnings))
            }
            Err(error) => Err(named_in(broken(&error).in_file(&asset.name))),
        }
    }

    fn inline_svg(
        &self,
        markup: &str,
        color: &Rgba,
        viewport: Size,
    ) -> Result<(Image, Diagnostics), Diagnostic> {
        let size = [viewport.width.to_bits(), viewport.height.to_bits()];
        let key = (screen_color(&color.color), size, markup.to_owned());
        let known = self.drawn.borrow().get(&key).cloned();
        let image = match known {
            Some(image) => image,
            None => {
                let image = self.drawings.drawing(&key).map_err(|error| broken(&error))?;
                let mut drawn = self.drawn.borrow_mut();
                // Of a document that others are made from, each draws its own.
                if drawn.len() >= MAX_DRAWN {
                    drawn.clear();
                }
                drawn.insert(key, image.clone());
                image
            }
        };
        self.count(&image)?;
        let warnings = warnings(&image, None);
        Ok((image, warnings))
    }
}

impl ScopedPictures<'_> {
    /// Runs `make` for a document of its own, made from the one that the pictures are of: what it reads counts for
    /// no other.
    pub fn apart<T>(&self, make: impl FnOnce() -> T) -> T {
        let pixels = self.pixels.get();
        let made = make();
        self.pixels.set(pixels);
        made
    }

    fn count(&self, image: &Image) -> Result<(), Diagnostic> {
        self.pixels.set(self.pixels.get().saturating_add(image.pixels()));
        if self.pixels.get() <= MAX_PIXELS {
            return Ok(());
        }
        let message =
            format!("the pictures of the document have more than {} megapixels", MAX_PIXELS / 1_000_000);
        Err(Diagnostic::error("too-many-pixels", message)
            .help("save them with fewer pixels: 300 for each inch do"))
    }
}

fn broken(error: &ImageError) -> Diagnostic {
    let finding = Diagnostic::error("broken-image", error.to_string());
    match error {
        ImageError::Broken { .. } => finding.help("open it in a drawing program and save it again"),
        ImageError::TooComplex(_) => finding.help("draw it with fewer shapes"),
        ImageError::TooManyPixels { .. } => finding.help("save it with fewer pixels: 300 for each inch do"),
        // These say what to do instead.
        ImageError::UnknownFormat(_) | ImageError::NotPrintable { .. } => finding,
    }
}

fn warnings(image: &Image, file: Option<&str>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for unsupported in image.unsupported() {
        let finding = Diagnostic::warning("unsupported-svg", unsupported.to_string());
        found.push(match file {
            Some(file) => finding.in_file(file),
            None => finding,
        });
    }
    found
}

/// How a colour of any kind looks on a screen: drawings know RGB only.
fn screen_color(color: &Color) -> [u8; 3] {
    let of_inks = |[c, m, y, k]: [f32; 4], tint: f32| {
        [c, m, y].map(|ink| {
            let light = (1.0 - ink * tint) * (1.0 - k * tint);
            (light.clamp(0.0, 1.0) * 255.0).round() as u8
        })
    };
    match color {
        Color::Rgb(rgb) => *rgb,
        Color::Cmyk(inks) => of_inks(*inks, 1.0),
        Color::Spot(spot) => of_inks(spot.alternate, spot.tint),
    }
}
