//! Documents whose declarations come from the engine's own grammar, as `drukwerk css` lists it.

use std::fmt::Write;
use std::sync::LazyLock;

use drukwerk::style::{Offer, offers};

use super::chance::{Chance, one_of};

static OFFERS: LazyLock<Vec<Offer>> = LazyLock::new(offers);

const SELECTORS: &[&str] = &[
    "*",
    "div",
    "p",
    "p::before",
    "p::after",
    "p::first-letter",
    "li",
    "li::marker",
    "table",
    "td",
    "tr",
    "thead",
    "span",
    "img",
    "body",
    ":root",
];
const MARGIN_BOXES: &[&str] = &["@top-left", "@top-center", "@bottom-right-corner", "@left-middle"];
const LENGTHS: &[&str] = &[
    "0",
    "1pt",
    "7pt",
    "30pt",
    "90pt",
    "-3pt",
    "0.001pt",
    "1e7pt",
    "1e30px",
    "-1e30px",
    "2em",
    "50%",
    "100%",
    "-100%",
    "1e9%",
    "10vw",
    "calc(1px/0)",
    "calc(0px/0)",
    "calc(100% - 5pt)",
    "min(10%,9pt)",
    "calc(1e30px*1e30)",
    "3mm",
    "1lh",
    "clamp(1pt,50%,9pt)",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "-1",
    "0.5",
    "100",
    "1000",
    "100000",
    "2147483647",
    "-2147483648",
    "1e30",
    "calc(1/0)",
];
const ARGUMENTS: &[&str] = &[
    "1",
    "x",
    "'x'",
    "50%",
    "red, blue",
    "red 1pt, blue 2pt",
    "to left, red, blue 0.0001pt",
    "45deg, red, blue",
    "circle at 1pt 50%, red, blue",
    "title",
    "1fr",
    "1pt, 1fr",
    "10pt, max-content",
    "3, 1fr",
    "auto-fill, 20pt",
    "auto-fit, minmax(1pt, 1fr)",
    "1000000000, 1px",
    "50%",
    "1, 0, 0, 1, 5, 5",
    "1e30",
    "90deg",
    "0 0, 9pt 0, 50% 9pt",
    "9pt at 50% 50%",
    "page",
    "c, upper-roman",
    "c, '.'",
    "0 1 0 0",
    "1e38deg",
];
const WORDS: &[&str] =
    &["a ", "one ", "woninginbraken ", "x\u{301} ", "\u{5d0}\u{5d1} ", "1/2 ", "\t", "A&shy;B "];

/// One value of a kind that the grammar names.
fn value(chance: &mut dyn Chance, kind: &str) -> String {
    match kind {
        "<length>" | "<length-percentage>" => one_of(chance, LENGTHS).to_owned(),
        "<integer>" | "<number>" => one_of(chance, NUMBERS).to_owned(),
        "<percentage>" => format!("{}%", one_of(chance, NUMBERS)),
        "<flex>" => format!("{}fr", one_of(chance, &["0", "1", "2.5", "1e30"])),
        "<angle>" => format!("{}deg", one_of(chance, NUMBERS)),
        "<color>" => {
            one_of(chance, &["red", "#0008", "currentcolor", "device-cmyk(0 1 0 0)", "hsl(1e30 50% 50%)"])
                .to_owned()
        }
        "<custom-ident>" => one_of(chance, &["a", "b", "wide", "c", "none"]).to_owned(),
        "<string>" => one_of(chance, &["'x'", "''", "'long text'", "'a b' 'c d'"]).to_owned(),
        "<url>" => {
            "url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path \
                    d='M0 0h9v9z'/></svg>\")"
                .to_owned()
        }
        function if function.ends_with("()") => {
            format!("{}{})", &function[..function.len() - 1], one_of(chance, ARGUMENTS))
        }
        word => word.to_owned(),
    }
}

fn declaration(chance: &mut dyn Chance, css: &mut String) {
    let mut offer = &OFFERS[chance.below(OFFERS.len())];
    write!(css, "{}:", offer.property).expect("a string takes all");
    // A shorthand takes what its parts take.
    if let Some(part) = (!offer.parts.is_empty()).then(|| offer.parts[chance.below(offer.parts.len())]) {
        offer = OFFERS.iter().find(|other| other.property == part).unwrap_or(offer);
    }
    if offer.values.is_empty() {
        css.push_str("inherit;");
        return;
    }
    for _ in 0..[1, 1, 1, 2, 2, 3, 4][chance.below(7)] {
        let kind = offer.values[chance.below(offer.values.len())].clone();
        css.push_str(&value(chance, &kind));
        css.push_str(one_of(chance, &[" ", " ", " ", ", ", " / "]));
    }
    css.truncate(css.trim_end_matches([' ', ',', '/']).len());
    css.push(';');
}

fn rule(chance: &mut dyn Chance, css: &mut String) {
    css.push('{');
    for _ in 0..1 + chance.below(4) {
        declaration(chance, css);
    }
    css.push('}');
}

/// A style sheet of a few rules, and a body that they meet.
pub fn document(chance: &mut dyn Chance) -> String {
    let (width, height) = (20 + 20 * chance.below(15), 20 + 20 * chance.below(15));
    let mut html =
        format!("<style>@page{{size:{width}pt {height}pt;margin:5pt}}body{{font:8pt/10pt sans-serif}}");
    for _ in 0..chance.below(3) {
        html.push_str(one_of(chance, &["@page", "@page:first", "@page a"]));
        html.push('{');
        declaration(chance, &mut html);
        html.push_str(one_of(chance, MARGIN_BOXES));
        rule(chance, &mut html);
        html.push('}');
    }
    for _ in 0..1 + chance.below(6) {
        html.push_str(one_of(chance, SELECTORS));
        rule(chance, &mut html);
    }
    html.push_str("</style>");
    elements(chance, 4, &mut html);
    html
}

const TAGS: &[&str] =
    &["div", "p", "span", "ul", "li", "table", "tr", "td", "thead", "p lang=nl title=t", "img src="];

fn elements(chance: &mut dyn Chance, depth: usize, html: &mut String) {
    for _ in 0..1 + chance.below(4) {
        if depth == 0 || chance.below(3) == 0 {
            let word = one_of(chance, WORDS);
            html.push_str(&word.repeat(1 + chance.below(20)));
            continue;
        }
        let tag = one_of(chance, TAGS);
        write!(html, "<{tag}>").expect("a string takes all");
        elements(chance, depth - 1, html);
        write!(html, "</{}>", tag.split(' ').next().unwrap_or(tag)).expect("a string takes all");
    }
}
