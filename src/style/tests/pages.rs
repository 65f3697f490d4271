use super::*;
use crate::units::Size;

fn page(css: &str, context: &PageContext) -> String {
    let tree = quiet(css, "<body><p>x");
    let page = tree.pages.resolve(context, Size::new(100.0, 100.0));
    let mut out = format!(
        "{}x{} bleed {} margin {} {} {} {}",
        page.size.width,
        page.size.height,
        page.bleed,
        page.margin.top,
        page.margin.right,
        page.margin.bottom,
        page.margin.left
    );
    for found in &page.margin_boxes {
        out.push_str(&format!(" {:?} {:?}", found.place, found.content));
    }
    out
}

#[test]
fn sizes_and_margins() {
    let first = PageContext::default();
    for (css, expected) in [
        (
            "@page { size: 30pt 40pt; margin: 1pt 10% auto; bleed: 3pt; marks: none }",
            "30x40 bleed 3 margin 1 3 0 3",
        ),
        ("@page { size: 50pt; margin: 0 } @page :first { margin-left: 2pt }", "50x50 bleed 0 margin 0 0 0 2"),
        ("@page :first { margin-left: 2pt } @page { size: 50pt; margin: 0 }", "50x50 bleed 0 margin 0 0 0 2"),
        ("@page :left { margin: 5pt } @page { size: 50pt; margin: 0 }", "50x50 bleed 0 margin 0 0 0 0"),
        ("@page :right { margin: 5pt } @page { size: 50pt }", "50x50 bleed 0 margin 5 5 5 5"),
        (":root { --w: 20pt } @page { size: var(--w) 30pt; margin: 0 }", "20x30 bleed 0 margin 0 0 0 0"),
    ] {
        assert_eq!(page(css, &first), expected, "{css}");
    }
    let size = quiet("@page { size: a5 landscape }", "<body>").trim;
    assert_eq!((size.width.round(), size.height.round()), (595.0, 420.0));
}

#[test]
fn named_pages_and_the_first_one() {
    let css = "@page cover { size: 60pt } @page { size: 50pt; margin: 0 } p { page: cover }";
    assert_eq!(quiet(css, "<body>\n<div><p>x</p></div>").trim, Size::new(60.0, 60.0));
    let other = PageContext { name: None, index: 1, blank: false };
    assert_eq!(page(css, &other), "50x50 bleed 0 margin 0 0 0 0");
}

#[test]
fn margin_boxes() {
    let css = "@page { size: 50pt; margin: 0; @bottom-center { content: 'p. ' counter(page) '/' counter(pages); color: red } } \
               @page :first { @bottom-center { content: none } @top-left { content: url(a.png) } }";
    assert_eq!(
        page(css, &PageContext::default()),
        "50x50 bleed 0 margin 0 0 0 0 TopLeft Some([Image(Reference { url: \"a.png\", base: \"a.css\" })]) BottomCenter None"
    );
    let second = PageContext { index: 1, ..PageContext::default() };
    assert_eq!(
        page(css, &second),
        "50x50 bleed 0 margin 0 0 0 0 BottomCenter Some([Text(\"p. \"), Page(Decimal), Text(\"/\"), Pages(Decimal)])"
    );
}

#[test]
fn font_faces() {
    let css = "@font-face { font-family: My Font; src: local(x), url(a.ttf) format('truetype'); font-weight: 100 900; font-style: italic }";
    let tree = quiet(css, "<body>");
    let face = &tree.font_faces[0];
    assert_eq!(
        format!("{} {:?} {:?} {}", face.family, face.weight, face.slant, face.sources[0].url),
        "My Font Some((100, 900)) Some(Italic) a.ttf"
    );
}
