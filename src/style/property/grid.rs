use std::sync::Arc;

use cssparser::Parser;

use super::grammar::*;
use super::length::{Dim, dim};
use super::offer::named;
use super::shorthand::{Expansion, Value, Wide};
use super::style::Context;
use super::table::longhands;
use crate::style::{GridFlow, GridLine, RepeatCount, Track, TrackBreadth, TrackEntry};

longhands! { GRID:
    "grid-template-columns" reset (grid_template_columns) = |p, _| template(p);
    "grid-template-rows" reset (grid_template_rows) = |p, _| template(p);
    "grid-template-areas" reset (grid_template_areas) = |p, _| areas(p).map(Plain);
    "grid-auto-columns" reset (grid_auto_columns) = |p, _| many(p, track);
    "grid-auto-rows" reset (grid_auto_rows) = |p, _| many(p, track);
    "grid-auto-flow" reset (grid_auto_flow) = |p, _| flow(p).map(Plain);
    "grid-row-start" reset (grid_row.0) = |p, _| line(p).map(Plain);
    "grid-row-end" reset (grid_row.1) = |p, _| line(p).map(Plain);
    "grid-column-start" reset (grid_column.0) = |p, _| line(p).map(Plain);
    "grid-column-end" reset (grid_column.1) = |p, _| line(p).map(Plain);
}

/// Tracks that `repeat()` may make; a page has no room for more.
const MAX_REPEAT: i32 = 1000;

#[derive(Clone, Debug)]
enum Breadth {
    Plain(TrackBreadth),
    Dim(Dim),
    FitContent(Dim),
}

#[derive(Clone, Debug)]
struct TrackSpec {
    min: Breadth,
    max: Breadth,
}

#[derive(Clone, Debug)]
enum Entry {
    Track(TrackSpec),
    Repeat(RepeatCount, Vec<Entry>),
    Names(Vec<Arc<str>>),
    Subgrid,
}

impl Specified for Breadth {
    type Computed = TrackBreadth;

    fn compute(&self, context: &Context<'_>) -> TrackBreadth {
        match self {
            Breadth::Plain(breadth) => breadth.clone(),
            Breadth::Dim(dim) => TrackBreadth::Value(dim.compute(context)),
            Breadth::FitContent(dim) => TrackBreadth::FitContent(dim.compute(context)),
        }
    }
}

impl Specified for TrackSpec {
    type Computed = Track;

    fn compute(&self, context: &Context<'_>) -> Track {
        Track { min: self.min.compute(context), max: self.max.compute(context) }
    }
}

impl Specified for Entry {
    type Computed = TrackEntry;

    fn compute(&self, context: &Context<'_>) -> TrackEntry {
        match self {
            Entry::Track(track) => TrackEntry::Track(track.compute(context)),
            Entry::Repeat(count, list) => TrackEntry::Repeat(*count, list.compute(context)),
            Entry::Names(names) => TrackEntry::Names(names.clone()),
            Entry::Subgrid => TrackEntry::Subgrid,
        }
    }
}

fn breadth(p: &mut Parser<'_>) -> Parsed<Breadth> {
    let words = [
        ("auto", TrackBreadth::Auto),
        ("min-content", TrackBreadth::MinContent),
        ("max-content", TrackBreadth::MaxContent),
    ];
    if let Ok(breadth) = p.try_parse(|p| word(p, &words)) {
        return Ok(Breadth::Plain(breadth));
    }
    if let Ok(share) = p.try_parse(fraction) {
        return Ok(Breadth::Plain(TrackBreadth::Fraction(share)));
    }
    dim(p).map(Breadth::Dim)
}

fn fraction(p: &mut Parser<'_>) -> Parsed<f32> {
    named("<flex>", p, |p| match p.next()? {
        cssparser::Token::Dimension { value, unit, .. }
            if unit.eq_ignore_ascii_case("fr") && *value >= 0.0 && value.is_finite() =>
        {
            Ok(*value)
        }
        _ => fault(),
    })
}

/// [CSS Grid 1, 7.2](https://www.w3.org/TR/css-grid-1/#track-sizing).
fn track(p: &mut Parser<'_>) -> Parsed<TrackSpec> {
    if calls(p, "minmax") {
        return p.parse_nested_block(|p| {
            let min = breadth(p)?;
            p.expect_comma()?;
            // A share of what is left is no minimum.
            if matches!(min, Breadth::Plain(TrackBreadth::Fraction(_))) {
                return fault();
            }
            Ok(TrackSpec { min, max: breadth(p)? })
        });
    }
    if calls(p, "fit-content") {
        let limit = p.parse_nested_block(dim)?;
        return Ok(TrackSpec { min: Breadth::Plain(TrackBreadth::Auto), max: Breadth::FitContent(limit) });
    }
    let breadth = breadth(p)?;
    // `1fr` is `minmax(auto, 1fr)`.
    let min = match breadth {
        Breadth::Plain(TrackBreadth::Fraction(_)) => Breadth::Plain(TrackBreadth::Auto),
        _ => breadth.clone(),
    };
    Ok(TrackSpec { min, max: breadth })
}

fn names(p: &mut Parser<'_>) -> Parsed<Vec<Arc<str>>> {
    p.expect_square_bracket_block()?;
    p.parse_nested_block(|p| {
        let mut names = Vec::new();
        while !p.is_exhausted() {
            names.push(custom_ident(p, &["span", "auto"])?);
        }
        Ok(names)
    })
}

fn entry(p: &mut Parser<'_>) -> Parsed<Entry> {
    if let Ok(names) = p.try_parse(names) {
        return Ok(Entry::Names(names));
    }
    if calls(p, "repeat") {
        return p.parse_nested_block(|p| {
            let words = [("auto-fill", RepeatCount::AutoFill), ("auto-fit", RepeatCount::AutoFit)];
            let count = match p.try_parse(|p| word(p, &words)) {
                Ok(count) => count,
                Err(_) => match integer(p)? {
                    count @ 1..=MAX_REPEAT => RepeatCount::Count(count as u16),
                    _ => return fault(),
                },
            };
            p.expect_comma()?;
            let list =
                many(p, |p| p.try_parse(names).map(Entry::Names).or_else(|_| track(p).map(Entry::Track)))?;
            Ok(Entry::Repeat(count, list))
        });
    }
    track(p).map(Entry::Track)
}

fn template(p: &mut Parser<'_>) -> Parsed<Vec<Entry>> {
    if eat(p, "none") {
        return Ok(Vec::new());
    }
    if eat(p, "subgrid") { Ok(vec![Entry::Subgrid]) } else { many(p, entry) }
}

type Areas = Vec<Vec<Option<Arc<str>>>>;

/// `none` or a rectangle of names ([CSS Grid 1, 7.3](https://www.w3.org/TR/css-grid-1/#grid-template-areas-property)).
fn areas(p: &mut Parser<'_>) -> Parsed<Areas> {
    if eat(p, "none") {
        return Ok(Vec::new());
    }
    rectangle(many(p, string)?)
}

fn rectangle(rows: Vec<Arc<str>>) -> Parsed<Areas> {
    let cell = |name: &str| (!name.trim_matches('.').is_empty()).then(|| Arc::from(name));
    let rows: Areas = rows.iter().map(|row| row.split_whitespace().map(cell).collect()).collect();
    let width = rows.first().map_or(0, Vec::len);
    if width == 0 || rows.iter().any(|row| row.len() != width) { fault() } else { Ok(rows) }
}

fn flow(p: &mut Parser<'_>) -> Parsed<GridFlow> {
    let dense = eat(p, "dense");
    let column = p.try_parse(|p| word(p, &[("row", false), ("column", true)])).ok();
    let dense = dense || eat(p, "dense");
    if column.is_none() && !dense { fault() } else { Ok(GridFlow { column: column == Some(true), dense }) }
}

/// [CSS Grid 1, 8.3](https://www.w3.org/TR/css-grid-1/#line-placement).
fn line(p: &mut Parser<'_>) -> Parsed<GridLine> {
    if eat(p, "auto") {
        return Ok(GridLine::Auto);
    }
    let mut span = eat(p, "span");
    let (mut number, mut name) = (None, None);
    for _ in 0..2 {
        if number.is_none() {
            number = p.try_parse(integer).ok();
        }
        if name.is_none() {
            name = p.try_parse(|p| custom_ident(p, &["span", "auto"])).ok();
        }
    }
    span = span || eat(p, "span");
    let number = match number {
        Some(0) => return fault(),
        Some(number) => Some(i16::try_from(number).or_else(|_| fault())?),
        None => None,
    };
    match (span, number, name) {
        (false, Some(number), None) => Ok(GridLine::Number(number)),
        (false, number, Some(name)) => Ok(GridLine::Named(name, number.unwrap_or(1))),
        (true, Some(number), None) if number > 0 => Ok(GridLine::Span(number as u16)),
        (true, number, Some(name)) if number.unwrap_or(1) > 0 => {
            Ok(GridLine::SpanNamed(name, number.unwrap_or(1) as u16))
        }
        _ => fault(),
    }
}

/// A missing end line repeats a name, and is `auto` otherwise.
fn end_line(p: &mut Parser<'_>, start: &GridLine) -> Parsed<GridLine> {
    if eat_delim(p, '/') {
        return line(p);
    }
    Ok(match start {
        GridLine::Named(name, 1) => GridLine::Named(name.clone(), 1),
        _ => GridLine::Auto,
    })
}

pub(super) fn grid_row(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let start = line(p)?;
    let end = end_line(p, &start)?;
    out.set("grid-row-start", move |style, _| style.grid_row.0 = start.clone());
    out.set("grid-row-end", move |style, _| style.grid_row.1 = end.clone());
    Ok(())
}

pub(super) fn grid_column(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let start = line(p)?;
    let end = end_line(p, &start)?;
    out.set("grid-column-start", move |style, _| style.grid_column.0 = start.clone());
    out.set("grid-column-end", move |style, _| style.grid_column.1 = end.clone());
    Ok(())
}

/// Row start, column start, row end, column end.
pub(super) fn grid_area(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let row = line(p)?;
    let column = end_line(p, &row)?;
    let row_end = end_line(p, &row)?;
    let column_end = end_line(p, &column)?;
    out.set("grid-row-start", move |style, _| style.grid_row.0 = row.clone());
    out.set("grid-column-start", move |style, _| style.grid_column.0 = column.clone());
    out.set("grid-row-end", move |style, _| style.grid_row.1 = row_end.clone());
    out.set("grid-column-end", move |style, _| style.grid_column.1 = column_end.clone());
    Ok(())
}

/// `grid` with tracks of one axis that are made as items need them.
pub(super) struct FlowingGrid {
    template: Vec<Entry>,
    auto: Option<Vec<TrackSpec>>,
    flow: GridFlow,
}

pub(super) fn grid_flow(p: &mut Parser<'_>) -> Parsed<FlowingGrid> {
    let is_dense = |p: &mut Parser<'_>| {
        let before = eat(p, "dense");
        p.expect_ident_matching("auto-flow")?;
        Parsed::Ok(before || eat(p, "dense"))
    };
    if let Ok(dense) = p.try_parse(is_dense) {
        let auto = p.try_parse(|p| many(p, track)).ok();
        p.expect_delim('/')?;
        return Ok(FlowingGrid { template: template(p)?, auto, flow: GridFlow { column: false, dense } });
    }
    let template = template(p)?;
    p.expect_delim('/')?;
    let dense = is_dense(p)?;
    let auto = p.try_parse(|p| many(p, track)).ok();
    Ok(FlowingGrid { template, auto, flow: GridFlow { column: true, dense } })
}

impl FlowingGrid {
    pub fn expand(self, out: &mut Expansion) {
        let FlowingGrid { template, auto, flow } = self;
        let initial = |out: &mut Expansion, name: &str| out.push(name, Value::Wide(Wide::Initial));
        initial(out, "grid-template-areas");
        out.set("grid-auto-flow", move |style, _| style.grid_auto_flow = flow);
        if flow.column {
            out.set("grid-template-rows", move |style, context| {
                style.grid_template_rows = template.compute(context);
            });
            initial(out, "grid-template-columns");
            initial(out, "grid-auto-rows");
            match auto {
                Some(tracks) => out.set("grid-auto-columns", move |style, context| {
                    style.grid_auto_columns = tracks.compute(context);
                }),
                None => initial(out, "grid-auto-columns"),
            }
            return;
        }
        out.set("grid-template-columns", move |style, context| {
            style.grid_template_columns = template.compute(context);
        });
        initial(out, "grid-template-rows");
        initial(out, "grid-auto-columns");
        match auto {
            Some(tracks) => out.set("grid-auto-rows", move |style, context| {
                style.grid_auto_rows = tracks.compute(context);
            }),
            None => initial(out, "grid-auto-rows"),
        }
    }
}

/// `none`, `rows / columns`, or rows with their areas
/// ([CSS Grid 1, 7.4](https://www.w3.org/TR/css-grid-1/#explicit-grid-shorthand)).
pub(super) fn grid_template(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let mut cells = Vec::new();
    let mut rows = Vec::new();
    let mut columns = Vec::new();
    let plain = p.try_parse(|p| {
        if eat(p, "none") {
            return Ok((Vec::new(), Vec::new()));
        }
        let rows = template(p)?;
        p.expect_delim('/')?;
        Parsed::Ok((rows, template(p)?))
    });
    match plain {
        Ok(lists) => (rows, columns) = lists,
        Err(_) => {
            while !p.is_exhausted() && !eat_delim(p, '/') {
                rows.extend(p.try_parse(names).map(Entry::Names));
                cells.push(string(p)?);
                let auto = || TrackSpec {
                    min: Breadth::Plain(TrackBreadth::Auto),
                    max: Breadth::Plain(TrackBreadth::Auto),
                };
                rows.push(Entry::Track(p.try_parse(track).unwrap_or_else(|_| auto())));
                rows.extend(p.try_parse(names).map(Entry::Names));
            }
            if !p.is_exhausted() {
                columns = many(p, entry)?;
            }
        }
    }
    let areas = if cells.is_empty() { Vec::new() } else { rectangle(cells)? };
    out.set("grid-template-areas", move |style, _| style.grid_template_areas.clone_from(&areas));
    out.set("grid-template-rows", move |style, context| style.grid_template_rows = rows.compute(context));
    out.set("grid-template-columns", move |style, context| {
        style.grid_template_columns = columns.compute(context);
    });
    Ok(())
}
