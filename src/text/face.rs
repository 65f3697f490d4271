//! One face of a font, parsed when a text first needs it.

use std::sync::{Arc, Mutex, OnceLock};

use harfrust::{Direction, Feature, Language, Script, ShapePlan, ShaperData};
use sha2::{Digest, Sha256};
use skrifa::charmap::MappingIndex;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Slant;
use crate::page::{Face, FontData};

/// More plans than a document has kinds of text; a face that gathers more forgets the oldest.
const MAX_PLANS: usize = 64;

/// A face as a family lists it.
pub(super) struct FontFace {
    data: FontData,
    /// First and last weight that it stands for.
    pub weight: (u16, u16),
    pub slant: Slant,
    hash: Option<[u8; 16]>,
    open: OnceLock<Option<Arc<OpenFace>>>,
}

impl FontFace {
    /// `hash`: of the bytes, where it is known beforehand.
    pub fn new(data: FontData, weight: (u16, u16), slant: Slant, hash: Option<[u8; 16]>) -> FontFace {
        FontFace { data, weight, slant, hash, open: OnceLock::new() }
    }

    /// `None` for bytes that are no font; [`super::FontBook::add`] lets none of those in.
    pub fn open(&self) -> Option<&Arc<OpenFace>> {
        self.open.get_or_init(|| OpenFace::new(self.data.clone(), self.hash).map(Arc::new)).as_ref()
    }
}

/// A parsed face with what shaping keeps between texts.
pub(super) struct OpenFace {
    data: FontData,
    pub units_per_em: f32,
    /// In font units.
    pub metrics: Metrics,
    mapping: MappingIndex,
    shaper: ShaperData,
    plans: Mutex<Vec<Arc<ShapePlan>>>,
    hash: Option<[u8; 16]>,
    page_face: OnceLock<Arc<Face>>,
}

/// What a shaping plan is made for.
pub(super) struct PlanKey<'a> {
    pub direction: Direction,
    pub script: Script,
    pub language: Option<&'a Language>,
    pub features: &'a [Feature],
}

impl OpenFace {
    fn new(data: FontData, hash: Option<[u8; 16]>) -> Option<OpenFace> {
        let font = FontRef::from_index(data.bytes(), 0).ok()?;
        let metrics = Metrics::new(&font, Size::unscaled(), LocationRef::default());
        let units_per_em = f32::from(metrics.units_per_em.max(1));
        let (mapping, shaper) = (MappingIndex::new(&font), ShaperData::new(&font));
        let (plans, page_face) = (Mutex::default(), OnceLock::new());
        Some(OpenFace { units_per_em, metrics, mapping, shaper, plans, hash, page_face, data })
    }

    /// The bytes were read as a font when the face was opened.
    fn font(&self) -> FontRef<'_> {
        FontRef::from_index(self.data.bytes(), 0).expect("opened before")
    }

    pub fn charmap(&self) -> skrifa::charmap::Charmap<'_> {
        self.mapping.charmap(&self.font())
    }

    /// Glyph and advance in font units.
    pub fn glyph(&self, character: char) -> Option<(GlyphId, f32)> {
        let font = self.font();
        let glyph = self.mapping.charmap(&font).map(character).filter(|glyph| glyph.to_u32() != 0)?;
        let advances = GlyphMetrics::new(&font, Size::unscaled(), LocationRef::default());
        Some((glyph, advances.advance_width(glyph).unwrap_or(0.0)))
    }

    pub fn with_shaper<T>(&self, key: &PlanKey, shape: impl FnOnce(&harfrust::Shaper, &ShapePlan) -> T) -> T {
        let font = self.font();
        let shaper = self.shaper.shaper(&font).build();
        let plan = self.plan(&shaper, key);
        shape(&shaper, &plan)
    }

    fn plan(&self, shaper: &harfrust::Shaper, key: &PlanKey) -> Arc<ShapePlan> {
        let wanted = harfrust::ShapePlanKey::new(Some(key.script), key.direction)
            .language(key.language)
            .features(key.features);
        let mut plans = self.plans.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
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

    /// The face as pages carry it; hashed when first placed.
    pub fn page_face(&self) -> &Arc<Face> {
        self.page_face.get_or_init(|| {
            Arc::new(Face {
                hash: self.hash.unwrap_or_else(|| hash(self.data.bytes())),
                index: 0,
                name: postscript_name(&self.font()),
                units_per_em: self.metrics.units_per_em,
                data: self.data.clone(),
            })
        })
    }
}

pub(super) fn hash(bytes: &[u8]) -> [u8; 16] {
    let digest = Sha256::digest(bytes);
    std::array::from_fn(|at| digest[at])
}

fn postscript_name(font: &FontRef) -> String {
    let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let name: String = name.map(|name| name.chars().collect()).unwrap_or_default();
    // A PDF name of a font takes printable ASCII (ISO 32000-2, 9.6.2).
    let name: String = name.chars().filter(char::is_ascii_graphic).take(63).collect();
    if name.is_empty() { "Font".to_owned() } else { name }
}
