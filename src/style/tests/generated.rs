use super::*;

/// All texts of the tree, one after the other.
fn texts(css: &str, html: &str) -> String {
    let tree = quiet(css, html);
    let text = |id| match &tree.node(StyledId(id)).content {
        Content::Text(text) => Some(text.to_string()),
        _ => None,
    };
    (0..tree.len() as u32).filter_map(text).collect::<Vec<String>>().join("|")
}

#[test]
fn markers() {
    for (css, html, expected) in [
        ("", "<ul><li>a<li>b</ul>", "• |a|• |b"),
        ("", "<ol><li>a<li>b</ol>", "1. |a|2. |b"),
        ("", "<ol start=5><li>a<li value=9>b<li>c</ol>", "5. |a|9. |b|10. |c"),
        ("", "<ol reversed><li>a<li>b</ol>", "2. |a|1. |b"),
        ("", "<ol><li>a<ol><li>b</ol><li>c</ol>", "1. |a|1. |b|2. |c"),
        ("ol { list-style: lower-alpha inside }", "<ol><li>a<li>b</ol>", "a. |a|b. |b"),
        ("ol { list-style-type: upper-roman }", "<ol start=1994><li>a</ol>", "MCMXCIV. |a"),
        ("ul { list-style-type: '– ' }", "<ul><li>a</ul>", "– |a"),
        ("", "<ol type=A><li>a</ol><ol type=a><li>b</ol>", "A. |a|a. |b"),
        ("ul { list-style: none }", "<ul><li>a</ul>", "a"),
        ("li::marker { content: counter(list-item) ') ' }", "<ol><li>a</ol>", "1) |a"),
        ("li { display: block }", "<ul><li>a</ul>", "a"),
    ] {
        assert_eq!(texts(css, &format!("<body>{html}")), expected, "{css} {html}");
    }
}

#[test]
fn content_and_counters() {
    for (css, html, expected) in [
        ("p::before { content: 'a' \"b\" }", "<p>c", "ab|c"),
        ("p::after { content: attr(data-k) }", "<p data-k=v>c", "c|v"),
        (
            "p { counter-increment: n } p::before { content: counter(n) '. ' }",
            "<p>a</p><p>b</p>",
            "1. |a|2. |b",
        ),
        (
            "body { counter-reset: n 4 } p { counter-increment: n 2 } p::before { content: counter(n, lower-roman) }",
            "<p>a</p>",
            "vi|a",
        ),
        (
            "div { counter-reset: n } p { counter-increment: n } p::before { content: counters(n, '.') }",
            "<div><p>a</p><section><div><p>b</p></div></section><p>c</p></div>",
            "1|a|1.1|b|2|c",
        ),
        ("p:before { content: none } p:after { content: normal }", "<p>c", "c"),
        ("p::before { display: none; content: 'x' }", "<p>c", "c"),
        ("", "<p lang=nl><q>a<q>b</q></q>", "‘|a|“|b|”|’"),
        ("", "<p lang=en><q>a</q>", "“|a|”"),
        ("q { quotes: '<' '>' }", "<q>a</q>", "<|a|>"),
    ] {
        assert_eq!(texts(css, &format!("<body>{html}")), expected, "{css} {html}");
    }
}

#[test]
fn a_marker_comes_first_and_an_image_may_stand_for_it() {
    let tree = quiet(
        "ul { list-style-image: url(dot.svg) } li::before { content: url(a.png) 'x' }",
        "<body><ul><li>a</ul>",
    );
    assert_eq!(
        outline(&tree),
        "html Block\n  body Block\n    ul Block\n      li ListItem\n        ::Marker\n          image dot.svg of a.css\n        \
         ::Before\n          image a.png of a.css\n          \"x\"\n        \"a\"\n"
    );
}
