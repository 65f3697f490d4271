use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ComputedStyle, CounterStyle, LengthPercentageAuto, Reference};
use crate::units::{Pt, Rect, Sides, Size};

/// All `@page` rules, cascaded for every page that layout may ask about.
#[derive(Clone, Debug, Default)]
pub struct PageRules {
    /// Of each rule, by ascending precedence.
    pub selectors: Vec<PageSelector>,
    /// What rules give together, by the places of those that match.
    pub styles: BTreeMap<Vec<u16>, Arc<PageRule>>,
}

/// What the rules that match a page say of it, computed against the root element
/// ([CSS Paged Media 3](https://www.w3.org/TR/css-page-3/#page-properties)).
#[derive(Clone, Debug)]
pub struct PageRule {
    pub size: Option<Size>,
    pub bleed: Pt,
    /// `None`: it says nothing.
    pub marks: Option<PrinterMarks>,
    /// Margins, borders, padding and background of the page box.
    pub style: Arc<ComputedStyle>,
    pub counters: PageCounters,
    pub margin_boxes: Vec<MarginBoxRule>,
}

/// What `marks` asks a printer's sheet to have
/// ([CSS Paged Media 3, 7.4](https://www.w3.org/TR/css-page-3/#page-marks)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrinterMarks {
    pub crop: bool,
    pub cross: bool,
}

/// What a page does to the counter `page` before it shows it
/// ([CSS Paged Media 3, 4.3](https://www.w3.org/TR/css-page-3/#page-based-counters)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageCounters {
    pub reset: Option<i32>,
    /// `None` is 1.
    pub increment: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSelector {
    pub name: Option<Arc<str>>,
    pub first: bool,
    pub blank: bool,
    pub side: Option<PageSide>,
    /// `:nth(An+B)`, pages counted from 1.
    pub nth: Option<(i32, i32)>,
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
    Page(CounterStyle),
    Pages(CounterStyle),
    /// A string that elements set.
    Named(Arc<str>, NamedString),
    Image(Reference),
}

/// Which of the values of a page `string()` shows
/// ([CSS GCPM 3, 1.1.3](https://www.w3.org/TR/css-gcpm-3/#using-named-strings)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedString {
    First,
    Start,
    Last,
    FirstExcept,
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
    pub marks: Option<PrinterMarks>,
    /// `auto` is 0.
    pub margin: Sides<Pt>,
    pub padding: Sides<Pt>,
    /// Background and borders of the page box.
    pub style: Arc<ComputedStyle>,
    pub counters: PageCounters,
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
    /// Changes the bleed of every page, whatever its rules say of it.
    pub fn set_bleed(&mut self, of: impl Fn(Pt) -> Pt) {
        for rule in self.styles.values_mut() {
            if of(rule.bleed) != rule.bleed {
                let rule = Arc::make_mut(rule);
                rule.bleed = of(rule.bleed);
            }
        }
    }

    /// What the rules give one page. The first page is a right page, as in text from left to right.
    pub fn resolve(&self, context: &PageContext, default_size: Size) -> PageStyle {
        let rule = self.styles.get(&self.matching(context)).or_else(|| self.styles.get(&Vec::new()));
        let Some(rule) = rule else {
            return PageStyle {
                size: default_size,
                bleed: 0.0,
                marks: None,
                margin: Sides::all(0.0),
                padding: Sides::all(0.0),
                style: Arc::new(ComputedStyle::initial()),
                counters: PageCounters::default(),
                margin_boxes: Vec::new(),
            };
        };
        let size = rule.size.unwrap_or(default_size);
        // Percentages are of the page's own width or height (CSS Paged Media 3, 5.2).
        let margin = |side: &LengthPercentageAuto, basis: Pt| match side {
            LengthPercentageAuto::Auto => 0.0,
            LengthPercentageAuto::Value(value) => value.resolve(basis),
        };
        let of = &rule.style;
        PageStyle {
            size,
            bleed: rule.bleed,
            marks: rule.marks,
            margin: Sides {
                top: margin(&of.margin.top, size.height),
                right: margin(&of.margin.right, size.width),
                bottom: margin(&of.margin.bottom, size.height),
                left: margin(&of.margin.left, size.width),
            },
            padding: Sides {
                top: of.padding.top.resolve(size.height),
                right: of.padding.right.resolve(size.width),
                bottom: of.padding.bottom.resolve(size.height),
                left: of.padding.left.resolve(size.width),
            },
            style: rule.style.clone(),
            counters: rule.counters,
            margin_boxes: rule.margin_boxes.clone(),
        }
    }

    /// The places of the rules for a page.
    pub fn matching(&self, context: &PageContext) -> Vec<u16> {
        let places = self.selectors.iter().enumerate();
        places.filter(|(_, selector)| selector.matches(context)).map(|(at, _)| at as u16).collect()
    }
}

impl PageStyle {
    /// What of the page its content has, from the corner of the trim box.
    pub fn area(&self) -> Rect {
        let border = self.style.border.clone().map(|border| border.width);
        self.border_box().inset(border).inset(self.padding)
    }

    pub fn border_box(&self) -> Rect {
        Rect::new(0.0, 0.0, self.size.width, self.size.height).inset(self.margin)
    }
}

impl PageSelector {
    fn matches(&self, page: &PageContext) -> bool {
        let side = if page.index.is_multiple_of(2) { PageSide::Right } else { PageSide::Left };
        (self.name.is_none() || self.name == page.name)
            && (!self.first || page.index == 0)
            && (!self.blank || page.blank)
            && self.side.is_none_or(|wanted| wanted == side)
            && self.nth.is_none_or(|(step, offset)| is_nth(page.index as i32 + 1, step, offset))
    }
}

/// Whether a number is one of `An+B`
/// ([CSS Syntax 3, 6](https://www.w3.org/TR/css-syntax-3/#anb-microsyntax)).
fn is_nth(number: i32, step: i32, offset: i32) -> bool {
    let (number, step, offset) = (i64::from(number), i64::from(step), i64::from(offset));
    match step {
        0 => number == offset,
        _ => (number - offset) % step == 0 && (number - offset) / step >= 0,
    }
}
