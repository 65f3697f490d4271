use std::sync::Arc;

use super::{ComputedStyle, LengthPercentageAuto, Reference};
use crate::units::{Pt, Sides, Size};

/// All `@page` rules, cascaded for any page that layout asks about.
#[derive(Clone, Debug, Default)]
pub struct PageRules {
    /// Ordered by ascending precedence.
    pub rules: Vec<PageRule>,
}

/// One `@page` rule after parsing ([CSS Paged Media 3](https://www.w3.org/TR/css-page-3/#at-page-rule)).
#[derive(Clone, Debug)]
pub struct PageRule {
    pub selector: PageSelector,
    pub size: Option<Size>,
    pub bleed: Option<Pt>,
    pub margin: Sides<Option<LengthPercentageAuto>>,
    pub margin_boxes: Vec<MarginBoxRule>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSelector {
    pub name: Option<Arc<str>>,
    pub first: bool,
    pub blank: bool,
    pub side: Option<PageSide>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSide {
    Left,
    Right,
}

/// A margin box with its style, computed against the root element.
#[derive(Clone, Debug)]
pub struct MarginBoxRule {
    pub place: MarginBox,
    pub style: Arc<ComputedStyle>,
    /// `None` is `content: none`.
    pub content: Option<Vec<MarginContent>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum MarginContent {
    Text(Arc<str>),
    Page,
    Pages,
    Image(Reference),
}

/// The sixteen boxes around a page's content, clockwise from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarginBox {
    TopLeftCorner,
    TopLeft,
    TopCenter,
    TopRight,
    TopRightCorner,
    RightTop,
    RightMiddle,
    RightBottom,
    BottomRightCorner,
    BottomRight,
    BottomCenter,
    BottomLeft,
    BottomLeftCorner,
    LeftBottom,
    LeftMiddle,
    LeftTop,
}

/// What the rules give one page.
#[derive(Clone, Debug)]
pub struct PageStyle {
    pub size: Size,
    pub bleed: Pt,
    /// `auto` is 0.
    pub margin: Sides<Pt>,
    pub margin_boxes: Vec<MarginBoxRule>,
}

/// The page that is asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageContext {
    pub name: Option<Arc<str>>,
    /// From 0.
    pub index: usize,
    pub blank: bool,
}

impl PageRules {
    /// What the rules give one page. The first page is a right page, as in text from left to right.
    pub fn resolve(&self, context: &PageContext, default_size: Size) -> PageStyle {
        let matching = self.rules.iter().filter(|rule| rule.selector.matches(context));
        let mut page =
            PageStyle { size: default_size, bleed: 0.0, margin: Sides::all(0.0), margin_boxes: Vec::new() };
        let mut margin = Sides::all(LengthPercentageAuto::Auto);
        for rule in matching {
            page.size = rule.size.unwrap_or(page.size);
            page.bleed = rule.bleed.unwrap_or(page.bleed);
            let sides = [
                (&mut margin.top, &rule.margin.top),
                (&mut margin.right, &rule.margin.right),
                (&mut margin.bottom, &rule.margin.bottom),
                (&mut margin.left, &rule.margin.left),
            ];
            for (side, set) in sides {
                if let Some(set) = set {
                    side.clone_from(set);
                }
            }
            for found in &rule.margin_boxes {
                page.margin_boxes.retain(|weaker| weaker.place != found.place);
                page.margin_boxes.push(found.clone());
            }
        }
        page.margin_boxes.sort_by_key(|found| found.place);
        // Percentages are of the page's own width or height (CSS Paged Media 3, 5.2).
        let used = |side: LengthPercentageAuto, basis: Pt| match side {
            LengthPercentageAuto::Auto => 0.0,
            LengthPercentageAuto::Value(value) => value.resolve(basis),
        };
        let Size { width, height } = page.size;
        page.margin = Sides {
            top: used(margin.top, height),
            right: used(margin.right, width),
            bottom: used(margin.bottom, height),
            left: used(margin.left, width),
        };
        page
    }
}

impl PageSelector {
    fn matches(&self, page: &PageContext) -> bool {
        let side = if page.index.is_multiple_of(2) { PageSide::Right } else { PageSide::Left };
        (self.name.is_none() || self.name == page.name)
            && (!self.first || page.index == 0)
            && (!self.blank || page.blank)
            && self.side.is_none_or(|wanted| wanted == side)
    }
}
