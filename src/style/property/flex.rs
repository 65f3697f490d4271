use cssparser::Parser;

use super::grammar::*;
use super::length::{SizeSpec, dim, sizing};
use super::shorthand::Expansion;
use super::table::longhands;
use crate::style::{Alignment, AlignmentKeyword, FlexDirection, FlexWrap, LengthPercentage, Sizing};

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
    "align-self" reset (align_self) = |p, _| alignment(p, ITEMS.or_auto());
    "align-content" reset (align_content) = |p, _| alignment(p, CONTENT);
    "justify-items" reset (justify_items) = |p, _| alignment(p, LINE_ITEMS);
    "justify-self" reset (justify_self) = |p, _| alignment(p, LINE_ITEMS.or_auto());
    "justify-content" reset (justify_content) = |p, _| alignment(p, LINE_CONTENT);
    "row-gap" reset (row_gap) = |p, _| {
        if eat(p, "normal") { return Ok(None); }
        dim(p).map(Some)
    };
}

/// Places that may be `safe`, which keeps what is too large from sticking out where it begins
/// ([CSS Box Alignment 3, 4.4](https://www.w3.org/TR/css-align-3/#overflow-values)).
const CONTENT_PLACES: &[(&str, AlignmentKeyword)] = &[
    ("start", AlignmentKeyword::Start),
    ("end", AlignmentKeyword::End),
    ("flex-start", AlignmentKeyword::FlexStart),
    ("flex-end", AlignmentKeyword::FlexEnd),
    ("center", AlignmentKeyword::Center),
];

const SELF_PLACES: &[(&str, AlignmentKeyword)] =
    &[("self-start", AlignmentKeyword::SelfStart), ("self-end", AlignmentKeyword::SelfEnd)];

/// Along the line only.
const SIDES: &[(&str, AlignmentKeyword)] =
    &[("left", AlignmentKeyword::Left), ("right", AlignmentKeyword::Right)];

const DISTRIBUTIONS: &[(&str, AlignmentKeyword)] = &[
    ("space-between", AlignmentKeyword::SpaceBetween),
    ("space-around", AlignmentKeyword::SpaceAround),
    ("space-evenly", AlignmentKeyword::SpaceEvenly),
];

/// What of the grammar a property has.
#[derive(Clone, Copy)]
struct Places {
    /// It is about an item, not about all content.
    is_of_items: bool,
    is_along_line: bool,
    takes_auto: bool,
}

const ITEMS: Places = Places { is_of_items: true, is_along_line: false, takes_auto: false };
const CONTENT: Places = Places { is_of_items: false, is_along_line: false, takes_auto: false };
const LINE_ITEMS: Places = Places { is_along_line: true, ..ITEMS };
const LINE_CONTENT: Places = Places { is_along_line: true, ..CONTENT };

impl Places {
    const fn or_auto(self) -> Places {
        Places { takes_auto: true, ..self }
    }
}

fn alignment(p: &mut Parser<'_>, places: Places) -> Parsed<Plain<Alignment>> {
    let plain = |keyword| Ok(Plain(Alignment { keyword, is_safe: false }));
    if places.takes_auto && eat(p, "auto") {
        return Ok(Plain(Alignment::AUTO));
    }
    let whole = [("normal", AlignmentKeyword::Normal), ("stretch", AlignmentKeyword::Stretch)];
    if let Ok(keyword) = p.try_parse(|p| word(p, &whole)) {
        return plain(keyword);
    }
    if !places.is_of_items
        && let Ok(keyword) = p.try_parse(|p| word(p, DISTRIBUTIONS))
    {
        return plain(keyword);
    }
    // Content along the line has no baselines to share.
    if places.is_of_items || !places.is_along_line {
        let is_first = eat(p, "first");
        if eat(p, "baseline") {
            return plain(AlignmentKeyword::Baseline);
        }
        if is_first {
            return fault();
        }
    }
    let is_safe = eat(p, "safe");
    if !is_safe {
        eat(p, "unsafe");
    }
    let mut words = CONTENT_PLACES.to_vec();
    words.extend_from_slice(if places.is_of_items { SELF_PLACES } else { &[] });
    words.extend_from_slice(if places.is_along_line { SIDES } else { &[] });
    let keyword = word(p, &words)?;
    Ok(Plain(Alignment { keyword, is_safe }))
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
