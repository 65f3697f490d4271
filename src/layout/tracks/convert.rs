//! Computed styles in taffy's terms.

use std::collections::BTreeMap;

use taffy::prelude::{TaffyAuto, auto};

use crate::layout::boxes::{BoxContent, BoxId};
use crate::layout::engine::Engine;
use crate::layout::sizes::is_rtl;
use crate::style::{
    Alignment, AlignmentKeyword, BoxSizing, ComputedStyle, FlexDirection, FlexWrap, GridFlow, GridLine,
    LengthPercentage, LengthPercentageAuto, Overflow, RepeatCount, Sizing, Track, TrackBreadth, TrackEntry,
};
use crate::units::Pt;

/// What percentages in a calculation refer to; taffy resolves plain ones itself.
#[derive(Clone, Copy)]
struct Basis {
    width: Option<Pt>,
    height: Option<Pt>,
}

type Names = Vec<Vec<String>>;

impl Engine<'_> {
    pub(super) fn container_style(&self, id: BoxId, width: Option<Pt>, height: Option<Pt>) -> taffy::Style {
        let layout_box = self.boxes.get(id);
        let style = &layout_box.style;
        let basis = Basis { width, height };
        let rtl = is_rtl(style);
        let mut converted = taffy::Style {
            display: match layout_box.content {
                BoxContent::Grid(_) => taffy::Display::Grid,
                _ => taffy::Display::Flex,
            },
            direction: direction(style),
            flex_direction: match style.flex_direction {
                FlexDirection::Row => taffy::FlexDirection::Row,
                FlexDirection::RowReverse => taffy::FlexDirection::RowReverse,
                FlexDirection::Column => taffy::FlexDirection::Column,
                FlexDirection::ColumnReverse => taffy::FlexDirection::ColumnReverse,
            },
            flex_wrap: match style.flex_wrap {
                FlexWrap::Nowrap => taffy::FlexWrap::NoWrap,
                FlexWrap::Wrap => taffy::FlexWrap::Wrap,
                FlexWrap::WrapReverse => taffy::FlexWrap::WrapReverse,
            },
            align_items: items(style.align_items, rtl).unwrap_or(taffy::AlignItems::NORMAL),
            justify_items: items(style.justify_items, rtl).unwrap_or(taffy::AlignItems::NORMAL),
            align_content: content(style.align_content, rtl),
            justify_content: content(style.justify_content, rtl),
            gap: taffy::Size {
                width: style
                    .column_gap
                    .as_ref()
                    .map_or(taffy::LengthPercentage::length(0.0), |gap| length(gap, basis.width)),
                height: length(&style.row_gap, basis.height),
            },
            ..taffy::Style::default()
        };
        if matches!(layout_box.content, BoxContent::Grid(_)) {
            let (columns, column_names) = template(&style.grid_template_columns, basis.width);
            let (rows, row_names) = template(&style.grid_template_rows, basis.height);
            converted.grid_template_columns = columns;
            converted.grid_template_column_names = column_names;
            converted.grid_template_rows = rows;
            converted.grid_template_row_names = row_names;
            converted.grid_auto_columns =
                style.grid_auto_columns.iter().map(|auto| track(auto, basis.width)).collect();
            converted.grid_auto_rows =
                style.grid_auto_rows.iter().map(|auto| track(auto, basis.height)).collect();
            converted.grid_auto_flow = match style.grid_auto_flow {
                GridFlow { column: false, dense: false } => taffy::GridAutoFlow::Row,
                GridFlow { column: false, dense: true } => taffy::GridAutoFlow::RowDense,
                GridFlow { column: true, dense: false } => taffy::GridAutoFlow::Column,
                GridFlow { column: true, dense: true } => taffy::GridAutoFlow::ColumnDense,
            };
            converted.grid_template_areas = areas(style);
        }
        converted
    }

    /// `container` is what the box is an item of.
    pub(super) fn item_style(
        &mut self,
        id: BoxId,
        container: BoxId,
        width: Option<Pt>,
        height: Option<Pt>,
    ) -> taffy::Style {
        let rtl = is_rtl(&self.boxes.get(container).style);
        let layout_box = self.boxes.get(id);
        let is_replaced = matches!(layout_box.content, BoxContent::Replaced(_));
        if layout_box.is_anonymous && !is_replaced {
            return taffy::Style::default();
        }
        let style = layout_box.style.clone();
        let basis = Basis { width, height };
        let natural_ratio = if is_replaced {
            let natural = self.natural_size(id);
            (natural.height > 0.0).then(|| natural.width / natural.height).filter(|ratio| *ratio > 0.0)
        } else {
            None
        };
        let edge = |value: &LengthPercentage| length(value, basis.width);
        let border = |value: &crate::style::Border| taffy::LengthPercentage::length(value.width);
        taffy::Style {
            item_is_replaced: is_replaced,
            box_sizing: match style.box_sizing {
                BoxSizing::ContentBox => taffy::BoxSizing::ContentBox,
                BoxSizing::BorderBox => taffy::BoxSizing::BorderBox,
            },
            direction: direction(&style),
            overflow: taffy::Point { x: overflow(style.overflow_x), y: overflow(style.overflow_y) },
            size: taffy::Size {
                width: self.dimension(id, &style, &style.width, basis.width),
                height: self.dimension(id, &style, &style.height, basis.height),
            },
            min_size: taffy::Size {
                width: bound(&style.min_width, basis.width),
                height: bound(&style.min_height, basis.height),
            },
            max_size: taffy::Size {
                width: bound(&style.max_width, basis.width),
                height: bound(&style.max_height, basis.height),
            },
            aspect_ratio: style.aspect_ratio.or(natural_ratio),
            margin: taffy::Rect {
                left: length_auto(&style.margin.left, basis.width),
                right: length_auto(&style.margin.right, basis.width),
                top: length_auto(&style.margin.top, basis.width),
                bottom: length_auto(&style.margin.bottom, basis.width),
            },
            padding: taffy::Rect {
                left: edge(&style.padding.left),
                right: edge(&style.padding.right),
                top: edge(&style.padding.top),
                bottom: edge(&style.padding.bottom),
            },
            border: taffy::Rect {
                left: border(&style.border.left),
                right: border(&style.border.right),
                top: border(&style.border.top),
                bottom: border(&style.border.bottom),
            },
            align_self: items(style.align_self, rtl),
            justify_self: items(style.justify_self, rtl),
            flex_basis: self.dimension(id, &style, &style.flex_basis, basis.width),
            flex_grow: style.flex_grow,
            flex_shrink: style.flex_shrink,
            grid_row: line_pair(&style.grid_row),
            grid_column: line_pair(&style.grid_column),
            ..taffy::Style::default()
        }
    }

    fn dimension(
        &mut self,
        id: BoxId,
        style: &ComputedStyle,
        value: &Sizing,
        basis: Option<Pt>,
    ) -> taffy::Dimension {
        match value {
            Sizing::Auto => taffy::Dimension::auto(),
            Sizing::Value(LengthPercentage::Percent(share)) => taffy::Dimension::percent(*share),
            Sizing::Value(value) => taffy::Dimension::length(value.resolve(basis.unwrap_or(0.0))),
            Sizing::MinContent | Sizing::MaxContent | Sizing::FitContent(_) => {
                let intrinsic = self.intrinsic(id);
                let width = match value {
                    Sizing::MinContent => intrinsic.min,
                    Sizing::MaxContent => intrinsic.max,
                    _ => intrinsic.max.min(basis.unwrap_or(Pt::MAX).max(intrinsic.min)),
                };
                let (border, padding) = self.edges(id, basis.unwrap_or(0.0));
                let extra = match style.box_sizing {
                    BoxSizing::BorderBox => border.plus(padding).horizontal(),
                    BoxSizing::ContentBox => 0.0,
                };
                taffy::Dimension::length(width + extra)
            }
        }
    }
}

/// An item that hides may shrink below its content.
fn overflow(value: Overflow) -> taffy::Overflow {
    match value {
        Overflow::Visible => taffy::Overflow::Visible,
        Overflow::Hidden => taffy::Overflow::Hidden,
        Overflow::Clip => taffy::Overflow::Clip,
    }
}

fn direction(style: &ComputedStyle) -> taffy::Direction {
    match is_rtl(style) {
        true => taffy::Direction::Rtl,
        false => taffy::Direction::Ltr,
    }
}

fn length(value: &LengthPercentage, basis: Option<Pt>) -> taffy::LengthPercentage {
    match value {
        LengthPercentage::Length(length) => taffy::LengthPercentage::length(*length),
        LengthPercentage::Percent(share) => taffy::LengthPercentage::percent(*share),
        LengthPercentage::Calc(calc) => taffy::LengthPercentage::length(calc.resolve(basis.unwrap_or(0.0))),
    }
}

fn length_auto(value: &LengthPercentageAuto, basis: Option<Pt>) -> taffy::LengthPercentageAuto {
    match value {
        LengthPercentageAuto::Auto => taffy::LengthPercentageAuto::auto(),
        LengthPercentageAuto::Value(value) => length(value, basis).into(),
    }
}

/// Keywords for content sizes as bounds are left to the automatic minimum.
fn bound<T>(value: &Sizing, basis: Option<Pt>) -> T
where
    T: From<taffy::LengthPercentage> + TaffyAuto,
{
    match value {
        Sizing::Value(value) => length(value, basis).into(),
        _ => auto(),
    }
}

/// `is_rtl` is of the container: `left` and `right` are its start and its end.
fn items(value: Alignment, is_rtl: bool) -> Option<taffy::AlignItems> {
    use taffy::AlignItemsKeyword as Keyword;
    let keyword = match value.keyword {
        AlignmentKeyword::Auto => return None,
        AlignmentKeyword::Start => Keyword::Start,
        AlignmentKeyword::End => Keyword::End,
        AlignmentKeyword::SelfStart => Keyword::SelfStart,
        AlignmentKeyword::SelfEnd => Keyword::SelfEnd,
        AlignmentKeyword::FlexStart => Keyword::FlexStart,
        AlignmentKeyword::FlexEnd => Keyword::FlexEnd,
        AlignmentKeyword::Left => {
            if is_rtl {
                Keyword::End
            } else {
                Keyword::Start
            }
        }
        AlignmentKeyword::Right => {
            if is_rtl {
                Keyword::Start
            } else {
                Keyword::End
            }
        }
        AlignmentKeyword::Center => Keyword::Center,
        AlignmentKeyword::Baseline => Keyword::Baseline,
        AlignmentKeyword::Stretch => Keyword::Stretch,
        AlignmentKeyword::Normal
        | AlignmentKeyword::SpaceBetween
        | AlignmentKeyword::SpaceAround
        | AlignmentKeyword::SpaceEvenly => Keyword::Normal,
    };
    Some(taffy::AlignItems { keyword, safety: safety(value) })
}

fn content(value: Alignment, is_rtl: bool) -> taffy::AlignContent {
    use taffy::AlignContentKeyword as Keyword;
    let keyword = match value.keyword {
        AlignmentKeyword::Start | AlignmentKeyword::SelfStart => Keyword::Start,
        AlignmentKeyword::End | AlignmentKeyword::SelfEnd => Keyword::End,
        AlignmentKeyword::FlexStart => Keyword::FlexStart,
        AlignmentKeyword::FlexEnd => Keyword::FlexEnd,
        AlignmentKeyword::Left => {
            if is_rtl {
                Keyword::End
            } else {
                Keyword::Start
            }
        }
        AlignmentKeyword::Right => {
            if is_rtl {
                Keyword::Start
            } else {
                Keyword::End
            }
        }
        AlignmentKeyword::Center => Keyword::Center,
        AlignmentKeyword::Stretch => Keyword::Stretch,
        AlignmentKeyword::SpaceBetween => Keyword::SpaceBetween,
        AlignmentKeyword::SpaceAround => Keyword::SpaceAround,
        AlignmentKeyword::SpaceEvenly => Keyword::SpaceEvenly,
        // Baselines of whole lines are shared as their starts (CSS Box Alignment 3, 4.2).
        AlignmentKeyword::Baseline => Keyword::Start,
        AlignmentKeyword::Auto | AlignmentKeyword::Normal => Keyword::Normal,
    };
    taffy::AlignContent { keyword, safety: safety(value) }
}

fn safety(value: Alignment) -> taffy::AlignmentSafety {
    if value.is_safe { taffy::AlignmentSafety::Safe } else { taffy::AlignmentSafety::Default }
}

/// Tracks with the names of the lines around them; no names at all if no line has one.
fn template(entries: &[TrackEntry], basis: Option<Pt>) -> (Vec<taffy::GridTemplateComponent<String>>, Names) {
    let mut components = Vec::new();
    let mut names: Names = vec![Vec::new()];
    for entry in entries {
        match entry {
            TrackEntry::Names(list) => {
                let open = names.last_mut().expect("there is always a line that is open");
                open.extend(list.iter().map(|name| name.to_string()));
                continue;
            }
            TrackEntry::Track(one) => {
                components.push(taffy::GridTemplateComponent::Single(track(one, basis)));
            }
            TrackEntry::Repeat(count, inner) => {
                components.push(taffy::GridTemplateComponent::Repeat(repetition(*count, inner, basis)));
            }
        }
        names.push(Vec::new());
    }
    if names.iter().all(Vec::is_empty) {
        names.clear();
    }
    (components, names)
}

fn repetition(
    count: RepeatCount,
    entries: &[TrackEntry],
    basis: Option<Pt>,
) -> taffy::GridTemplateRepetition<String> {
    let mut tracks = Vec::new();
    let mut line_names: Names = vec![Vec::new()];
    for entry in entries {
        match entry {
            TrackEntry::Names(list) => {
                let open = line_names.last_mut().expect("there is always a line that is open");
                open.extend(list.iter().map(|name| name.to_string()));
            }
            TrackEntry::Track(one) => {
                tracks.push(track(one, basis));
                line_names.push(Vec::new());
            }
            // CSS does not allow a repetition in a repetition.
            TrackEntry::Repeat(..) => {}
        }
    }
    if line_names.iter().all(Vec::is_empty) {
        line_names.clear();
    }
    let count = match count {
        RepeatCount::Count(count) => taffy::RepetitionCount::Count(count.max(1)),
        RepeatCount::AutoFill => taffy::RepetitionCount::AutoFill,
        RepeatCount::AutoFit => taffy::RepetitionCount::AutoFit,
    };
    taffy::GridTemplateRepetition { count, tracks, line_names }
}

fn track(track: &Track, basis: Option<Pt>) -> taffy::TrackSizingFunction {
    use taffy::{MaxTrackSizingFunction as Max, MinTrackSizingFunction as Min};
    let min = match &track.min {
        TrackBreadth::Value(LengthPercentage::Percent(share)) => Min::percent(*share),
        TrackBreadth::Value(value) => Min::length(value.resolve(basis.unwrap_or(0.0))),
        TrackBreadth::MinContent => Min::min_content(),
        TrackBreadth::MaxContent => Min::max_content(),
        TrackBreadth::Auto | TrackBreadth::Fraction(_) | TrackBreadth::FitContent(_) => Min::auto(),
    };
    let max = match &track.max {
        TrackBreadth::Value(LengthPercentage::Percent(share)) => Max::percent(*share),
        TrackBreadth::Value(value) => Max::length(value.resolve(basis.unwrap_or(0.0))),
        TrackBreadth::MinContent => Max::min_content(),
        TrackBreadth::MaxContent => Max::max_content(),
        TrackBreadth::Auto => Max::auto(),
        TrackBreadth::Fraction(share) => Max::fr(*share),
        TrackBreadth::FitContent(LengthPercentage::Percent(share)) => Max::fit_content_percent(*share),
        TrackBreadth::FitContent(limit) => Max::fit_content_px(limit.resolve(basis.unwrap_or(0.0))),
    };
    taffy::MinMax { min, max }
}

/// The rectangle of each name; lines count from 1.
fn areas(style: &ComputedStyle) -> Option<taffy::GridTemplateAreas<String>> {
    let rows = &style.grid_template_areas;
    if rows.is_empty() {
        return None;
    }
    let mut found: BTreeMap<&str, (u16, u16, u16, u16)> = BTreeMap::new();
    for (row, names) in rows.iter().enumerate() {
        for (column, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            let (row, column) = (row as u16 + 1, column as u16 + 1);
            let area = found.entry(name).or_insert((row, row + 1, column, column + 1));
            *area = (area.0.min(row), area.1.max(row + 1), area.2.min(column), area.3.max(column + 1));
        }
    }
    let areas = found.into_iter().map(|(name, (row_start, row_end, column_start, column_end))| {
        taffy::GridTemplateArea { name: name.to_owned(), row_start, row_end, column_start, column_end }
    });
    Some(taffy::GridTemplateAreas {
        areas: areas.collect(),
        row_count: rows.len() as u16,
        column_count: rows.iter().map(Vec::len).max().unwrap_or(0) as u16,
    })
}

fn line_pair((start, end): &(GridLine, GridLine)) -> taffy::Line<taffy::GridPlacement<String>> {
    taffy::Line { start: line(start), end: line(end) }
}

fn line(line: &GridLine) -> taffy::GridPlacement<String> {
    match line {
        GridLine::Auto => taffy::GridPlacement::Auto,
        GridLine::Number(number) => taffy::GridPlacement::Line((*number).into()),
        GridLine::Span(count) => taffy::GridPlacement::Span(*count),
        // A name alone is first of all the edge of an area (CSS Grid 2, 8.3), which taffy writes as 0.
        GridLine::Named(name, 1) => taffy::GridPlacement::NamedLine(name.to_string(), 0),
        GridLine::Named(name, number) => taffy::GridPlacement::NamedLine(name.to_string(), *number),
        GridLine::SpanNamed(name, count) => taffy::GridPlacement::NamedSpan(name.to_string(), *count),
    }
}
