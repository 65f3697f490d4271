//! What stands on a contact sheet beside the pages: in Dutch for Dutch, else in English.

use crate::color::PROCESS;
use crate::page::Page;
use crate::units::{Length, Pt};

pub(super) struct Words {
    decimal_comma: bool,
    /// Across each page.
    pub watermark: &'static str,
    /// Under all of them.
    pub note: &'static str,
    /// Cyan, magenta, yellow, black.
    inks: [&'static str; 4],
    page: &'static str,
    of: &'static str,
    bleed_of: &'static str,
    pub trim: &'static str,
    pub bleed: &'static str,
    pub safe: &'static str,
    pub die: &'static str,
    pub window: &'static str,
}

const DUTCH: Words = Words {
    decimal_comma: true,
    watermark: "PROEF",
    note: "Proef, niet om te drukken. Kleuren op een scherm wijken af van drukwerk.",
    inks: ["cyaan", "magenta", "geel", "zwart"],
    page: "pagina",
    of: "van",
    bleed_of: "afloop",
    trim: "schoongesneden formaat",
    bleed: "afloop",
    safe: "veilige zone",
    die: "stanslijn",
    window: "venster van de envelop",
};

const ENGLISH: Words = Words {
    decimal_comma: false,
    watermark: "PROOF",
    note: "A proof, not for print. Colours on a screen differ from those on paper.",
    inks: ["cyan", "magenta", "yellow", "black"],
    page: "page",
    of: "of",
    bleed_of: "bleed",
    trim: "trim size",
    bleed: "bleed",
    safe: "safe area",
    die: "die line",
    window: "envelope window",
};

impl Words {
    /// `language`: BCP 47.
    pub fn of(language: &str) -> &'static Words {
        let main = language.split('-').next().unwrap_or_default();
        if main.eq_ignore_ascii_case("nl") { &DUTCH } else { &ENGLISH }
    }

    /// A named ink has its name in every language.
    pub fn ink<'a>(&'a self, name: &'a str) -> &'a str {
        PROCESS.iter().position(|ink| *ink == name).map_or(name, |index| self.inks[index])
    }

    /// `page 1 of 2 · 105 × 210 mm · 3 mm bleed`
    pub fn caption(&self, page: &Page, number: usize, count: usize) -> String {
        let mut parts = Vec::new();
        if count > 1 {
            parts.push(format!("{} {number} {} {count}", self.page, self.of));
        }
        parts.push(format!("{} × {} mm", self.mm(page.trim.width), self.mm(page.trim.height)));
        if page.bleed > 0.0 {
            parts.push(format!("{} mm {}", self.mm(page.bleed), self.bleed_of));
        }
        parts.join(" · ")
    }

    fn mm(&self, length: Pt) -> String {
        let number = format!("{}", (Length::pt(length).to_mm() * 100.0).round() / 100.0);
        if self.decimal_comma { number.replace('.', ",") } else { number }
    }
}
