//! The values that computed properties take, in the words of the CSS specifications.

use std::sync::Arc;

use crate::color::Rgba;
use crate::units::{Pt, Sides};

/// A length, a share of a basis that only layout knows, or both.
#[derive(Clone, Debug, PartialEq)]
pub enum LengthPercentage {
    Length(Pt),
    /// 1.0 is the whole basis.
    Percent(f32),
    Calc(Arc<Calc>),
}

impl LengthPercentage {
    pub const ZERO: LengthPercentage = LengthPercentage::Length(0.0);

    /// The used length, given what 100 % is.
    pub fn resolve(&self, basis: Pt) -> Pt {
        match self {
            LengthPercentage::Length(length) => *length,
            LengthPercentage::Percent(share) => basis * share,
            LengthPercentage::Calc(calc) => calc.resolve(basis),
        }
    }

    /// 100 %.
    pub fn whole() -> LengthPercentage {
        LengthPercentage::Percent(1.0)
    }

    /// The difference, whatever 100 % will be.
    pub fn minus(&self, other: &LengthPercentage) -> LengthPercentage {
        let calc = |value: &LengthPercentage| match value {
            LengthPercentage::Length(length) => Calc::Linear { length: *length, percent: 0.0 },
            LengthPercentage::Percent(share) => Calc::Linear { length: 0.0, percent: *share },
            LengthPercentage::Calc(calc) => (**calc).clone(),
        };
        let negative = Calc::Scale(-1.0, Box::new(calc(other)));
        LengthPercentage::Calc(Arc::new(Calc::Sum(vec![calc(self), negative])))
    }

    /// Whether it cannot be resolved without a basis.
    pub fn has_percent(&self) -> bool {
        match self {
            LengthPercentage::Length(_) => false,
            LengthPercentage::Percent(_) => true,
            LengthPercentage::Calc(calc) => calc.has_percent(),
        }
    }
}

/// A math function that mixes lengths and percentages
/// ([CSS Values 4, 10](https://www.w3.org/TR/css-values-4/#math)).
#[derive(Clone, Debug, PartialEq)]
pub enum Calc {
    Linear { length: Pt, percent: f32 },
    Sum(Vec<Calc>),
    Scale(f32, Box<Calc>),
    Min(Vec<Calc>),
    Max(Vec<Calc>),
    Clamp(Box<[Calc; 3]>),
    Step(Step, Box<[Calc; 2]>),
}

/// How a value goes with another one ([CSS Values 4, 10.3](https://www.w3.org/TR/css-values-4/#round-func)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Nearest,
    Up,
    Down,
    ToZero,
    /// What is left, with the sign of the step.
    Mod,
    /// What is left, with the sign of the value.
    Rem,
}

impl Step {
    /// A step of 0 is none: the result is no number, which counts as 0.
    pub fn apply(self, value: f32, step: f32) -> f32 {
        let result = match self {
            // Half way goes up.
            Step::Nearest => (value / step + 0.5).floor() * step,
            Step::Up => (value / step).ceil() * step,
            Step::Down => (value / step).floor() * step,
            Step::ToZero => (value / step).trunc() * step,
            Step::Mod => value - (value / step).floor() * step,
            Step::Rem => value % step,
        };
        if result.is_nan() { 0.0 } else { result }
    }
}

impl Calc {
    pub fn resolve(&self, basis: Pt) -> Pt {
        let each = |list: &[Calc]| list.iter().map(|calc| calc.resolve(basis)).collect::<Vec<Pt>>();
        match self {
            Calc::Linear { length, percent } => length + percent * basis,
            Calc::Sum(terms) => each(terms).into_iter().sum(),
            Calc::Scale(factor, calc) => factor * calc.resolve(basis),
            Calc::Min(list) => each(list).into_iter().fold(Pt::INFINITY, Pt::min),
            Calc::Max(list) => each(list).into_iter().fold(Pt::NEG_INFINITY, Pt::max),
            // Where the bounds cross, the lower one wins (CSS Values 4, 10.2).
            Calc::Clamp(parts) => {
                let [low, value, high] = &**parts;
                value.resolve(basis).min(high.resolve(basis)).max(low.resolve(basis))
            }
            Calc::Step(step, parts) => step.apply(parts[0].resolve(basis), parts[1].resolve(basis)),
        }
    }

    pub fn has_percent(&self) -> bool {
        match self {
            Calc::Linear { percent, .. } => *percent != 0.0,
            Calc::Sum(list) | Calc::Min(list) | Calc::Max(list) => list.iter().any(Calc::has_percent),
            Calc::Scale(_, calc) => calc.has_percent(),
            Calc::Clamp(parts) => parts.iter().any(Calc::has_percent),
            Calc::Step(_, parts) => parts.iter().any(Calc::has_percent),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum LengthPercentageAuto {
    Auto,
    Value(LengthPercentage),
}

/// A width or a height.
#[derive(Clone, Debug, PartialEq)]
pub enum Sizing {
    Auto,
    Value(LengthPercentage),
    MinContent,
    MaxContent,
    FitContent(Option<LengthPercentage>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    None,
    Contents,
    Block,
    /// A block that contains its margins and columns.
    FlowRoot,
    Inline,
    InlineBlock,
    ListItem,
    Flex,
    InlineFlex,
    Grid,
    InlineGrid,
    Table,
    InlineTable,
    TableCaption,
    TableHeaderGroup,
    TableRowGroup,
    TableFooterGroup,
    TableRow,
    TableCell,
    TableColumn,
    TableColumnGroup,
}

impl Display {
    /// Part of a line.
    pub fn is_inline_level(self) -> bool {
        use Display::{Inline, InlineBlock, InlineFlex, InlineGrid, InlineTable};
        matches!(self, Inline | InlineBlock | InlineFlex | InlineGrid | InlineTable)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Static,
    Relative,
    Absolute,
    Fixed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Float {
    None,
    Left,
    Right,
    InlineStart,
    InlineEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clear {
    None,
    Left,
    Right,
    Both,
    InlineStart,
    InlineEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxSizing {
    ContentBox,
    BorderBox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    Visible,
    Hidden,
    Clip,
}

/// One side of a border; `width` is the used width, 0 where the style is `none`.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    pub width: Pt,
    pub style: BorderStyle,
    pub color: Rgba,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BorderStyle {
    None,
    /// As `none`; in a table with collapsed borders it wins over all others.
    Hidden,
    Solid,
    Dashed,
    Dotted,
    Double,
    Groove,
    Ridge,
    Inset,
    Outset,
}

/// What of an element is seen ([CSS Masking 1, 5.1](https://www.w3.org/TR/css-masking-1/#the-clip-path)).
#[derive(Clone, Debug, PartialEq)]
pub struct ClipPath {
    /// `None` is the box itself, with its round corners.
    pub shape: Option<BasicShape>,
    pub area: BoxArea,
}

/// [CSS Shapes 1, 3](https://www.w3.org/TR/css-shapes-1/#basic-shape-functions).
#[derive(Clone, Debug, PartialEq)]
pub enum BasicShape {
    Inset {
        sides: Sides<LengthPercentage>,
        /// From the top left, clockwise.
        radii: Box<[(LengthPercentage, LengthPercentage); 4]>,
    },
    Circle {
        radius: ShapeRadius,
        center: (LengthPercentage, LengthPercentage),
    },
    Ellipse {
        radii: (ShapeRadius, ShapeRadius),
        center: (LengthPercentage, LengthPercentage),
    },
    Polygon {
        even_odd: bool,
        points: Vec<(LengthPercentage, LengthPercentage)>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum ShapeRadius {
    ClosestSide,
    FarthestSide,
    Length(LengthPercentage),
}

/// The shadow of a box, which falls outside of it or inside.
#[derive(Clone, Debug, PartialEq)]
pub struct Shadow {
    pub inset: bool,
    pub x: Pt,
    pub y: Pt,
    /// Twice the standard deviation of the blur.
    pub blur: Pt,
    pub spread: Pt,
    pub color: Rgba,
}

/// The sharp shadow of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextShadow {
    pub x: Pt,
    pub y: Pt,
    /// `None` is the colour of the text that has it, inherited or not.
    pub color: Option<Rgba>,
}

/// One image behind a box.
#[derive(Clone, Debug, PartialEq)]
pub struct BackgroundLayer {
    pub image: BackgroundImage,
    pub position: (LengthPercentage, LengthPercentage),
    pub size: BackgroundSize,
    pub repeat: (BackgroundRepeat, BackgroundRepeat),
    pub origin: BoxArea,
    pub clip: BoxArea,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundImage {
    Url(Reference),
    Linear(LinearGradient),
    Radial(RadialGradient),
}

#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundSize {
    Cover,
    Contain,
    /// `None` is `auto`.
    Explicit(Option<LengthPercentage>, Option<LengthPercentage>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackgroundRepeat {
    Repeat,
    NoRepeat,
    Space,
    Round,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxArea {
    Border,
    Padding,
    Content,
}

/// [CSS Images 3, 3.1](https://www.w3.org/TR/css-images-3/#linear-gradients).
#[derive(Clone, Debug, PartialEq)]
pub struct LinearGradient {
    pub direction: GradientDirection,
    pub stops: Vec<ColorStop>,
    pub repeating: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientDirection {
    /// Radians, clockwise from upwards.
    Angle(f32),
    /// Towards a side or corner: -1, 0 or 1 horizontally (right is 1) and vertically (down is 1).
    Towards(i8, i8),
}

/// [CSS Images 3, 3.2](https://www.w3.org/TR/css-images-3/#radial-gradients).
#[derive(Clone, Debug, PartialEq)]
pub struct RadialGradient {
    pub circle: bool,
    pub extent: RadialExtent,
    pub position: (LengthPercentage, LengthPercentage),
    pub stops: Vec<ColorStop>,
    pub repeating: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RadialExtent {
    ClosestSide,
    FarthestSide,
    ClosestCorner,
    FarthestCorner,
    Explicit(LengthPercentage, LengthPercentage),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ColorStop {
    /// `None` is a hint: here the colours on both sides are mixed half and half.
    pub color: Option<Rgba>,
    pub position: Option<LengthPercentage>,
}

/// A reference to a file as written, with the file that names it (the base of relative paths).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    pub url: Arc<str>,
    pub base: Arc<str>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TransformFunction {
    Translate(LengthPercentage, LengthPercentage),
    Scale(f32, f32),
    /// Radians, clockwise.
    Rotate(f32),
    /// Radians.
    Skew(f32, f32),
    Matrix([f32; 6]),
}

/// `aspect-ratio`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AspectRatio {
    /// Width by height.
    pub ratio: f32,
    /// `auto`: to the ratio of a picture, if the box is one.
    pub yields: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectFit {
    Fill,
    Contain,
    Cover,
    None,
    ScaleDown,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineHeight {
    /// From the font's own metrics.
    Normal,
    /// Times the font size of each element that inherits it.
    Number(f32),
    Length(Pt),
}

#[derive(Clone, Debug, PartialEq)]
pub enum VerticalAlign {
    Baseline,
    Sub,
    Super,
    Middle,
    Top,
    Bottom,
    TextTop,
    TextBottom,
    /// Upwards; percentages are of the line height and already resolved.
    Length(Pt),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlign {
    Start,
    End,
    Left,
    Right,
    Center,
    Justify,
    /// The last line, too.
    JustifyAll,
}

/// Lines that the element draws along its text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextDecoration {
    pub underline: bool,
    pub overline: bool,
    pub line_through: bool,
    pub color: Rgba,
    /// `None`: from the font.
    pub thickness: Option<Pt>,
    /// `None`: from the font.
    pub underline_offset: Option<Pt>,
    pub style: LineStyle,
    /// `text-underline-position: under`: below all descenders. Inherited.
    pub is_under: bool,
    /// Inherited.
    pub skips_ink: bool,
}

impl TextDecoration {
    pub fn has_lines(&self) -> bool {
        self.underline || self.overline || self.line_through
    }
}

/// How a line along text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStyle {
    Solid,
    Double,
    Dotted,
    Dashed,
    Wavy,
}

/// What becomes of white space, and whether lines may end at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhiteSpace {
    pub collapse: Collapse,
    pub wraps: bool,
}

impl WhiteSpace {
    /// Spaces that may not wrap do not hang either
    /// ([CSS Text 3, 4.1.3](https://www.w3.org/TR/css-text-3/#white-space-phase-2)).
    pub fn keeps_spaces_at_line_ends(self) -> bool {
        self.collapse == Collapse::BreakSpaces || (self.collapse == Collapse::Preserve && !self.wraps)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collapse {
    Collapse,
    Preserve,
    /// Spaces are kept and never hang: a line may end after each of them.
    BreakSpaces,
    PreserveBreaks,
}

impl Collapse {
    pub fn keeps_spaces(self) -> bool {
        matches!(self, Collapse::Preserve | Collapse::BreakSpaces)
    }
}

/// What lines are shorter by ([CSS Text 3, 7.1](https://www.w3.org/TR/css-text-3/#text-indent-property)).
#[derive(Clone, Debug, PartialEq)]
pub struct TextIndent {
    pub length: LengthPercentage,
    pub hanging: bool,
    pub each_line: bool,
}

/// The distance of tab stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TabSize {
    /// In widths of a space with its spacing.
    Spaces(f32),
    Length(Pt),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextWrap {
    Wrap,
    Balance,
    Pretty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    Ltr,
    Rtl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnicodeBidi {
    Normal,
    Embed,
    Isolate,
    Override,
    IsolateOverride,
    Plaintext,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStylePosition {
    Outside,
    Inside,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlexDirection {
    Row,
    RowReverse,
    Column,
    ColumnReverse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlexWrap {
    Nowrap,
    Wrap,
    WrapReverse,
}

/// A place in an axis ([CSS Box Alignment 3, 4](https://www.w3.org/TR/css-align-3/#alignment-values)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alignment {
    pub keyword: AlignmentKeyword,
    /// What is too large for its container begins where that begins, so that nothing sticks out there.
    pub is_safe: bool,
}

impl Alignment {
    pub const AUTO: Alignment = Alignment { keyword: AlignmentKeyword::Auto, is_safe: false };
    pub const NORMAL: Alignment = Alignment { keyword: AlignmentKeyword::Normal, is_safe: false };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlignmentKeyword {
    Auto,
    Normal,
    Start,
    End,
    SelfStart,
    SelfEnd,
    FlexStart,
    FlexEnd,
    Left,
    Right,
    Center,
    Baseline,
    Stretch,
    SpaceBetween,
    SpaceAround,
    SpaceEvenly,
}

/// One entry of a track list.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackEntry {
    Track(Track),
    Repeat(RepeatCount, Vec<TrackEntry>),
    /// Names of the line at this place.
    Names(Vec<Arc<str>>),
    /// The tracks of the grid around.
    Subgrid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepeatCount {
    Count(u16),
    AutoFill,
    AutoFit,
}

/// `minmax(min, max)`; a plain size is both.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    pub min: TrackBreadth,
    pub max: TrackBreadth,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TrackBreadth {
    Auto,
    MinContent,
    MaxContent,
    Value(LengthPercentage),
    Fraction(f32),
    /// As a maximum only.
    FitContent(LengthPercentage),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridFlow {
    pub column: bool,
    pub dense: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GridLine {
    Auto,
    /// From 1, or from the end if negative.
    Number(i16),
    Span(u16),
    /// The n-th line of that name, or a side of the area of that name.
    Named(Arc<str>, i16),
    SpanNamed(Arc<str>, u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnFill {
    Balance,
    Auto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    Auto,
    Avoid,
    AvoidPage,
    AvoidColumn,
    Page,
    Left,
    Right,
    Recto,
    Verso,
    Column,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakInside {
    Auto,
    Avoid,
    AvoidPage,
    AvoidColumn,
}
