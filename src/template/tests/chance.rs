//! Templates that nobody would write, filled in and whole.

use super::fold::Edition;
use super::*;

/// Numbers that look random and are the same in every run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

const TEXTS: [&str; 9] = ["a", " ", "\n  ", "<p>", " b ", "{ ", "{ %", "é}}", "{# c -#} "];
const NAMES: [&str; 4] = ["u", "v", "w", "x"];
const VALUES: [&str; 10] = [
    "city.name",
    "record?.a or ' - '",
    "record?.b or '{'",
    "'{{ ' ~ city.name",
    "t(key='subject')",
    "items | length",
    "' 1 '",
    "range(end=3) | join(sep='')",
    "record?.n or 2",
    "[y for y in items if y != v]",
];

const CONDITIONS: [&str; 6] = ["record?.a", "not record?.a", "record?.b", "u", "v == ' 1 '", "w is defined"];

struct Writer<'r> {
    random: &'r mut Random,
    /// Blocks are named in order.
    blocks: usize,
    in_loop: bool,
    /// Where blocks may not be.
    in_body: bool,
    /// Files from here on may be included.
    includes: usize,
    /// Blocks that may say `super()`.
    inherits: bool,
}

impl Writer<'_> {
    /// `if a` as a tag, now and then one that drops white space.
    fn tag(&mut self, words: &str) -> String {
        let before = self.random.of(&["{%", "{%", "{%-"]);
        let after = self.random.of(&["%}", "%}", "-%}"]);
        format!("{before} {words} {after}")
    }

    fn output(&mut self, value: &str) -> String {
        let before = self.random.of(&["{{", "{{", "{{-"]);
        let after = self.random.of(&["}}", "}}", "-}}"]);
        format!("{before} {value} {after}")
    }

    fn value(&mut self) -> String {
        match self.random.below(6) {
            0 | 1 => format!("({} or '?')", self.random.of(&NAMES)),
            2 if self.in_loop => "loop.index".to_owned(),
            _ => self.random.of(&VALUES).to_owned(),
        }
    }

    fn condition(&mut self) -> String {
        if self.random.below(3) == 0 { self.value() } else { self.random.of(&CONDITIONS).to_owned() }
    }

    fn body(&mut self, depth: usize) -> String {
        let count = 1 + self.random.below(4);
        (0..count).map(|_| self.statement(depth)).collect()
    }

    fn statement(&mut self, depth: usize) -> String {
        let name = self.random.of(&NAMES);
        let (value, condition) = (self.value(), self.condition());
        match self.random.below(if depth == 0 { 8 } else { 16 }) {
            0..=2 => self.random.of(&TEXTS).to_owned(),
            3 | 4 => self.output(&value),
            5 => self.tag(&format!("set {name} = {value}")),
            6 => self.tag(&format!("set_global {name} = {value}")),
            7 if self.includes < 3 => {
                let file = self.includes + self.random.below(3 - self.includes);
                self.tag(&format!("include 'i{file}.html'"))
            }
            8 => {
                format!("{}{}{}", self.tag(&format!("set {name}")), self.body(depth - 1), self.tag("endset"))
            }
            9 | 10 => {
                let other = if self.random.below(2) == 0 {
                    self.tag("else") + &self.body(depth - 1)
                } else {
                    String::new()
                };
                format!(
                    "{}{}{other}{}",
                    self.tag(&format!("if {condition}")),
                    self.body(depth - 1),
                    self.tag("endif")
                )
            }
            11 => self.looped(depth, name),
            12 => format!("{}{}{}", self.tag("filter upper"), self.body(depth - 1), self.tag("endfilter")),
            13 => self.output(&format!("<one a={{{value}}} />")),
            14 => {
                format!(
                    "{}{}{}",
                    self.tag(&format!("<two a={{{value}}}>")),
                    self.body(depth - 1),
                    self.tag("</two>")
                )
            }
            15 if !self.in_body => self.block(depth),
            _ => String::new(),
        }
    }

    fn looped(&mut self, depth: usize, name: &str) -> String {
        let before = (self.in_loop, self.in_body);
        (self.in_loop, self.in_body) = (true, true);
        let many = self.random.of(&["items", "range(end=2)", "record?.many or []", "record?.many or [1, 2]"]);
        let mut text = self.tag(&format!("for {name} in {many}")) + &self.body(depth - 1);
        if self.random.below(3) == 0 {
            let (condition, jump) = (self.condition(), self.random.of(&["break", "continue"]));
            text +=
                &format!("{}{}{}", self.tag(&format!("if {condition}")), self.tag(jump), self.tag("endif"));
            text += &self.body(depth - 1);
        }
        (self.in_loop, self.in_body) = before;
        if self.random.below(3) == 0 {
            text += &(self.tag("else") + &self.body(depth - 1));
        }
        text + &self.tag("endfor")
    }

    fn block(&mut self, depth: usize) -> String {
        self.blocks += 1;
        let name = format!("b{}", self.blocks);
        let above = match self.random.below(4) {
            0 if self.inherits => self.output("super() | trim"),
            1 | 2 if self.inherits => self.output("super()"),
            _ => String::new(),
        };
        format!(
            "{}{}{above}{}",
            self.tag(&format!("block {name}")),
            self.body(depth - 1),
            self.tag("endblock")
        )
    }
}

/// A page, one that extends it, and three files that are included.
fn templates(random: &mut Random) -> Vec<(&'static str, String)> {
    let mut writer =
        Writer { random, blocks: 0, in_loop: false, in_body: false, includes: 0, inherits: false };
    let base: String = (0..5).map(|_| writer.statement(3) + &writer.block(2)).collect();
    let mut own = "{% extends 'base.html' %}".to_owned();
    (writer.blocks, writer.inherits) = (0, true);
    while writer.blocks < 3 {
        // Blocks in blocks of the page below may have the same names: those are replaced as well.
        own += &writer.block(2);
    }
    (writer.inherits, writer.in_body) = (false, true);
    let mut files = vec![("a.html", own), ("base.html", base)];
    for (at, name) in ["i0.html", "i1.html", "i2.html"].into_iter().enumerate() {
        writer.includes = at + 1;
        files.push((name, writer.body(3)));
    }
    let components = "{% component one(a) %}<{{ a }}{% include 'leaf.html' %}>{% endcomponent %}\
        {% component two(a, @v) %}{{ a }} {{ v }} {{ body }}{% endcomponent %}";
    files.push(("leaf.html", "({{ v or u or '-' }}{{ city?.name or 'x' }})".to_owned()));
    files.push(("shared/components.html", components.to_owned()));
    files
}

#[test]
fn filled_in_and_whole_give_the_same() {
    let records = [
        serde_json::json!({}),
        serde_json::json!({ "a": "<A> ", "many": ["x", " y "], "n": 1 }),
        serde_json::json!({ "b": "{%", "many": [3], "n": 0 }),
    ];
    let mut random = Random(0x5eed);
    let mut compared = 0;
    for number in 0..500 {
        let files = templates(&mut random);
        let shelved: Vec<(Layer, &str, &str)> =
            files.iter().map(|(name, text)| (Layer::Project, *name, text.as_str())).collect();
        let Some(edition) = Edition::of(&shelved) else { continue };
        let Some(folded) = edition.folded() else { continue };
        for record in &records {
            let whole = edition.render(&edition.whole(), 0, Some(record));
            let filled = edition.render(&folded.tera, folded.counted, Some(record));
            assert_eq!(filled, whole, "template {number} with {record}: {files:#?}");
            compared += usize::from(whole.is_some());
        }
    }
    assert!(compared > 1000, "only {compared} were compared");
}
