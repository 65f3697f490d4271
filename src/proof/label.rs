//! Text on a contact sheet.

use std::sync::Arc;

use crate::color::Rgba;
use crate::page::{GlyphRun, Item, Origin, Overprint, Paint, Path};
use crate::text::{
    self, BaseDirection, FontBook, LineOptions, Paragraph, PlacedRun, Span, Spread, TextStyle, Wrap,
};
use crate::units::{Point, Pt};

/// What text is set with.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub fonts: &'a FontBook,
    /// BCP 47.
    pub language: &'a str,
}

/// A line of text that can be placed.
#[derive(Clone, Default)]
pub(super) struct Label {
    runs: Vec<Arc<PlacedRun>>,
    pub width: Pt,
    language: Arc<str>,
}

impl Setting<'_> {
    pub fn label(&self, text: &str, size: Pt, weight: u16) -> Label {
        // One line it is: what would break or steer it is a space.
        let text: String =
            text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let language: Arc<str> = Arc::from(self.language);
        let style = TextStyle { size, weight, language: language.clone(), ..TextStyle::initial() };
        let span = Span {
            range: 0..text.len(),
            style: Arc::new(style),
            nowrap: true,
            keeps_spaces: false,
            breaks_spaces: false,
        };
        let spans = [span];
        let direction = BaseDirection::Auto;
        let paragraph = Paragraph { text: &text, spans: &spans, objects: &[], direction, tab_width: size };
        let shaped = text::shape(self.fonts, &paragraph);
        let options = LineOptions { wrap: Wrap::Nowrap, ..LineOptions::default() };
        let lines = shaped.break_lines(Pt::MAX, &options);
        let Some(line) = lines.first() else { return Label::default() };
        let placed = shaped.place(line, &Spread::default());
        Label { runs: placed.runs.clone(), width: placed.width, language }
    }
}

impl Label {
    /// `at`: where its baseline starts.
    pub fn items(&self, at: Point, color: &Rgba) -> impl Iterator<Item = Item> {
        self.runs.iter().map(move |run| {
            Item::Glyphs(GlyphRun {
                face: run.face.clone(),
                size: run.size,
                at: Point::new(at.x + run.x, at.y),
                glyphs: run.glyphs.clone(),
                text: run.text.clone(),
                language: self.language.clone(),
                rtl: run.rtl,
                paint: Paint::Solid(color.clone()),
                overprint: Overprint::Knockout,
                origin: Origin::default(),
            })
        })
    }

    pub fn outline(&self, at: Point) -> Path {
        let mut path = Path::default();
        for run in &self.runs {
            path.extend(text::outline(run, Point::new(at.x + run.x, at.y)));
        }
        path
    }
}
