use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::property::{ContentItem, ContentValue, PageSize, Style, longhand_id};
use super::super::syntax::{Block, PageBlock};
use super::super::{
    MarginBox, MarginBoxRule, MarginContent, PageContext, PageCounters, PageRule, PageRules, PageSelector,
    TextAlign, VerticalAlign,
};
use super::compute::{Computer, Hints};
use super::matching::{Level, Matched};
use super::sheets::Sheets;
use crate::diagnostics::Diagnostic;
use crate::units::{PT_PER_MM, Size};

/// The size of a page that nobody gave one: A4.
pub(super) const DEFAULT: Size = Size::new(210.0 * PT_PER_MM, 297.0 * PT_PER_MM);

/// Pages that `:nth()` is asked about; no document is longer.
const MOST_PAGES: usize = 5000;

/// All `@page` rules, computed below the root element for each set of them that some page can match.
pub(super) fn rules(computer: &mut Computer, sheets: &Sheets, root: &Style) -> PageRules {
    let mut list: Vec<(Level, PageSelector, &PageBlock)> = Vec::new();
    let size = computer.viewport;
    let used = sheets.list.iter().enumerate().filter(|(_, loaded)| loaded.media.are_met(size));
    for (number, loaded) in used {
        for page in loaded.sheet.pages.iter().filter(|page| page.media.are_met(size)) {
            let level = sheets.level(number, page.layer.as_deref());
            list.extend(page.selectors.iter().map(|selector| (level, selector.clone(), page)));
        }
    }
    list.sort_by_key(|(level, selector, _)| (*level, specificity(selector)));
    let selectors: Vec<PageSelector> = list.iter().map(|(_, selector, _)| selector.clone()).collect();
    let mut rules = PageRules { selectors, styles: BTreeMap::new() };
    for matching in sets(&rules) {
        let blocks = matching.iter().map(|at| &list[usize::from(*at)]);
        let blocks: Vec<(Level, &PageBlock)> = blocks.map(|(level, _, page)| (*level, *page)).collect();
        let rule = rule(computer, &blocks, root);
        rules.styles.insert(matching, Arc::new(rule));
    }
    rules
}

/// [CSS Paged Media 3, 4.5](https://www.w3.org/TR/css-page-3/#cascading-and-page-context).
fn specificity(selector: &PageSelector) -> (bool, u8, bool) {
    let flags = [selector.first, selector.blank, selector.nth.is_some()];
    let flags = flags.into_iter().map(u8::from).sum();
    (selector.name.is_some(), flags, selector.side.is_some())
}

/// The sets of rules that pages match.
fn sets(rules: &PageRules) -> BTreeSet<Vec<u16>> {
    let names: BTreeSet<Option<Arc<str>>> =
        rules.selectors.iter().map(|selector| selector.name.clone()).chain([None]).collect();
    let counts = rules.selectors.iter().any(|selector| selector.nth.is_some());
    let pages = if counts { MOST_PAGES } else { 3 };
    let mut sets = BTreeSet::new();
    for name in names {
        for (index, blank) in (0..pages).flat_map(|index| [(index, false), (index, true)]) {
            sets.insert(rules.matching(&PageContext { name: name.clone(), index, blank }));
        }
    }
    sets
}

/// `blocks` are the rules of one page, weakest first.
fn rule(computer: &mut Computer, blocks: &[(Level, &PageBlock)], root: &Style) -> PageRule {
    let own: Vec<(Level, &Block)> = blocks.iter().map(|(level, page)| (*level, &page.block)).collect();
    let hints = Hints { blockify: true, ..Hints::default() };
    let style = computer.compute(root, &matched(&own), &hints);
    let size = match style.extra.page_size {
        PageSize::Auto => None,
        PageSize::Exact(size) => Some(size),
        PageSize::Turned { landscape: true } => Some(Size::new(DEFAULT.height, DEFAULT.width)),
        PageSize::Turned { landscape: false } => Some(DEFAULT),
    };
    let of_page =
        |list: &[(Arc<str>, i32)]| list.iter().rfind(|(name, _)| &**name == "page").map(|(_, value)| *value);
    let counters = PageCounters {
        reset: of_page(&style.extra.counter_reset),
        increment: of_page(&style.extra.counter_increment),
    };
    let margin_boxes = blocks.iter().flat_map(|(_, page)| &page.margin_boxes);
    let places: BTreeSet<MarginBox> = margin_boxes.map(|found| found.place).collect();
    let margin_boxes = places.into_iter().map(|place| margin_box(computer, blocks, place, &style)).collect();
    let bleed = style.extra.bleed.unwrap_or(0.0);
    let marks = style.extra.marks;
    PageRule { size, bleed, marks, style: Arc::new(style.computed), counters, margin_boxes }
}

/// A margin box inherits from its page
/// ([CSS Paged Media 3, 4.4](https://www.w3.org/TR/css-page-3/#page-properties)).
fn margin_box(
    computer: &mut Computer,
    blocks: &[(Level, &PageBlock)],
    place: MarginBox,
    page: &Style,
) -> MarginBoxRule {
    let own: Vec<(Level, &Block)> = blocks
        .iter()
        .flat_map(|(level, page)| page.margin_boxes.iter().map(|found| (*level, found)))
        .filter(|(_, found)| found.place == place)
        .map(|(level, found)| (level, &found.block))
        .collect();
    let mut style = Style::inherit(page);
    (style.text_align, style.vertical_align) = alignment(place);
    let hints = Hints { blockify: true, ..Hints::default() };
    let style = computer.compute_from(style, page, &matched(&own), &hints);
    let content = match &style.extra.content {
        ContentValue::Items(items, _) => Some(content(computer, items, &own)),
        _ => None,
    };
    MarginBoxRule { place, style: Arc::new(style.computed), content }
}

fn matched<'s>(blocks: &[(Level, &'s Block)]) -> Matched<'s> {
    let mut matched = Matched::default();
    blocks.iter().for_each(|(level, block)| matched.push(*level, block));
    matched
}

fn content(computer: &mut Computer, items: &[ContentItem], blocks: &[(Level, &Block)]) -> Vec<MarginContent> {
    let mut out = Vec::new();
    for item in items {
        match item {
            ContentItem::Text(text) => out.push(MarginContent::Text(text.clone())),
            ContentItem::Counter(name, style) if &**name == "page" => {
                out.push(MarginContent::Page(style.clone()))
            }
            ContentItem::Counter(name, style) if &**name == "pages" => {
                out.push(MarginContent::Pages(style.clone()))
            }
            ContentItem::Named(name, which) => out.push(MarginContent::Named(name.clone(), *which)),
            ContentItem::Image(reference) => out.push(MarginContent::Image(reference.clone())),
            _ => {
                let message = "a part of `content` is not supported in a margin box";
                let diagnostic = Diagnostic::warning("unsupported-value", message)
                    .help("use strings, `counter(page)`, `counter(pages)`, `string()` and `url()`");
                tell(computer, blocks, "content", diagnostic);
            }
        }
    }
    out
}

/// At the declaration that won.
fn tell(computer: &mut Computer, blocks: &[(Level, &Block)], property: &str, diagnostic: Diagnostic) {
    let id = longhand_id(property);
    let found = blocks.iter().rev().find_map(|(_, block)| {
        let found = block.declarations.iter().rfind(|found| Some(found.declared.longhand) == id);
        found.map(|found| (*block, found.place))
    });
    if let Some((block, place)) = found {
        computer.tell(block, place, diagnostic, "");
    }
}

/// [CSS Paged Media 3, 5.3](https://www.w3.org/TR/css-page-3/#margin-text-alignment).
fn alignment(place: MarginBox) -> (TextAlign, VerticalAlign) {
    use MarginBox::*;
    match place {
        TopLeftCorner | BottomLeftCorner => (TextAlign::Right, VerticalAlign::Middle),
        TopRightCorner | BottomRightCorner => (TextAlign::Left, VerticalAlign::Middle),
        TopLeft | BottomLeft => (TextAlign::Left, VerticalAlign::Middle),
        TopCenter | BottomCenter => (TextAlign::Center, VerticalAlign::Middle),
        TopRight | BottomRight => (TextAlign::Right, VerticalAlign::Middle),
        LeftTop | RightTop => (TextAlign::Center, VerticalAlign::Top),
        LeftMiddle | RightMiddle => (TextAlign::Center, VerticalAlign::Middle),
        LeftBottom | RightBottom => (TextAlign::Center, VerticalAlign::Bottom),
    }
}
