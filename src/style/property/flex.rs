use cssparser::Parser;

use super::grammar::*;
use super::length::{SizeSpec, dim, sizing};
use super::shorthand::Expansion;
use super::table::longhands;
use crate::style::{Alignment, FlexDirection, FlexWrap, LengthPercentage, Sizing};

longhands! { FLEX:
    "flex-direction" reset (flex_direction) = |p, _| one_of(p, &[
        ("row", FlexDirection::Row), ("row-reverse", FlexDirection::RowReverse),
        ("column", FlexDirection::Column), ("column-reverse", FlexDirection::ColumnReverse),
    ]);
    "flex-wrap" reset (flex_wrap) = |p, _| one_of(p, &[
        ("nowrap", FlexWrap::Nowrap), ("wrap", FlexWrap::Wrap), ("wrap-reverse", FlexWrap::WrapReverse),
    ]);
    "flex-grow" reset (flex_grow) = |p, _| positive_number(p).map(Plain);
    "flex-shrink" reset (flex_shrink) = |p, _| positive_number(p).map(Plain);
    "flex-basis" reset (flex_basis) = |p, _| basis(p);
    "align-items" reset (align_items) = |p, _| alignment(p, ITEMS);
    "align-self" reset (align_self) = |p, _| alignment(p, SELF);
    "align-content" reset (align_content) = |p, _| alignment(p, CONTENT);
    "justify-items" reset (justify_items) = |p, _| alignment(p, ITEMS);
    "justify-self" reset (justify_self) = |p, _| alignment(p, SELF);
    "justify-content" reset (justify_content) = |p, _| alignment(p, CONTENT);
    "row-gap" reset (row_gap) = |p, _| {
        if eat(p, "normal") { return Ok(super::length::Dim::ZERO); }
        dim(p)
    };
}

type Word = (&'static str, Alignment);

const SELF: &[Word] = &[
    ("auto", Alignment::Auto),
    ("normal", Alignment::Normal),
    ("start", Alignment::Start),
    ("self-start", Alignment::Start),
    ("left", Alignment::Start),
    ("end", Alignment::End),
    ("self-end", Alignment::End),
    ("right", Alignment::End),
    ("flex-start", Alignment::FlexStart),
    ("flex-end", Alignment::FlexEnd),
    ("center", Alignment::Center),
    ("baseline", Alignment::Baseline),
    ("stretch", Alignment::Stretch),
];

/// `auto` is for `*-self` alone.
const ITEMS: &[Word] = SELF.split_at(1).1;

const CONTENT: &[Word] = &[
    ("normal", Alignment::Normal),
    ("start", Alignment::Start),
    ("left", Alignment::Start),
    ("end", Alignment::End),
    ("right", Alignment::End),
    ("flex-start", Alignment::FlexStart),
    ("flex-end", Alignment::FlexEnd),
    ("center", Alignment::Center),
    ("baseline", Alignment::Baseline),
    ("stretch", Alignment::Stretch),
    ("space-between", Alignment::SpaceBetween),
    ("space-around", Alignment::SpaceAround),
    ("space-evenly", Alignment::SpaceEvenly),
];

/// `safe` and `unsafe` say what happens on overflow, which layout decides; `first` is the default.
fn alignment(p: &mut Parser<'_>, words: &[Word]) -> Parsed<Plain<Alignment>> {
    if eat(p, "first") {
        return one_of(p, &[("baseline", Alignment::Baseline)]);
    }
    let _ = eat(p, "safe") || eat(p, "unsafe");
    one_of(p, words)
}

fn basis(p: &mut Parser<'_>) -> Parsed<SizeSpec> {
    if eat(p, "content") { Ok(SizeSpec::Plain(Sizing::MaxContent)) } else { sizing(p) }
}

/// `none | [ <grow> <shrink>? || <basis> ]`
/// ([CSS Flexbox 1, 7.1](https://www.w3.org/TR/css-flexbox-1/#flex-property)).
pub(super) fn flex(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let (mut factors, mut size) = (None, None);
    if eat(p, "none") {
        factors = Some((0.0, 0.0));
        size = Some(SizeSpec::Plain(Sizing::Auto));
    } else {
        loop {
            if factors.is_none()
                && let Ok(grow) = p.try_parse(positive_number)
            {
                factors = Some((grow, p.try_parse(positive_number).unwrap_or(1.0)));
            } else if size.is_none()
                && let Ok(basis) = p.try_parse(basis)
            {
                size = Some(basis);
            } else {
                break;
            }
        }
    }
    // A factor alone makes the basis 0, a basis alone makes the item grow.
    let zero = SizeSpec::Plain(Sizing::Value(LengthPercentage::ZERO));
    let (factors, size) = match (factors, size) {
        (None, None) => return fault(),
        (factors, size) => (factors.unwrap_or((1.0, 1.0)), size.unwrap_or(zero)),
    };
    out.set("flex-grow", move |style, _| style.flex_grow = factors.0);
    out.set("flex-shrink", move |style, _| style.flex_shrink = factors.1);
    out.set("flex-basis", move |style, context| style.flex_basis = size.compute(context));
    Ok(())
}
