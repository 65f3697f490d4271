mod cascading;
mod generated;
mod messages;
mod pages;
mod tree;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::html;

/// Style sheets by their names.
#[derive(Default)]
struct Files(BTreeMap<&'static str, &'static str>);

impl StyleSource for Files {
    fn sheet(&self, reference: &Reference) -> Result<Sheet, Diagnostic> {
        match self.0.get(&*reference.url) {
            Some(text) => Ok(sheet(&reference.url, text)),
            None => Err(Diagnostic::error("missing-file", format!("there is no file `{}`", reference.url))),
        }
    }
}

fn sheet(name: &str, text: &str) -> Sheet {
    Sheet {
        file: Arc::new(SourceFile { name: name.to_owned(), text: text.to_owned() }),
        base: Arc::from(name),
    }
}

/// A document with one sheet, `a.css`.
fn styled(css: &str, html: &str) -> (StyledTree, Vec<Diagnostic>) {
    let (dom, faults) = html::parse(html, "a.html");
    assert!(faults.is_empty(), "{faults:?}");
    let (tree, diagnostics) = cascade(&dom, &[sheet("a.css", css)], &Files::default(), &StyleCache::new());
    (tree, diagnostics.into_vec())
}

fn quiet(css: &str, html: &str) -> StyledTree {
    let (tree, diagnostics) = styled(css, html);
    assert!(diagnostics.is_empty(), "{css}: {}", told(&diagnostics));
    tree
}

/// The style of the element with the id `x`.
fn style_of_x(tree: &StyledTree) -> Arc<ComputedStyle> {
    let is_x = |content: &Content| matches!(content, Content::Element(element) if element.id.as_deref() == Some("x"));
    let nodes = (0..tree.len() as u32).map(|id| tree.node(StyledId(id)));
    nodes.into_iter().find(|node| is_x(&node.content)).expect("there is an x").style.clone()
}

/// The style of `<p id=x>` with these declarations.
fn declared(declarations: &str) -> Arc<ComputedStyle> {
    style_of_x(&quiet(&format!("#x {{ {declarations} }}"), "<body><p id=x>text</p>"))
}

/// One line per finding: place, code, message, help, notes.
fn told(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        match &diagnostic.span {
            Some(span) => {
                let (line, column) = span.line_column();
                let text = &span.file.text[span.start..span.end];
                out.push_str(&format!("{}:{line}:{column} [{text}] ", span.file.name));
            }
            None => out.push_str(&format!("{} ", diagnostic.file.as_deref().unwrap_or("-"))),
        }
        out.push_str(&format!("{}: {}", diagnostic.code, diagnostic.message));
        for more in diagnostic.help.iter().chain(&diagnostic.notes) {
            out.push_str(&format!(" ({more})"));
        }
        out.push('\n');
    }
    out
}

/// One line per node, indented by depth.
fn outline(tree: &StyledTree) -> String {
    fn write(tree: &StyledTree, id: StyledId, depth: usize, out: &mut String) {
        let node = tree.node(id);
        let text = match &node.content {
            Content::Element(element) => format!("{} {:?}", element.name, node.style.display),
            Content::Pseudo(pseudo) => format!("::{pseudo:?}"),
            Content::Text(text) => format!("{text:?}"),
            Content::Image(image) => format!("image {} of {}", image.source.url, image.source.base),
        };
        out.push_str(&format!("{}{text}\n", "  ".repeat(depth)));
        tree.children(id).for_each(|child| write(tree, child, depth + 1, out));
    }
    let mut out = String::new();
    write(tree, tree.root, 0, &mut out);
    out
}

#[test]
fn the_user_agents_sheet_is_flawless() {
    assert_eq!(told(&quiet_problems()), "");
}

fn quiet_problems() -> Vec<Diagnostic> {
    let text = include_str!("user_agent.css");
    syntax::parsed(&Arc::new(SourceFile { name: "ua".to_owned(), text: text.to_owned() }), &"".into())
        .problems
        .clone()
}
