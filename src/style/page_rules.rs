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
