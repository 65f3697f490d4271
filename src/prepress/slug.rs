//! The text beside the page that tells people which sheet they hold.

use std::sync::{Arc, LazyLock};

use super::inks::BLACK;
use crate::color::Rgba;
use crate::page::{GlyphRun, Item, Origin, Overprint, Paint};
use crate::text::{self, BaseDirection, FontBook, LineOptions, Paragraph, Span, Spread, TextStyle};
use crate::units::{Point, Pt, Size};

const SIZE: Pt = 6.0;
const LEADING: Pt = 1.15;
/// Of capitals and of descenders, to the size.
const ASCENT: Pt = 0.8;
const DESCENT: Pt = 0.25;

static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::embedded);

/// Small text for a margin of the sheet, its top left corner at the origin: `None` where it does not fit.
pub fn sheet_line(text: &str, room: Size) -> Option<Vec<Item>> {
    let items = lines(text, Point::new(0.0, SIZE * ASCENT), room.width);
    let fits = |item: &Item| match item {
        Item::Glyphs(run) => {
            let reach = run.glyphs.iter().map(|glyph| glyph.x + glyph.advance).fold(0.0, Pt::max);
            run.at.x + reach <= room.width && run.at.y + SIZE * DESCENT <= room.height
        }
        _ => true,
    };
    items.iter().all(fits).then_some(items)
}

/// Small text with its first baseline at `at`, as many lines as `room` asks for.
pub(super) fn lines(text: &str, at: Point, room: Pt) -> Vec<Item> {
    let style = Arc::new(TextStyle { size: SIZE, ..TextStyle::initial() });
    let span = Span { range: 0..text.len(), style, nowrap: false, keeps_spaces: false, breaks_spaces: false };
    let direction = BaseDirection::Ltr;
    let paragraph = Paragraph { text, spans: &[span], objects: &[], direction, tab_width: 0.0 };
    let shaped = text::shape(&FONTS, &paragraph);
    let lines = shaped.break_lines(room, &LineOptions::default());
    let mut items = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let baseline = at.y + index as Pt * SIZE * LEADING;
        let placed = shaped.place(line, &Spread::default());
        items.extend(placed.runs.iter().map(|run| {
            Item::Glyphs(GlyphRun {
                face: run.face.clone(),
                size: run.size,
                at: Point::new(at.x + run.x, baseline),
                glyphs: run.glyphs.clone(),
                text: run.text.clone(),
                language: Arc::from(""),
                rtl: run.rtl,
                paint: Paint::Solid(Rgba { color: BLACK, alpha: 1.0 }),
                overprint: Overprint::Overprint,
                origin: Origin::default(),
            })
        }));
    }
    items
}
