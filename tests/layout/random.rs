//! Documents made by chance: whatever layout does, no text may be lost or doubled.
//!
//! Each kind of text has an alphabet of its own, so that the pages tell how often each kind is there. The
//! alphabet of plain text has none of the letters that Roman numbers are written with.

use std::fmt::Write;

use super::chance::{Chance, one_of};

const TAGS: &[&str] = &[
    "div",
    "p",
    "section",
    "ul",
    "li",
    "span",
    "b",
    "table",
    "td",
    "h2",
    "tr",
    "td rowspan=2",
    "td rowspan=0",
    "td colspan=2",
    "caption",
    "dl",
    "a href=#x",
    "p lang=nl",
    "fieldset",
];
const CLASSES: &[&str] =
    &["before", "after", "block-before", "float-before", "letter", "line", "counted", "b"];
const SHEET: &str = ".before::before { content: '\u{2020} ' } .after::after { content: ' \u{2020}' } \
    .block-before::before { content: '\u{2020}'; display: block; break-after: avoid } \
    .float-before::before { content: '\u{2020}'; float: left } .letter::first-letter { font-size: 2em; float: left } \
    .line::first-line, td::first-line { font-size: 9pt; letter-spacing: 1pt } .counted { counter-increment: x }";
const RULES: &[&str] = &[
    "direction:rtl;unicode-bidi:isolate",
    "unicode-bidi:plaintext",
    "unicode-bidi:isolate-override",
    "text-decoration:underline wavy",
    "letter-spacing:2pt;word-spacing:1pt",
    "white-space:pre-line",
    "white-space:pre-wrap",
    "white-space:pre",
    "white-space:break-spaces",
    "text-indent:9pt hanging each-line",
    "text-align:justify-all",
    "text-wrap:pretty",
    "text-indent:-9pt",
    "display:list-item;list-style:inside upper-roman",
    "font-size-adjust:.6",
    "font-style:italic;font-stretch:50%",
    "hyphens:auto;hyphenate-limit-lines:1",
    "hyphens:auto;hyphenate-limit-chars:3 1 1",
    "hyphens:none",
    "word-break:break-all",
    "overflow-wrap:anywhere",
    "text-transform:uppercase",
    "text-transform:capitalize",
    "font-variant:small-caps",
    "text-align:justify;text-align-last:justify",
    "text-align:end",
    "tab-size:3",
    "line-height:0",
    "line-height:3",
    "font-size:20pt",
    "font-size:0.5em",
    "float:left",
    "float:right",
    "float:left;width:40%",
    "float:right;width:30pt;height:20pt",
    "float:inline-end;margin:2pt",
    "float:left;shape-outside:circle(50%)",
    "clear:both",
    "clear:left",
    "display:flex",
    "display:flex;flex-direction:row-reverse",
    "display:flex;flex-direction:column-reverse",
    "display:flex;flex-flow:wrap-reverse;align-content:space-between",
    "display:grid",
    "display:grid;grid-auto-flow:column dense",
    "display:grid;grid-template:20pt auto / 1fr 2fr",
    "display:inline-grid",
    "display:inline-block",
    "display:table",
    "display:inline-table",
    "align-content:center",
    "display:grid;grid-template-columns:subgrid;grid-column:span 2",
    "display:grid;grid-template-rows:subgrid;grid-row:span 2",
    "height:100%",
    "position:absolute;bottom:0;right:0",
    "position:relative;height:150pt",
    "overflow:hidden;height:120pt",
    "display:flex;height:150pt",
    "display:table-cell",
    "display:flow-root",
    "display:inline-flex",
    "display:contents",
    "display:block",
    "display:inline",
    "columns:2",
    "columns:3;column-gap:4pt",
    "columns:2;column-rule:1pt solid;height:50pt",
    "columns:30pt",
    "column-span:all",
    "column-fill:auto",
    "break-before:page",
    "break-before:column",
    "break-before:left",
    "break-after:page",
    "break-after:avoid",
    "break-before:avoid",
    "break-inside:avoid",
    "break-inside:avoid-column",
    "break-before:right",
    "orphans:4;widows:4",
    "orphans:1;widows:1",
    "page:wide",
    "position:relative;left:3pt",
    "position:absolute;top:0",
    "position:absolute;inset:1pt",
    "position:absolute;bottom:0;right:0;width:50%",
    "position:relative;top:-50%",
    "width:50%",
    "width:30pt",
    "width:min-content",
    "width:fit-content",
    "width:max-content",
    "width:0",
    "max-width:40pt",
    "height:20pt",
    "height:0",
    "height:50%",
    "height:60pt",
    "height:300pt",
    "min-height:200pt",
    "height:400pt",
    "min-height:30pt",
    "min-height:300pt",
    "max-height:25pt",
    "aspect-ratio:1",
    "box-sizing:border-box;width:100%",
    "padding:3pt",
    "padding:20%",
    "padding-bottom:90pt",
    "margin:-4pt 0",
    "margin:auto",
    "margin-top:90pt",
    "margin-bottom:90pt",
    "border:1pt solid",
    "border-radius:9pt;border:2pt dotted",
    "flex-wrap:wrap",
    "flex-direction:column",
    "grid-template-columns:1fr 1fr",
    "grid-template-columns:repeat(auto-fill,40pt)",
    "grid-column:span 2",
    "grid-row:span 3",
    "grid-area:2 / 2",
    "order:-1",
    "flex:1",
    "flex:none",
    "align-self:end;justify-self:end",
    "align-items:baseline",
    "gap:5pt 3pt",
    "text-align:justify",
    "text-wrap:balance",
    "white-space:nowrap",
    "direction:rtl",
    "vertical-align:middle",
    "vertical-align:top",
    "vertical-align:super",
    "overflow:hidden",
    "opacity:.5",
    "transform:rotate(9deg)",
    "box-decoration-break:clone",
    "display:table-row",
    "display:table-caption",
    "display:table-row-group",
    "border-collapse:collapse",
    "border-spacing:4pt",
    "caption-side:bottom",
    "table-layout:fixed;width:100%",
    "empty-cells:hide",
    "vertical-align:baseline",
    "border-collapse:collapse;border:3pt double",
    "z-index:-1;position:relative",
];
/// What lets text stand outside the page, or keeps a box from being broken.
const WILD: &[&str] = &[
    "position",
    "transform",
    "nowrap",
    "margin:-",
    "text-indent",
    "height",
    "width:",
    "avoid",
    "aspect",
    "white-space:pre",
    "max-content",
    "page:wide",
    "flex",
    "grid",
    "inline-block",
    "inline-table",
    "rowspan",
    "padding",
    "orphans",
    "direction",
    "vertical-align",
    "font-size",
    "line-height",
    "float",
    "clone",
    // Taller than a page, after a forced break and at the end of a cell, they are not cut off.
    "margin-top",
    "margin-bottom",
];
/// Words that hyphenation breaks, in which no Roman number stands.
const WORDS: &[&str] = &[
    "waterhoogte",
    "boekenkasten",
    "groentesoep",
    "regentonnen",
    "hoekstenen",
    "a\u{301}u\u{308}",
    "\u{645}\u{631}\u{62d}\u{628}\u{627}",
    "offset",
];

/// A document, and what must be found on its pages.
#[derive(Default)]
pub struct Made {
    pub html: String,
    /// All plain text without its spaces.
    pub text: String,
    /// The text of each table head, which is repeated.
    pub heads: Vec<String>,
    /// The text of each fixed box.
    pub fixed: Vec<String>,
    /// Only rules that let all text stay on the page.
    pub is_tame: bool,
}

/// A document with rules of all kinds.
pub fn document(chance: &mut dyn Chance) -> Made {
    make(chance, false)
}

/// A document in which every box may be broken and none is moved.
pub fn tame_document(chance: &mut dyn Chance) -> Made {
    make(chance, true)
}

fn make(chance: &mut dyn Chance, is_tame: bool) -> Made {
    let mut made = Made { is_tame, ..Made::default() };
    let (width, height) = (80 + chance.below(200), 50 + chance.below(200));
    let made_html = format!(
        "<style>@page {{ size: {width}pt {height}pt; margin: 8pt; @top-left {{ content: '\u{a7}'; font: 5pt serif }} }} \
         @page wide {{ size: 300pt 100pt }} body {{ margin: 0; font: 8pt/10pt sans-serif }} {SHEET}</style>"
    );
    made.html = made_html;
    elements(chance, 5, &mut made);
    made
}

fn elements(chance: &mut dyn Chance, depth: usize, made: &mut Made) {
    for _ in 0..1 + chance.below(4) {
        if depth == 0 || chance.below(3) == 0 {
            words(chance, made);
            continue;
        }
        match chance.below(24) {
            20 => table_with_head(chance, depth, made),
            21 => {
                let text = "\u{436}".repeat(made.fixed.len() + 2);
                push(made, format_args!("<div style='position:fixed;bottom:0'>{text}</div> "));
                made.fixed.push(text);
            }
            22 => {
                let rule = one_of(chance, &["display:none", "visibility:hidden"]);
                push(made, format_args!("<b style='{rule}'>\u{b6}</b> "));
            }
            23 => made.html.push_str(one_of(chance, &["<br>", "<hr>", "<wbr>", "<p></p>", "<ul></ul>"])),
            _ => element(chance, depth, made),
        }
    }
}

fn element(chance: &mut dyn Chance, depth: usize, made: &mut Made) {
    let tag = one_of(chance, TAGS);
    let rules = rules(chance, made.is_tame);
    let class = if chance.below(5) == 4 { one_of(chance, CLASSES) } else { "" };
    push(made, format_args!("<{tag} class='{class}' style='{rules}'>"));
    elements(chance, depth - 1, made);
    push(made, format_args!("</{}>", tag.split(' ').next().unwrap_or(tag)));
}

fn table_with_head(chance: &mut dyn Chance, depth: usize, made: &mut Made) {
    let rules = rules(chance, made.is_tame);
    let text = "\u{3b1}".repeat(made.heads.len() + 2);
    let part = one_of(chance, &["thead", "tfoot"]);
    push(made, format_args!("<table style='{rules}'><{part}><tr><th>{text}</th></tr></{part}><tr><td>"));
    made.heads.push(text);
    elements(chance, depth - 1, made);
    made.html.push_str("</td></tr><tr><td>");
    elements(chance, depth - 1, made);
    made.html.push_str("</td></tr></table>");
}

fn rules(chance: &mut dyn Chance, is_tame: bool) -> String {
    let mut rules: Vec<&str> = (0..chance.below(4)).map(|_| one_of(chance, RULES)).collect();
    rules.retain(|rule| !is_tame || !WILD.iter().any(|wild| rule.contains(wild)));
    rules.join(";")
}

fn words(chance: &mut dyn Chance, made: &mut Made) {
    for _ in 0..1 + chance.below(25) {
        let number = made.text.len();
        let mut word = format!("w{number}");
        if chance.below(4) == 3 {
            word.push_str(one_of(chance, WORDS));
        }
        made.text.push_str(&word);
        push(made, format_args!("{word} "));
    }
}

fn push(made: &mut Made, text: std::fmt::Arguments) {
    made.html.write_fmt(text).expect("a string takes all");
}
