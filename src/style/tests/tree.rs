use super::*;

#[test]
fn what_is_not_shown_is_not_there() {
    let tree = quiet(
        ".gone { display: none }",
        "<head><title> A  title </title></head><body>\n<p class=gone>x<b>y</b></p><p hidden>z</p><p>a<br>b</p>",
    );
    assert_eq!(
        outline(&tree),
        "html Block\n  body Block\n    \"\\n\"\n    p Block\n      \"a\"\n      br Inline\n      \"b\"\n"
    );
    assert_eq!(tree.title, "A title");
}

#[test]
fn items_and_absolute_boxes_are_blocks() {
    let tree = quiet(
        "div { display: grid } s { display: contents } u { position: absolute }",
        "<body><div><i>a</i><s><b>b</b></s></div><p><u>c</u></p>",
    );
    assert_eq!(
        outline(&tree),
        "html Block\n  body Block\n    div Grid\n      i Block\n        \"a\"\n      s Contents\n        b Block\n          \"b\"\n    \
         p Block\n      u Block\n        \"c\"\n"
    );
}

#[test]
fn replaced_elements() {
    let tree = quiet(
        "",
        "<body><img src='a.png' alt='A' width=20 height='30px'><svg viewBox='0 0 1 1'><title>T</title>\
         <linearGradient id='g' xlink:href='#a&amp;b'/></svg>",
    );
    let found: Vec<String> = (0..tree.len() as u32)
        .filter_map(|id| match &tree.node(StyledId(id)).content {
            Content::Element(element) => element.replaced.as_ref().map(|replaced| format!("{replaced:?}")),
            _ => None,
        })
        .collect();
    assert_eq!(
        found,
        [
            "Image { source: Reference { url: \"a.png\", base: \"a.html\" }, alt: Some(\"A\") }",
            "Svg { markup: \"<svg xmlns=\\\"http://www.w3.org/2000/svg\\\" xmlns:xlink=\\\"http://www.w3.org/1999/xlink\\\" viewBox=\\\"0 0 1 1\\\">\
             <title>T</title><linearGradient id=\\\"g\\\" xlink:href=\\\"#a&amp;b\\\"/></svg>\", alt: Some(\"T\"), width: None, height: None }",
        ]
    );
}

#[test]
fn attributes_that_layout_needs() {
    let tree = quiet(
        "",
        "<html lang=nl dir=rtl><body><table><tr><td id=x colspan=2 rowspan=0>a</table><p lang=en dir=auto>b<a href=' #x '>c</a></p>",
    );
    assert_eq!(&*tree.language, "nl");
    let all: Vec<&StyledNode> = (0..tree.len() as u32).map(|id| tree.node(StyledId(id))).collect();
    let find = |name: &str| {
        let is_it = |node: &&&StyledNode| matches!(&node.content, Content::Element(element) if &*element.name == name);
        let node = all.iter().find(is_it).expect("it is there");
        let Content::Element(element) = &node.content else { unreachable!() };
        (element.clone(), node.style.clone())
    };
    assert_eq!(find("td").0.span, (2, 0));
    assert_eq!(find("td").1.direction, Direction::Rtl);
    assert_eq!((find("p").1.direction, find("p").1.unicode_bidi), (Direction::Ltr, UnicodeBidi::Isolate));
    assert_eq!(&*find("a").1.text.language, "en");
    assert_eq!(find("a").0.link.as_deref(), Some("#x"));
}

#[test]
fn a_document_without_anything_has_a_root() {
    let tree = quiet("html { display: none }", "");
    assert_eq!(outline(&tree), "html Block\n");
    let (tree, _) = cascade(&html::Dom::default(), &[], &Files::default(), &StyleCache::new());
    assert_eq!(outline(&tree), "html Block\n");
}

#[test]
fn depth_does_not_hurt() {
    let (dom, _) = html::parse(&"<div>".repeat(1000), "a.html");
    let (tree, _) = cascade(
        &dom,
        &[sheet("a.css", "div div { color: red } div::before { content: 'x' }")],
        &Files::default(),
        &StyleCache::new(),
    );
    assert!(tree.len() > 400);
}
