use std::sync::Arc;

use super::super::property::{ContentItem, ContentValue, CounterStyle, PageSize, Style, longhand_id};
use super::super::syntax::{Block, MarginBlock, PageBlock};
use super::super::{
    MarginBox, MarginBoxRule, MarginContent, PageRule, PageRules, PageSelector, PageSide, TextAlign,
    VerticalAlign,
};
use super::compute::{Computer, Hints};
use super::matching::{Level, Matched};
use super::sheets::Loaded;
use crate::diagnostics::Diagnostic;
use crate::units::{PT_PER_MM, Sides, Size};

/// The size of a page that nobody gave one: A4.
pub(super) const DEFAULT: Size = Size::new(210.0 * PT_PER_MM, 297.0 * PT_PER_MM);

/// All `@page` rules, computed below the root element, weakest first.
pub(super) fn rules(computer: &mut Computer, sheets: &[Loaded], root: &Style) -> PageRules {
    let mut list: Vec<(PageSelector, &PageBlock)> = Vec::new();
    let size = computer.viewport;
    let used = sheets.iter().filter(|loaded| loaded.media.are_met(size));
    for page in used.flat_map(|loaded| &loaded.sheet.pages).filter(|page| page.media.are_met(size)) {
        list.extend(page.selectors.iter().map(|selector| (selector.clone(), page)));
    }
    list.sort_by_key(|(selector, _)| specificity(selector));
    let rules = (0..list.len()).map(|at| rule(computer, &list, at, root)).collect();
    PageRules { rules }
}

/// [CSS Paged Media 3, 4.5](https://www.w3.org/TR/css-page-3/#cascading-and-page-context).
fn specificity(selector: &PageSelector) -> (bool, u8, bool) {
    let flags = u8::from(selector.first) + u8::from(selector.blank);
    (selector.name.is_some(), flags, selector.side.is_some())
}

fn rule(computer: &mut Computer, list: &[(PageSelector, &PageBlock)], at: usize, root: &Style) -> PageRule {
    let (selector, page) = &list[at];
    let style = computer.compute(root, &matched(vec![&page.block]), &Hints::default());
    let size = match style.extra.page_size {
        PageSize::Auto => None,
        PageSize::Exact(size) => Some(size),
        PageSize::Turned { landscape: true } => Some(Size::new(DEFAULT.height, DEFAULT.width)),
        PageSize::Turned { landscape: false } => Some(DEFAULT),
    };
    let is_declared = |name: &str| {
        let id = longhand_id(name);
        page.block.declarations.iter().any(|found| Some(found.declared.longhand) == id)
    };
    let margin = Sides {
        top: is_declared("margin-top").then(|| style.margin.top.clone()),
        right: is_declared("margin-right").then(|| style.margin.right.clone()),
        bottom: is_declared("margin-bottom").then(|| style.margin.bottom.clone()),
        left: is_declared("margin-left").then(|| style.margin.left.clone()),
    };
    let mut places: Vec<MarginBox> = page.margin_boxes.iter().map(|found| found.place).collect();
    places.sort();
    places.dedup();
    let margin_boxes = places.into_iter().map(|place| margin_box(computer, list, at, place, root)).collect();
    PageRule { selector: selector.clone(), size, bleed: style.extra.bleed, margin, margin_boxes }
}

/// What this rule and the more general ones before it say about a margin box.
fn margin_box(
    computer: &mut Computer,
    list: &[(PageSelector, &PageBlock)],
    at: usize,
    place: MarginBox,
    root: &Style,
) -> MarginBoxRule {
    let blocks: Vec<&MarginBlock> = list[..=at]
        .iter()
        .filter(|(selector, _)| covers(selector, &list[at].0))
        .flat_map(|(_, page)| &page.margin_boxes)
        .filter(|found| found.place == place)
        .collect();
    let mut style = Style::inherit(root);
    (style.text_align, style.vertical_align) = alignment(place);
    let own: Vec<&Block> = blocks.iter().map(|found| &found.block).collect();
    let last = own.last().copied();
    let hints = Hints { blockify: true, ..Hints::default() };
    let style = computer.compute_from(style, root, &matched(own), &hints);
    let content = match (&style.extra.content, last) {
        (ContentValue::Items(items), Some(block)) => Some(content(computer, items, block)),
        _ => None,
    };
    let style = Arc::new(style.computed);
    MarginBoxRule { place, style, content }
}

fn matched(blocks: Vec<&Block>) -> Matched<'_> {
    let levels = vec![Level::Author(0); blocks.len()];
    Matched { blocks, levels }
}

/// Whether every page of the second selector is one of the first.
fn covers(general: &PageSelector, special: &PageSelector) -> bool {
    let is_right = special.side == Some(PageSide::Right) || (special.first && special.side.is_none());
    let side = match general.side {
        None => true,
        Some(PageSide::Right) => is_right,
        Some(PageSide::Left) => special.side == Some(PageSide::Left),
    };
    (general.name.is_none() || general.name == special.name)
        && (!general.first || special.first)
        && (!general.blank || special.blank)
        && side
}

fn content(computer: &mut Computer, items: &[ContentItem], block: &Block) -> Vec<MarginContent> {
    let mut out = Vec::new();
    for item in items {
        match item {
            ContentItem::Text(text) => out.push(MarginContent::Text(text.clone())),
            ContentItem::Counter(name, CounterStyle::Decimal) if &**name == "page" => {
                out.push(MarginContent::Page);
            }
            ContentItem::Counter(name, CounterStyle::Decimal) if &**name == "pages" => {
                out.push(MarginContent::Pages);
            }
            ContentItem::Image(reference) => out.push(MarginContent::Image(reference.clone())),
            _ => {
                let id = longhand_id("content");
                let place = block.declarations.iter().rfind(|found| Some(found.declared.longhand) == id);
                let message = "a part of `content` is not supported in a margin box";
                let diagnostic = Diagnostic::warning("unsupported-value", message)
                    .help("use strings, `counter(page)`, `counter(pages)` and `url()`");
                if let Some(declaration) = place {
                    computer.tell(block, declaration.place, diagnostic, "");
                }
            }
        }
    }
    out
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
