use super::*;

/// Declarations of one element, what to look at, and what it must be.
type Case = (&'static str, fn(&ComputedStyle) -> String, &'static str);

macro_rules! field {
    ($($path:tt)+) => { |style| format!("{:?}", style.$($path)+) };
}

fn check(cases: &[Case]) {
    for (css, look, expected) in cases {
        assert_eq!(look(&declared(css)), *expected, "{css}");
    }
}

#[test]
fn lengths() {
    check(&[
        ("width: 96px", field!(width), "Value(Length(72.0))"),
        ("width: 2.54cm", field!(width), "Value(Length(72.0))"),
        ("width: 101.6q", field!(width), "Value(Length(72.0))"),
        ("width: 6pc", field!(width), "Value(Length(72.0))"),
        ("font-size: 10pt; width: 2em", field!(width), "Value(Length(20.0))"),
        ("font-size: 10pt; width: 2rem", field!(width), "Value(Length(24.0))"),
        ("font-size: 10pt; line-height: 1.5; width: 2lh", field!(width), "Value(Length(30.0))"),
        ("width: 50%", field!(width), "Value(Percent(0.5))"),
        (
            "width: calc(50% - 2 * 3pt)",
            field!(width),
            "Value(Calc(Max([Linear { length: 0.0, percent: 0.0 }, Linear { length: -6.0, percent: 0.5 }])))",
        ),
        ("width: calc((1pt + 2pt) / 2)", field!(width), "Value(Length(1.5))"),
        (
            "width: min(50%, 3pt)",
            field!(width),
            "Value(Calc(Max([Linear { length: 0.0, percent: 0.0 }, Min([Linear { length: 0.0, percent: 0.5 }, Linear { length: 3.0, percent: 0.0 }])])))",
        ),
        ("width: clamp(1pt, 5pt, 3pt)", field!(width), "Value(Length(3.0))"),
        ("padding: calc(1pt - 3pt)", field!(padding.top), "Length(0.0)"),
        ("margin: calc(1pt - 3pt)", field!(margin.top), "Value(Length(-2.0))"),
        ("width: 1e38em", field!(width), "Value(Length(10000000.0))"),
        ("width: fit-content(3pt)", field!(width), "FitContent(Some(Length(3.0)))"),
        ("max-width: none", field!(max_width), "Auto"),
        ("flex-grow: calc(1 + 2)", field!(flex_grow), "3.0"),
        ("aspect-ratio: 16 / 8", field!(aspect_ratio), "Some(AspectRatio { ratio: 2.0, yields: false })"),
    ]);
}

#[test]
fn colours() {
    let rgb = |r, g, b, a| format!("Rgba {{ color: Rgb([{r}, {g}, {b}]), alpha: {a:?} }}");
    for (css, expected) in [
        ("rebeccapurple", rgb(102, 51, 153, 1.0)),
        ("#abc", rgb(170, 187, 204, 1.0)),
        ("#ff000080", rgb(255, 0, 0, 0.5019608)),
        ("rgb(10 20 30 / 50%)", rgb(10, 20, 30, 0.5)),
        ("rgba(10, 20, 30, .5)", rgb(10, 20, 30, 0.5)),
        ("rgb(100% 0% none)", rgb(255, 0, 0, 1.0)),
        ("hsl(120 100% 50%)", rgb(0, 255, 0, 1.0)),
        ("hsla(0.5turn, 100%, 25%, 1)", rgb(0, 128, 128, 1.0)),
        ("hwb(0 20% 20%)", rgb(204, 51, 51, 1.0)),
        ("transparent", rgb(0, 0, 0, 0.0)),
        ("color-mix(in srgb, white 25%, black)", rgb(64, 64, 64, 1.0)),
        ("device-cmyk(100% 0 .5 0)", "Rgba { color: Cmyk([1.0, 0.0, 0.5, 0.0]), alpha: 1.0 }".to_owned()),
    ] {
        assert_eq!(format!("{:?}", declared(&format!("color: {css}")).color), expected, "{css}");
    }
    let style = declared("color: red; border: 1pt solid; background: currentColor");
    assert_eq!((&style.border.top.color, &style.background_color), (&style.color, &style.color));
}

#[test]
fn boxes() {
    check(&[
        (
            "margin: 1pt 2pt 3pt",
            field!(margin),
            "Sides { top: Value(Length(1.0)), right: Value(Length(2.0)), bottom: Value(Length(3.0)), left: Value(Length(2.0)) }",
        ),
        ("margin: 0 auto", field!(margin.left), "Auto"),
        ("padding-inline: 1pt 2pt", field!(padding.right), "Length(2.0)"),
        ("direction: rtl; padding-inline-start: 3pt", field!(padding.right), "Length(3.0)"),
        ("inset: 1pt auto 2pt", field!(inset.left), "Auto"),
        (
            "border: 2pt solid red",
            field!(border.left),
            "Border { width: 2.0, style: Solid, color: Rgba { color: Rgb([255, 0, 0]), alpha: 1.0 } }",
        ),
        ("border-style: solid", field!(border.top.width), "2.25"),
        ("border-width: 3pt", field!(border.top.width), "0.0"),
        ("border: solid; border-inline-start: 0", field!(border.left.width), "0.0"),
        ("border-radius: 1pt 2pt / 3pt", field!(border_radius[1]), "(Length(2.0), Length(3.0))"),
        ("display: inline-flex; position: absolute", field!(display), "Flex"),
        ("overflow: hidden; z-index: -1", field!(z_index), "Some(-1)"),
        ("border-spacing: 1pt 2pt; border-collapse: collapse", field!(border_spacing), "(1.0, 2.0)"),
    ]);
}

#[test]
fn text() {
    check(&[
        (
            "font: italic small-caps bold 12pt/1.5 'Source Sans', serif",
            field!(text.families),
            "[Named(\"Source Sans\"), Serif]",
        ),
        (
            "font: italic small-caps bold 12pt/1.5 x",
            field!(text.features),
            "[FontFeature { tag: [115, 109, 99, 112], value: 1 }]",
        ),
        ("font: 12pt/1.5 x", field!(line_height), "Number(1.5)"),
        ("line-height: 150%", field!(line_height), "Length(18.0)"),
        ("font-weight: bolder", field!(text.weight), "700"),
        ("font-size: larger", field!(text.size), "14.400001"),
        ("font-family: Noto Sans, sans-serif", field!(text.families), "[Named(\"Noto Sans\"), SansSerif]"),
        (
            "font-variant-numeric: oldstyle-nums; font-feature-settings: 'ss01' 2",
            field!(text.features),
            "[FontFeature { tag: [111, 110, 117, 109], value: 1 }, FontFeature { tag: [115, 115, 48, 49], value: 2 }]",
        ),
        ("hyphens: auto; hyphenate-limit-chars: 6 3", field!(text.hyphenate_limits), "[6, 3, 3]"),
        ("text-decoration: underline 2pt dotted", field!(text_decoration.thickness), "Some(2.0)"),
        ("text-wrap: nowrap", field!(white_space.wraps), "false"),
        ("text-wrap: balance", field!(text_wrap), "Balance"),
        ("line-height: 10pt; vertical-align: 50%", field!(vertical_align), "Length(5.0)"),
        ("overflow-wrap: anywhere; letter-spacing: .1em", field!(text.letter_spacing), "1.2"),
    ]);
}

#[test]
fn backgrounds() {
    check(&[
        ("background: red", field!(background_color.color), "Rgb([255, 0, 0])"),
        ("background: url(a.png) right 3pt top / cover no-repeat, blue", field!(backgrounds.len()), "1"),
        (
            "background: url(a.png) right 3pt top / cover no-repeat",
            field!(backgrounds[0].position),
            "(Calc(Linear { length: -3.0, percent: 1.0 }), Percent(0.0))",
        ),
        ("background: url(a.png) 0 0 / cover no-repeat", field!(backgrounds[0].size), "Cover"),
        (
            "background-image: url(a.png), none, url(b.png); background-size: 1pt, 2pt, 3pt auto",
            field!(backgrounds[1].size),
            "Explicit(Some(Length(3.0)), None)",
        ),
        (
            "background: url(a.png)",
            field!(backgrounds[0].image),
            "Url(Reference { url: \"a.png\", base: \"a.css\" })",
        ),
        (
            "background: linear-gradient(to right bottom, red 10%, blue)",
            field!(backgrounds[0].image),
            "Linear(LinearGradient { direction: Towards(1, 1), stops: [ColorStop { color: Some(Rgba { color: Rgb([255, 0, 0]), alpha: 1.0 }), position: Some(Percent(0.1)) }, ColorStop { color: Some(Rgba { color: Rgb([0, 0, 255]), alpha: 1.0 }), position: None }], repeating: false })",
        ),
        (
            "background: repeating-radial-gradient(circle 3pt at 0 50%, red, blue 1pt 2pt)",
            |style| match &style.backgrounds[0].image {
                BackgroundImage::Radial(radial) => format!(
                    "{} {:?} {:?} {} {}",
                    radial.circle,
                    radial.extent,
                    radial.position,
                    radial.stops.len(),
                    radial.repeating
                ),
                other => format!("{other:?}"),
            },
            "true Explicit(Length(3.0), Length(3.0)) (Length(0.0), Percent(0.5)) 3 true",
        ),
    ]);
}

#[test]
fn flex_grid_and_columns() {
    check(&[
        ("flex: 1", field!(flex_basis), "Value(Length(0.0))"),
        ("flex: none", field!(flex_shrink), "0.0"),
        (
            "flex: 2 10pt",
            |style| format!("{} {} {:?}", style.flex_grow, style.flex_shrink, style.flex_basis),
            "2 1 Value(Length(10.0))",
        ),
        ("flex-flow: column wrap", field!(flex_direction), "Column"),
        ("gap: 1pt 2pt", field!(column_gap), "Some(Length(2.0))"),
        ("place-items: center end", field!(justify_items.keyword), "End"),
        (
            "grid-template-columns: [a] repeat(2, minmax(0, 1fr)) auto",
            field!(grid_template_columns),
            "[Names([\"a\"]), Repeat(Count(2), [Track(Track { min: Value(Length(0.0)), max: Fraction(1.0) })]), Track(Track { min: Auto, max: Auto })]",
        ),
        (
            "grid-template: 'a b' 1pt 'a .' / 1fr 2fr",
            field!(grid_template_areas),
            "[[Some(\"a\"), Some(\"b\")], [Some(\"a\"), None]]",
        ),
        ("grid-area: main", field!(grid_column), "(Named(\"main\", 1), Named(\"main\", 1))"),
        ("grid-row: 2 / span 3", field!(grid_row), "(Number(2), Span(3))"),
        (
            "columns: 2 30pt",
            |style| format!("{:?} {:?}", style.column_count, style.column_width),
            "Some(2) Some(30.0)",
        ),
        ("column-rule: 1pt solid", field!(column_rule.width), "1.0"),
    ]);
}

#[test]
fn transforms_and_breaks() {
    check(&[
        (
            "transform: translate(1pt, 50%) scale(2)",
            field!(transform),
            "[Translate(Length(1.0), Percent(0.5)), Scale(2.0, 2.0)]",
        ),
        ("rotate: 180deg; transform: scale(.5)", field!(transform), "[Rotate(3.1415927), Scale(0.5, 0.5)]"),
        ("transform-origin: left top", field!(transform_origin), "(Percent(0.0), Percent(0.0))"),
        ("page-break-before: always", field!(break_before), "Page"),
        ("break-inside: avoid; page: cover", field!(page), "Some(\"cover\")"),
        ("box-decoration-break: clone", field!(box_decoration_clone), "true"),
    ]);
}

#[test]
fn viewport_units_are_of_the_first_page() {
    let tree = quiet("@page { size: 100pt 200pt } #x { width: 50vw; height: 1vmax }", "<body><p id=x>");
    let style = style_of_x(&tree);
    assert_eq!(format!("{:?} {:?}", style.width, style.height), "Value(Length(50.0)) Value(Length(2.0))");
}
