//! What the pages of every document must hold.

use std::collections::BTreeMap;

use drukwerk::diagnostics::Diagnostics;
use drukwerk::html;
use drukwerk::page::{GlyphRun, Item, Page};
use drukwerk::units::{Affine, Point, Size};

use super::random::Made;

/// Less is not seen.
const SEEN: f32 = 0.5;

/// Text of a page with where it stands.
struct Run<'a> {
    run: &'a GlyphRun,
    to_page: Affine,
    is_clipped: bool,
}

impl Made {
    /// # Errors
    /// What the pages do not hold as they should.
    pub fn check(&self, pages: &[Page], found: &Diagnostics) -> Result<(), String> {
        if found.has_errors() {
            return Ok(());
        }
        let texts: Vec<String> = pages.iter().map(|page| text(page).to_lowercase()).collect();
        let all = texts.concat();
        same_letters(&self.text, &all)?;
        let count = |text: &str, letter: char| text.chars().filter(|other| *other == letter).count();
        if all.contains('\u{b6}') {
            return Err("hidden text is seen".to_owned());
        }
        let (generated, wanted) = (count(&all, '\u{2020}'), generated(&self.html));
        // The parser may put a generating element into a repeated one, to close what was left open.
        let may_repeat = !self.heads.is_empty() || !self.fixed.is_empty();
        if generated < wanted || (generated > wanted && !may_repeat) {
            return Err(format!("{wanted} elements generate text, and it is there {generated} times"));
        }
        if let Some(page) = texts.iter().position(|text| count(text, '\u{a7}') != 1) {
            return Err(format!("page {} has not its margin box once", page + 1));
        }
        let heads: usize = self.heads.iter().map(|head| head.chars().count()).sum();
        if count(&all, '\u{3b1}') < heads {
            return Err("a table head is lost".to_owned());
        }
        let fixed = self.fixed.iter().map(|text| text.chars().count()).sum::<usize>();
        let seen = count(&all, '\u{436}');
        if seen < fixed || seen > fixed * pages.len() {
            return Err(format!("fixed boxes have {fixed} letters, and {} pages {seen}", pages.len()));
        }
        self.check_places(pages, found)
    }

    /// Text outside the trim box would be cut off: it is told, and where every box may break there is none.
    fn check_places(&self, pages: &[Page], found: &Diagnostics) -> Result<(), String> {
        let is_told = found.iter().any(|finding| matches!(finding.code, "off-page" | "overflow"));
        for (index, page) in pages.iter().enumerate() {
            let mut runs = Vec::new();
            collect(&page.items, Affine::IDENTITY, false, &mut runs);
            for Run { run, to_page, is_clipped } in runs {
                let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
                let ends = [run.at, Point::new(run.at.x + width, run.at.y)].map(|end| to_page.apply(end));
                let past = |outside: fn(&Point, Size) -> f32| {
                    let mut distances = ends.iter().map(|end| outside(end, page.trim));
                    distances.any(|past| past.is_nan() || past > 2.0 * SEEN)
                };
                let is_below = past(|end, trim| (-end.y).max(end.y - trim.height));
                let is_beside = past(|end, trim| (-end.x).max(end.x - trim.width));
                // A word may be wider than the page; no line needs to stand below it.
                let is_broken = (is_below && self.is_tame) || ((is_below || is_beside) && !is_told);
                if is_broken && !is_clipped && !run.text.trim().is_empty() {
                    let told = if is_told { "" } else { " and not told" };
                    return Err(format!("`{}` is off page {}{told}, at {ends:?}", run.text, index + 1));
                }
            }
        }
        Ok(())
    }
}

fn text(page: &Page) -> String {
    let mut runs = Vec::new();
    collect(&page.items, Affine::IDENTITY, false, &mut runs);
    runs.iter().map(|run| &*run.run.text).collect()
}

fn collect<'a>(items: &'a [Item], to_page: Affine, is_clipped: bool, runs: &mut Vec<Run<'a>>) {
    for item in items {
        match item {
            Item::Glyphs(run) => runs.push(Run { run, to_page, is_clipped }),
            Item::Group(group) => {
                let inner = group.transform.map_or(to_page, |map| map.then(to_page));
                collect(&group.items, inner, is_clipped || group.clip.is_some(), runs);
            }
            _ => {}
        }
    }
}

/// Plain text is there letter by letter, once: neither breaks nor capitals nor hyphens change that.
fn same_letters(wanted: &str, found: &str) -> Result<(), String> {
    let mut counts: BTreeMap<char, isize> = BTreeMap::new();
    let is_plain = |letter: &char| {
        letter.is_ascii_digit()
            || matches!(letter, 'a'..='z' | '\u{300}'..='\u{36f}' | '\u{600}'..='\u{6ff}')
                && !matches!(letter, 'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm')
    };
    for letter in wanted.to_lowercase().chars().filter(is_plain) {
        *counts.entry(letter).or_default() += 1;
    }
    for letter in found.to_lowercase().chars().filter(is_plain) {
        *counts.entry(letter).or_default() -= 1;
    }
    counts.retain(|_, count| *count != 0);
    if counts.is_empty() {
        return Ok(());
    }
    let lost: String = counts.iter().filter(|(_, count)| **count > 0).map(|(letter, _)| letter).collect();
    let doubled: String = counts.iter().filter(|(_, count)| **count < 0).map(|(letter, _)| letter).collect();
    Err(format!("lost `{lost}`, doubled `{doubled}`"))
}

/// How many elements have generated text, as the parser sees the document.
fn generated(html: &str) -> usize {
    let (dom, _) = html::parse(html, "random.html");
    let class = |node: &html::Node| match &node.kind {
        html::NodeKind::Element(element) => element.attribute("class").cloned(),
        _ => None,
    };
    let classes = dom.nodes.iter().filter_map(class);
    classes.filter(|class| class.contains("before") || class.contains("after")).count()
}
