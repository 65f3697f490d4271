//! Documents made by chance, the same in every run: whatever layout does, no word may be lost.

use std::fmt::Write;

/// Elements and what may be said of them.
const TAGS: [&str; 13] = [
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
];
const RULES: [&str; 88] = [
    "direction:rtl;unicode-bidi:isolate",
    "unicode-bidi:plaintext",
    "unicode-bidi:isolate-override",
    "text-decoration:underline wavy",
    "letter-spacing:2pt;word-spacing:1pt",
    "white-space:pre-line",
    "white-space:pre-wrap",
    "white-space:break-spaces",
    "text-indent:9pt hanging each-line",
    "text-align:justify-all",
    "text-wrap:pretty",
    "text-indent:-9pt",
    "display:list-item;list-style:inside upper-roman",
    "font-size-adjust:.6",
    "font-style:italic;font-stretch:50%",
    "hyphens:auto;hyphenate-limit-lines:1",
    "float:left",
    "float:right",
    "float:left;width:40%",
    "float:right;width:30pt;height:20pt",
    "float:inline-end;margin:2pt",
    "clear:both",
    "clear:left",
    "display:flex",
    "display:grid",
    "display:inline-block",
    "display:table",
    "display:table-cell",
    "display:flow-root",
    "display:inline-flex",
    "display:contents",
    "columns:2",
    "columns:3;column-gap:4pt",
    "column-span:all",
    "column-fill:auto",
    "break-before:page",
    "break-before:column",
    "break-after:avoid",
    "break-before:avoid",
    "break-inside:avoid",
    "break-before:right",
    "orphans:4;widows:4",
    "page:wide",
    "position:relative;left:3pt",
    "position:absolute;top:0",
    "position:absolute;inset:1pt",
    "width:50%",
    "width:30pt",
    "height:20pt",
    "min-height:30pt",
    "max-height:25pt",
    "padding:3pt",
    "margin:-4pt 0",
    "border:1pt solid",
    "flex-wrap:wrap",
    "flex-direction:column",
    "grid-template-columns:1fr 1fr",
    "grid-template-columns:repeat(auto-fill,40pt)",
    "display:grid;grid-template-columns:subgrid;grid-column:span 2",
    "display:grid;grid-template-rows:subgrid;grid-row:span 2",
    "flex:1",
    "text-align:justify",
    "text-wrap:balance",
    "white-space:nowrap",
    "direction:rtl",
    "vertical-align:middle",
    "overflow:hidden",
    "transform:rotate(9deg)",
    "box-decoration-break:clone",
    "display:table-row",
    "display:table-caption",
    "display:table-row-group",
    "border-collapse:collapse",
    "caption-side:bottom",
    "table-layout:fixed;width:100%",
    "empty-cells:hide",
    "vertical-align:baseline",
    "align-content:center",
    "display:inline-table",
    "height:100%",
    "order:-1",
    "height:60pt",
    "height:300pt",
    "min-height:200pt",
    "position:absolute;bottom:0;right:0",
    "position:relative;height:150pt",
    "overflow:hidden;height:120pt",
    "display:flex;height:150pt",
];

/// A small generator ([xorshift](https://www.jstatsoft.org/article/view/v008i14)).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// A document and the number of its words, `w0` to `w…`.
pub fn document(seed: u64) -> (String, usize) {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (width, height) = (80 + chance.below(200), 50 + chance.below(200));
    let mut html = format!(
        "<style>@page {{ size: {width}pt {height}pt; margin: 8pt }} @page wide {{ size: 300pt 100pt }} \
         body {{ margin: 0; font: 8pt/10pt sans-serif }} \
         p::first-line, td::first-line {{ font-size: 9pt; letter-spacing: 1pt }}</style>"
    );
    let mut words = 0;
    elements(&mut chance, 5, &mut html, &mut words);
    (html, words)
}

fn elements(chance: &mut Chance, depth: usize, html: &mut String, words: &mut usize) {
    for _ in 0..1 + chance.below(4) {
        if depth == 0 || chance.below(3) == 0 {
            for _ in 0..1 + chance.below(25) {
                write!(html, "w{words} ").expect("a string takes all");
                *words += 1;
            }
            continue;
        }
        let tag = TAGS[chance.below(TAGS.len())];
        let rules: Vec<&str> = (0..chance.below(4)).map(|_| RULES[chance.below(RULES.len())]).collect();
        write!(html, "<{tag} style='{}'>", rules.join(";")).expect("a string takes all");
        elements(chance, depth - 1, html, words);
        let name = tag.split(' ').next().unwrap_or(tag);
        write!(html, "</{name}>").expect("a string takes all");
    }
}
