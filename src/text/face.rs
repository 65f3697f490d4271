//! One face of a font, parsed when a text first needs it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use harfrust::{Direction, Feature, Language, Script, ShapePlan, ShaperData, ShaperInstance};
use sha2::{Digest, Sha256};
use skrifa::charmap::MappingIndex;
use skrifa::instance::{Location, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::variable::{self, Axis, Place};
use super::{Slant, TextStyle};
use crate::page::{Face, FontData, GlyphInk};

/// More plans than a document has kinds of text; a face that gathers more forgets the oldest.
const MAX_PLANS: usize = 64;

/// What a face is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Traits {
    /// First and last weight that it stands for.
    pub weight: (u16, u16),
    pub slant: Slant,
    /// Narrowest and widest width that it stands for, 100 being normal.
    pub stretch: (f32, f32),
    /// `unicode-range`; empty: all characters.
    pub ranges: Vec<RangeInclusive<u32>>,
    /// In a collection.
    pub index: u32,
}

impl Default for Traits {
    fn default() -> Traits {
        Traits {
            weight: (400, 400),
            slant: Slant::Upright,
            stretch: (100.0, 100.0),
            ranges: Vec::new(),
            index: 0,
        }
    }
}

/// A face as a family lists it.
pub(super) struct FontFace {
    family: Arc<str>,
    data: FontData,
    pub traits: Traits,
    hash: Option<[u8; 16]>,
    /// Of a variable font.
    axes: Vec<Axis>,
    open: Mutex<BTreeMap<Place, Option<Arc<OpenFace>>>>,
}

impl FontFace {
    /// `hash`: of the bytes, where it is known beforehand.
    pub fn new(family: &str, data: FontData, traits: Traits, hash: Option<[u8; 16]>) -> FontFace {
        // The binary's own fonts are static: nothing is read before a text asks for it.
        let axes = if hash.is_some() { Vec::new() } else { variable::axes(data.bytes(), traits.index) };
        FontFace { family: Arc::from(family), data, traits, hash, axes, open: Mutex::default() }
    }

    /// As a style wants it. `None` for bytes that are no font; [`super::FontBook::add`] lets none of
    /// those in.
    pub fn open(&self, style: &TextStyle) -> Option<Arc<OpenFace>> {
        let place = variable::place(&self.axes, &self.traits, style);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let face = open.entry(place).or_insert_with_key(|place| OpenFace::new(self, place).map(Arc::new));
        face.clone()
    }

    fn has_axis(&self, tags: &[&[u8; 4]]) -> bool {
        self.axes.iter().any(|axis| tags.contains(&&axis.tag))
    }
}

/// A parsed face with what shaping keeps between texts.
pub(super) struct OpenFace {
    pub family: Arc<str>,
    data: FontData,
    index: u32,
    pub units_per_em: f32,
    /// In font units.
    pub metrics: Metrics,
    space: OnceLock<Option<(GlyphId, f32)>>,
    mapping: MappingIndex,
    /// A bit for each ASCII character that it has.
    ascii: OnceLock<u128>,
    shaper: ShaperData,
    /// Where on the axes of a variable font.
    place: Place,
    location: Location,
    instance: Option<ShaperInstance>,
    plans: Mutex<Vec<Arc<ShapePlan>>>,
    hash: Option<[u8; 16]>,
    page_face: OnceLock<Arc<Face>>,
    /// `unicode-range`; empty: all characters.
    ranges: Vec<RangeInclusive<u32>>,
    is_bold: bool,
    is_slanted: bool,
}

/// What a shaping plan is made for.
pub(super) struct PlanKey<'a> {
    pub direction: Direction,
    pub script: Script,
    pub language: Option<&'a Language>,
    pub features: &'a [Feature],
}

impl OpenFace {
    fn new(face: &FontFace, place: &Place) -> Option<OpenFace> {
        let index = face.traits.index;
        let font = FontRef::from_index(face.data.bytes(), index).ok()?;
        let location = font.axes().location(place.settings());
        let metrics = Metrics::new(&font, Size::unscaled(), &location);
        let is_varied = !place.is_default();
        let instance =
            is_varied.then(|| ShaperInstance::from_coords(&font, location.coords().iter().copied()));
        Some(OpenFace {
            family: face.family.clone(),
            units_per_em: f32::from(metrics.units_per_em.max(1)),
            metrics,
            space: OnceLock::new(),
            mapping: MappingIndex::new(&font),
            ascii: OnceLock::new(),
            shaper: ShaperData::new(&font),
            plans: Mutex::default(),
            hash: face.hash,
            page_face: OnceLock::new(),
            ranges: face.traits.ranges.clone(),
            // Where browsers begin to thicken what is not bold (CSS Fonts 4, 2.8.1).
            is_bold: face.traits.weight.1 >= 600,
            is_slanted: face.traits.slant != Slant::Upright || face.has_axis(&[b"slnt", b"ital"]),
            data: face.data.clone(),
            index,
            place: place.clone(),
            location,
            instance,
        })
    }

    /// The bytes were read as a font when the face was opened.
    fn font(&self) -> FontRef<'_> {
        FontRef::from_index(self.data.bytes(), self.index).expect("opened before")
    }

    pub fn charmap(&self) -> skrifa::charmap::Charmap<'_> {
        self.mapping.charmap(&self.font())
    }

    /// Whether it has a glyph for an ASCII character.
    pub fn has_ascii(&self, character: char) -> bool {
        let ascii = self.ascii.get_or_init(|| {
            let charmap = self.charmap();
            let has = |code: u8| charmap.map(char::from(code)).is_some_and(|glyph| glyph.to_u32() != 0);
            (0..128_u8).filter(|code| has(*code)).fold(0, |bits, code| bits | 1 << code)
        });
        ascii >> u32::from(character) & 1 == 1
    }

    /// Whether `unicode-range` lets the face show a character.
    pub fn may_show(&self, character: char) -> bool {
        self.ranges.is_empty() || self.ranges.iter().any(|range| range.contains(&u32::from(character)))
    }

    /// What a style asks for that this face is not: bold, slanted.
    pub fn lacks(&self, style: &TextStyle) -> [bool; 2] {
        [style.weight >= 600 && !self.is_bold, style.slant != Slant::Upright && !self.is_slanted]
    }

    /// The size at which the face's small letters are as high as `font-size-adjust` asks
    /// ([CSS Fonts 4, 2.6](https://www.w3.org/TR/css-fonts-4/#font-size-adjust-prop)).
    pub fn size(&self, style: &TextStyle) -> f32 {
        let aspect = self.metrics.x_height.unwrap_or(0.0) / self.units_per_em;
        match style.size_adjust {
            Some(adjust) if aspect > 0.0 => style.size * adjust / aspect,
            _ => style.size,
        }
    }

    /// Glyph and advance of U+0020, which each line asks for.
    pub fn space(&self) -> Option<(GlyphId, f32)> {
        *self.space.get_or_init(|| self.glyph(' '))
    }

    /// Glyph and advance in font units.
    pub fn glyph(&self, character: char) -> Option<(GlyphId, f32)> {
        let font = self.font();
        let glyph = self.mapping.charmap(&font).map(character).filter(|glyph| glyph.to_u32() != 0)?;
        let advances = GlyphMetrics::new(&font, Size::unscaled(), &self.location);
        Some((glyph, advances.advance_width(glyph).unwrap_or(0.0)))
    }

    pub fn with_shaper<T>(&self, key: &PlanKey, shape: impl FnOnce(&harfrust::Shaper, &ShapePlan) -> T) -> T {
        let font = self.font();
        let shaper = self.shaper.shaper(&font).instance(self.instance.as_ref()).build();
        let plan = self.plan(&shaper, key);
        shape(&shaper, &plan)
    }

    fn plan(&self, shaper: &harfrust::Shaper, key: &PlanKey) -> Arc<ShapePlan> {
        let wanted = harfrust::ShapePlanKey::new(Some(key.script), key.direction)
            .language(key.language)
            .features(key.features)
            .instance(self.instance.as_ref());
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = plans.iter().find(|plan| wanted.matches(plan)) {
            return Arc::clone(plan);
        }
        let plan =
            Arc::new(ShapePlan::new(shaper, key.direction, Some(key.script), key.language, key.features));
        if plans.len() == MAX_PLANS {
            plans.remove(0);
        }
        plans.push(Arc::clone(&plan));
        plan
    }

    /// The face as pages carry it, a variable font being fixed at its place; hashed when first placed.
    pub fn page_face(&self) -> &Arc<Face> {
        self.page_face.get_or_init(|| {
            let font = self.font();
            let fixed = (!self.place.is_default() || variable::is_cff2(&font))
                .then(|| variable::fix(&font, &self.location))
                .flatten()
                .map(|bytes| FontData::Loaded(Arc::from(bytes)));
            let index = if fixed.is_some() { 0 } else { self.index };
            let data = fixed.unwrap_or_else(|| self.data.clone());
            Arc::new(Face {
                hash: self.hash.unwrap_or_else(|| hash(data.bytes())),
                index,
                name: postscript_name(&font, &self.place),
                units_per_em: self.metrics.units_per_em,
                ink: GlyphInk::default(),
                data,
            })
        })
    }
}

pub(super) fn hash(bytes: &[u8]) -> [u8; 16] {
    let digest = Sha256::digest(bytes);
    std::array::from_fn(|at| digest[at])
}

fn postscript_name(font: &FontRef, place: &Place) -> String {
    let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let name: String = name.map(|name| name.chars().collect()).unwrap_or_default();
    // A PDF name of a font takes printable ASCII (ISO 32000-2, 9.6.2).
    let name: String = name.chars().chain(place.suffix().chars()).collect();
    let name: String = name.chars().filter(char::is_ascii_graphic).take(63).collect();
    if name.is_empty() { "Font".to_owned() } else { name }
}
