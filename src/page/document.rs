use std::fmt;
use std::sync::Arc;

use super::{Item, Origin, OutputIntent};
use crate::diagnostics::Words;
use crate::units::{Pt, Rect, Sides, Size};

/// A finished page: every item placed, nothing left to decide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The trim box: finished size, whose top left corner is the origin.
    pub trim: Size,
    /// How far colour runs beyond the trim box, on every side.
    pub bleed: Pt,
    /// How far the sheet goes beyond the bleed, on every side: the room that marks stand in.
    pub slug: Pt,
    /// Which marks its style sheet asks for; `None`: it says nothing.
    pub marks: Option<Marks>,
    /// In paint order. Shared: a page that stands on many sheets is kept once.
    pub items: Arc<Vec<Item>>,
}

impl Page {
    /// From the trim box to the edge of the sheet.
    pub fn margin(&self) -> Pt {
        self.bleed + self.slug
    }

    /// The trim box with its bleed.
    pub fn bleed_box(&self) -> Rect {
        Rect::new(0.0, 0.0, self.trim.width, self.trim.height).inset(Sides::all(-self.bleed))
    }
}

/// What a printer cuts and aligns by
/// ([CSS Paged Media 3, 7.4](https://www.w3.org/TR/css-page-3/#page-marks)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// At the corners of the trim box.
    pub crop: bool,
    /// Crosses in the middle of each side, on every plate.
    pub cross: bool,
}

/// The pages of one edition with what the file says of itself.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub pages: Vec<Page>,
    pub metadata: Metadata,
    /// The press it is made for: with one, the file is PDF/X-4.
    pub output: Option<Arc<OutputIntent>>,
    /// `None`: its elements have no names.
    pub elements: Option<Arc<dyn ElementNames>>,
}

/// What the elements of a document are called.
pub trait ElementNames: fmt::Debug + Send + Sync {
    /// Template, block and path: ``block `body` of letter/letter.html (project), in `main > p.lead` ``.
    /// Asked where there is something to tell: most documents have nothing.
    fn name(&self, element: u32) -> Words;

    /// The part of the piece that it belongs to, by the `data-block` on it or around it: `sender`.
    fn block(&self, element: u32) -> Option<String>;
}

impl Document {
    /// Where an item came from, for messages.
    pub fn name_of(&self, origin: Origin) -> Option<Words> {
        Some(self.elements.as_ref()?.name(origin.0?))
    }

    /// The part of the piece that an item belongs to: see [`ElementNames::block`].
    pub fn block_of(&self, origin: Origin) -> Option<String> {
        self.elements.as_ref()?.block(origin.0?)
    }
}

/// What a reader, an archive and a screen reader ask of a file before its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    pub title: String,
    /// BCP 47, for example `nl` or `ar`.
    pub language: Arc<str>,
    pub author: Option<String>,
    pub subject: Option<String>,
    /// Seconds since 1970-01-01 UTC; from `SOURCE_DATE_EPOCH` or the campaign, never from the clock.
    pub date: Option<i64>,
}
