//! From a record to its pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assets;
use crate::compose::{About, Made, Series};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::page::{Document, ElementNames, Filling, Group, Item, Link, Mould, Page, bounds};
use crate::plan::Edition;
use crate::preflight;
use crate::prepress::{self, Dressed, Dresser, Job};
use crate::records::Record;
use crate::run::pages::{ForPress, Shop, first_sheets, metadata};
use crate::template::RecordTemplate;
use crate::units::{Affine, Rect};

/// How much wider than the widest so far what stands in a place is looked at.
const WIDER: f32 = 0.25;
/// Beside what stands in a place, as many copies of it stand on trial.
const MAX_COPIES: f32 = 8.0;

/// How a record's pages came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From those of another record, of which only paragraphs and drawings changed.
    Patched,
    /// In the boxes of another record, laid out again.
    Relaid,
    /// Laid out in full.
    Composed,
}

/// The pages of one record.
pub(super) struct Letter {
    pub pages: Vec<Page>,
    pub way: Way,
    pub warnings: Diagnostics,
}

/// An edition as the letters of a run have it.
pub(super) struct Kind<'s> {
    pub edition: &'s Edition,
    pub press: Option<ForPress<'s>>,
    pub scope: assets::Scope,
}

/// Makes the letters of one edition, one after the other. What comes of each hangs on those before it only in how
/// fast it is made and what it shares with them.
pub(super) struct Letters<'s> {
    shop: &'s Shop<'s>,
    kind: &'s Kind<'s>,
    template: RecordTemplate,
    series: Series<'s>,
    dresser: Option<Dresser<'s>>,
    /// By the number of the document in the series.
    moulds: BTreeMap<usize, LetterMould>,
    /// By the place, whatever the mould: what one of them was looked at for, the next is as well.
    tried: BTreeMap<u32, Tried>,
    html: String,
}

/// How far out content of a place was looked at on trial.
#[derive(Clone, Copy, Default)]
struct Tried {
    /// Nothing was found here.
    well: Option<Rect>,
    /// Something was, further out: that is not tried again.
    has_limit: bool,
}

/// A finished letter that others are made from.
struct LetterMould {
    pages: Vec<Mould>,
    slots: BTreeMap<u32, Place>,
    warnings: Diagnostics,
    /// What the last look at pages asks for.
    elements: Option<Arc<dyn ElementNames>>,
    links: Vec<Vec<Link>>,
    /// The codes of the warnings that it gave.
    looked: Vec<&'static str>,
}

/// A document as it is printed.
struct Finished {
    document: Document,
    warnings: Diagnostics,
    /// For the last look at pages that are made from it.
    links: Vec<Vec<Link>>,
    /// The codes of the warnings that it gave.
    looked: Vec<&'static str>,
}

/// What stands in the places of a mould.
type Slots = BTreeMap<u32, Arc<Vec<Item>>>;

struct Place {
    items: Arc<Vec<Item>>,
    to_page: Affine,
    /// Where content stood that was checked, on the page.
    checked: Option<Rect>,
}

impl<'s> Letters<'s> {
    pub fn new(shop: &'s Shop<'s>, kind: &'s Kind<'s>) -> Result<Letters<'s>, Diagnostics> {
        let template = shop.renderer.for_records(kind.edition)?;
        let about = About {
            name: template.html.name.clone(),
            first: first_sheets(&template.html),
            scope: &kind.scope,
            bleed: shop.bleed(kind.edition),
            metadata: metadata(shop.making, kind.edition),
        };
        let series = Series::new(&shop.composer, about);
        let dresser = kind.press.as_ref().map(|kind| Dresser::new(kind.press, &kind.palette));
        Ok(Letters {
            shop,
            kind,
            template,
            series,
            dresser,
            moulds: BTreeMap::new(),
            tried: BTreeMap::new(),
            html: String::new(),
        })
    }

    /// The pages of one record, or why there are none.
    pub fn next(&mut self, record: &Record) -> Result<Letter, Diagnostics> {
        self.template.render(record, &mut self.html)?;
        match self.series.next(&self.html) {
            Made::Patched(number, fillings) => match self.patched(record, number, fillings) {
                Some(letter) => Ok(letter),
                // There is something to tell, which a full layout does.
                None => {
                    let (composed, found) = self.series.alone(&self.html);
                    self.finish(composed.document, found, record, Way::Composed)
                }
            },
            Made::Relaid(document, found) => self.finish(document, found, record, Way::Relaid),
            Made::Composed(composed, found, None) => {
                self.finish(composed.document, found, record, Way::Composed)
            }
            Made::Composed(composed, found, Some(number)) => {
                let document = composed.document;
                self.model(document, found, record, number)
            }
        }
    }

    /// `None` if something may be wrong with it.
    fn patched(&mut self, record: &Record, number: usize, fillings: Vec<Filling>) -> Option<Letter> {
        let mould = self.moulds.get(&number)?;
        let mut slots: Slots = mould.slots.iter().map(|(slot, place)| (*slot, place.items.clone())).collect();
        // Where nothing stood before, what stands there is looked at.
        let mut beyond = Vec::new();
        for (slot, items) in fillings {
            let place = mould.slots.get(&slot)?;
            let items = match &mut self.dresser {
                Some(dresser) => {
                    let items = Arc::new(dresser.items_in(&items, place.to_page));
                    let reach = reach(&items, place.to_page);
                    if !is_within(reach, place.checked) {
                        beyond.push(slot);
                    }
                    items
                }
                None => items,
            };
            slots.insert(slot, items);
        }
        let pages = match self.dresser {
            Some(_) => mould.pages.iter().map(|page| page.filled(&slots)).collect(),
            None => mould.pages.iter().map(|page| page.filled_flat(&slots)).collect(),
        };
        let warnings = mould.warnings.clone();
        if !beyond.is_empty() {
            let reached = self.reached(number, slots, &beyond, record)?;
            let mould = self.moulds.get_mut(&number)?;
            for (slot, items) in reached {
                let place = mould.slots.get_mut(&slot)?;
                place.checked = join(place.checked, reach(&items, place.to_page));
                let tried = self.tried.entry(slot).or_default();
                tried.well = join(tried.well, place.checked);
            }
        }
        Some(Letter { pages, way: Way::Patched, warnings })
    }

    /// What the last look at the pages finds well: what stands in the places, where longer names will come also
    /// further out. `None` if it is not well itself.
    fn reached(&mut self, number: usize, slots: Slots, beyond: &[u32], record: &Record) -> Option<Slots> {
        while let Some(trial) = self.stretched(number, &slots, beyond) {
            if self.looks_well(number, &trial, record) {
                return Some(trial);
            }
            let mut was_wider = false;
            for slot in beyond {
                was_wider |= !std::mem::replace(&mut self.tried.entry(*slot).or_default().has_limit, true);
            }
            if !was_wider {
                break;
            }
        }
        self.looks_well(number, &slots, record).then_some(slots)
    }

    /// The same with copies beside what stands in some places: as far out as other letters were looked at, and
    /// further where it is `beyond` that, up to its limit. `None` if nothing would be.
    fn stretched(&self, number: usize, slots: &Slots, beyond: &[u32]) -> Option<Slots> {
        let mould = self.moulds.get(&number)?;
        let mut stretched = None;
        for (slot, items) in slots {
            let place = mould.slots.get(slot)?;
            // Copies are shifted along the page.
            let is_upright = Affine { e: 0.0, f: 0.0, ..place.to_page } == Affine::IDENTITY;
            let own = reach(items, place.to_page).filter(|own| is_upright && own.width > 0.0);
            let Some(own) = own else { continue };
            let tried = self.tried.get(slot).copied().unwrap_or_default();
            let well = tried.well.unwrap_or(own);
            let (mut left, mut right) = (well.x, well.right());
            let is_wider = beyond.contains(slot) && !tried.has_limit;
            if let Some(checked) = place.checked.filter(|_| is_wider) {
                let far = WIDER * own.width;
                if own.x < checked.x {
                    left = left.min(own.x - far);
                }
                if own.right() > checked.right() {
                    right = right.max(own.right() + far);
                }
            }
            let copies = copies(own, left, right);
            if !copies.is_empty() {
                let copy = |shift: &f32| {
                    let transform = Some(Affine::translate(*shift, 0.0));
                    Item::Group(Group { transform, items: items.clone(), ..Group::default() })
                };
                let items = items.iter().cloned().chain(copies.iter().map(copy)).collect();
                stretched.get_or_insert_with(|| slots.clone()).insert(*slot, Arc::new(items));
            }
        }
        stretched
    }

    /// Whether the last look at the pages finds nothing but what it found of the first of their kind.
    fn looks_well(&self, number: usize, slots: &Slots, record: &Record) -> bool {
        let Some((mould, kind)) = self.moulds.get(&number).zip(self.kind.press.as_ref()) else {
            return false;
        };
        let pages = mould.pages.iter().map(|page| page.filled(slots)).collect();
        let document = Document { pages, elements: mould.elements.clone(), ..Document::default() };
        let dressed = Dressed { document, links: mould.links.clone(), plates: Vec::new() };
        let found = self.shop.preflight(self.kind.edition, kind, &dressed, &mould.warnings, Some(record.row));
        !found.has_errors() && codes(&found) == mould.looked
    }

    /// A letter that no others are made from.
    fn finish(
        &mut self,
        document: Document,
        found: Diagnostics,
        record: &Record,
        way: Way,
    ) -> Result<Letter, Diagnostics> {
        let Finished { document, warnings, .. } = self.finished(document, found, record)?;
        Ok(Letter { pages: document.pages, way, warnings })
    }

    /// A letter that others are made from: it is the one of this number now.
    fn model(
        &mut self,
        document: Document,
        found: Diagnostics,
        record: &Record,
        number: usize,
    ) -> Result<Letter, Diagnostics> {
        let finished = self.finished(document, found, record).inspect_err(|_| {
            self.moulds.remove(&number);
            self.series.forget(number);
        })?;
        let Finished { document, warnings, links, looked } = finished;
        let (pages, slots): (Vec<Mould>, Vec<_>) = document.pages.iter().map(Mould::of).unzip();
        let slots = slots.into_iter().flatten().map(|(slot, place)| {
            let checked = reach(&place.items, place.to_page);
            (slot, Place { items: place.items, to_page: place.to_page, checked })
        });
        let (slots, elements) = (slots.collect(), document.elements);
        let mould = LetterMould { pages, slots, warnings: warnings.clone(), elements, links, looked };
        self.moulds.insert(number, mould);
        Ok(Letter { pages: document.pages, way: Way::Composed, warnings })
    }

    /// What a document needs to be printed, once it is laid out.
    fn finished(
        &mut self,
        document: Document,
        found: Diagnostics,
        record: &Record,
    ) -> Result<Finished, Diagnostics> {
        let (document, found, links, looked) = match (&self.kind.press, &mut self.dresser) {
            (Some(kind), Some(dresser)) => {
                let mut found = preflight::stricter(found);
                let job = Job { palette: &kind.palette, slug: &kind.slug, die: kind.die.as_ref() };
                let dressed = dresser.dress(document, &job);
                let checked =
                    self.shop.preflight(self.kind.edition, kind, &dressed, &found, Some(record.row));
                let looked = codes(&checked);
                found.extend(checked);
                (dressed.document, found, dressed.links, looked)
            }
            _ => {
                let mut document = document;
                prepress::for_screen(&mut document);
                (document, found, Vec::new(), Vec::new())
            }
        };
        let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
            found.into_vec().into_iter().partition(|finding| finding.severity == Severity::Error);
        match errors.is_empty() {
            true => Ok(Finished { document, warnings: warnings.into(), links, looked }),
            false => Err(errors.into()),
        }
    }
}

/// Of warnings; their words may hold numbers that differ from letter to letter.
fn codes(found: &Diagnostics) -> Vec<&'static str> {
    let warnings = found.iter().filter(|finding| finding.severity == Severity::Warning);
    warnings.map(|warning| warning.code).collect()
}

/// How far copies of what is as wide as `own` are shifted so that they reach from `left` to `right` without a gap.
/// None where they would be too many.
fn copies(own: Rect, left: f32, right: f32) -> Vec<f32> {
    let to_side = |distance: f32| {
        let count = (distance / own.width).ceil();
        let count = if (1.0..=MAX_COPIES).contains(&count) { count } else { 0.0 };
        (1..=count as u32).map(move |at| distance * at as f32 / count)
    };
    to_side(right - own.right()).chain(to_side(own.x - left).map(|shift| -shift)).collect()
}

/// The area of items on their page.
fn reach(items: &[Item], to_page: Affine) -> Option<Rect> {
    bounds::of_items(items, to_page).rect()
}

fn is_within(inner: Option<Rect>, outer: Option<Rect>) -> bool {
    match (inner, outer) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(inner), Some(outer)) => {
            inner.x >= outer.x
                && inner.y >= outer.y
                && inner.right() <= outer.right()
                && inner.bottom() <= outer.bottom()
        }
    }
}

fn join(one: Option<Rect>, other: Option<Rect>) -> Option<Rect> {
    let mut both = bounds::Bounds::default();
    one.into_iter().chain(other).for_each(|rect| both.add(rect));
    both.rect()
}
