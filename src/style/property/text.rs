use cssparser::Parser;

use super::color::color;
use super::font::spacing;
use super::grammar::*;
use super::length::{Dim, dim, length, signed};
use super::shorthand::Expansion;
use super::table::{Longhand, longhands};
use crate::style::{
    Collapse, Direction, LineStyle, TabSize, TextAlign, TextIndent, TextWrap, UnicodeBidi, VerticalAlign,
};
use crate::text::{Hyphens, OverflowWrap, TextStyle, TextTransform, WordBreak};

longhands! { TEXT:
    "letter-spacing" inherited (text.letter_spacing) = |p, _| letter_spacing(p);
    "word-spacing" inherited (text.word_spacing) = |p, _| letter_spacing(p);
    "text-transform" inherited (text.transform) = |p, _| one_of(p, &[
        ("none", TextTransform::None), ("uppercase", TextTransform::Uppercase),
        ("lowercase", TextTransform::Lowercase), ("capitalize", TextTransform::Capitalize),
    ]);
    "hyphens" inherited (text.hyphens) = |p, _| one_of(p, &[
        ("none", Hyphens::None), ("manual", Hyphens::Manual), ("auto", Hyphens::Auto),
    ]);
    "hyphenate-limit-chars" inherited (text.hyphenate_limits) = |p, _| hyphenate_limits(p);
    "hyphenate-character" inherited (text.hyphenate_character) = |p, _| {
        if eat(p, "auto") { return Ok(Plain(None)); }
        string(p).map(|text| Plain(Some(text)))
    };
    "hyphenate-limit-lines" inherited (text.hyphenate_lines) = |p, _| {
        if eat(p, "no-limit") { return Ok(Plain(None)); }
        integer(p).and_then(|most| u8::try_from(most).map_or_else(|_| fault(), |most| Ok(Plain(Some(most)))))
    };
    "overflow-wrap" inherited (text.overflow_wrap) = |p, _| one_of(p, &[
        ("normal", OverflowWrap::Normal), ("anywhere", OverflowWrap::Anywhere),
        ("break-word", OverflowWrap::BreakWord),
    ]);
    "word-break" inherited (text.word_break) = |p, _| one_of(p, &[
        ("normal", WordBreak::Normal), ("break-all", WordBreak::BreakAll), ("keep-all", WordBreak::KeepAll),
        ("break-word", WordBreak::BreakWord),
    ]);
    "line-break" inherited (text.breaks_anywhere) = |p, _| one_of(p, &[
        ("auto", false), ("normal", false), ("anywhere", true),
    ]);
    "text-justify" inherited (justifies) = |p, _| one_of(p, &[
        ("auto", true), ("none", false), ("inter-word", true), ("distribute", true),
    ]);
    "text-align" inherited (text_align) = |p, _| {
        if eat(p, "justify-all") { return Ok(Lazy::new(|_| TextAlign::JustifyAll)); }
        alignment(p)
    };
    "text-align-last" inherited (text_align_last) = |p, _| {
        if eat(p, "auto") { return Ok(None); }
        alignment(p).map(Some)
    };
    "text-indent" inherited (text_indent) = |p, _| text_indent(p);
    "text-decoration-color" reset (text_decoration.color) = |p, _| color(p);
    "text-decoration-style" reset (text_decoration.style) = |p, _| one_of(p, &[
        ("solid", LineStyle::Solid), ("double", LineStyle::Double), ("dotted", LineStyle::Dotted),
        ("dashed", LineStyle::Dashed), ("wavy", LineStyle::Wavy),
    ]);
    "text-decoration-thickness" reset (text_decoration.thickness) = |p, _| {
        if eat(p, "auto") || eat(p, "from-font") { return Ok(of_em(None)); }
        dim(p).map(|dim| of_em(Some(dim)))
    };
    "text-underline-offset" inherited (text_decoration.underline_offset) = |p, _| {
        if eat(p, "auto") { return Ok(of_em(None)); }
        signed(p).map(|dim| of_em(Some(dim)))
    };
    "text-underline-position" inherited (text_decoration.is_under) = |p, _| one_of(p, &[
        ("auto", false), ("from-font", false), ("under", true),
    ]);
    "text-decoration-skip-ink" inherited (text_decoration.skips_ink) = |p, _| one_of(p, &[
        ("auto", true), ("all", true), ("none", false),
    ]);
    "white-space-collapse" inherited (white_space.collapse) = |p, _| one_of(p, COLLAPSES);
    "text-wrap-mode" inherited (white_space.wraps) = |p, _| one_of(p, WRAPS);
    "text-wrap-style" inherited (text_wrap) = |p, _| one_of(p, &[
        ("auto", TextWrap::Wrap), ("balance", TextWrap::Balance), ("pretty", TextWrap::Pretty),
        ("stable", TextWrap::Wrap),
    ]);
    "tab-size" inherited (tab_size) = |p, _| {
        if let Ok(count) = p.try_parse(positive_number) {
            return Ok(Lazy::new(move |_| TabSize::Spaces(count)));
        }
        let size = length(p)?;
        Ok(Lazy::new(move |context| TabSize::Length(size.compute(context))))
    };
    "unicode-bidi" reset (unicode_bidi) = |p, _| one_of(p, &[
        ("normal", UnicodeBidi::Normal), ("embed", UnicodeBidi::Embed), ("isolate", UnicodeBidi::Isolate),
        ("bidi-override", UnicodeBidi::Override), ("isolate-override", UnicodeBidi::IsolateOverride),
        ("plaintext", UnicodeBidi::Plaintext),
    ]);
    "vertical-align" reset (vertical_align) = |p, _| vertical_align(p);
}

/// Properties that set more than one field.
pub(super) const OTHER_TEXT: &[Longhand] = &[
    Longhand {
        name: "visibility",
        inherited: true,
        copy: |to, from| (to.visible, to.collapsed) = (from.visible, from.collapsed),
        parse: |p, _| {
            let words = [("visible", (true, false)), ("hidden", (false, false)), ("collapse", (false, true))];
            let value = word(p, &words)?;
            Ok(Box::new(move |style, _| (style.visible, style.collapsed) = value))
        },
    },
    Longhand {
        name: "text-decoration-line",
        inherited: false,
        copy: |to, from| set_lines(to, lines(from)),
        parse: |p, _| {
            let lines = decoration_line(p)?;
            Ok(Box::new(move |style, _| set_lines(style, lines)))
        },
    },
];

const COLLAPSES: &[(&str, Collapse)] = &[
    ("collapse", Collapse::Collapse),
    ("preserve", Collapse::Preserve),
    ("preserve-breaks", Collapse::PreserveBreaks),
    ("break-spaces", Collapse::BreakSpaces),
];

const WRAPS: &[(&str, bool)] = &[("wrap", true), ("nowrap", false)];

/// [CSS Text 4, 3.1](https://www.w3.org/TR/css-text-4/#white-space-property): a keyword for both, or
/// each of them.
pub(super) fn white_space(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let (collapse, wraps) = if let Ok(both) = p.try_parse(|p| {
        word(
            p,
            &[
                ("normal", (Collapse::Collapse, true)),
                ("pre", (Collapse::Preserve, false)),
                ("pre-wrap", (Collapse::Preserve, true)),
                ("pre-line", (Collapse::PreserveBreaks, true)),
                ("break-spaces", (Collapse::BreakSpaces, true)),
            ],
        )
    }) {
        both
    } else {
        let collapse = p.try_parse(|p| word(p, COLLAPSES)).ok();
        let wraps = p.try_parse(|p| word(p, WRAPS)).ok();
        let collapse = collapse.or_else(|| p.try_parse(|p| word(p, COLLAPSES)).ok());
        if collapse.is_none() && wraps.is_none() {
            return fault();
        }
        (collapse.unwrap_or(Collapse::Collapse), wraps.unwrap_or(true))
    };
    out.set("white-space-collapse", move |style, _| style.white_space.collapse = collapse);
    out.set("text-wrap-mode", move |style, _| style.white_space.wraps = wraps);
    Ok(())
}

/// `normal`, a length, or a share of the font size
/// ([CSS Text 4, 8](https://www.w3.org/TR/css-text-4/#spacing)).
fn letter_spacing(p: &mut Parser<'_>) -> Parsed<Lazy<f32>> {
    match p.try_parse(percent) {
        Ok(share) => Ok(Lazy::new(move |context| share * context.em)),
        Err(_) => spacing(p),
    }
}

const ALIGNMENTS: &[(&str, TextAlign)] = &[
    ("start", TextAlign::Start),
    ("end", TextAlign::End),
    ("left", TextAlign::Left),
    ("right", TextAlign::Right),
    ("center", TextAlign::Center),
    ("justify", TextAlign::Justify),
];

/// One of [`ALIGNMENTS`], or what the parent has, its sides as they are there
/// ([CSS Text 3, 6.1](https://www.w3.org/TR/css-text-3/#text-align-property)).
fn alignment(p: &mut Parser<'_>) -> Parsed<Lazy<TextAlign>> {
    if !eat(p, "match-parent") {
        let align = word(p, ALIGNMENTS)?;
        return Ok(Lazy::new(move |_| align));
    }
    Ok(Lazy::new(|context| {
        let is_rtl = context.parent.direction == Direction::Rtl;
        match context.parent.text_align {
            TextAlign::Start if is_rtl => TextAlign::Right,
            TextAlign::Start => TextAlign::Left,
            TextAlign::End if is_rtl => TextAlign::Left,
            TextAlign::End => TextAlign::Right,
            other => other,
        }
    }))
}

/// [CSS Text 3, 7.1](https://www.w3.org/TR/css-text-3/#text-indent-property): the words stand anywhere.
fn text_indent(p: &mut Parser<'_>) -> Parsed<Lazy<TextIndent>> {
    let (mut length, mut hanging, mut each_line) = (None, false, false);
    while !p.is_exhausted() {
        match () {
            () if !hanging && eat(p, "hanging") => hanging = true,
            () if !each_line && eat(p, "each-line") => each_line = true,
            () if length.is_none() => length = Some(signed(p)?),
            () => return fault(),
        }
    }
    let Some(length) = length else { return fault() };
    Ok(Lazy::new(move |context| TextIndent { length: length.compute(context), hanging, each_line }))
}

type Style = super::style::Style;

/// Underline, overline, line through.
fn lines(style: &Style) -> [bool; 3] {
    let decoration = &style.text_decoration;
    [decoration.underline, decoration.overline, decoration.line_through]
}

fn set_lines(style: &mut Style, lines: [bool; 3]) {
    let decoration = &mut style.text_decoration;
    [decoration.underline, decoration.overline, decoration.line_through] = lines;
}

fn decoration_line(p: &mut Parser<'_>) -> Parsed<[bool; 3]> {
    let mut lines = [false; 3];
    if eat(p, "none") {
        return Ok(lines);
    }
    let words = [("underline", 0), ("overline", 1), ("line-through", 2)];
    for at in many(p, |p| word(p, &words))? {
        if lines[at] {
            return fault();
        }
        lines[at] = true;
    }
    Ok(lines)
}

/// Percentages are of the font size.
fn of_em(dim: Option<Dim>) -> Lazy<Option<f32>> {
    Lazy::new(move |context| dim.as_ref().map(|dim| dim.points(context, context.em)))
}

fn vertical_align(p: &mut Parser<'_>) -> Parsed<Lazy<VerticalAlign>> {
    let words = [
        ("baseline", VerticalAlign::Baseline),
        ("sub", VerticalAlign::Sub),
        ("super", VerticalAlign::Super),
        ("middle", VerticalAlign::Middle),
        ("top", VerticalAlign::Top),
        ("bottom", VerticalAlign::Bottom),
        ("text-top", VerticalAlign::TextTop),
        ("text-bottom", VerticalAlign::TextBottom),
    ];
    if let Ok(align) = p.try_parse(|p| word(p, &words)) {
        return Ok(Lazy::new(move |_| align.clone()));
    }
    let dim = signed(p)?;
    Ok(Lazy::new(move |context| VerticalAlign::Length(dim.points(context, context.lh))))
}

/// [CSS Text 4, 6.3.1](https://www.w3.org/TR/css-text-4/#propdef-hyphenate-limit-chars).
fn hyphenate_limits(p: &mut Parser<'_>) -> Parsed<Plain<[u8; 3]>> {
    let one = |p: &mut Parser<'_>| {
        if eat(p, "auto") {
            return Ok(None);
        }
        integer(p).and_then(|value| u8::try_from(value).map_or_else(|_| fault(), |value| Ok(Some(value))))
    };
    let [word, before, after] = TextStyle::initial().hyphenate_limits;
    let list = many(p, one)?;
    let limit = |at: usize, initial: u8| list.get(at).map_or(initial, |value| value.unwrap_or(initial));
    let before = limit(1, before);
    match list.len() {
        1..=3 => Ok(Plain([limit(0, word), before, limit(2, if list.len() == 2 { before } else { after })])),
        _ => fault(),
    }
}
