use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

use super::super::counter_style::System;
use super::super::values::*;
use super::super::{ComputedStyle, NamedString, PrinterMarks, Reference};
use crate::color::Rgba;
use crate::text::{FontFeature, FontUnits, TextStyle};
use crate::units::{PT_PER_PX, Pt, Sides, Size};

/// `medium`, which shows as soon as the border has a style.
const MEDIUM: Pt = 3.0 * PT_PER_PX;

/// A style under construction: what layout will read, and what only the cascade needs.
#[derive(Clone, Debug)]
pub(in crate::style) struct Style {
    /// Of its first font.
    pub font: FontUnits,
    /// Its `text` is behind until [`Style::finish`].
    pub computed: ComputedStyle,
    pub text: TextStyle,
    pub extra: Extra,
}

/// Properties that generated content, other properties or page rules are made of.
#[derive(Clone, Debug, Default)]
pub(in crate::style) struct Extra {
    /// Inherited.
    pub variables: Arc<Variables>,
    /// Inherited.
    pub features: Features,
    /// Inherited.
    pub list_style_type: ListStyleType,
    /// Inherited.
    pub list_style_image: Option<Reference>,
    /// Inherited.
    pub quotes: Quotes,
    pub content: ContentValue,
    pub counter_reset: Vec<(Arc<str>, i32)>,
    pub counter_increment: Vec<(Arc<str>, i32)>,
    pub counter_set: Vec<(Arc<str>, i32)>,
    pub string_set: Vec<(Arc<str>, Vec<ContentItem>)>,
    pub background: Backgrounds,
    pub translate: Option<TransformFunction>,
    pub rotate: Option<TransformFunction>,
    pub scale: Option<TransformFunction>,
    /// `size` and `bleed` of an `@page` rule.
    pub page_size: PageSize,
    pub bleed: Option<Pt>,
    /// `marks` of an `@page` rule; `None` if it has none.
    pub marks: Option<PrinterMarks>,
}

/// Custom properties in force, their text with every `var()` replaced.
pub(in crate::style) type Variables = BTreeMap<Arc<str>, Arc<str>>;

/// What each property adds to the features of the font, weakest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::style) struct Features {
    pub kerning: Vec<FontFeature>,
    pub ligatures: Vec<FontFeature>,
    pub caps: Vec<FontFeature>,
    pub numeric: Vec<FontFeature>,
    pub position: Vec<FontFeature>,
    pub settings: Vec<FontFeature>,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::style) enum ListStyleType {
    None,
    Counter(CounterStyle),
    Text(Arc<str>),
}

impl Default for ListStyleType {
    fn default() -> ListStyleType {
        ListStyleType::Counter(CounterStyle::Disc)
    }
}

/// How a counter is written; the two that most lists have need no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CounterStyle {
    Disc,
    Decimal,
    Named(Arc<str>),
    /// `symbols()`
    Symbols(Symbols),
}

/// A counter style without a name
/// ([CSS Counter Styles 3, 4](https://www.w3.org/TR/css-counter-styles-3/#symbols-function)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbols(pub(in crate::style) Arc<System>);

#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::style) enum Quotes {
    #[default]
    Auto,
    None,
    Pairs(Vec<(Arc<str>, Arc<str>)>),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::style) enum ContentValue {
    #[default]
    Normal,
    None,
    Items(Vec<ContentItem>, Alternative),
}

/// What stands for an image where nobody sees it: the parts behind the slash.
pub(in crate::style) type Alternative = Option<Vec<ContentItem>>;

#[derive(Clone, Debug, PartialEq)]
pub(in crate::style) enum ContentItem {
    Text(Arc<str>),
    /// With what stands for it where there is none.
    Attribute(Arc<str>, Arc<str>),
    Counter(Arc<str>, CounterStyle),
    Counters(Arc<str>, Arc<str>, CounterStyle),
    OpenQuote,
    CloseQuote,
    /// `no-open-quote` and `no-close-quote`: only the depth changes.
    Deeper,
    Shallower,
    Image(Reference),
    /// `string()`
    Named(Arc<str>, NamedString),
    /// `content()`
    Content(ContentPart),
}

/// What of an element's own text `content()` gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::style) enum ContentPart {
    Text,
    FirstLetter,
    /// The text of its `::before`.
    Before,
    After,
}

/// The longhands of `background` before they are laid over each other.
#[derive(Clone, Debug, Default)]
pub(in crate::style) struct Backgrounds {
    pub images: Vec<Option<BackgroundImage>>,
    pub x: Vec<LengthPercentage>,
    pub y: Vec<LengthPercentage>,
    pub sizes: Vec<BackgroundSize>,
    pub repeats: Vec<(BackgroundRepeat, BackgroundRepeat)>,
    pub origins: Vec<BoxArea>,
    pub clips: Vec<BoxArea>,
}

/// `size` of an `@page` rule.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::style) enum PageSize {
    #[default]
    Auto,
    Exact(Size),
    /// `landscape` or `portrait` alone: the default size, turned.
    Turned {
        landscape: bool,
    },
}

/// What relative values are relative to.
pub(in crate::style) struct Context<'a> {
    pub em: Pt,
    pub rem: Pt,
    /// The used line height, `normal` being 1.2.
    pub lh: Pt,
    pub rlh: Pt,
    /// Of the first font; while the font itself is computed, of the parent's.
    pub font: FontUnits,
    /// The first page's trim size.
    pub viewport: Size,
    /// `currentColor`.
    pub color: Rgba,
    pub parent: &'a Style,
}

impl Context<'static> {
    /// Without a document.
    pub fn initial() -> Context<'static> {
        let style = Style::initial();
        let (em, lh) = (style.text.size, style.used_line_height());
        let viewport = Size::new(0.0, 0.0);
        let font = FontUnits::NORMAL;
        Context { em, rem: em, lh, rlh: lh, font, viewport, color: Rgba::BLACK, parent: style }
    }
}

impl Deref for Style {
    type Target = ComputedStyle;

    fn deref(&self) -> &ComputedStyle {
        &self.computed
    }
}

impl DerefMut for Style {
    fn deref_mut(&mut self) -> &mut ComputedStyle {
        &mut self.computed
    }
}

impl Style {
    /// Every property at its initial value.
    pub fn initial() -> &'static Style {
        static INITIAL: LazyLock<Style> = LazyLock::new(|| {
            let mut computed = ComputedStyle::initial();
            for border in borders(&mut computed) {
                border.width = MEDIUM;
            }
            Style { font: FontUnits::NORMAL, computed, text: TextStyle::initial(), extra: Extra::default() }
        });
        &INITIAL
    }

    /// A child's style before any declaration.
    pub fn inherit(parent: &Style) -> Style {
        let extra = Extra {
            variables: parent.extra.variables.clone(),
            features: parent.extra.features.clone(),
            list_style_type: parent.extra.list_style_type.clone(),
            list_style_image: parent.extra.list_style_image.clone(),
            quotes: parent.extra.quotes.clone(),
            ..Extra::default()
        };
        let mut computed = ComputedStyle::inherit(&parent.computed);
        for border in borders(&mut computed) {
            border.width = MEDIUM;
        }
        let (decoration, outer) = (&mut computed.text_decoration, &parent.text_decoration);
        decoration.underline_offset = outer.underline_offset;
        decoration.is_under = outer.is_under;
        decoration.skips_ink = outer.skips_ink;
        Style { font: parent.font, computed, text: parent.text.clone(), extra }
    }

    /// Colours whose initial value is `currentColor`.
    pub fn set_current_color(&mut self) {
        let color = self.color.clone();
        for border in borders(&mut self.computed) {
            border.color = color.clone();
        }
        self.text_decoration.color = color;
    }

    /// The used line height in points, `normal` being 1.2.
    pub fn used_line_height(&self) -> Pt {
        match self.line_height {
            LineHeight::Normal => self.text.size * 1.2,
            LineHeight::Number(number) => self.text.size * number,
            LineHeight::Length(length) => length,
        }
    }

    /// Puts together what several properties decide. The shared text style stays as it is.
    pub fn finish(&mut self) {
        for border in borders(&mut self.computed) {
            if matches!(border.style, BorderStyle::None | BorderStyle::Hidden) {
                border.width = 0.0;
            }
        }
        // One axis that hides makes the other one do so, too (CSS Overflow 3, 3.1).
        if [self.overflow_x, self.overflow_y].contains(&Overflow::Hidden) {
            (self.computed.overflow_x, self.computed.overflow_y) = (Overflow::Hidden, Overflow::Hidden);
        }
        self.text.features = self.extra.features.merged();
        self.computed.backgrounds = self.extra.background.layers();
        self.computed.background_color_clip = self.extra.background.color_clip();
        let own = [&self.extra.translate, &self.extra.rotate, &self.extra.scale];
        let own: Vec<TransformFunction> = own.into_iter().flatten().cloned().collect();
        self.computed.transform.splice(0..0, own);
    }
}

fn borders(style: &mut ComputedStyle) -> [&mut Border; 6] {
    let Sides { top, right, bottom, left } = &mut style.border;
    [top, right, bottom, left, &mut style.column_rule, &mut style.outline]
}

impl Features {
    fn merged(&self) -> Vec<FontFeature> {
        let all = [&self.kerning, &self.ligatures, &self.caps, &self.numeric, &self.position, &self.settings];
        let merged: BTreeMap<[u8; 4], u32> =
            all.into_iter().flatten().map(|feature| (feature.tag, feature.value)).collect();
        merged.into_iter().map(|(tag, value)| FontFeature { tag, value }).collect()
    }
}

impl Backgrounds {
    /// Lists that are too short are repeated ([CSS Backgrounds 3, 2.3](https://www.w3.org/TR/css-backgrounds-3/#layering)).
    fn layers(&self) -> Vec<BackgroundLayer> {
        fn nth<T: Clone>(list: &[T], at: usize, initial: T) -> T {
            if list.is_empty() { initial } else { list[at % list.len()].clone() }
        }
        let zero = LengthPercentage::Percent(0.0);
        let layer = |(at, image): (usize, &Option<BackgroundImage>)| {
            Some(BackgroundLayer {
                image: image.clone()?,
                position: (nth(&self.x, at, zero.clone()), nth(&self.y, at, zero.clone())),
                size: nth(&self.sizes, at, BackgroundSize::Explicit(None, None)),
                repeat: nth(&self.repeats, at, (BackgroundRepeat::Repeat, BackgroundRepeat::Repeat)),
                origin: nth(&self.origins, at, BoxArea::Padding),
                clip: nth(&self.clips, at, BoxArea::Border),
            })
        };
        self.images.iter().enumerate().filter_map(layer).collect()
    }

    /// The colour is clipped as the lowest image is, shown or not.
    fn color_clip(&self) -> BoxArea {
        let lowest = self.images.len().saturating_sub(1);
        if self.clips.is_empty() { BoxArea::Border } else { self.clips[lowest % self.clips.len()] }
    }
}
