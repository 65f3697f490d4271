use cssparser::Parser;

use super::background::{background, background_position};
use super::border::radii;
use super::flex::flex;
use super::font::{caps, families, font_size, font_stretch, font_style, font_weight, line_height};
use super::generated::list_style;
use super::grammar::*;
use super::grid::{grid_area, grid_column, grid_flow, grid_row, grid_template};
use super::shorthand::Kind::{Any, Each, Flow, Four, Own, Pair};
use super::shorthand::{Expansion, Shorthand, Value, Wide};
use super::text::white_space;

/// `"name" = kind;`
macro_rules! shorthands {
    ($($name:literal = $kind:expr;)*) => {
        pub(super) const SHORTHANDS: &[Shorthand] = &[$(Shorthand { name: $name, kind: $kind }),*];
    };
}

shorthands! {
    "margin" = Four(["margin-top", "margin-right", "margin-bottom", "margin-left"]);
    "margin-inline" = Pair("margin-inline-start", "margin-inline-end");
    "margin-inline-start" = Flow("margin-left", "margin-right");
    "margin-inline-end" = Flow("margin-right", "margin-left");
    "margin-block" = Pair("margin-top", "margin-bottom");
    "margin-block-start" = Each(&["margin-top"]);
    "margin-block-end" = Each(&["margin-bottom"]);
    "padding" = Four(["padding-top", "padding-right", "padding-bottom", "padding-left"]);
    "padding-inline" = Pair("padding-inline-start", "padding-inline-end");
    "padding-inline-start" = Flow("padding-left", "padding-right");
    "padding-inline-end" = Flow("padding-right", "padding-left");
    "padding-block" = Pair("padding-top", "padding-bottom");
    "padding-block-start" = Each(&["padding-top"]);
    "padding-block-end" = Each(&["padding-bottom"]);
    "inset" = Four(["top", "right", "bottom", "left"]);
    "inset-inline" = Pair("inset-inline-start", "inset-inline-end");
    "inset-inline-start" = Flow("left", "right");
    "inset-inline-end" = Flow("right", "left");
    "inset-block" = Pair("top", "bottom");
    "inset-block-start" = Each(&["top"]);
    "inset-block-end" = Each(&["bottom"]);
    "inline-size" = Each(&["width"]);
    "block-size" = Each(&["height"]);
    "min-inline-size" = Each(&["min-width"]);
    "min-block-size" = Each(&["min-height"]);
    "max-inline-size" = Each(&["max-width"]);
    "max-block-size" = Each(&["max-height"]);

    "border" = Each(&["border-top", "border-right", "border-bottom", "border-left"]);
    "border-top" = Any(&["border-top-width", "border-top-style", "border-top-color"]);
    "border-right" = Any(&["border-right-width", "border-right-style", "border-right-color"]);
    "border-bottom" = Any(&["border-bottom-width", "border-bottom-style", "border-bottom-color"]);
    "border-left" = Any(&["border-left-width", "border-left-style", "border-left-color"]);
    "border-width" = Four(["border-top-width", "border-right-width", "border-bottom-width", "border-left-width"]);
    "border-style" = Four(["border-top-style", "border-right-style", "border-bottom-style", "border-left-style"]);
    "border-color" = Four(["border-top-color", "border-right-color", "border-bottom-color", "border-left-color"]);
    "border-block" = Each(&["border-top", "border-bottom"]);
    "border-block-start" = Each(&["border-top"]);
    "border-block-end" = Each(&["border-bottom"]);
    "border-block-width" = Pair("border-top-width", "border-bottom-width");
    "border-block-style" = Pair("border-top-style", "border-bottom-style");
    "border-block-color" = Pair("border-top-color", "border-bottom-color");
    "border-block-start-width" = Each(&["border-top-width"]);
    "border-block-start-style" = Each(&["border-top-style"]);
    "border-block-start-color" = Each(&["border-top-color"]);
    "border-block-end-width" = Each(&["border-bottom-width"]);
    "border-block-end-style" = Each(&["border-bottom-style"]);
    "border-block-end-color" = Each(&["border-bottom-color"]);
    "border-inline" = Each(&["border-left", "border-right"]);
    "border-inline-start" = Flow("border-left", "border-right");
    "border-inline-end" = Flow("border-right", "border-left");
    "border-inline-width" = Pair("border-inline-start-width", "border-inline-end-width");
    "border-inline-style" = Pair("border-inline-start-style", "border-inline-end-style");
    "border-inline-color" = Pair("border-inline-start-color", "border-inline-end-color");
    "border-inline-start-width" = Flow("border-left-width", "border-right-width");
    "border-inline-start-style" = Flow("border-left-style", "border-right-style");
    "border-inline-start-color" = Flow("border-left-color", "border-right-color");
    "border-inline-end-width" = Flow("border-right-width", "border-left-width");
    "border-inline-end-style" = Flow("border-right-style", "border-left-style");
    "border-inline-end-color" = Flow("border-right-color", "border-left-color");
    "outline" = Any(&["outline-width", "outline-style", "outline-color"]);
    "border-radius" = Own(border_radius, &[
        "border-top-left-radius", "border-top-right-radius", "border-bottom-right-radius",
        "border-bottom-left-radius",
    ]);
    "border-start-start-radius" = Flow("border-top-left-radius", "border-top-right-radius");
    "border-start-end-radius" = Flow("border-top-right-radius", "border-top-left-radius");
    "border-end-start-radius" = Flow("border-bottom-left-radius", "border-bottom-right-radius");
    "border-end-end-radius" = Flow("border-bottom-right-radius", "border-bottom-left-radius");

    "background" = Own(background, &[
        "background-color", "background-image", "background-position-x", "background-position-y", "background-size",
        "background-repeat", "background-origin", "background-clip",
    ]);
    "background-position" = Own(background_position, &["background-position-x", "background-position-y"]);
    "font" = Own(font, &[
        "font-style", "font-variant-caps", "font-weight", "font-size", "line-height", "font-family",
        "font-stretch", "font-variant-ligatures", "font-variant-numeric", "font-variant-position", "font-kerning",
        "font-feature-settings", "font-size-adjust", "font-optical-sizing", "font-variation-settings",
    ]);
    "font-width" = Each(&["font-stretch"]);
    "font-variant" = Own(font_variant, VARIANTS);
    "text-decoration" = Any(&[
        "text-decoration-line", "text-decoration-style", "text-decoration-color", "text-decoration-thickness",
    ]);
    "text-wrap" = Any(&["text-wrap-mode", "text-wrap-style"]);
    "white-space" = Own(white_space, &["white-space-collapse", "text-wrap-mode"]);
    "word-wrap" = Each(&["overflow-wrap"]);
    "overflow" = Pair("overflow-x", "overflow-y");
    "overflow-inline" = Each(&["overflow-x"]);
    "overflow-block" = Each(&["overflow-y"]);

    "flex" = Own(flex, &["flex-grow", "flex-shrink", "flex-basis"]);
    "flex-flow" = Any(&["flex-direction", "flex-wrap"]);
    "gap" = Pair("row-gap", "column-gap");
    "grid-gap" = Pair("row-gap", "column-gap");
    "grid-row-gap" = Each(&["row-gap"]);
    "grid-column-gap" = Each(&["column-gap"]);
    "place-items" = Pair("align-items", "justify-items");
    "place-self" = Pair("align-self", "justify-self");
    "place-content" = Pair("align-content", "justify-content");
    "grid-row" = Own(grid_row, &["grid-row-start", "grid-row-end"]);
    "grid-column" = Own(grid_column, &["grid-column-start", "grid-column-end"]);
    "grid-area" = Own(grid_area, &["grid-row-start", "grid-column-start", "grid-row-end", "grid-column-end"]);
    "grid-template" = Own(grid_template, &["grid-template-areas", "grid-template-rows", "grid-template-columns"]);
    "grid" = Own(grid, &[
        "grid-template-areas", "grid-template-rows", "grid-template-columns", "grid-auto-flow",
        "grid-auto-rows", "grid-auto-columns",
    ]);

    "columns" = Any(&["column-width", "column-count"]);
    "column-rule" = Any(&["column-rule-width", "column-rule-style", "column-rule-color"]);
    "list-style" = Own(list_style, &["list-style-type", "list-style-position", "list-style-image"]);
    "page-break-before" = Each(&["break-before"]);
    "page-break-after" = Each(&["break-after"]);
    "page-break-inside" = Each(&["break-inside"]);
}

fn border_radius(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let names = ["top-left", "top-right", "bottom-right", "bottom-left"];
    for (at, radius) in radii(p)?.into_iter().enumerate() {
        out.set(&format!("border-{}-radius", names[at]), move |style, context| {
            style.border_radius[at] = radius.compute(context);
        });
    }
    Ok(())
}

/// [CSS Fonts 4, 2.7](https://www.w3.org/TR/css-fonts-4/#font-prop), without the system fonts.
fn font(p: &mut Parser<'_>, _: &Base, out: &mut Expansion) -> Parsed<()> {
    let (mut slant, mut small_caps, mut weight, mut stretch) = (None, None, None, None);
    loop {
        if eat(p, "normal") {
            continue;
        }
        if slant.is_none()
            && let Ok(value) = p.try_parse(font_style)
        {
            slant = Some(value);
        } else if small_caps.is_none()
            && let Ok(value) = p.try_parse(caps)
        {
            small_caps = Some(value);
        } else if weight.is_none()
            && let Ok(value) = p.try_parse(font_weight)
        {
            weight = Some(value);
        } else if stretch.is_none()
            && let Ok(value) = p.try_parse(font_stretch)
        {
            stretch = Some(value);
        } else {
            break;
        }
    }
    let size = font_size(p)?;
    let height = if eat_delim(p, '/') { Some(line_height(p)?) } else { None };
    let families = families(p)?;
    let reset = [
        "font-variant-ligatures",
        "font-variant-numeric",
        "font-variant-position",
        "font-kerning",
        "font-feature-settings",
        "font-size-adjust",
        "font-optical-sizing",
        "font-variation-settings",
    ];
    for name in reset {
        out.push(name, Value::Wide(Wide::Initial));
    }
    match slant {
        Some(slant) => out.set("font-style", move |style, _| style.text.slant = slant.0),
        None => out.push("font-style", Value::Wide(Wide::Initial)),
    }
    match stretch {
        Some(stretch) => out.set("font-stretch", move |style, _| style.text.stretch = stretch),
        None => out.push("font-stretch", Value::Wide(Wide::Initial)),
    }
    match small_caps {
        Some(caps) => {
            out.set("font-variant-caps", move |style, _| style.extra.features.caps.clone_from(&caps.0))
        }
        None => out.push("font-variant-caps", Value::Wide(Wide::Initial)),
    }
    match weight {
        Some(weight) => {
            out.set("font-weight", move |style, context| style.text.weight = weight.compute(context));
        }
        None => out.push("font-weight", Value::Wide(Wide::Initial)),
    }
    out.set("font-size", move |style, context| style.text.size = size.compute(context));
    match height {
        Some(height) => {
            out.set("line-height", move |style, context| style.line_height = height.compute(context));
        }
        None => out.push("line-height", Value::Wide(Wide::Initial)),
    }
    out.set("font-family", move |style, _| style.text.families.clone_from(&families.0));
    Ok(())
}

const VARIANTS: &[&str] =
    &["font-variant-ligatures", "font-variant-caps", "font-variant-numeric", "font-variant-position"];

/// The keywords of its parts, each at its place.
fn font_variant(p: &mut Parser<'_>, base: &Base, out: &mut Expansion) -> Parsed<()> {
    let mut missing = VARIANTS.to_vec();
    if !eat(p, "normal") {
        while !p.is_exhausted() {
            let found =
                (0..missing.len()).find(|at| p.try_parse(|p| out.parse(p, base, missing[*at])).is_ok());
            match found {
                Some(at) => drop(missing.remove(at)),
                None => return fault(),
            }
        }
    }
    for name in missing {
        out.push(name, Value::Wide(Wide::Initial));
    }
    Ok(())
}

/// As `grid-template`, or rows or columns that come by themselves
/// ([CSS Grid 2, 7.8](https://www.w3.org/TR/css-grid-2/#grid-shorthand)).
fn grid(p: &mut Parser<'_>, base: &Base, out: &mut Expansion) -> Parsed<()> {
    if let Ok(flowing) = p.try_parse(grid_flow) {
        flowing.expand(out);
        return Ok(());
    }
    grid_template(p, base, out)?;
    for name in ["grid-auto-flow", "grid-auto-rows", "grid-auto-columns"] {
        out.push(name, Value::Wide(Wide::Initial));
    }
    Ok(())
}
