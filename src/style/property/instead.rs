//! What to use instead of what is not supported.

const BROWSER: &str = "leave it out: this is not a browser";
const STILL: &str = "leave it out: paper does not move";
const SCREEN: &str = "leave it out: it is for screens";

/// Properties by the beginning of their names; the longest one that fits counts.
const PROPERTIES: &[(&str, &str)] = &[
    ("animation", STILL),
    ("backdrop-filter", "prepare the picture with the effect, or lay a half transparent box over it"),
    (
        "background-attachment",
        "leave it out: nothing scrolls on paper; for a picture on each page, use `position: fixed`",
    ),
    ("background-blend-mode", "blend the pictures beforehand, or use `opacity`"),
    ("border-image", "draw the frame as an SVG and use it as a `background-image`"),
    ("caret-color", SCREEN),
    ("clip", "use `clip-path: inset(…)`"),
    ("color-adjust", "leave it out: all colours are printed"),
    ("color-scheme", SCREEN),
    ("container", "use `@page` sizes and `vw`: a page does not change its width"),
    ("content-visibility", SCREEN),
    ("cursor", SCREEN),
    ("filter", "prepare the picture with the effect, or use `opacity`"),
    ("footnote", "write notes at the end of the section, or in a box with `float`"),
    ("forced-color-adjust", SCREEN),
    ("image-resolution", "give the picture its size with `width`"),
    ("initial-letter", "use `::first-letter { float: left; font-size: … }`"),
    ("mask", "use `clip-path`, or a picture that is transparent itself"),
    ("mix-blend-mode", "blend the pictures beforehand, or use `opacity`"),
    ("offset", "use `transform: translate()` and `rotate()`"),
    ("overflow-anchor", SCREEN),
    ("overflow-clip-margin", "give the box more `padding`"),
    ("overscroll-behavior", SCREEN),
    ("perspective", "use `transform: scale()` and `skew()`: paper is flat"),
    ("pointer-events", SCREEN),
    ("print-color-adjust", "leave it out: all colours are printed"),
    ("resize", SCREEN),
    ("scroll", SCREEN),
    ("text-combine-upright", "turn the box with `transform: rotate(90deg)`"),
    ("hanging-punctuation", "use a negative `text-indent` for a quotation mark at the start"),
    ("hyphenate-limit", "use `hyphenate-limit-chars` and `hyphenate-limit-lines`"),
    ("line-clamp", "text is never left out: shorten it, or let the box grow"),
    ("max-lines", "text is never left out: shorten it, or let the box grow"),
    ("text-orientation", "turn the box with `transform: rotate(90deg)`"),
    ("text-overflow", "text is never left out: shorten it, let it wrap, or use a smaller `font-size`"),
    ("text-size-adjust", SCREEN),
    ("touch-action", SCREEN),
    ("transition", STILL),
    ("user-select", SCREEN),
    ("will-change", STILL),
    ("writing-mode", "turn the box with `transform: rotate(90deg)`"),
    ("zoom", "use `transform: scale(…)`"),
];

/// Words and functions in values, of any property.
const VALUES: &[(&str, &str)] = &[
    ("(from ", "write the colour itself, or use `color-mix()`"),
    ("conic-gradient(", "draw it as an SVG and use it as a `background-image`"),
    ("element(", "use `string-set` and `string()` for running heads"),
    ("env(", "write the value itself: a page has no notch"),
    ("footnote", "write notes at the end of the section, or in a box with `float`"),
    ("image-set(", "give the picture with the highest resolution alone"),
    ("leader(", "fill the space with a box that has a dotted `border-bottom`"),
    ("perspective(", "use `scale()` and `skew()`: paper is flat"),
    ("rotate3d(", "use `rotate()`: paper is flat"),
    ("running(", "use `string-set` and `string()` for running heads"),
    ("sticky", "use `position: relative`, or a margin box of `@page`"),
    ("subgrid", "write `subgrid` without names of lines, and place items by numbers"),
    ("target-counter(", "write the page number, or leave it out: the link works on a screen"),
    ("target-text(", "write the text itself"),
    ("translate3d(", "use `translate()`: paper is flat"),
];

/// Values of a certain property, where no word in them says what is missing.
const VALUES_OF: &[(&str, &str)] = &[
    ("background-clip", "give the text its `color`"),
    ("clip-path", "use `inset()`, `circle()`, `ellipse()` or `polygon()`, or clip inside an SVG"),
    ("text-shadow", "leave out the blur: shadows of text are sharp"),
];

/// At-rules by their names.
const RULES: &[(&str, &str)] = &[
    ("container", "use `@media`: a page does not change its width"),
    ("keyframes", STILL),
    ("property", "give `var()` a fallback: `var(--name, value)`"),
    ("scope", "nest the rules in one for the outer element"),
    ("starting-style", STILL),
    ("view-transition", STILL),
];

/// Parts of what only a screen shows, by their pseudo-elements.
const SCREEN_PARTS: &[&str] = &[
    "backdrop",
    "cue",
    "details-content",
    "file-selector-button",
    "grammar-error",
    "highlight",
    "placeholder",
    "selection",
    "spelling-error",
    "target-text",
];

/// For a pseudo-class or pseudo-element that is not supported, colons included.
pub(in crate::style) fn instead_of_pseudo(written: &str) -> Option<&'static str> {
    let name = written.trim_matches([':', '(', ')']).to_ascii_lowercase();
    if name.starts_with('-') {
        return Some(BROWSER);
    }
    SCREEN_PARTS.contains(&name.as_str()).then_some(SCREEN)
}

/// For an at-rule that is not supported.
pub(in crate::style) fn instead_of_rule(name: &str) -> Option<&'static str> {
    if name.starts_with('-') {
        return Some(BROWSER);
    }
    RULES.iter().find(|(known, _)| *known == name).map(|(_, help)| *help)
}

/// For a property that is not supported: how to mend the style sheet.
pub fn instead_of_property(name: &str) -> Option<&'static str> {
    let fits =
        |start: &str| name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    PROPERTIES
        .iter()
        .filter(|(start, _)| fits(start))
        .max_by_key(|(start, _)| start.len())
        .map(|(_, help)| *help)
}

/// For a value that is not supported.
pub(in crate::style) fn instead_of_value(property: &str, value: &str) -> Option<&'static str> {
    let value = value.to_ascii_lowercase();
    if ["-webkit-", "-moz-", "-ms-", "-o-"].iter().any(|prefix| value.starts_with(prefix)) {
        return Some(BROWSER);
    }
    let by_word = VALUES.iter().find(|(part, _)| value.contains(part));
    by_word.or_else(|| VALUES_OF.iter().find(|(name, _)| *name == property)).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::property::property;

    #[test]
    fn nothing_is_called_unsupported_that_is_supported() {
        for (name, _) in PROPERTIES {
            assert!(property(name).is_none(), "{name}");
        }
    }

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(instead_of_property("background-blend-mode"), instead_of_property("mix-blend-mode"));
        assert_eq!(instead_of_property("clip-rule"), instead_of_property("clip"));
        assert_eq!(instead_of_property("clipping"), None);
    }
}
