use super::*;

/// Sheet, document, and the red, green and blue of `#x`.
fn color(css: &str, html: &str) -> String {
    let tree = quiet(css, html);
    format!("{:?}", style_of_x(&tree).color.color)
}

const RED: &str = "Rgb([255, 0, 0])";
const BLUE: &str = "Rgb([0, 0, 255])";

#[test]
fn specificity_order_and_importance() {
    for (css, expected) in [
        ("p { color: red } p { color: blue }", BLUE),
        ("#x { color: red } p { color: blue }", RED),
        (".c { color: red } body p { color: blue }", RED),
        ("p { color: red !important } #x { color: blue }", RED),
        ("p { color: red !important /* why */; } p { color: blue }", RED),
        ("p { color: red ! IMPORTANT } #x { color: blue !important }", BLUE),
        ("body { color: red } p { color: inherit }", RED),
        ("body { color: red } #x { color: initial } ", "Rgb([0, 0, 0])"),
        ("body { color: red } #x { color: blue; color: unset }", RED),
        ("body { color: red } #x { all: unset }", RED),
        (":where(#x) { color: red } p { color: blue }", BLUE),
        ("@media print { p { color: red } } @media screen { p { color: blue } }", RED),
        ("@media not print, all { p { color: red } }", RED),
        ("@supports (display: grid) and (not (display: ruby)) { p { color: red } }", RED),
        ("body { p { color: red } }", RED),
        ("body { & > .c { color: red } @media print { color: blue } }", RED),
    ] {
        assert_eq!(color(css, "<body><p id=x class='a c'>text"), expected, "{css}");
    }
    assert_eq!(color("#x { color: red }", "<body><p id=x style='color: blue'>"), BLUE);
    assert_eq!(color("#x { color: red !important }", "<body><p id=x style='color: blue'>"), RED);
}

#[test]
fn revert_goes_back_to_the_user_agent() {
    let tree = quiet("p { margin: 3pt } #x { margin: revert }", "<body><p id=x>");
    assert_eq!(format!("{:?}", style_of_x(&tree).margin.top), "Value(Length(12.0))");
}

#[test]
fn selectors() {
    let html = "<html lang=nl-NL><body><ul><li>1<li class='a' data-k='Abc def'>2<li id=x class='b c'>3</ul><div></div>";
    for selector in [
        "*",
        "li",
        "ul li",
        "ul > li",
        ".a + li",
        "li ~ .b",
        "li:last-child",
        "li:nth-child(3)",
        "li:nth-child(2n+1)",
        "li:not(.a)",
        ":is(.x, .b)",
        "li:nth-last-of-type(1)",
        "ul:has(.a) .c",
        "[class~=b]",
        "[class|='b c']",
        "[class^='b']",
        "[class$='c']",
        "[class*=' ']",
        "[CLASS='B C' i]",
        ":lang(nl)",
        ":root li.b",
        "li:nth-child(2 of .a, .b)",
        "ul:not(:empty) > #x",
        "LI",
    ] {
        assert_eq!(color(&format!("{selector} {{ color: red }}"), html), RED, "{selector}");
    }
    for selector in
        ["li:first-child", "li:only-child", "ul + li", "[class=b]", ":link", ":lang(en)", "div:empty li"]
    {
        assert_eq!(color(&format!("{selector} {{ color: red }}"), html), "Rgb([0, 0, 0])", "{selector}");
    }
}

#[test]
fn variables() {
    for (css, expected) in [
        (":root { --c: red } p { color: var(--c) }", RED),
        ("p { color: var(--none, red) }", RED),
        (":root { --a: var(--b); --b: red } p { color: var(--a) }", RED),
        (":root { --c: blue } body { --c: red } p { color: var(--c) }", RED),
        (":root { --c: 255 0 } p { color: rgb(var(--c) 0) }", RED),
        ("p { --c: inherit; color: var(--c, red) }", RED),
        (":root { --c: revert-me } p { color: var(--none, var(--also, red)) }", RED),
    ] {
        assert_eq!(color(css, "<body><p id=x>"), expected, "{css}");
    }
    let style = declared("--m: 1pt 2pt; margin: var(--m); --e: ; border: 1pt var(--e) solid");
    assert_eq!(format!("{:?} {}", style.margin.right, style.border.top.width), "Value(Length(2.0)) 1");
}

#[test]
fn sheets_come_in_order_with_imports_before() {
    let (dom, _) = html::parse(
        "<head><link rel=stylesheet href=one.css><link rel=stylesheet href=screen.css media=screen>\
         <style>.s { color: blue }</style></head><body><p id=x class=s>",
        "letter/letter.html",
    );
    let files = Files(BTreeMap::from([
        ("one.css", "@import 'two.css' print; .s { color: green }"),
        ("two.css", ".s { color: red !important } .s { width: 1pt }"),
        ("screen.css", "nonsense"),
    ]));
    let (tree, diagnostics) =
        cascade(&dom, &[sheet("palette", ".s { width: 2pt }")], &files, &StyleCache::new());
    assert_eq!(told(&diagnostics.into_vec()), "");
    let style = style_of_x(&tree);
    assert_eq!(format!("{:?} {:?}", style.color.color, style.width), format!("{RED} Value(Length(1.0))"));
}

#[test]
fn text_styles_are_shared_while_they_are_equal() {
    let tree = quiet(
        "b { color: red } i { font-style: normal }",
        "<body><p id=x>a<b>b</b><i>c</i><u>d</u></p><p>e</p>",
    );
    let texts: Vec<_> = (0..tree.len() as u32).map(|id| tree.node(StyledId(id))).collect();
    let pointer = |text: &str| {
        let is_text = |node: &&&StyledNode| matches!(&node.content, Content::Text(found) if &**found == text);
        Arc::as_ptr(&texts.iter().find(is_text).expect("the text is there").style.text)
    };
    assert_eq!(pointer("a"), pointer("c"));
    assert_eq!(pointer("a"), pointer("d"));
    assert_eq!(pointer("a"), pointer("e"));
    assert_ne!(pointer("a"), pointer("b"));
}
