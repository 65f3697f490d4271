//! Tracks, lines and areas of a grid in taffy's terms.

use std::collections::BTreeMap;

use crate::style::{ComputedStyle, GridLine, LengthPercentage, RepeatCount, Track, TrackBreadth, TrackEntry};
use crate::units::Pt;

type Names = Vec<Vec<String>>;

/// Tracks with the names of the lines around them; no names at all if no line has one.
pub(super) fn template(
    entries: &[TrackEntry],
    basis: Option<Pt>,
) -> (Vec<taffy::GridTemplateComponent<String>>, Names) {
    let mut components = Vec::new();
    let mut names: Names = vec![Vec::new()];
    for entry in entries {
        match entry {
            TrackEntry::Names(list) => {
                let open = names.last_mut().expect("there is always a line that is open");
                open.extend(list.iter().map(|name| name.to_string()));
                continue;
            }
            // Without a grid around it that has tracks for it, it is `none`.
            TrackEntry::Subgrid => continue,
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
            TrackEntry::Repeat(..) | TrackEntry::Subgrid => {}
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

pub(super) fn track(track: &Track, basis: Option<Pt>) -> taffy::TrackSizingFunction {
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
pub(super) fn areas(style: &ComputedStyle) -> Option<taffy::GridTemplateAreas<String>> {
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

pub(super) fn line_pair((start, end): &(GridLine, GridLine)) -> taffy::Line<taffy::GridPlacement<String>> {
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
