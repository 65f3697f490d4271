//! Glyph runs: codes with their exact places, and the text behind them.

use super::clusters;
use super::color::Side;
use super::content::{Content, Slot};
use super::fonts::Font;
use super::number::{self, COORDINATE};
use super::path;
use super::registry::Registry;
use crate::page::bounds;
use crate::page::{Glyph, GlyphRun};

/// A correction smaller than this, in thousandths of an em, is left to grow: nobody sees 0.005 pt.
const TOLERANCE: f32 = 0.5;

pub(super) fn paint(content: &mut Content, registry: &mut Registry, font: &mut Font, run: &GlyphRun) {
    let Some(ink) = path::ink(&run.paint) else { return invisible(content, font, run) };
    let scope = (Side::Fill, run.overprint, || bounds::of_run(run));
    path::under_ink(content, registry, &ink, scope, |content, registry| {
        path::select(content, registry, Side::Fill, &run.paint);
        content.line("BT");
        show(content, font, run);
        content.line("ET");
    });
}

/// Text without a trace stays text: it can be searched, and a screen reader reads it.
fn invisible(content: &mut Content, font: &mut Font, run: &GlyphRun) {
    content.line("BT");
    content.line("3 Tr");
    show(content, font, run);
    content.line("0 Tr");
    content.line("ET");
}

fn show(content: &mut Content, font: &mut Font, run: &GlyphRun) {
    let name = content.named(&font.resource);
    let mut operator = format!("{name} ").into_bytes();
    number::write(&mut operator, run.size, COORDINATE);
    operator.extend_from_slice(b" Tf");
    content.set(Slot::Font, &operator);
    content.points(&[run.at], "Td");
    let mut line = Line { content, font, size: run.size, pen: 0.0, rise: 0.0, shown: Shown::Nothing };
    clusters::each(run, |glyph, text| line.glyph(glyph, text));
    line.finish();
}

/// Where the array of a `TJ` stands open.
#[derive(PartialEq)]
enum Shown {
    Nothing,
    Numbers,
    Codes,
}

struct Line<'a> {
    content: &'a mut Content,
    font: &'a mut Font,
    size: f32,
    /// Where a reader has the pen, in thousandths of an em from the run's start: the sum of what was
    /// written, so that rounding never adds up.
    pen: f32,
    rise: f32,
    shown: Shown,
}

impl Line<'_> {
    fn glyph(&mut self, glyph: &Glyph, text: &str) {
        let Some(code) = self.font.code(glyph.id, text) else { return };
        let is_replaced = !code.is_read;
        if is_replaced {
            self.close();
            self.content.raw(b"/Span <</ActualText ");
            self.content.raw(&utf16(text));
            self.content.line(">> BDC");
        }
        if glyph.y != self.rise {
            self.close();
            self.content.op(&[glyph.y], "Ts");
            self.rise = glyph.y;
        }
        self.move_to(glyph.x / self.size * 1000.0);
        self.code(code.code);
        self.pen += code.width as f32;
        if is_replaced {
            self.close();
            self.content.line("EMC");
        }
    }

    fn move_to(&mut self, target: f32) {
        let back = ((self.pen - target) * 10.0).round() / 10.0;
        if back.abs() < TOLERANCE || !back.is_finite() {
            return;
        }
        match self.shown {
            Shown::Nothing => self.content.raw(b"["),
            Shown::Numbers => self.content.raw(b" "),
            Shown::Codes => self.content.raw(b">"),
        }
        self.content.number(back);
        self.shown = Shown::Numbers;
        self.pen -= back;
    }

    fn code(&mut self, code: u16) {
        match self.shown {
            Shown::Nothing => self.content.raw(b"[<"),
            Shown::Numbers => self.content.raw(b"<"),
            Shown::Codes => {}
        }
        number::hexadecimal(&mut self.content.bytes, code);
        self.shown = Shown::Codes;
    }

    fn close(&mut self) {
        match self.shown {
            Shown::Nothing => {}
            Shown::Numbers => self.content.line("] TJ"),
            Shown::Codes => self.content.line(">] TJ"),
        }
        self.shown = Shown::Nothing;
    }

    fn finish(&mut self) {
        self.close();
        if self.rise != 0.0 {
            // The rise outlives the text object.
            self.content.line("0 Ts");
        }
    }
}

/// A text string as hexadecimal UTF-16 with its byte order mark (ISO 32000-2, 7.9.2.2).
fn utf16(text: &str) -> Vec<u8> {
    let mut out = b"<FEFF".to_vec();
    for unit in text.encode_utf16() {
        number::hexadecimal(&mut out, unit);
    }
    out.push(b'>');
    out
}
