use super::super::{Dom, NodeId, NodeKind, element_path};
use super::*;

/// One line per node, indented by depth.
fn outline(dom: &Dom) -> String {
    let mut out = String::new();
    let mut depths = vec![0; dom.nodes.len()];
    for (at, node) in dom.nodes.iter().enumerate() {
        let depth = node.parent.map_or(0, |parent| depths[parent.0 as usize] + 1);
        depths[at] = depth;
        let indent = "  ".repeat(depth);
        match &node.kind {
            NodeKind::Document => {}
            NodeKind::Text(text) => out.push_str(&format!("{indent}{text:?}\n")),
            NodeKind::Element(element) => {
                let block = element.provenance.as_ref().map_or("-", |provenance| &provenance.block);
                out.push_str(&format!("{indent}{} {block} {}\n", element.name, element.line));
            }
        }
    }
    out
}

#[test]
fn blocks_are_kept_and_comments_are_not() {
    let html = "<!doctype html><html><head></head><body>\n<!--drukwerk:block body|a.html|utrecht--><p>a<!-- x -->b</p>\
                <!--drukwerk:block inner|b.html|project--><i>c</i><!--drukwerk:/block--><b></b><!--drukwerk:/block--><u></u></body></html>";
    let (dom, diagnostics) = parse(html, "a.html");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(
        outline(&dom),
        "  html - 1\n    head - 1\n    body - 1\n      \"\\n\"\n      p body 2\n        \"ab\"\n      i inner 2\n        \"c\"\n      b body 2\n      u - 2\n"
    );
}

#[test]
fn slips_are_told_without_quoting_text() {
    let (_, diagnostics) =
        parse("<!doctype html><body>\n<div/><table>J. Jansen<tr><td>x</table></section>", "a.html");
    let told: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let notes: Vec<&str> = diagnostic.notes.iter().map(|note| &**note).collect();
            format!("{} ({})", diagnostic.message, notes.join("; "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "`/>` does not close this element in HTML (line 2 of the rendered HTML)",
            "text between the cells of a table moves in front of the table (line 2 of the rendered HTML)",
            "a tag is not allowed in this place and is left out or moved: `</section>` (line 2 of the rendered HTML)",
            "an element is never closed: `<div>` (line 2 of the rendered HTML)",
        ]
    );
}

#[test]
fn depth_is_bounded() {
    let (dom, diagnostics) = parse(&"<div>".repeat(100_000), "a.html");
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == "too-deep"));
    assert!(dom.nodes.len() <= MAX_DEPTH + 3);
}

#[test]
fn formatting_elements_do_not_multiply_without_end() {
    let mut html: String = (0..100_000).map(|n| format!("<font size={n}>")).collect();
    html.push_str(&"<p>".repeat(100_000));
    let (_, diagnostics) = parse(&html, "a.html");
    assert!(diagnostics.has_errors());
}

#[test]
fn paths_lead_to_the_element() {
    let (dom, _) = parse("<body><main><ul class='a b'><li>1<li>2</ul></main><div id=x><p></div>", "a.html");
    let all: Vec<String> = (0..dom.nodes.len() as u32)
        .filter(|id| dom.element(NodeId(*id)).is_some())
        .map(|id| element_path(&dom, NodeId(id)))
        .collect();
    assert_eq!(
        all[2..],
        [
            "body",
            "main",
            "main > ul.a",
            "main > ul.a > li:nth-child(1)",
            "main > ul.a > li:nth-child(2)",
            "div#x",
            "div#x > p"
        ]
    );
}

#[test]
fn templates_and_svg() {
    let (dom, _) = parse(
        "<body><template><p>x</template><svg viewBox='0 0 1 1'><linearGradient xlink:href='#a'/></svg>",
        "a.html",
    );
    let names: Vec<(&str, bool)> = dom
        .nodes
        .iter()
        .filter_map(|node| match &node.kind {
            NodeKind::Element(element) => Some((&*element.name, element.is_svg)),
            _ => None,
        })
        .collect();
    assert_eq!(names[3..], [("template", false), ("svg", true), ("linearGradient", true)]);
}
