use std::sync::Arc;

use cssparser::Parser;

use super::grammar::*;
use super::length::{Dim, signed};
use super::style::Context;
use crate::style::{Calc, LengthPercentage};

/// A place along one axis: an offset from the near or from the far edge.
#[derive(Clone, Debug)]
pub(super) struct Offset {
    dim: Dim,
    from_far: bool,
}

impl Specified for Offset {
    type Computed = LengthPercentage;

    fn compute(&self, context: &Context<'_>) -> LengthPercentage {
        let near = self.dim.compute(context);
        if !self.from_far {
            return near;
        }
        match near {
            LengthPercentage::Percent(share) => LengthPercentage::Percent(1.0 - share),
            LengthPercentage::Length(length) => {
                LengthPercentage::Calc(Arc::new(Calc::Linear { length: -length, percent: 1.0 }))
            }
            LengthPercentage::Calc(calc) => LengthPercentage::Calc(Arc::new(Calc::Sum(vec![
                Calc::Linear { length: 0.0, percent: 1.0 },
                Calc::Scale(-1.0, Box::new((*calc).clone())),
            ]))),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Left,
    Right,
    Top,
    Bottom,
    Center,
}

#[derive(Clone)]
enum Part {
    Edge(Edge),
    Dim(Dim),
}

const EDGES: &[(&str, Edge)] = &[
    ("left", Edge::Left),
    ("right", Edge::Right),
    ("top", Edge::Top),
    ("bottom", Edge::Bottom),
    ("center", Edge::Center),
];

impl Edge {
    fn is_horizontal(self) -> bool {
        matches!(self, Edge::Left | Edge::Right)
    }

    fn is_vertical(self) -> bool {
        matches!(self, Edge::Top | Edge::Bottom)
    }

    fn offset(self, dim: Option<Dim>) -> Offset {
        match self {
            Edge::Center => Offset { dim: Dim::Percent(0.5), from_far: false },
            Edge::Left | Edge::Top => Offset { dim: dim.unwrap_or(Dim::Percent(0.0)), from_far: false },
            Edge::Right | Edge::Bottom => Offset { dim: dim.unwrap_or(Dim::Percent(0.0)), from_far: true },
        }
    }
}

impl Part {
    fn offset(self) -> Offset {
        match self {
            Part::Edge(edge) => edge.offset(None),
            Part::Dim(dim) => Offset { dim, from_far: false },
        }
    }
}

/// `<position>` of one, two, three or four parts
/// ([CSS Values 4, 8.4](https://www.w3.org/TR/css-values-4/#position)).
pub(super) fn position(p: &mut Parser<'_>) -> Parsed<(Offset, Offset)> {
    let part = |p: &mut Parser<'_>| {
        p.try_parse(|p| word(p, EDGES)).map(Part::Edge).or_else(|_| signed(p).map(Part::Dim))
    };
    let parts = many(p, part)?;
    match parts.as_slice() {
        [Part::Edge(edge)] if edge.is_vertical() => Ok((Edge::Center.offset(None), edge.offset(None))),
        [one] => Ok((one.clone().offset(), Edge::Center.offset(None))),
        [Part::Edge(first), Part::Edge(second)] if first.is_vertical() || second.is_horizontal() => {
            if first.is_horizontal() || second.is_vertical() {
                return fault();
            }
            Ok((second.offset(None), first.offset(None)))
        }
        [Part::Edge(edge), Part::Dim(_)] if edge.is_vertical() => fault(),
        [Part::Dim(_), Part::Edge(edge)] if edge.is_horizontal() => fault(),
        [first, second] => Ok((first.clone().offset(), second.clone().offset())),
        [Part::Edge(a), Part::Dim(x), Part::Edge(b)] => edges(*a, Some(x), *b, None),
        [Part::Edge(a), Part::Edge(b), Part::Dim(y)] => edges(*a, None, *b, Some(y)),
        [Part::Edge(a), Part::Dim(x), Part::Edge(b), Part::Dim(y)] => edges(*a, Some(x), *b, Some(y)),
        _ => fault(),
    }
}

/// A place along the horizontal axis alone
/// ([CSS Backgrounds 4, 2.6](https://www.w3.org/TR/css-backgrounds-4/#background-position-longhands)).
pub(super) fn along_x(p: &mut Parser<'_>) -> Parsed<Offset> {
    along(p, &[("left", Edge::Left), ("right", Edge::Right), ("center", Edge::Center)])
}

/// The same along the vertical one.
pub(super) fn along_y(p: &mut Parser<'_>) -> Parsed<Offset> {
    along(p, &[("top", Edge::Top), ("bottom", Edge::Bottom), ("center", Edge::Center)])
}

fn along(p: &mut Parser<'_>, words: &[(&str, Edge)]) -> Parsed<Offset> {
    match p.try_parse(|p| word(p, words)) {
        Ok(Edge::Center) => Ok(Edge::Center.offset(None)),
        Ok(edge) => Ok(edge.offset(p.try_parse(signed).ok())),
        Err(_) => signed(p).map(|dim| Offset { dim, from_far: false }),
    }
}

fn edges(a: Edge, x: Option<&Dim>, b: Edge, y: Option<&Dim>) -> Parsed<(Offset, Offset)> {
    let is_centred_twice = (a == Edge::Center && x.is_some()) || (b == Edge::Center && y.is_some());
    if is_centred_twice {
        return fault();
    }
    let (first, second) = (a.offset(x.cloned()), b.offset(y.cloned()));
    if !a.is_vertical() && !b.is_horizontal() {
        Ok((first, second))
    } else if !a.is_horizontal() && !b.is_vertical() {
        Ok((second, first))
    } else {
        fault()
    }
}
