use super::*;

fn messages(css: &str) -> String {
    told(&styled(css, "<body><p id=x>a</p><p>b</p>").1)
}

#[test]
fn what_is_not_supported_is_told_with_its_place() {
    for (css, expected) in [
        (
            "p { colr: red }",
            "a.css:1:5 [colr] unsupported-property: unknown property `colr` (did you mean `color`?)\n",
        ),
        (
            "p {\n  isolation: auto;\n}",
            "a.css:2:3 [isolation] unsupported-property: `isolation` is not supported\n",
        ),
        (
            "p { writing-mode: vertical-rl }",
            "a.css:1:5 [writing-mode] unsupported-property: `writing-mode` is not supported (turn the box with `transform: rotate(90deg)`)\n",
        ),
        (
            "p { background: conic-gradient(red, blue) }",
            "a.css:1:17 [conic-gradient(red, blue)] unsupported-value: `conic-gradient(red, blue)` is not a supported value of `background` (draw it as an SVG and use it as a `background-image`)\n",
        ),
        (
            "p { -webkit-hyphens: auto }",
            "a.css:1:5 [-webkit-hyphens] unsupported-property: `-webkit-hyphens` is a property of one browser (leave it out: this is not a browser)\n",
        ),
        (
            "p { display: ruby }",
            "a.css:1:14 [ruby] unsupported-value: `ruby` is not a supported value of `display`\n",
        ),
        (
            "p { margin: 5 }",
            "a.css:1:13 [5] unsupported-value: `5` is not a supported value of `margin` (a length needs a unit, such as `mm` or `pt`)\n",
        ),
        (
            "p { size: a4 }",
            "a.css:1:5 [size] unsupported-property: `size` is not a property of an element (write it in `@page { … }`)\n",
        ),
        (
            "@page { opacity: 1 }",
            "a.css:1:9 [opacity] unsupported-property: `opacity` is not supported in `@page` (a page has a size, edges, a background, fonts and margin boxes: style `html` or `body` instead)\n",
        ),
        (
            "p:frob { color: red }",
            "a.css:1:1 [p:frob] unsupported-selector: `:frob` is not supported in a selector\n",
        ),
        (
            "p { &::spelling { color: red } }",
            "a.css:1:5 [&::spelling] unsupported-selector: `::spelling` is not supported in a selector\n",
        ),
        (
            "p { b:frob { color: red } color: blue }",
            "a.css:1:5 [b:frob] unsupported-selector: `:frob` is not supported in a selector\n",
        ),
        ("p >> b { color: red }", "a.css:1:1 [p >> b] unsupported-selector: this is not a selector\n"),
        (
            "@keyframes x { from { color: red } }",
            "a.css:1:1 [@keyframes] unsupported-rule: `@keyframes` is not supported here (leave it out: paper does not move)\n",
        ),
        (
            "@media (min-smell: 3cm) { p { color: red } }",
            "a.css:1:8 [(min-smell: 3cm)] unsupported-rule: `@media`: the media feature `min-smell` is not supported\n",
        ),
        (
            "@page :nowhere { margin: 0 }",
            "a.css:1:7 [:nowhere] unsupported-rule: `@page`: `:nowhere` is not supported in a page selector\n",
        ),
    ] {
        assert_eq!(messages(css), expected, "{css}");
    }
}

#[test]
fn slips_of_syntax() {
    for (css, expected) in [
        (
            "p { color red; width: 1pt }",
            "a.css:1:5 [color red;] css-syntax: `color red;` is not a declaration (write `property: value;`)\n",
        ),
        ("p { width: 1pt", "a.css:1:3 [{] css-syntax: this `{` is never closed\n"),
        ("p { width: 1pt } }", "a.css:1:18 [}] css-syntax: this `}` closes nothing\n"),
        (
            "p { content: 'a\n; width: 1pt }",
            "a.css:1:14 ['a] css-syntax: the value of `content` is broken: a quote or bracket is not closed\n",
        ),
        (
            "p { width: 1pt } @import 'a.css';",
            "a.css:1:18 [@import] css-syntax: `@import` comes after other rules (move it to the start of the file)\n",
        ),
    ] {
        assert_eq!(messages(css), expected, "{css}");
    }
}

#[test]
fn variables_that_have_no_meaning() {
    for (css, expected) in [
        (
            "p { color: var(--ink) }",
            "a.css:1:12 [var(--ink)] undefined-variable: the variable `--ink` is not set here (set it, or give a fallback: `var(--ink, …)`)\n",
        ),
        (
            ":root { --inkt: red } p { color: var(--ink) }",
            "a.css:1:34 [var(--ink)] undefined-variable: the variable `--ink` is not set here (did you mean `--inkt`?)\n",
        ),
        (
            ":root { --w: red } p { width: var(--w) }",
            "a.css:1:31 [var(--w)] unsupported-value: `width` with its variables is `red`\n",
        ),
        (
            "p { --a: var(--b); --b: var(--a) }",
            "a.css:1:10 [var(--b)] unsupported-value: the variable `--a` refers to itself\na.css:1:25 [var(--a)] unsupported-value: the variable `--a` refers to itself\n",
        ),
    ] {
        assert_eq!(messages(css), expected, "{css}");
    }
}

#[test]
fn variables_do_not_grow_without_end() {
    let mut css = String::from(":root { --v0: lol;");
    for n in 1..64 {
        css.push_str(&format!("--v{n}: var(--v{0}) var(--v{0}) var(--v{0}) var(--v{0});", n - 1));
    }
    css.push_str("} p { font-family: var(--v63) }");
    assert!(messages(&css).contains("grows too long"));
}

#[test]
fn elements_are_named() {
    let (_, diagnostics) =
        styled("", "<body><p style='colr: red'>a</p><video>x</video><link rel=stylesheet href=b.css>");
    assert_eq!(
        told(&diagnostics),
        "a.html missing-file: there is no file `b.css` (in `link`)\n\
         a.html unsupported-property: unknown property `colr` (did you mean `color`?) (in `p`)\n\
         a.html unsupported-element: `<video>` cannot be printed and is left out (in `video`)\n"
    );
}

#[test]
fn imports_end() {
    let (dom, _) = html::parse("<head><link rel=stylesheet href=a></head>", "a.html");
    let cycle = Files(BTreeMap::from([("a", "@import 'b';"), ("b", "@import 'a';")]));
    let (_, diagnostics) = cascade(&dom, &[], &cycle, &StyleCache::new());
    assert_eq!(told(&diagnostics.into_vec()), "b:1:1 [@import 'a'] import-cycle: `a` imports itself\n");
}

#[test]
fn hostile_sheets_end() {
    let deep = format!("{}color:red{}", "a{".repeat(5000), "}".repeat(5000));
    let brackets = format!("p {{ width: {}1pt{} }}", "calc(".repeat(5000), ")".repeat(5000));
    let selectors = format!("{}p {{ color: red }}", "* ".repeat(5000));
    let nots = format!("{}p{} {{ color: red }}", ":not(".repeat(5000), ")".repeat(5000));
    let variables = format!("p {{ width: {}1pt{} }}", "var(--a, ".repeat(5000), ")".repeat(5000));
    for css in [deep, brackets, selectors, nots, variables] {
        assert!(!messages(&css).is_empty());
    }
}
